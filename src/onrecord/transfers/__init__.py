"""Arms that change hands, or might: supplier, recipient, items, quantity, stage."""

from onrecord.transfers.find import find_transfers

__all__ = ["find_transfers"]
