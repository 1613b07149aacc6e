"""A transfer claim held against the embargoes in force on its day."""

from onrecord.embargoes.assess import Claim, assess_claim, assess_transfers

__all__ = ["Claim", "assess_claim", "assess_transfers"]
