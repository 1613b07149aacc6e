"""The generators of saved pages and of sample files, which the gate uses too."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in (Path(__file__).parents[2] / "gate", Path(__file__).parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
