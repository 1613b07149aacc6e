"""What the word above a predicate does to it, by the kind of content that the predicate is."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.certainty.clauses import adverbial_link, clause_link, relative_link
from onrecord.certainty.links import Link
from onrecord.certainty.nouns import noun_link
from onrecord.certainty.scene import Scene, governor_of, has_to, is_noun
from onrecord.certainty.standing import ASSERTED, Standing, affected

__all__ = ["link_to_governor", "standing_under"]

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl", "pcomp", "advcl"})


_SAID = frozenset({"stated", "alleged", "suspected", "believed", "denied", "doubted", "feared"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB", "IN"})


def standing_under(link: Link | None, standings: Mapping[int, Standing]) -> Standing:
    """The standing that a link gives its token; without a governor it is asserted."""
    if link is None:
        return ASSERTED
    standing = affected(link.effect, standings.get(link.governor, ASSERTED))
    return standing._replace(is_turned_down=link.is_turned_down)


def link_to_governor(scene: Scene, token: int, standings: Mapping[int, Standing]) -> Link | None:
    """The link of ``token``, a first conjunct, to the word above it.

    "They *failed* to stop": ``stop`` hangs from ``failed``, whose infinitives are its opposite.
    """
    governor, prepositions = governor_of(scene.sentence, token)
    if governor is None:
        return None
    standing = standings.get(governor, ASSERTED)
    if is_noun(scene.sentence, token) or scene.sentence.relations[token] == "pobj":
        return noun_link(scene, token, governor, prepositions, standing)
    relation = scene.sentence.relations[token]
    if _is_headline_future(scene, token, governor):
        return Link(governor, scene.hedges.effects["planned"], "headline-infinitive", None)
    if relation == "advcl":
        return adverbial_link(scene, token, governor, standings)
    is_content = _is_noun_content(scene, token) if relation == "acl" else _is_bare_content(scene, token)
    if relation in ("relcl", "acl") and not is_content:
        return relative_link(scene, token, governor)
    if relation in ("acomp", "attr", "oprd", "prep", "advmod", "prt"):
        return Link(governor, scene.hedges.effects["same"], "predicative", None)
    if relation in _CLAUSES or (relation in ("dobj", "dep") and scene.sentence.tags[token] == "VBG"):
        return clause_link(scene, token, governor, prepositions, standing)
    is_bare = scene.sentence.tags[token] == "VB" and scene.sentence.child(token, "nsubj", "aux") is None
    return Link(governor, scene.hedges.effects["unsure" if is_bare else "fact"], "side-remark", None)


def _is_headline_future(scene: Scene, token: int, governor: int) -> bool:
    """Whether an infinitive is the verb of a headline: "President *to visit* Chad"."""
    sentence = scene.sentence
    if sentence.kind == "body" or not has_to(sentence, token) or not is_noun(sentence, governor):
        return False
    is_top = sentence.relations[governor] in ("ROOT", "nsubj") and sentence.lefts[sentence.root] <= governor
    return is_top and sentence.lemmas[governor].lower() not in scene.hedges.content_nouns


def _is_noun_content(scene: Scene, token: int) -> bool:
    """Whether a clause after a noun says what the noun holds: "the claim *that they left*", "plans *to leave*"."""
    sentence = scene.sentence
    mark = sentence.child(token, "mark")
    if mark is None and _is_bare_content(scene, token):
        return True
    return has_to(sentence, token) or (mark is not None and sentence.words[mark].lower() in ("that", "whether", "if"))


def _is_bare_content(scene: Scene, token: int) -> bool:
    """Whether a clause without "that" is a noun's content, with no gap in it: "reports he *sold* arms"."""
    sentence = scene.sentence
    if sentence.relations[token] not in ("relcl", "acl") or sentence.child(token, "dobj", "ccomp") is None:
        return False
    subject = sentence.child(token, "nsubj", "nsubjpass")
    first = sentence.lefts[token]
    if subject is None or (first < subject and sentence.tags[first] in _RELATIVE_TAGS):
        return False
    if sentence.tags[subject] in _RELATIVE_TAGS:
        return False
    signature = scene.hedges.nouns.get((sentence.lemmas[sentence.heads[token]].lower(), "clause"))
    return signature is not None and signature.affirmed.name in _SAID
