"""Many reports, one record: the embedded database, what is added to it and what is asked of it."""

from onrecord.ledger.adding import Added, add_reports

__all__ = ["Added", "add_reports"]
