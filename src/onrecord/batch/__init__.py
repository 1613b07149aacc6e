"""Many reports: coded in chunks by one process or a pool of them, in order."""

from onrecord.batch.pool import code_in_order

__all__ = ["code_in_order"]
