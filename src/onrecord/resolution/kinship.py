"""What two mentions of one report are called, and where each stands among those of its type: names of likenesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.knowledge.linking import WithinWords
from onrecord.resolution.retold import Mention

__all__ = ["kin_of", "kind_names", "kinds_of", "standing_names", "word_of"]


def kin_of(one: Mention, other: Mention) -> str:
    """How near the two words are: one stem, one family, families of one group, one mode, or none of these."""
    if one.stem == other.stem:
        return "stem"
    if one.family is not None and one.family == other.family:
        return "family"
    if not one.near.isdisjoint(other.near):
        return "near"
    is_mode = one.event.type == other.event.type and one.event.mode is not None and one.event.mode == other.event.mode
    return "mode" if is_mode else "none"


def word_of(one: Mention, other: Mention, kin: str) -> str:
    """The kinship in four steps, to be crossed with what else is compared."""
    if one.event.type != other.event.type:
        return "type"
    return {"stem": "word", "family": "word", "near": "kin", "mode": "kin"}.get(kin, "none")


def kinds_of(one: Mention, other: Mention) -> str | None:
    """Whether two mentions of one type are of the same kind, of another, or one is of none; nothing between types."""
    if one.event.type != other.event.type:
        return None
    if one.kind is None or other.kind is None:
        return "open"
    return "same" if one.kind == other.kind else "other"


def kind_names(one: Mention, other: Mention) -> Iterator[str]:
    """The kinds compared, and both by name: a killing may be that of a strike, a drill is never a deployment."""
    kinds = kinds_of(one, other)
    if kinds is not None:
        yield f"kind:{kinds}"
    if kinds in ("same", "other"):
        yield f"kinds:{one.event.type} " + "+".join(sorted((str(one.kind), str(other.kind))))


def standing_names(one: Mention, other: Mention, words: WithinWords) -> Iterator[str]:
    """How often the report tells such events, whether it is about them, and how many it tells between the two."""
    if one.event.type != other.event.type:
        return
    yield f"often:{_step(other.standing.of_type, words.often)}"
    yield f"often-kind:{_step(other.standing.of_kind, words.often)}"
    yield f"between:{_step(other.standing.place_in_type - one.standing.place_in_type - 1, words.between)}"
    if kinds_of(one, other) == "same":
        yield f"between-kind:{_step(other.standing.place_in_kind - one.standing.place_in_kind - 1, words.between)}"
    yield from (["lead:earlier"] if one.sentence < words.lead_sentences else [])
    yield from (["lead:later"] if other.sentence < words.lead_sentences else [])
    if one.standing.is_lead_kind and other.standing.is_lead_kind:
        yield "lead:kinds"


def _step(number: int, steps: Sequence[int]) -> str:
    """The first step that a number does not pass, or more."""
    return next((str(step) for step in steps if number <= step), "more")
