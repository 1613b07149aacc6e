"""robots.txt as RFC 9309 has it: the group of our own name, else of everybody; the longest matching rule decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

__all__ = ["ALLOW_ALL", "LARGEST_ROBOTS", "Robots", "parse_robots"]

LARGEST_ROBOTS = 512_000  # bytes: RFC 9309 asks for 500 KiB at least
_MOST_RULES = 5_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*(.*?)\s*")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us: patterns with whether they allow, and the seconds asked for between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched; of equally long rules the allowing one wins."""
        if path == "/robots.txt":
            return True
        normal = _normal(path)
        found = [(len(pattern), allows) for pattern, allows in self.rules if _matches(pattern, normal)]
        return max(found)[1] if found else True


ALLOW_ALL = Robots()


def parse_robots(data: bytes, name: str) -> Robots:
    """The rules for a robot's name ("onrecord"), matched without regard to case."""
    own: list[tuple[str, str]] = []
    everybody: list[tuple[str, str]] = []
    has_own = False
    for agents, lines in _groups(data[:LARGEST_ROBOTS].decode("utf-8", "replace")):
        if name.lower() in agents:
            has_own = True
            own += lines
        elif "*" in agents:
            everybody += lines
    lines = own if has_own else everybody
    rules = [(_normal(value), key == "allow") for key, value in lines if key in ("allow", "disallow") and value]
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(tuple(rules[:_MOST_RULES]), max((delay for delay in delays if delay is not None), default=None))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Each group's names, lower-case, and its lines."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for written in text.lstrip("\ufeff").splitlines():
        match = _LINE.fullmatch(written.partition("#")[0])
        if match is None:
            continue
        key, value = match[1].lower(), match[2]
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add(value.lower().partition("/")[0].strip())
        elif agents and key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
    if agents:
        yield agents, lines


def _seconds(written: str) -> float | None:
    return float(written) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", written) else None


def _normal(path: str) -> str:
    """A path with its escapes in one form, so that "%7Ejo" and "~jo" are one."""
    return quote(unquote_to_bytes(path), safe="/*$?&=;:@!,+()'~-._%")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with ``*`` and a final ``$`` matches the start of a path; takes linear time a star."""
    is_whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not is_whole or path == first
    position = len(first)
    for part in others[:-1]:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    if is_whole:
        return path.endswith(others[-1]) and len(path) - len(others[-1]) >= position
    return path.find(others[-1], position) >= 0
