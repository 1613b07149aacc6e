"""Cue nouns and cue adjectives: "Tehran's claim that", "voiced fears of", "is confident that"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attribution.cuewords import Content, cue_range
from onrecord.attribution.drafts import Context, Draft, Source, descendants, segments, trim
from onrecord.attribution.sources import phrase, possessor_of, subject_of
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence

__all__ = ["find_adjectival", "find_nominal"]

_CLAUSES = ("acl", "ccomp", "relcl", "appos")
_ORIGINS = frozenset({"by", "from", "among"})


def _noun_content(context: Context, s: Sentence, noun: int, cue: Cue) -> Content | None:
    clause = _noun_clause(s, noun, cue)
    if clause is not None:
        is_infinitive = s.words[s.lefts[clause]].lower() in ("to", "not")
        return Content(descendants(s, clause), "infinitive" if is_infinitive else "clause")
    for child in s.children[noun]:
        if child > noun and s.relations[child] == "prep" and s.words[child].lower() in cue.prepositions:
            target = s.child(child, "pobj", "pcomp")
            if target is not None and s.lemmas[target] not in context.cues.times:
                tokens = list(range(s.lefts[target], s.rights[target]))
                return Content(tokens, "topic", preposition=child, is_clause=s.relations[target] == "pcomp")
    return None


def _noun_clause(s: Sentence, noun: int, cue: Cue) -> int | None:
    """A "that" or "to" clause that completes the noun, not one that modifies it ("the claim *that he made*")."""
    for child in s.children[noun]:
        if child < noun or s.relations[child] not in _CLAUSES or s.poses[child] not in ("VERB", "AUX"):
            continue
        opener = s.words[s.lefts[child]].lower()
        marks = [s.words[c].lower() for c in s.children[child] if s.relations[c] == "mark"]
        if "clause" in cue.frames and (marks[:1] in (["that"], ["whether"]) or _is_whole(s, child)):
            return child
        if "infinitive" in cue.frames and opener in ("to", "not") and s.relations[child] in ("acl", "relcl"):
            return child if possessor_of(s, noun) or _adjectival_owner(s, noun) else None
    return None


def _is_whole(s: Sentence, clause: int) -> bool:
    """Whether a "relative" clause lacks nothing, its "that" being a conjunction: "denial *that it sent troops*"."""
    if s.relations[clause] != "relcl" or s.words[s.lefts[clause]].lower() != "that":
        return False
    subject = s.child(clause, "nsubj", "nsubjpass")
    has_object = any(c > clause for c in s.dependents(clause, "dobj", "acomp", "attr"))
    return has_object and subject is not None and s.words[subject].lower() != "that"


def _origin(s: Sentence, noun: int) -> Source | None:
    """The source behind "by" or "from": "a warning from *Seoul*"."""
    for child in s.children[noun]:
        if child > noun and s.relations[child] == "prep" and s.words[child].lower() in _ORIGINS:
            target = s.child(child, "pobj")
            if target is not None:
                return phrase(s, target)
    return None


def _adjectival_owner(s: Sentence, noun: int) -> Source | None:
    """A nationality or a name before the noun: "*Russian* claims", "a *Pentagon* report"."""
    for child in s.children[noun]:
        if child < noun and s.relations[child] in ("compound", "amod", "nmod") and s.tags[child] in ("NNP", "NNPS"):
            return phrase(s, child)
        if child < noun and s.relations[child] == "amod" and s.words[child][:1].isupper():
            return phrase(s, child)
    return None


def _carrier(context: Context, s: Sentence, noun: int) -> int | None:
    """The light verb that carries the noun: "*made* the case", "*expressed* concern"."""
    verb = s.heads[noun]
    if s.relations[noun] != "dobj" or verb >= noun or s.poses[verb] != "VERB":
        return None
    return verb if s.lemmas[verb] in context.cues.carriers else None


def find_nominal(context: Context, s: Sentence, noun: int) -> Iterator[Draft]:
    """The attribution of one noun token whose entry allows the content it has."""
    cue = context.cues.nouns.get(s.lemmas[noun])
    if cue is None:
        return
    content = _noun_content(context, s, noun, cue)
    if content is None:
        return
    source, first = possessor_of(s, noun) or _adjectival_owner(s, noun), noun
    if source is None and (verb := _carrier(context, s, noun)) is not None:
        source, first = subject_of(s, verb), cue_range(context, s, verb)[0]
    elif source is None:
        source = _origin(s, noun)
        first = s.lefts[noun]
    else:
        first = source.last
    if source is None and (content.rule == "topic" or (cue.stance == "neutral" and not _is_rumour(s, noun))):
        return
    if source is not None and first <= source.first < noun:
        first = source.last
    last = (content.preposition if content.preposition is not None else noun) + 1
    yield _noun_draft(s, noun, cue, source, trim(s, first, last), content, form="nominal")


def _is_rumour(s: Sentence, noun: int) -> bool:
    """Whether a sourceless plural lets people speak unnamed: "*fears* that", "*reports* that" (not "the idea that")."""
    return s.tags[noun] == "NNS" and s.child(noun, "det") is None


def _noun_draft(
    s: Sentence, noun: int, cue: Cue, source: Source | None, tokens: tuple[int, int], content: Content, *, form: str
) -> Draft:
    holes = set(range(*tokens))
    if source is not None:
        holes.update(range(source.first, source.last))
    return Draft(
        sentence=s.index,
        head=noun,
        source=source,
        cue=s.span(*tokens),
        content=segments(s, content.tokens, holes),
        lemma=cue.lemma,
        stance=cue.stance,
        form=form,
        rule=f"{'noun' if form == 'nominal' else 'adjective'}-{content.rule}",
        vouches=cue.vouches,
        is_clause=content.is_clause,
    )


def find_adjectival(context: Context, s: Sentence, adjective: int) -> Iterator[Draft]:
    """The attribution of a predicative adjective: "The rebels are *eager* to talk"."""
    cue = context.cues.adjectives.get(s.words[adjective].lower())
    if cue is None or s.relations[adjective] not in ("acomp", "attr", "ROOT", "conj", "amod", "advcl", "ccomp"):
        return
    verb = s.heads[adjective] if s.relations[adjective] in ("acomp", "attr", "oprd") else adjective
    content = _adjective_content(context, s, adjective, verb, cue)
    if content is None:
        return
    maker = _maker(s, adjective)
    source = subject_of(s, verb if maker is None else maker)
    if source is not None and s.words[source.head].lower() in ("it", "this", "that") and content.rule == "clause":
        return
    verb = verb if maker is None else maker
    first = cue_range(context, s, verb)[0] if verb < adjective else s.lefts[adjective]
    last = (content.preposition if content.preposition is not None else adjective) + 1
    tokens = trim(s, min(first, adjective), last)
    yield _noun_draft(s, adjective, cue, source, tokens, content, form="attitude")


def _maker(s: Sentence, adjective: int) -> int | None:
    """The "make" of "*made* (it) clear that", whose subject is the source."""
    head = s.heads[adjective]
    is_made = s.lemmas[head] == "make" and s.relations[adjective] in ("ccomp", "oprd", "acomp")
    return head if is_made and s.words[adjective].lower() in ("clear", "plain", "known", "certain") else None


def _adjective_content(context: Context, s: Sentence, adjective: int, verb: int, cue: Cue) -> Content | None:
    maker = _maker(s, adjective)
    verb = verb if maker is None else maker
    nearby = [*s.children[adjective], *(s.children[verb] if verb != adjective else ())]
    for child in nearby:
        if child < adjective:
            continue
        is_that = s.relations[child] == "advcl" and s.words[s.lefts[child]].lower() == "that"
        if (s.relations[child] == "ccomp" or is_that) and "clause" in cue.frames:
            return Content(descendants(s, child), "clause")
        if s.relations[child] == "xcomp" and "infinitive" in cue.frames:
            return Content(descendants(s, child), "infinitive")
        if s.relations[child] == "prep" and s.words[child].lower() in cue.prepositions:
            target = s.child(child, "pobj", "pcomp")
            if target is not None and s.lemmas[target] not in context.cues.times:
                tokens = list(range(s.lefts[target], s.rights[target]))
                return Content(tokens, "topic", preposition=child, is_clause=s.relations[target] == "pcomp")
    return None
