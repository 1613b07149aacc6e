"""What the words above a predicate do to it: the effect of its governor, by the kind of content that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.certainty.scene import Scene, governor_of, has_to, is_definite, is_finite, is_noun
from onrecord.certainty.standing import ASSERTED, Standing, affected, chosen
from onrecord.knowledge.hedges import Effect, Signature

__all__ = ["Link", "link_to_governor", "standing_under"]

_OBJECTS = frozenset({"dobj", "nsubjpass", "oprd", "attr", "dative"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl", "pcomp", "advcl"})
_TABLES = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}
_OBJECT_CONTROL = frozenset({"asked", "permitted", "enabled", "wanted", "expected", "banned", "unwanted"})
_BACKGROUND = frozenset({"despite", "because", "since", "amid", "amidst", "due", "given", "following", "accord"})
_SUPPOSING = frozenset({"would", "should", "must", "ought"})
_RANKS = frozenset({"first", "last", "only", "second", "third", "latest", "fourth"})
_OF_TRUTH = frozenset({"denied", "stated", "unsure"})
_OF_LIKELIHOOD = frozenset({"expected", "unlikely", "considered", "planned"})
_TURNING_DOWN = frozenset({"refused", "cancelled", "denied"})


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
        return _noun_link(scene, token, governor, prepositions, standing)
    relation = scene.sentence.relations[token]
    if _is_headline_future(scene, token, governor):
        return Link(governor, scene.hedges.effects["planned"], "headline-infinitive", None)
    if relation == "advcl":
        return _adverbial_link(scene, token, governor, standings)
    if relation == "relcl" or (relation == "acl" and not _is_noun_content(scene, token)):
        return _relative_link(scene, token, governor)
    if relation in ("acomp", "attr", "oprd", "prep", "advmod", "prt"):
        return Link(governor, scene.hedges.effects["same"], "predicative", None)
    if relation in _CLAUSES:
        return _clause_link(scene, token, governor, prepositions, standing)
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
    return has_to(sentence, token) or (mark is not None and sentence.words[mark].lower() in ("that", "whether", "if"))


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
    yield from _known(table, content, phrase, lemma)


def _known(table: Mapping[tuple[str, str], Signature], content: str, *phrases: str) -> Iterator[Signature]:
    for phrase in phrases:
        signature = table.get((phrase, content))
        if signature is not None:
            yield signature


def _by_signature(
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


def _clause_link(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], standing: Standing
) -> Link | None:
    """A complement clause, infinitive or gerund under a verb, noun or adjective."""
    sentence, effects = scene.sentence, scene.hedges.effects
    content = _content_of(scene, token)
    mark = sentence.child(token, "mark")
    if mark is not None and sentence.words[mark].lower() in ("whether", "if"):
        return Link(governor, effects["unsure"], "whether-clause", None)
    if mark is not None and content == "infinitive" and sentence.words[mark].lower() == "that":
        return Link(governor, effects["asked"], "subjunctive", None)
    wh = any(sentence.lemmas[c].lower() in scene.hedges.words.wh_words for c in sentence.children[token] if c < token)
    if wh:
        return Link(governor, effects["unsure" if content == "infinitive" else "fact"], "wh-clause", None)
    found = _auxiliary_link(scene, token, governor) if content == "infinitive" else None
    if content == "clause" and sentence.relations[token] == "ccomp":
        found = _judged_clause(scene, token, governor)
    found = found or _by_signature(scene, token, governor, prepositions, content, standing)
    if found is not None:
        return found
    if content == "infinitive":
        name = "purpose" if has_to(sentence, token) else "same"
        return Link(governor, effects[name], "plain-infinitive", None)
    if sentence.relations[token] in ("csubj", "csubjpass"):
        return Link(governor, effects["fact" if content == "clause" else "same"], "clausal-subject", None)
    if content == "clause":
        return Link(governor, effects["stated"], "plain-clause", None)
    if prepositions:
        effect = scene.hedges.prepositions.get(prepositions[0], effects["same"])
        if prepositions[0] in ("by", "through", "in"):
            effect = effects["same"]
        elif prepositions == ("from",):
            effect = effects["unsure"]
        elif prepositions[0] in ("before", "after") and standing.status in ("planned", "hypothetical"):
            effect = effects["temporal"]
        return Link(governor, effect, f"gerund-{prepositions[0]}", None)
    return Link(governor, effects["same"], "plain-gerund", None)


def _auxiliary_link(scene: Scene, token: int, governor: int) -> Link | None:
    """Infinitives of words that work as auxiliaries: "is *to* visit", "has *yet to* sign", "are *going to* vote"."""
    sentence, effects, lemma = scene.sentence, scene.hedges.effects, scene.sentence.lemmas[governor]
    if not has_to(sentence, token):
        return Link(governor, effects["purpose"], "aim-is-to", None) if lemma == "be" else None
    if lemma in ("have", "remain", "be") and any(
        sentence.lemmas[c] in ("yet", "still") for c in (*sentence.children[governor], *sentence.children[token])
    ):
        return Link(governor, effects["opposite"], "yet-to", "yet to")
    if lemma == "be":
        if sentence.child(governor, "acomp", "attr") is not None:
            return _judged_infinitive(scene, token, governor)
        subject = sentence.child(governor, "nsubj")
        is_aim = subject is not None and sentence.lemmas[subject].lower() in scene.hedges.content_nouns
        return Link(governor, effects["purpose" if is_aim else "planned"], "aim-is-to" if is_aim else "be-to", None)
    if lemma == "have" and sentence.child(governor, "dobj") is None:
        return Link(governor, effects["needed"], "have-to", None)
    if lemma == "go" and sentence.tags[governor] == "VBG":
        return Link(governor, effects["planned"], "going-to", None)
    return None


def _judged_infinitive(scene: Scene, token: int, governor: int) -> Link:
    """The adjective or noun after a copula governs: "It is hard *to leave*", "It is a mistake *to leave*"."""
    judged = scene.sentence.child(governor, "acomp", "attr")
    found = None
    if judged is not None:
        found = _by_signature(scene, token, judged, (), "infinitive", ASSERTED)
    return found or Link(governor, scene.hedges.effects["purpose"], "judged-infinitive", None)


def _judged_clause(scene: Scene, token: int, governor: int) -> Link | None:
    """The adjective after a copula governs a clause: "It is possible *that they left*"."""
    sentence = scene.sentence
    adjective = sentence.child(governor, "acomp", "oprd")
    if adjective is None or adjective > token or sentence.poses[adjective] != "ADJ":
        return None
    standing = ASSERTED._replace(is_negative=bool(sentence.dependents(governor, "neg")))
    return _by_signature(scene, token, adjective, (), "clause", standing)


def _content_of(scene: Scene, token: int) -> str:
    sentence = scene.sentence
    if has_to(sentence, token):
        return "infinitive"
    if is_finite(sentence, token):
        return "clause"
    if sentence.tags[token] == "VBG" or any(
        sentence.tags[c] == "VBG" for c in sentence.dependents(token, "aux", "auxpass")
    ):
        return "gerund"
    if sentence.tags[token] in ("VB", "VBN", "VBP"):
        return "infinitive"
    return "clause"


def _relative_link(scene: Scene, token: int, governor: int) -> Link:
    """Relative clauses and participles are taken for granted, but of a thing that is itself open nothing is."""
    effects = scene.hedges.effects
    if has_to(scene.sentence, token):
        is_ranked = any(scene.sentence.lemmas[c].lower() in _RANKS for c in scene.sentence.children[governor])
        return Link(governor, effects["same" if is_ranked else "purpose"], "relative-infinitive", None)
    if _is_unspecific(scene, governor):
        return Link(governor, effects["unsure"], "relative-of-anything", None)
    return Link(governor, effects["fact"], "relative-clause", None)


def _is_unspecific(scene: Scene, noun: int) -> bool:
    """Whether a noun means whatever fits: "*any* country that attacks", "*no* force that stays"."""
    sentence, words = scene.sentence, scene.hedges.words
    return sentence.lemmas[noun].lower() in words.unspecific or any(
        sentence.words[c].lower() in words.unspecific for c in sentence.dependents(noun, "det")
    )


def _adverbial_link(scene: Scene, token: int, governor: int, standings: Mapping[int, Standing]) -> Link:
    """Adverbial clauses by their subordinator; purpose clauses; participles that go with the main clause."""
    sentence, hedges, standing = scene.sentence, scene.hedges, standings.get(governor, ASSERTED)
    marker = _subordinator(scene, token)
    if marker is not None:
        effect = hedges.subordinators[marker]
        displaced = _displaced_infinitive(scene, token, governor) if has_to(sentence, token) else None
        if displaced is not None:
            return displaced
        if effect.name == "purpose" and is_finite(sentence, token) and sentence.poses[token] != "VERB":
            effect = hedges.effects["fact"]
        if effect.name in ("temporal", "until"):
            is_open = standing.status in ("planned", "hypothetical") or standing.grade < 2
            has_past = "VBD" in (sentence.tags[token], *(sentence.tags[c] for c in sentence.children[token]))
            is_ahead = effect.name == "until" and is_finite(sentence, token)
            effect = effect if (is_open or is_ahead) and not has_past else hedges.effects["fact"]
        return Link(governor, effect, f"adverbial-{effect.name}", marker)
    if has_to(sentence, token):
        if any(sentence.lemmas[c] == "only" for c in sentence.dependents(token, "advmod")):
            return Link(governor, hedges.effects["fact"], "only-to", "only to")
        return (
            _adverbial_complement(scene, token, governor, standing)
            or _displaced_infinitive(scene, token, governor)
            or Link(governor, hedges.effects["purpose"], "purpose-clause", "to")
        )
    if sentence.tags[token] == "VBG" and standing.status == "planned" and not is_finite(sentence, token):
        return Link(governor, hedges.effects["accompanying"], "participle-of-planned", None)
    return Link(governor, hedges.effects["fact"], "adverbial-clause", None)


def _adverbial_complement(scene: Scene, token: int, governor: int, standing: Standing) -> Link | None:
    """An infinitive read as adverbial that its verb asks for: "agreed on Monday *to leave*".

    Behind an object only such verbs take it that act on the object: "asked Chad *to leave*", but not "dropped the
    charges *to save* the talks".
    """
    found = _by_signature(scene, token, governor, (), "infinitive", standing)
    if found is None or scene.sentence.child(governor, "dobj") is None or found.effect.name in _OBJECT_CONTROL:
        return found
    return None


def _displaced_infinitive(scene: Scene, token: int, governor: int) -> Link | None:
    """An infinitive that belongs to the verb's object or passive subject: "a *deal* was reached *to free* them"."""
    noun = scene.sentence.child(governor, "nsubjpass", "dobj")
    if noun is None or scene.sentence.lemmas[noun].lower() not in scene.hedges.content_nouns:
        return None
    found = _by_signature(scene, token, noun, (), "infinitive", ASSERTED)
    return Link(governor, found.effect, found.rule, found.entry) if found is not None else None


def _subordinator(scene: Scene, token: int) -> str | None:
    sentence = scene.sentence
    for child in sentence.children[token]:
        if child < token and sentence.relations[child] in ("mark", "advmod", "prep", "dobj", "aux"):
            word = sentence.words[child].lower()
            if word in scene.hedges.subordinators and sentence.tags[child] != "TO":
                return word
    return None


def _noun_link(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], standing: Standing
) -> Link | None:
    """An event noun: object, object of a preposition, subject, apposition or modifier."""
    sentence, effects = scene.sentence, scene.hedges.effects
    relation = sentence.relations[token]
    if relation in ("compound", "nmod", "amod") and governor not in scene.propositions:
        return Link(governor, effects["mentioned"], "modifier-of-thing", None)
    if relation in ("conj", "appos", "compound", "nmod", "amod"):
        found = _by_signature(scene, token, governor, (), "event", standing)
        return found or Link(governor, effects["same"], "same-as-head", None)
    if relation == "nsubj" or (relation == "nsubjpass" and sentence.child(governor, "xcomp") is not None):
        return _subject_link(scene, token, governor, standing)
    if relation in _OBJECTS or prepositions:
        found = _by_signature(scene, token, governor, prepositions, "event", standing)
        found = found or _by_signature(scene, token, governor, prepositions, "gerund", standing)
        if found is not None:
            return found
    if relation == "attr":
        return Link(governor, effects["same"], "predicative", None)
    if prepositions:
        return _preposition_link(scene, token, governor, prepositions, standing)
    if relation in _OBJECTS:
        return _unlisted_link(scene, token, governor, standing, "object")
    return Link(governor, effects["fact"], "side-noun", None)


def _preposition_link(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], standing: Standing
) -> Link:
    sentence, effects = scene.sentence, scene.hedges.effects
    effect = scene.hedges.prepositions.get(prepositions[0])
    if is_noun(sentence, governor):
        is_portion = governor in scene.propositions or sentence.lemmas[governor].lower() in scene.hedges.words.portions
        is_portion = is_portion and not is_definite(scene, token)
        return Link(governor, effects["same" if is_portion else "fact"], "noun-of-noun", None)
    is_counted = sentence.child(token, "nummod") is not None and standing.status != "planned"
    if standing.is_negative or prepositions[0] in _BACKGROUND or is_counted:
        return Link(governor, effects["fact"], "preposition-fact", prepositions[0])
    is_free = effect is not None and effect.name not in ("fact", "purpose")
    if standing.status == "planned" and prepositions[0] in ("during", "at"):
        return Link(governor, effects["same"], "preposition-of-planned", prepositions[0])
    if effect is not None and is_free and (effect.name == "announced" or not is_definite(scene, token)):
        return Link(governor, effect, f"preposition-{prepositions[0]}", prepositions[0])
    return _unlisted_link(scene, token, governor, standing, "preposition")


def _unlisted_link(scene: Scene, token: int, governor: int, standing: Standing, rule: str) -> Link:
    """Under words that no table lists, a known event is a fact; a new one goes with the verb that makes it."""
    is_open = standing.grade < 3 or standing.is_negative or standing.status == "planned"
    name = "same" if not is_definite(scene, token) or not is_open else "fact"
    if rule == "object" and standing.status in ("planned", "negated") and not standing.is_negative:
        name = "same"
    return Link(governor, scene.hedges.effects[name], f"{rule}-{name}", None)


def _subject_link(scene: Scene, token: int, governor: int, standing: Standing) -> Link:
    """An event as subject: "*talks* will begin", "a *deal* is likely", "*talks* are expected to resume"."""
    sentence, effects = scene.sentence, scene.hedges.effects
    found = _by_signature(scene, token, governor, (), "subject", standing)
    if found is not None:
        return found
    infinitive = sentence.child(governor, "xcomp")
    if infinitive is not None and has_to(sentence, infinitive):
        return _raised_link(scene, token, governor, infinitive, standing)
    adjective = sentence.child(governor, "acomp", "oprd")
    if adjective is not None and sentence.poses[adjective] == "ADJ":
        found = _predicated_link(scene, token, governor, adjective, standing)
        if found is not None:
            return found
    above = scene.propositions.get(governor)
    is_supposed = above is not None and above.modal in _SUPPOSING and standing.grade < 2
    mark = sentence.child(governor, "mark")
    is_supposed = is_supposed or (mark is not None and sentence.words[mark].lower() in ("if", "unless"))
    if is_supposed and not is_definite(scene, token):
        return Link(governor, effects["unsure"], "subject-of-open-clause", None)
    return Link(governor, effects["fact"], "subject", None)


def _predicated_link(scene: Scene, token: int, governor: int, adjective: int, standing: Standing) -> Link | None:
    """What an adjective says of an event: "a *deal* is likely"; "the *claim* is false" leaves the claim a fact."""
    sentence = scene.sentence
    inner = sentence.child(adjective, "xcomp")
    if inner is not None and has_to(sentence, inner):
        return _raised_link(scene, token, adjective, inner, standing)
    is_saying = sentence.lemmas[token].lower() in scene.hedges.content_nouns
    for content in ("infinitive", "clause"):
        found = _by_signature(scene, token, adjective, (), content, standing)
        names = _OF_LIKELIHOOD if is_saying else _OF_LIKELIHOOD | _OF_TRUTH
        if found is not None and found.effect.name in names:
            return Link(governor, found.effect, found.rule, found.entry)
    return None


def _raised_link(scene: Scene, token: int, governor: int, infinitive: int, standing: Standing) -> Link:
    """The subject of "expected to *take place*", "likely to *be held*" goes with the infinitive."""
    sentence = scene.sentence
    lemma = sentence.lemmas[infinitive].lower()
    is_raised = (lemma, "subject") in scene.hedges.verbs or sentence.child(infinitive, "auxpass") is not None
    found = _by_signature(scene, token, governor, (), "infinitive", standing) if is_raised else None
    return found or Link(governor, scene.hedges.effects["fact"], "subject", None)
