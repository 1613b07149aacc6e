"""How one word hangs from another: the effect of a governor on its content, looked up in the signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.certainty.scene import Scene, is_definite, is_noun
from onrecord.certainty.standing import Standing, chosen
from onrecord.knowledge.hedges import Effect, Signature
from onrecord.knowledge.predication import heads_a_time

__all__ = ["Link", "by_signature"]

_TABLES = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}
_TURNING_DOWN = frozenset({"refused", "cancelled", "denied", "prevented", "avoided"})


@dataclass(frozen=True, slots=True)
class Link:
    """How a token hangs from its governor: the effect, the rule and entry that gave it, the governor's token.

    ``is_turned_down`` marks a noun whose content is: "rejected the *proposal* to meet".
    """

    governor: int
    effect: Effect
    rule: str
    entry: str | None
    is_turned_down: bool = False


def by_signature(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], content: str, standing: Standing
) -> Link | None:
    """The link that a listed governor makes, or ``None`` where it is not listed for this content."""
    contents = ("gerund", "event") if content == "gerund" else (content,)
    for signature in (s for c in contents for s in _signatures(scene, governor, prepositions, c)):
        if prepositions and signature.prepositions and prepositions[-1] not in signature.prepositions:
            continue
        effect = scene.hedges.effects["refused"] if standing.is_turned_down else chosen(signature, standing)
        name, is_turned_down = effect.name, False
        if is_noun(scene.sentence, token) and content in ("event", "gerund"):
            if effect.spares_content and scene.sentence.lemmas[token].lower() in scene.hedges.content_nouns:
                is_asserted = standing.grade == 3 and standing.status not in ("planned", "hypothetical")
                is_turned_down = effect.name in _TURNING_DOWN and is_asserted
                effect = scene.hedges.effects["fact"]
            elif effect.is_known and is_definite(scene, token):
                effect = scene.hedges.effects["fact"]
        return Link(governor, effect, f"governor-{name}", signature.entry, is_turned_down)
    return None


def _signatures(scene: Scene, governor: int, prepositions: tuple[str, ...], content: str) -> Iterator[Signature]:
    """Signatures of the governor for a content, those for particle and prepositions first ("rule out", "warn of")."""
    sentence, hedges = scene.sentence, scene.hedges
    table_name = _TABLES.get(sentence.poses[governor])
    if table_name is None:
        return
    table: Mapping[tuple[str, str], Signature] = getattr(hedges, table_name)
    lemma = sentence.lemmas[governor].lower()
    particle = sentence.child(governor, "prt")
    phrase = f"{lemma} {sentence.lemmas[particle]}" if particle is not None else lemma
    if prepositions and table_name != "nouns":
        yield from _known(table, content, f"{phrase} {' '.join(prepositions)}", f"{phrase} {prepositions[-1]}")
        return
    if table_name == "verbs" and content == "infinitive":
        behind = [c for c in sentence.dependents(governor, "prep") if c > governor and not heads_a_time(sentence, c)]
        yield from _known(table, content, *(f"{phrase} {sentence.lemmas[c]}" for c in behind))
    if table_name == "nouns" and sentence.child(governor, "poss", "det") is None:
        yield from _known(table, content, sentence.words[governor].lower())
    yield from _known(table, content, phrase, lemma)


def _known(table: Mapping[tuple[str, str], Signature], content: str, *phrases: str) -> Iterator[Signature]:
    for phrase in phrases:
        signature = table.get((phrase, content))
        if signature is not None:
            yield signature
