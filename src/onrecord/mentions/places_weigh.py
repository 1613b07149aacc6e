"""How surely a name found in a report is a place there: what the name is elsewhere, and the words beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.gazetteer import FEATURES, Gazetteer, NameFlag, NameKind, fold
from onrecord.knowledge.place_words import PlaceCues, load_words
from onrecord.mentions.places_spans import Match
from onrecord.records import Report, Sentence

__all__ = ["weigh_matches"]

_COUNTRY, _DIVISION = FEATURES.index("country"), FEATURES.index("division")
_STRONG = frozenset(FEATURES.index(f) for f in ("country", "continent", "region", "sea", "disputed", "division"))
_FAIR = frozenset(FEATURES.index(f) for f in ("county", "river", "island", "mountains", "site"))
_METROPOLIS = 2_000_000
_PARTY = re.compile(r"(?<![A-Za-z])[DRI][-\u2011\u2013]$")
_DETERMINERS = frozenset({"the", "a", "an", "this", "that"})
_NAMED = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What every weight needs: the report, its sentences, the knowledge, and the last names of its people."""

    text: str
    sentences: Sequence[Sentence]
    gazetteer: Gazetteer
    cues: PlaceCues
    people: frozenset[str]


def weigh_matches(
    report: Report, matches: Sequence[Match], sentences: Sequence[Sentence], gazetteer: Gazetteer, cues: PlaceCues
) -> None:
    """Set each match's ``weight`` and ``container``; a name sure in one sentence is likelier in the others."""
    context = _Context(report.text, sentences, gazetteer, cues, _surnames_of_people(sentences, cues))
    for index, match in enumerate(matches):
        before = matches[index - 1] if index else None
        after = matches[index + 1] if index + 1 < len(matches) else None
        match.weight = _prior(match, gazetteer) + _container_weight(match, before, after, context)
        match.weight += 3.0 if match.is_dateline else _word_weight(match, context)
    best: dict[int, float] = {}
    for match in matches:
        best[match.name] = max(best.get(match.name, 0.0), match.weight)
    for match in matches:
        if best[match.name] >= 1.0 and match.weight < best[match.name]:
            match.weight += 1.2


def _surnames_of_people(sentences: Sequence[Sentence], cues: PlaceCues) -> frozenset[str]:
    """Last names of the report's people: the last word of "given name or title, capitalised words"."""
    given = load_words("given_names") | load_words("given_names_world")
    found: set[str] = set()
    for sentence in sentences:
        words, tags = sentence.words, sentence.tags
        for i in range(len(words) - 1):
            if tags[i + 1] != "NNP" or tags[i] not in ("NNP", "NN", "NNPS"):
                continue
            is_title = words[i].lower() in cues.titles
            if words[i] not in given and not is_title:
                continue
            last = i + 1
            while last + 1 < len(words) and tags[last + 1] == "NNP" and words[last + 1][0].isupper() and last < i + 3:
                last += 1
            found.add(words[last])
            if is_title:
                found.add(words[i + 1])
    return frozenset(fold(word) for word in found)


def _prior(match: Match, gazetteer: Gazetteer) -> float:
    """How likely the bare name is a place: features of its places, their people, and what else the name is."""
    rows, kinds = gazetteer.rows_of(match.name), gazetteer.kinds_of(match.name)
    named = kinds != NameKind.ABBREVIATION
    if not named.any():
        return -2.5
    if (kinds == NameKind.SHORT).all():
        return -0.9 - (1.2 if gazetteer.flags[match.name] else 0.0)
    features = {int(f) for f in gazetteer.feature[rows[named]]}
    value = math.log10(int(gazetteer.population[rows[named]].max()) + 500) - 4.3
    if features & _STRONG:
        value = max(value, 2.2)
    elif features & _FAIR:
        value = max(value, 0.8)
    name = gazetteer.names[match.name]
    if " " in name or "-" in name:
        value = max(value, -0.3) + 1.0
    if name in load_words("seats"):
        value -= 3.5
    flags = int(gazetteer.flags[match.name])
    scale = 0.3 if value > 1.9 else 1.0
    for flag, cost in ((NameFlag.SURNAME, 1.2), (NameFlag.GIVEN_NAME, 1.2), (NameFlag.COMMON_WORD, 1.5)):
        if flags & flag:
            value -= cost * scale
    return value


def _container_weight(match: Match, before: Match | None, after: Match | None, context: _Context) -> float:
    """City and container speak for each other: "*Aleppo*, Syria", "Aleppo, *Syria*"."""
    gazetteer, text = context.gazetteer, context.text
    value = 0.0
    if after is not None and _is_comma(text[match.end : after.start]) and _holds(after, match, gazetteer):
        value += 3.0
        match.container = after.name
    if before is not None and _is_comma(text[before.end : match.start]) and _holds(match, before, gazetteer):
        value += 4.0
        match.is_container = True
    return value


def _is_comma(between: str) -> bool:
    return between.strip() in (",", "(", ", in")


def _holds(outer: Match, inner: Match, gazetteer: Gazetteer) -> bool:
    """Whether some place of ``outer`` is a country or division that has some place of ``inner`` in it."""
    inners = gazetteer.rows_of(inner.name)
    for row in gazetteer.rows_of(outer.name):
        if gazetteer.feature[row] == _COUNTRY and (gazetteer.country[inners] == gazetteer.country[row]).any():
            return True
        if gazetteer.feature[row] == _DIVISION and (gazetteer.division[inners] == gazetteer.division[row]).any():
            return True
    return False


def _word_weight(match: Match, context: _Context) -> float:
    """Tags, prepositions, the nouns beside, and the signs of a person's name."""
    sentence, cues = context.sentences[match.sentence], context.cues
    words, last = sentence.words, match.last
    following = words[last].lower() if last < len(words) else ""
    if _is_way(match, following, context) or context.text[match.end : match.end + 1] == "$":
        return -6.0
    if _PARTY.search(context.text[max(match.start - 4, 0) : match.start]):
        return 4.5
    value = _tag_weight(match, sentence) + _preposition_weight(match, sentence, cues)
    if following in cues.place_after or match.is_listed:
        value += 1.2
    if match.is_facility:
        is_part = match.first and sentence.tags[match.first - 1] == "NNP" and words[match.first - 1][0].isupper()
        if is_part and words[match.first - 1].lower() not in cues.directions:
            return value - 3.0
        return value + 1.0 if value > -1.0 else value
    if match.is_capitals and sum(map(str.isupper, words)) * 2 < len(words):
        value -= 1.5
    return value + _person_weight(match, sentence, context)


def _is_way(match: Match, following: str, context: _Context) -> bool:
    """Whether a way or a year: "*Hampton* Avenue", "600 *B.C.*"; not "*Florida* Highway Patrol"."""
    gazetteer = context.gazetteer
    is_county = gazetteer.names[match.name].endswith((" County", " Parish"))
    if following in context.cues.ways:
        return not match.is_adjective and not is_county and not _is_strong(match, gazetteer)
    if following in context.cues.streets:
        return not is_county
    before = context.sentences[match.sentence].tags[match.first - 1] if match.first else ""
    return context.text[match.start : match.end] in ("B.C.", "BC") and before == "CD"


def _preposition_weight(match: Match, sentence: Sentence, cues: PlaceCues) -> float:
    """As in "in *Sharon*", "outside the *Kremlin*", "the city of *Mansfield*", "northern *Iraq*"."""
    words, before = sentence.words, match.first - 1
    if before >= 0 and words[before].lower() in _DETERMINERS:
        before -= 1
    if before < 0:
        return 0.0
    previous = words[before].lower()
    if previous in cues.locative:
        return 1.5
    if previous == "of" and before and words[before - 1].lower() in cues.settlement_of:
        return 2.6
    if previous in cues.weak_locative:
        return 0.6
    return 1.0 if previous in cues.directions else 0.0


def _tag_weight(match: Match, sentence: Sentence) -> float:
    """A name must be tagged as one; an adjective must stand before its noun ("*Russian* troops", not "Russians")."""
    tags, head = sentence.tags[match.first : match.last], match.last - 1
    if match.is_adjective and not match.is_facility:
        modifies = sentence.relations[head] in ("amod", "compound", "nmod", "poss") or sentence.tags[head] == "JJ"
        if match.last < len(sentence) and sentence.words[match.last] == "-":
            return 0.0
        follows = sentence.words[match.last][:1].isalpha() if match.last < len(sentence) else False
        if follows and sentence.tags[match.last][:2] == "NN":
            return 0.0
        return 0.0 if modifies and (follows or sentence.relations[head] != "acomp") else -6.0
    return 0.0 if not _NAMED.isdisjoint(tags) or "." in sentence.words[head] else -1.5


def _person_weight(match: Match, sentence: Sentence, context: _Context) -> float:
    """Evidence that the name is a person's, or part of a longer name: "*Lincoln* said", "*Chad* Smith"."""
    if match.is_adjective or match.is_listed:
        return 0.0
    gazetteer, cues = context.gazetteer, context.cues
    is_strong = _is_strong(match, gazetteer) or gazetteer.people(match.name) > _METROPOLIS
    flags = int(gazetteer.flags[match.name])
    value = _before_weight(match, sentence, cues, is_strong=is_strong, flags=flags)
    value += _after_weight(match, sentence, cues, is_strong=is_strong, flags=flags)
    if match.last - match.first == 1 and fold(sentence.words[match.first]) in context.people:
        value -= 3.0 if flags & (NameFlag.SURNAME | NameFlag.GIVEN_NAME) or not is_strong else 0.5
    head = sentence.heads[match.last - 1]
    if flags & NameFlag.SURNAME and sentence.relations[match.last - 1] == "nsubj" and sentence.lemmas[head] in cues.say:
        value -= 2.0
    return value


def _is_strong(match: Match, gazetteer: Gazetteer) -> bool:
    """Whether the name is that of a country, a division, a region or a sea, which few people are called."""
    kinds, rows = gazetteer.kinds_of(match.name), gazetteer.rows_of(match.name)
    return any(int(feature) in _STRONG for feature in gazetteer.feature[rows[kinds != NameKind.ALTERNATE]])


def _before_weight(match: Match, sentence: Sentence, cues: PlaceCues, *, is_strong: bool, flags: int) -> float:
    """As in "Mr. *Jackson*", "Burt *Lancaster*", "J. *Lincoln*"; "Fort *Jackson*" unless that is a name of its own."""
    before = match.first - 1
    if before < 0:
        return 0.0
    word, tag = sentence.words[before], sentence.tags[before]
    if tag in ("NNP", "NNPS", "NN", "JJ") and word[0].isupper():
        if word.lower() in cues.titles:
            return -0.5 if is_strong else -3.5
        if word in load_words("given_names") or word in load_words("given_names_world"):
            return -4.0
        if len(word) == 2 and word[1] == ".":
            return -4.0
        if tag == "NNP" and not is_strong and word.lower() not in cues.directions:
            return -1.5
    elif tag == "NN" and word.lower() in cues.titles and flags & NameFlag.SURNAME:
        return -2.0
    if word == "-" and before and not is_strong and sentence.words[before - 1][0].isupper():
        return -1.5
    return 0.0


def _after_weight(match: Match, sentence: Sentence, cues: PlaceCues, *, is_strong: bool, flags: int) -> float:
    """As in "*Chad* Smith", "*Austin* Powers": a name that goes on as a person's does."""
    if match.last >= len(sentence):
        return 0.0
    if sentence.words[match.last] == "-" and not is_strong and match.last + 1 < len(sentence):
        return -1.5 if sentence.words[match.last + 1][0].isupper() else 0.0
    if not is_strong and _is_age(sentence, match.last):
        return -2.5
    following = sentence.words[match.last]
    if not following[:1].isupper() or sentence.tags[match.last] != "NNP":
        return 0.0
    if flags & NameFlag.GIVEN_NAME:
        return -3.0
    if is_strong or following.lower() in cues.place_after:
        return 0.0
    return -1.5 if following in load_words("surnames") else -0.5


def _is_age(sentence: Sentence, at: int) -> bool:
    """As in "Danai, *61*, who": only people have an age."""
    following = sentence.words[at : at + 3]
    if len(following) < 3 or following[0] != "," or following[2] != ",":
        return False
    return following[1].isdigit() and len(following[1]) == 2
