"""Keeps the libraries that parse other people's formats from writing their warnings to the terminal."""

from __future__ import annotations

import logging

__all__ = ["keep_quiet"]

_NOWHERE = logging.NullHandler()


def keep_quiet(library: str) -> None:
    """A library's log goes to whoever set up logging, and nowhere else; our problem records say what is wrong."""
    logging.getLogger(library).addHandler(_NOWHERE)
