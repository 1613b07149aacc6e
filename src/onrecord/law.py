"""The arms embargoes on one state or group as they stood on one day, for reading."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from onrecord.errors import QueryError
from onrecord.knowledge.memberships import FIRST_DAY, LAST_DAY
from onrecord.knowledge.regimes import Part, Regime, load_regimes
from onrecord.ledger.names import actor_ids_of, is_known_actor
from onrecord.records import body_of

__all__ = ["law_of_the_day", "target_of"]

_ARMS = {
    "all": "all arms",
    "heavy": "the seven heavy heads of the UN Register",
    "all-but-small-arms": "all arms but small arms",
    "missile-technology": "missiles and missile technology",
}
_WAYS = {"to": "to it", "from": "from it", "both": "to and from it", "to-groups": "to groups within it"}
_WIDTH = 110


def target_of(written: str) -> str:
    """The id of the state or group that is meant, given as an id in any case or as a name.

    Raises:
        QueryError: it is none we know, or a name of several: that none is under an embargo would be no answer.

    """
    if any(written.upper() in regime.targets for regime in load_regimes()):
        return written.upper()
    ids = tuple(dict.fromkeys(map(body_of, actor_ids_of(written))))
    if len(ids) > 1:
        raise QueryError(f"{written!r} may be {' or '.join(ids)}; give one of these ids")
    if not is_known_actor(ids[0]):
        raise QueryError(f"{written!r}: no state or group we know; give an ISO code like PRK, a group's id, or a name")
    return ids[0]


def law_of_the_day(target: str, day: str) -> str:
    """What every regime on file that names ``target`` (ISO alpha-3 or a group's id) forbids on an ISO day, as text."""
    regimes = [regime for regime in load_regimes() if target in regime.targets]
    if not regimes:
        return f"No arms embargo on file names {target}.\n"
    current = [regime for regime in regimes if _parts(regime, day)]
    head = f"Arms embargoes on {target} in force on {day}:" if current else f"No arms embargo on {target} on {day}."
    lines = [head, *(line for regime in current for line in _told(regime, day)), *_others(regimes, current, day)]
    return "\n".join(lines) + "\n"


def _parts(regime: Regime, day: str) -> list[Part]:
    return [part for part in regime.parts if part.first <= day <= part.last]


def _told(regime: Regime, day: str) -> Iterator[str]:
    yield ""
    yield f"{regime.id}: {regime.scope}; {_bound(regime)}"
    for part in _parts(regime, day):
        since = f"since {part.first}" if part.first != FIRST_DAY else "since a day not on file"
        until = f" until {part.last}" if part.last != LAST_DAY else ""
        yield from _wrapped(
            f"{_WAYS[part.direction]}: {_ARMS[part.arms]}, {since}{until} ({part.citation or 'no act on file'})"
        )
        if part.exempt:
            yield from _wrapped(f"  allowed: {part.exempt}")
    if regime.contested_from and day >= regime.contested_from:
        yield from _wrapped(f"not accepted by {', '.join(sorted(regime.contested_by))}")
    if regime.review and day > regime.review:
        yield from _wrapped(f"its review date {regime.review} had passed, and no renewal is on file")


def _bound(regime: Regime) -> str:
    if not regime.mandatory:
        return f"asked for by {regime.authority}, binds nobody"
    if regime.bound == "all":
        return "binds every state"
    return "binds the United States" if regime.bound == "USA" else f"binds the members of {regime.authority}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="      ")


def _others(regimes: list[Regime], current: list[Regime], day: str) -> Iterator[str]:
    """Regimes whose last part had ended or whose first had not begun."""
    over, ahead, between = [], [], []
    for regime in regimes:
        first, last = min(p.first for p in regime.parts), max(p.last for p in regime.parts)
        if last < day:
            over.append(f"{regime.id} (ended {last})")
        elif first > day:
            ahead.append(f"{regime.id} (from {first})")
        elif regime not in current:
            between.append(regime.id)
    for title, names in (("Ended before", over), ("Begun after", ahead), ("Between two of its parts", between)):
        if names:
            yield ""
            yield from textwrap.wrap(f"{title}: {', '.join(names)}", _WIDTH, subsequent_indent="  ")
