"""A reading room that runs, as the gate opens it too, and the token of the tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "gate"))

from rooms import served_room

__all__ = ["TOKEN", "served_room"]

TOKEN = "a token of the tests"
