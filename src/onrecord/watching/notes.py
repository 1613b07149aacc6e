"""What a watcher tells while it works."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Note"]


@dataclass(frozen=True, slots=True)
class Note:
    """One line for the person at the terminal; ``about`` is a source, an alert or a channel of the plan."""

    about: str
    message: str
    is_problem: bool = False
