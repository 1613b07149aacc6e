"""The same incident told several times: within one report here, across reports in the ledger."""

from onrecord.resolution.contradictions import find_contradictions
from onrecord.resolution.within import happening_keys, join_incidents

__all__ = ["find_contradictions", "happening_keys", "join_incidents"]
