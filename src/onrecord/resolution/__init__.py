"""The same incident told several times: within one report here, across reports in the ledger."""

from onrecord.resolution.within import join_incidents

__all__ = ["join_incidents"]
