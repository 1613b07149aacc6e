"""Report, sentences, actors and propositions to attributions: rules in order, then order, parents and holders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.attribution.citing import add_cited_sources
from onrecord.attribution.colons import find_after_colons
from onrecord.attribution.continuation import carry_on, find_lone_quotations
from onrecord.attribution.declarations import find_declaration
from onrecord.attribution.direct import find_direct, reaches_into
from onrecord.attribution.drafts import Context, Draft
from onrecord.attribution.holders import MentionTable, find_holders, mention_of
from onrecord.attribution.modifiers import (
    find_adverbial,
    find_attributive,
    find_measured,
    find_perspective,
    find_prepositional,
)
from onrecord.attribution.nouns import find_adjectival, find_nominal
from onrecord.attribution.quotes import cut_paragraphs, find_quotes
from onrecord.attribution.selection import find_parents, select
from onrecord.attribution.verbs import find_verbal
from onrecord.attribution.verdicts import add_verdicts
from onrecord.attribution.vouching import PropositionTable
from onrecord.knowledge.cues import MEASURE, load_cues
from onrecord.records import NARRATOR, ActorMention, Attribution, Proposition, Report, Sentence, Span

__all__ = ["attribute"]


def attribute(
    report: Report,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    propositions: Sequence[Proposition],
) -> tuple[Attribution, ...]:
    """Every source, cue and content of a report, outer attributions before the ones inside them.

    Spans are code points of the report.  An attribution's ``propositions`` are all whose head lies in its content;
    the deepest attribution that lists a proposition is the one that vouches for it.
    """
    paragraphs = cut_paragraphs(report.text, sentences)
    context = Context(report.text, sentences, paragraphs, find_quotes(report.text, paragraphs), load_cues())
    table, claims = MentionTable(actors), PropositionTable(context, propositions)
    drafts = select(context, _drafts(context), table)
    parents, holders = find_parents(drafts), find_holders(context, drafts, table)
    holders = [
        NARRATOR if _is_told_by_event(context, draft, table, claims) else holder
        for draft, holder in zip(drafts, holders, strict=True)
    ]
    return tuple(
        Attribution(
            index=index,
            source=_source_span(context, draft),
            cue=draft.cue,
            content=draft.content,
            holder=holder,
            cue_proposition=claims.at(draft.sentence, draft.head),
            stance=draft.stance,
            form=draft.form,
            propositions=claims.held_by(draft, holder),
            parent=parents[index],
            rule=draft.rule,
        )
        for index, (draft, holder) in enumerate(zip(drafts, holders, strict=True))
    )


def _is_told_by_event(context: Context, draft: Draft, table: MentionTable, claims: PropositionTable) -> bool:
    """Whether what happened is taken for somebody who speaks: "*the strike* showed that Chad could hit Mali".

    It is the writer who concludes so and vouches for it; texts that are events by name ("*the report* showed") speak.
    """
    source = draft.source
    if source is None or mention_of(draft, table) is not None:
        return False
    s, cues = context.sentences[draft.source_at], context.cues
    lemma = s.lemmas[source.referent]
    if s.poses[source.referent] != "NOUN" or lemma in cues.documents or lemma in cues.hidden or lemma in cues.roles:
        return False
    return lemma not in cues.settings and claims.at(s.index, source.referent) is not None


def _drafts(context: Context) -> list[Draft]:
    claimed: set[int] = set()
    found: list[Draft] = []
    starts = context.cues.starts
    for s in context.sentences:
        for token, lemma in enumerate(s.lemmas):
            if lemma in starts or s.words[token].lower() in starts:
                found.extend(_at_token(context, s, token, claimed))
    found = [reaches_into(context, draft, claimed) if draft.form != "direct" else draft for draft in found]
    found.extend(find_after_colons(context, claimed))
    found.extend(find_declaration(context))
    found = carry_on(context, found, claimed)
    found.extend(find_lone_quotations(context, claimed))
    return add_verdicts(context, add_cited_sources(context, found))


def _at_token(context: Context, s: Sentence, token: int, claimed: set[int]) -> Iterator[Draft]:
    cues, lemma, word = context.cues, s.lemmas[token], s.words[token].lower()
    pos = s.poses[token]
    if (lemma in cues.verbs or lemma in cues.phrasal or word in cues.misread) and s.tags[token].startswith("VB"):
        inside = context.quotes.covering(s.starts[token]) is not None
        direct = None if inside else find_direct(context, s, token, claimed)
        if direct is not None:
            yield direct
        else:
            yield from find_verbal(context, s, token)
    if pos == "NOUN" and lemma in cues.nouns:
        yield from find_nominal(context, s, token)
    if pos == "NOUN" and (lemma in cues.perspectives or word in cues.perspectives):
        yield from find_perspective(context, s, token)
    if word in cues.adjectives and (pos == "ADJ" or s.tags[token] in ("VBN", "JJ")):
        yield from find_adjectival(context, s, token)
    if word == MEASURE and pos == "ADP":
        yield from find_measured(context, s, token)
    if word in cues.prepositions:
        yield from find_prepositional(context, s, token)
    if word in cues.adverbs:
        yield from find_adverbial(context, s, token)
    if word in cues.attributives:
        yield from find_attributive(context, s, token)


def _source_span(context: Context, draft: Draft) -> Span | None:
    if draft.source is None:
        return None
    return context.sentences[draft.source_at].span(draft.source.first, draft.source.last)
