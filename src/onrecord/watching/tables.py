"""A table of a TOML file read key by key; whatever is wrong is told with file and key, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from onrecord.errors import InputError

__all__ = ["Table"]

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_TIME = re.compile(r"(\d{1,6})\s*([smhd])")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


class Table:
    """A table and the key it stands under; :meth:`finish` refuses keys that nobody asked for.

    Raises:
        InputError: in all its methods, for a value of the wrong kind.

    """

    def __init__(self, file: str, key: str, values: Mapping[str, Any]) -> None:
        self._file = file
        self._key = key
        self._values = values
        self._known: set[str] = set()

    def fail(self, key: str, what: str) -> NoReturn:
        """Raises the error of one key."""
        where = ".".join(part for part in (self._key, key) if part)
        raise InputError(f"{self._file}: {where}: {what}")

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not empty; required where there is no default."""
        value = self._get(key, default, 'missing; write it as: {key} = "..."')
        if not isinstance(value, str) or not (value.strip() or value == default):
            self.fail(key, f"{value!r} is no text; put it in quotes")
        return value

    def optional(self, key: str) -> str | None:
        """A string, or ``None`` where the key is not there."""
        self._known.add(key)
        return self.text(key) if key in self._values else None

    def choice(self, key: str, among: Iterable[str], default: str | None = None) -> str:
        """One of some words."""
        words = tuple(among)
        value = self.text(key, default)
        if value not in words:
            self.fail(key, f"{value!r} is none of: {', '.join(words)}{_guess(value, words)}")
        return value

    def number(self, key: str, default: int, *, least: int = 1, most: int = 1_000_000_000) -> int:
        """A whole number within bounds."""
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fail(key, f"{value!r}: write a whole number from {least} to {most}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"{value!r}: write true or false, without quotes")
        return value

    def seconds(self, key: str, default: str, *, least: int = 0) -> float:
        """A time such as "15m", in seconds."""
        value = self._get(key, default)
        match = _TIME.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self.fail(key, f'{value!r} is no time; write a number and s, m, h or d, as in "15m"')
        seconds = int(match[1]) * _UNITS[match[2]]
        if seconds < least:
            self.fail(key, f"{value!r} is too often; give {least} seconds at least")
        return float(seconds)

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of strings; required where there is no default."""
        value = self._get(key, default, 'missing; write it as: {key} = ["...", "..."]')
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value):
            self.fail(key, f"{value!r}: write a list of texts in brackets and quotes")
        return tuple(value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of strings."""
        value = self._get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            self.fail(key, f'{value!r}: write a table of texts, as in {{ Name = "value" }}')
        return tuple(value.items())

    def table(self, key: str) -> Table:
        """A table inside; an empty one where it is not there."""
        return Table(self._file, ".".join(part for part in (self._key, key) if part), self._inner(key))

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The named tables under a key, in the order of the file."""
        for name, value in self._inner(key).items():
            if not isinstance(value, dict):
                self.fail(f"{key}.{name}", f"{value!r}: write a table: [{key}.NAME]")
            if not _NAME.fullmatch(name):
                self.fail(f"{key}.{name}", "a name has letters, digits, hyphens, dots and underscores only")
            yield name, Table(self._file, f"{key}.{name}", value)

    def finish(self) -> None:
        """Refuses keys that no method was asked for: a misspelt one would do nothing and nobody would know."""
        for key in self._values:
            if key not in self._known:
                self.fail(key, f"no such key; there are: {', '.join(sorted(self._known))}{_guess(key, self._known)}")

    def _inner(self, key: str) -> dict[str, Any]:
        value = self._get(key, {})
        if not isinstance(value, dict):
            self.fail(key, f"{value!r}: write a table: [{key}]")
        return value

    def _get(self, key: str, default: Any, missing: str = "missing") -> Any:
        self._known.add(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            self.fail(key, missing.format(key=key))
        return default


def _guess(written: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(written, list(words), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
