"""One judgement per proposition, from the word above it and its own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from onrecord.certainty.governors import link_to_governor, standing_under
from onrecord.certainty.holders import innermost_attributions
from onrecord.certainty.links import Link
from onrecord.certainty.modifiers import Change, modified_noun, modified_verb
from onrecord.certainty.scene import Scene, first_conjunct, governor_of, is_finite, is_in_person, is_noun
from onrecord.certainty.standing import ASSERTED, Standing, certainty_of
from onrecord.certainty.status import plain_status
from onrecord.knowledge.hedges import load_hedges
from onrecord.records import Attribution, Judgement, Proposition, Reason, Sentence, Status

__all__ = ["judge"]

_NOT_SO_FAR = 2.0
_LEAST_SO_FAR = -2.0


def judge(
    sentences: Sequence[Sentence], propositions: Sequence[Proposition], attributions: Sequence[Attribution]
) -> tuple[Judgement, ...]:
    """A judgement for every proposition, in their order; ``sentences`` are indexed by ``Proposition.sentence``.

    "Chad denied that it *attacked* the town" stands as Chad, the innermost holder, has it: CT-.
    """
    hedges = load_hedges()
    holders = innermost_attributions(attributions)
    by_sentence: dict[int, dict[int, Proposition]] = {}
    for proposition in propositions:
        by_sentence.setdefault(proposition.sentence, {})[proposition.head] = proposition
    found: dict[int, Judgement] = {}
    attributed = frozenset(holders)
    for index, items in by_sentence.items():
        scene = Scene(sentences[index], items, hedges, attributed, is_in_person(sentences[index], hedges))
        found.update(_judge_sentence(scene, holders))
    return tuple(found[p.index] for p in propositions)


def _judge_sentence(scene: Scene, holders: dict[int, int]) -> dict[int, Judgement]:
    """Judgements by proposition index; every word is judged after the word above it."""
    standings: dict[int, Standing] = {}
    contexts: dict[int, tuple[Standing, Link | None]] = {}
    found: dict[int, Judgement] = {}
    for head in scene.propositions:
        for token in _chain(scene, head, standings):
            context, link = _context(scene, token, standings, contexts)
            contexts[token] = context, link
            change = _own_words(scene, token, context)
            proposition = scene.propositions.get(token)
            standing = change.standing
            if proposition is not None:
                above = standings[link.governor].status if link is not None and link.governor in standings else ""
                standing = _with_status(scene, proposition, standing, link, above)
                if standing.status == "occurred" and any(rule == "attribute-going_on" for rule, _, _ in change.rules):
                    standing = standing._replace(status="ongoing")
                is_own = scene.is_in_person and proposition.index not in scene.attributed
                told = _so_far(standing, change) if is_own else standing
                found[proposition.index] = _judgement(scene, proposition, told, link, change, holders)
            standings[token] = standing
    return found


def _so_far(standing: Standing, change: Change) -> Standing:
    """A writer who speaks to his reader tells what has come about; what he wants or plans has not so far.

    "*I* need you to *sign* it": readers take the signing for not done, where a reporter's "Chad needs Mali to *sign*"
    leaves it open.
    """
    is_open = standing.status in ("planned", "hypothetical")
    if not is_open or any(rule == "main-question" for rule, _, _ in change.rules):
        return standing
    return standing._replace(score=max(standing.score - _NOT_SO_FAR, _LEAST_SO_FAR))


def _chain(scene: Scene, token: int, standings: dict[int, Standing]) -> list[int]:
    """The token and the words above it that are not judged yet, topmost first."""
    chain: list[int] = []
    above: int | None = token
    while above is not None and above not in standings:
        chain.append(above)
        first = first_conjunct(scene.sentence, above)
        above = first if first != above else governor_of(scene.sentence, above)[0]
    chain.reverse()
    return chain


def _context(
    scene: Scene, token: int, standings: dict[int, Standing], contexts: dict[int, tuple[Standing, Link | None]]
) -> tuple[Standing, Link | None]:
    """What the words above make of a token; a later conjunct stands where the first one stands."""
    first = first_conjunct(scene.sentence, token)
    if first != token:
        context = contexts.get(first, (ASSERTED, None))
        if _leaves_infinitive(scene, first, token) and context[1] is not None:
            return contexts.get(context[1].governor, (ASSERTED, None))
        return context
    link = link_to_governor(scene, token, standings)
    return standing_under(link, standings), link


def _leaves_infinitive(scene: Scene, first: int, token: int) -> bool:
    """Whether a finite verb joined to an infinitive goes with the verb above: "failed to pay and *left*"."""
    sentence = scene.sentence
    if sentence.relations[first] not in ("xcomp", "ccomp", "advcl", "acl", "pcomp") or is_finite(sentence, first):
        return False
    return sentence.tags[token] in ("VBD", "VBZ") or (
        is_finite(sentence, token) and sentence.child(token, "nsubj", "nsubjpass") is not None
    )


def _own_words(scene: Scene, token: int, standing: Standing) -> Change:
    proposition = scene.propositions.get(token)
    if proposition is not None and proposition.category != "noun":
        return modified_verb(scene, proposition, standing)
    if is_noun(scene.sentence, token):
        return modified_noun(scene, token, standing)
    return Change(standing, ())


def _with_status(scene: Scene, proposition: Proposition, standing: Standing, link: Link | None, above: str) -> Standing:
    status = standing.status
    if standing.grade == 0:
        status = "hypothetical"
    elif standing.is_negative and status != "hypothetical":
        status = "negated"
    elif (
        status in ("", "negated", "occurred")
        or _is_inherited(proposition, link, status)
        or _is_told(proposition, status)
    ):
        status = plain_status(scene, proposition, link, above)
    return standing._replace(status=status)


def _judgement(
    scene: Scene,
    proposition: Proposition,
    standing: Standing,
    link: Link | None,
    change: Change,
    holders: dict[int, int],
) -> Judgement:
    sentence = scene.sentence
    reasons = []
    if link is not None:
        start, end = sentence.starts[link.governor], sentence.ends[link.governor]
        reasons.append(Reason(link.rule, link.entry, start, end))
    reasons += [Reason(rule, entry, sentence.starts[t], sentence.ends[t]) for rule, entry, t in change.rules]
    status = cast("Status", standing.status)  # effects are checked against the enum when they are loaded
    return Judgement(
        proposition=proposition.index,
        polarity="negative" if standing.is_negative else "positive",
        certainty=certainty_of(standing),
        score=round(max(-3.0, min(3.0, standing.score)), 2),
        status=status,
        attribution=holders.get(proposition.index),
        reasons=tuple(reasons),
    )


def _is_inherited(proposition: Proposition, link: Link | None, status: str) -> bool:
    """Whether a noun has its "ongoing" only from the tense of the verb above it."""
    if status != "ongoing" or proposition.category != "noun":
        return False
    return link is None or link.effect.name not in ("going_on", "still", "past_fact", "halted")


def _is_told(proposition: Proposition, status: str) -> bool:
    """Whether a possible thing is told in the past: "It is possible that they *left*"."""
    return status == "hypothetical" and proposition.tense == "past" and proposition.modal is None
