"""How alike two mentions of one report are: named features, each with a learned weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.knowledge.linking import WithinWords, load_within_weights
from onrecord.resolution.kinship import kin_of, kind_names, kinds_of, standing_names, word_of
from onrecord.resolution.retold import Mention, is_retold, same_time

__all__ = ["are_comparable", "are_two", "likeness", "likeness_features"]

_CROSSED = ("time:", "gap:", "tense:", "things:s", "things:a", "later:", "historical", "plural", "negation")
_CROSSED_KIND = ("time:", "gap:", "tense:", "side:", "things:s", "things:a", "later:")


def are_comparable(one: Mention, other: Mention) -> bool:
    """Whether two mentions may be one incident at all: one type, or one word or family of words."""
    is_family = one.family is not None and one.family == other.family
    return one.event.type == other.event.type or one.stem == other.stem or is_family


def are_two(one: Mention, other: Mention, words: WithinWords) -> bool:
    """Whether two mentions are certainly two incidents.

    They have other days; the doers are known and nobody is the same; the later is set apart ("*another* launch"); or
    the word counts otherwise ("*launch*" and "*launches*", the *first*, the *second*).
    """
    return (
        (other.is_set_apart and not one.is_set_apart)
        or (not same_time(one.event.when, other.event.when) and not _is_published(one, other))
        or _are_strangers(one, other)
        or _is_denied_elsewhere(one, other, words)
        or _count_otherwise(one, other)
    )


def _is_denied_elsewhere(one: Mention, other: Mention, words: WithinWords) -> bool:
    """Whether only one did not happen, unless it is the other denied: one word, close by."""
    is_near = other.sentence - one.sentence <= words.near_sentences
    is_denial = is_near and kin_of(one, other) in ("stem", "family")
    return one.is_marked("negation") != other.is_marked("negation") and not is_denial


def _are_strangers(one: Mention, other: Mention) -> bool:
    return bool(one.actors and other.actors) and one.sides.isdisjoint(other.sides)


def _count_otherwise(one: Mention, other: Mention) -> bool:
    if one.ordinals and other.ordinals and one.ordinals.isdisjoint(other.ordinals):
        return True
    is_word = one.is_noun and other.is_noun and one.stem == other.stem
    return one.is_plural != other.is_plural and (is_word or one.tense != other.tense)


def likeness(one: Mention, other: Mention, words: WithinWords) -> float:
    """The logit that a later mention tells the incident of an earlier one."""
    bias, weights = load_within_weights()
    return bias + sum(value * weights.get(name, 0.0) for name, value in likeness_features(one, other, words).items())


def likeness_features(one: Mention, other: Mention, words: WithinWords) -> Mapping[str, float]:
    """What is compared, by name, each in [0, 1]; ``one`` is the earlier mention."""
    kin = kin_of(one, other)
    found = dict.fromkeys(_names(one, other, kin, words), 1.0)
    word = word_of(one, other, kin)
    side = _side(one, other)
    found |= {f"{word} x {name}": 1.0 for name in found if name.startswith(_CROSSED)}
    found |= {f"{word} x side:{side}": 1.0, f"side:{side}": 1.0}
    if (kinds := kinds_of(one, other)) is not None:
        found |= {f"kind {kinds} x {name}": 1.0 for name in found if name.startswith(_CROSSED_KIND)}
    if one.things and other.things and (common := len(one.things & other.things)):
        found["things:part"] = common / min(len(one.things), len(other.things))
        if side in ("equal", "share", "open"):
            found[f"{word} same thing"] = 1.0
    is_timed = not found.keys() & {"time:apart", "time:vague-mix"}
    if is_timed and one.tense == other.tense and "historical:mix" not in found:
        if side in ("equal", "share"):
            found[f"compatible {word}"] = 1.0
        elif side == "open" and other.article == "definite":
            found[f"points {word}"] = 1.0
    if one.sentence == 0:
        found[f"{word} x earlier-title"] = 1.0
    return found


def _names(one: Mention, other: Mention, kin: str, words: WithinWords) -> Iterator[str]:
    yield from _act(one, other, kin, words)
    yield from _telling(one, other, kin)
    yield from _parties(one, other)
    yield from _time(one, other, words)
    yield from _distance(one, other, kin, words)
    yield from kind_names(one, other)
    yield from standing_names(one, other, words)


def _act(one: Mention, other: Mention, kin: str, words: WithinWords) -> Iterator[str]:
    if one.event.type != other.event.type:
        yield f"other-type:{kin}"
    else:
        yield f"kin:{kin}"
        yield f"kin:{kin} {words.groups[one.event.type]}"
        if one.event.mode is not None and other.event.mode is not None:
            yield "mode:same" if one.event.mode == other.event.mode else "mode:other"
    if same_time(one.event.when, other.event.when) and is_retold(one, other, words):
        yield "rule"


def _telling(one: Mention, other: Mention, kin: str) -> Iterator[str]:
    yield "tense:" + " ".join(sorted({one.tense, other.tense}))
    for auxiliary in ("negation", "historical"):
        if one.is_marked(auxiliary) != other.is_marked(auxiliary):
            yield f"{auxiliary}:mix"
    if other.is_noun:
        yield f"later:{other.article}"
        if kin in ("stem", "family"):
            yield f"later-kin:{other.article}"
    if one.article == "apart":
        yield "earlier:apart"
    if one.is_noun and other.is_noun and one.is_plural != other.is_plural:
        yield "plural:mix"
    if other.is_plural and not one.is_noun:
        yield "plural:later"


def _parties(one: Mention, other: Mention) -> Iterator[str]:
    yield "actor:" + _overlap(one.actors, other.actors)
    yield "recipient:" + _overlap(one.recipients, other.recipients)
    if not other.sides:
        yield "sides:later-open"
    if one.things and other.things:
        yield "things:apart" if one.things.isdisjoint(other.things) else "things:share"


def _overlap(one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return "open" if one or other else "none"
    if one == other:
        return "equal"
    return "apart" if one.isdisjoint(other) else "share"


def _side(one: Mention, other: Mention) -> str:
    """Both sides in one word; parties that meet only crosswise are no likeness."""
    if not one.sides or not other.sides:
        return "open"
    doers, targets = _overlap(one.actors, other.actors), _overlap(one.recipients, other.recipients)
    if {doers, targets} & {"equal", "share"}:
        if one.sides == other.sides:
            return "equal"
        return "clash" if "apart" in (doers, targets) else "share"
    return "apart" if one.sides.isdisjoint(other.sides) else "cross"


def _time(one: Mention, other: Mention, words: WithinWords) -> Iterator[str]:
    days, others = one.days, other.days
    if days is None or others is None:
        yield "time:none" if days is others else "time:open"
        return
    apart = max(days[0] - others[1], others[0] - days[1])
    if apart > 0:
        yield "time:apart"
        yield from (["time:far"] if apart > words.far_days else [])
        yield from (["time:apart-publication"] if _is_published(one, other) else [])
    elif days != others:
        yield "time:meet"
    elif days[0] < days[1]:
        yield "time:span"
    else:
        yield "time:day-publication" if _is_published(one, other) else "time:day"
    if (days[1] - days[0] > words.vague_days) != (others[1] - others[0] > words.vague_days):
        yield "time:vague-mix"


def _distance(one: Mention, other: Mention, kin: str, words: WithinWords) -> Iterator[str]:
    gap = other.sentence - one.sentence
    yield "gap:" + ("same" if not gap else "next" if gap == 1 else "near" if gap <= words.near_sentences else "far")
    if not gap:
        yield f"same-sentence:{kin}"
        yield from (["same-sentence:nouns"] if one.is_noun and other.is_noun and one.stem != other.stem else [])
        if other.head in one.heads or one.head in other.heads:
            yield "argument"
    if one.sentence == 0 and gap < words.near_sentences:
        yield "title-lead"
    if one.event.inside == other.position or other.event.inside == one.position:
        yield "inside"


def _is_published(one: Mention, other: Mention) -> bool:
    """Whether a day is only that of publication."""
    return any(m.event.when is not None and m.event.when.basis == "publication" for m in (one, other))
