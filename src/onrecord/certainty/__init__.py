"""How surely each proposition is put forward by its holder, and whether it happened."""

from onrecord.certainty.judge import judge

__all__ = ["judge"]
