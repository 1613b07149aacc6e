"""An event's place, not any place: what its sentence says, and the report where that is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.event_place_words import EventPlaceWords, load_event_place_words
from onrecord.mentions.event_places_discourse import (
    dateline_place,
    home_ground,
    most_frequent,
    only_country,
    setting_of,
    theatre_place,
)
from onrecord.mentions.event_places_syntax import STATED, EventView, is_talk, places_by_token
from onrecord.records import ActorMention, PlaceMention, Proposition, Report, Sentence

__all__ = ["place_events", "place_of"]

Rule = Callable[[EventView], int | None]

_TELLING = 2
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SHARING_LINKS = frozenset({"infinitive", "gerund", "noun", "adverbial", "purpose", "coordinate", "relative"})


def place_events(
    report: Report,
    sentences: Sequence[Sentence],
    propositions: Sequence[Proposition],
    places: Sequence[PlaceMention],
    actors: Sequence[ActorMention],
) -> dict[int, int]:
    """The place of each proposition that has one: proposition index -> position in ``places``.

    First what the sentence says (:func:`place_of`); then, in falling order of soundness, what the governing
    proposition says, the same kind of event elsewhere in the report, the ground of a state's own act, the country
    the report is set in (events of force only, or any event of a report set in one country), the dateline.
    """
    words = load_event_place_words()
    setting = setting_of(places, actors)
    placed: dict[int, int] = {}
    views = []
    tokens: dict[int, dict[int, int]] = {}
    for proposition in propositions:
        sentence = sentences[proposition.sentence]
        if sentence.index not in tokens:
            tokens[sentence.index] = places_by_token(places, sentence)
        view = EventView(proposition, sentence, places, tokens[sentence.index], words, report, actors, setting)
        views.append(view)
    said = _place(views, STATED, placed)
    grounded = (places[at].country for index, at in placed.items() if _is_grounded(propositions, index, words))
    theatre = Counter(country for country in grounded if country)
    _share(views, placed, said)
    setting = replace(setting, theatre=_theatre(theatre, setting.country))
    views = [EventView(v.proposition, v.sentence, places, v.by_token, words, report, actors, setting) for v in views]
    said |= _place(views, (home_ground,), placed)
    _share(views, placed, said)
    by_index = {view.proposition.index: view for view in views}
    open_views = [v for v in views if not (v.proposition.lemma in words.grounded and _is_talked_of(v, by_index))]
    _place(open_views, (theatre_place, dateline_place, only_country), placed)
    return placed


def _place(views: Sequence[EventView], rules: Sequence[Rule], placed: dict[int, int]) -> dict[int, int]:
    """Place what is not placed yet; gives what was placed."""
    found = {}
    for view in views:
        if view.proposition.index not in placed:
            place = _first(view, rules)
            if place is not None:
                found[view.proposition.index] = place
    placed |= found
    return found


def _theatre(grounds: Counter[str], setting: str | None) -> str | None:
    """The country force is used in: that of most placed acts of force, if it is more than one act, else the setting."""
    country = most_frequent(grounds, 0.0)
    return setting if country is None or (grounds[country] < _TELLING and setting is not None) else country


def _is_grounded(propositions: Sequence[Proposition], index: int, words: EventPlaceWords) -> bool:
    return index < len(propositions) and propositions[index].lemma in words.grounded


def place_of(
    proposition: Proposition,
    sentence: Sentence,
    places: Sequence[PlaceMention],
    report: Report,
    *,
    actors: Sequence[ActorMention] = (),
) -> int | None:
    """The position in ``places`` of the place where one event is; ``None`` where its sentence gives none.

    In falling order of soundness: a locative argument ("shelled *in Kharkiv*"), the place acted on ("visited
    *Moscow*"), a modifier ("the *Geneva* talks"), the argument or the governing clause that shares it, the ground of
    a state's own act ("*North Korea* tested a missile"), the dateline.
    """
    words = load_event_place_words()
    view = EventView(proposition, sentence, places, places_by_token(places, sentence), words, report, actors, None)
    return _first(view, (*STATED, home_ground, dateline_place))


def _first(view: EventView, rules: Sequence[Rule]) -> int | None:
    for rule in rules:
        found = rule(view)
        if found is not None:
            return found
    return None


def _share(views: Sequence[EventView], placed: dict[int, int], said: dict[int, int]) -> None:
    """Give unplaced events the place of the event they are part of, or of another mention of their kind in ``said``."""
    by_index = {view.proposition.index: view for view in views}
    for view in views:
        parent, link = view.proposition.parent, view.proposition.link
        if view.proposition.index in placed or parent is None or parent not in placed:
            continue
        if view.proposition.lemma in view.words.placeless:
            continue
        if view.proposition.lemma in view.words.grounded and _is_talked_of(view, by_index):
            continue
        if link in _SHARING_LINKS and by_index[parent].proposition.lemma not in view.words.spoken:
            placed[view.proposition.index] = placed[parent]
    last: dict[str, int] = {}
    for order in (views, list(reversed(views))):
        last.clear()
        for view in order:
            kind, index = _kind_of(view), view.proposition.index
            if kind is None:
                continue
            if index in said and not _is_one_of_several(view):
                last[kind] = said[index]
            elif kind in last and index not in placed and _is_taken_up(view):
                placed[index] = last[kind]


def _is_talked_of(view: EventView, by_index: Mapping[int, EventView]) -> bool:
    """Whether an event hangs on one where people talked: "met in Geneva to end the *fighting*"."""
    parent = view.proposition.parent
    while parent is not None:
        above = by_index[parent]
        if is_talk(above, above.proposition.lemma):
            return True
        parent = above.proposition.parent
    return False


def _kind_of(view: EventView) -> str | None:
    """Under which word mentions of one happening are alike: all meetings, else an act of force or a test by lemma."""
    lemma, words = view.proposition.lemma, view.words
    if lemma in words.meetings or lemma in words.consultations:
        return "meeting"
    if lemma in words.trials:
        return "trial"
    return lemma if lemma in words.grounded or lemma in words.home else None


def _is_one_of_several(view: EventView) -> bool:
    """As in "several *visits*", "earlier *attacks*", whose place says nothing of the one the report is about."""
    sentence, head = view.sentence, view.proposition.head
    if sentence.tags[head] != "NNS" or sentence.words[head].lower() == "talks":
        return False
    return not {sentence.lemmas[child] for child in sentence.dependents(head, "det")} & _DEFINITE


def _is_taken_up(view: EventView) -> bool:
    """Whether the mention points back: "the *launch*", "his *visit*", a headline's "*Talks*"; not "a *launch*"."""
    sentence, head = view.sentence, view.proposition.head
    if view.proposition.category != "noun":
        return view.proposition.lemma in view.words.meetings
    if view.proposition.lemma in view.words.trials:
        return True
    determiners = {sentence.lemmas[child] for child in sentence.dependents(head, "det")}
    if view.proposition.lemma in view.words.consultations:
        return bool(determiners & _DEFINITE)
    is_bare = not determiners and (sentence.kind != "body" or sentence.tags[head] == "NNS")
    return is_bare or bool(determiners & _DEFINITE) or sentence.child(head, "poss") is not None
