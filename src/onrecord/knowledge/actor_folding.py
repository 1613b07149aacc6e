"""Names without accents and typographic marks, and the stable id of a person's name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["fold", "slug"]

# Characters that Unicode does not decompose to the plain one we want, by code point.
_PLAIN = dict.fromkeys((0xA0, 0x0A, 0x0D, 0x09), " ") | {
    0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-",
    0x131: "i", 0xF8: "o", 0xD8: "O", 0x142: "l", 0x141: "L", 0x111: "d", 0x110: "D", 0xF0: "d",
}  # fmt: skip


class _FoldTable(dict[int, int]):
    """Code points to their plain form, one to one, so that offsets stay: é to e, curly quotes to straight ones."""

    def __missing__(self, code: int) -> int:
        plain = _PLAIN.get(code) or unicodedata.normalize("NFD", chr(code))[0]
        self[code] = ord(plain)
        return self[code]


@cache
def _fold_table() -> _FoldTable:
    return _FoldTable()


def fold(text: str) -> str:
    """The text without accents and typographic quotes; every character keeps its offset."""
    if text.isascii() and "\n" not in text:
        return text
    return text.translate(_fold_table())


def slug(name: str) -> str:
    """A person's stable id: "Tony Blair" to "tony-blair"."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return name.lower().replace(" ", "-")
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")
