"""The attribution a cue verb makes by its syntax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.attribution.clauses import clause_content, host_clause, strayed_clause
from onrecord.attribution.complements import (
    gerund_content,
    infinitive_content,
    object_content,
    passive_content,
    predicate_content,
    prepositional_content,
    raising_content,
    relative_content,
)
from onrecord.attribution.cuewords import Content, chain_start, cue_range, is_performed, stance_of, verb_cue
from onrecord.attribution.drafts import Context, Draft, Source, segments
from onrecord.attribution.sources import agent_of, is_passive, subject_of
from onrecord.attribution.tails import without_tail
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence

__all__ = ["find_verbal"]


def find_verbal(context: Context, s: Sentence, verb: int) -> Iterator[Draft]:
    """The attribution of one verb token by its syntax, if its entry allows the shape it stands in."""
    found = verb_cue(context, s, verb)
    if found is None:
        return
    cue, particle = found
    content = _content(context, s, verb, cue)
    if content is None:
        return
    passive = is_passive(s, verb)
    if not (content.is_clause or cue.vouches or passive) and not is_performed(s, verb):
        return
    source = None
    if passive:
        source = agent_of(s, verb)
    elif not cue.is_narrator:
        source = subject_of(s, verb, may_invert=content.rule in ("clause-before", "host-clause"))
        if source is None:
            return
    start = chain_start(s, verb)
    first, last = cue_range(context, s, verb, particle, content.preposition)
    issuer = _issuer(context, s, verb)
    if issuer is not None and (owner := subject_of(s, issuer)) is not None:
        source, start = owner, issuer
    first = min(first, cue_range(context, s, start)[0])
    content = replace(content, tokens=without_tail(context, s, content.tokens))
    yield _make_draft(s, verb, cue, source, (first, last), content, passive=passive)


def _issuer(context: Context, s: Sentence, verb: int) -> int | None:
    """The verb whose subject speaks through a document: "the ministry *issued* a statement saying that"."""
    noun = s.heads[verb]
    if s.relations[verb] != "acl" or s.tags[verb] != "VBG" or s.relations[noun] != "dobj":
        return None
    carrier = s.heads[noun]
    is_document = s.lemmas[noun] in context.cues.documents or s.lemmas[noun] in context.cues.settings
    return carrier if is_document and s.lemmas[carrier] in context.cues.carriers and carrier < noun else None


def _content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    if is_passive(s, verb):
        return passive_content(s, verb, cue) or prepositional_content(context, s, verb, cue)
    if cue.is_narrator:
        return raising_content(context, s, verb, cue) or clause_content(context, s, verb, cue)
    found = (
        clause_content(context, s, verb, cue)
        or strayed_clause(context, s, verb, cue)
        or relative_content(s, verb, cue)
        or predicate_content(s, verb, cue)
        or infinitive_content(context, s, verb, cue)
        or gerund_content(s, verb, cue)
        or ("person" in cue.frames and prepositional_content(context, s, verb, cue))
        or object_content(context, s, verb, cue)
        or prepositional_content(context, s, verb, cue)
        or host_clause(s, verb, cue)
    )
    return found or None


def _make_draft(
    s: Sentence, verb: int, cue: Cue, source: Source | None, tokens: tuple[int, int], content: Content, *, passive: bool
) -> Draft:
    """The draft of a verb cue; characters of cue and source are left out of the content."""
    holes = set(range(*tokens))
    if source is not None and not passive:
        holes.update(range(source.first, source.last))
    is_attitude = cue.is_attitude or not (content.is_clause or cue.vouches)
    form = "passive" if passive else "attitude" if is_attitude else "indirect"
    return Draft(
        sentence=s.index,
        head=verb,
        source=source,
        cue=s.span(*tokens),
        content=segments(s, content.tokens, holes),
        lemma=cue.lemma,
        stance=stance_of(s, verb, cue),
        form=form,
        rule=f"verb-{content.rule}",
        vouches=cue.vouches or content.is_finite,
        is_clause=content.is_clause,
        holder="narrator" if cue.is_narrator else cue.agentless if passive else "unnamed",
    )
