"""Sources brought in by prepositions, and claims laid on hidden sources by adverbs and adjectives."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attribution.drafts import Context, Draft, descendants, segments
from onrecord.attribution.sources import phrase
from onrecord.knowledge.cues import Modifier
from onrecord.records import Sentence

__all__ = ["find_adverbial", "find_attributive", "find_measured", "find_perspective", "find_prepositional"]

_MAIN = frozenset({"ROOT", "conj", "ccomp"})
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})


def _clause_head(s: Sentence, token: int) -> int:
    """The predicate of the clause that ``token`` hangs in."""
    while s.poses[token] not in _PREDICATES and s.heads[token] != token:
        token = s.heads[token]
    return token


def _matching(context: Context, s: Sentence, token: int) -> tuple[int, Modifier] | None:
    for words, modifier in context.cues.prepositions.get(s.words[token].lower(), ()):
        last = token + len(words)
        if last <= len(s) and all(s.words[token + k].lower() == words[k] for k in range(len(words))):
            return last, modifier
    return None


def _object_behind(s: Sentence, last: int) -> int | None:
    """The head of the noun phrase that starts at token ``last``."""
    if last >= len(s):
        return None
    head = last
    while (
        s.heads[head] != head and s.heads[head] >= last and s.poses[s.heads[head]] in ("NOUN", "PROPN", "PRON", "NUM")
    ):
        head = s.heads[head]
    return head if s.poses[head] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") else None


def find_prepositional(context: Context, s: Sentence, token: int) -> Iterator[Draft]:
    """Drafts as in "*According to* the ministry, the plant closed": the clause around the phrase is the content."""
    found = _matching(context, s, token)
    if found is None:
        return
    last, modifier = found
    head = _object_behind(s, last)
    if (
        head is None
        or s.lemmas[head] in context.cues.standards
        or (modifier.word == "per" and s.poses[head] != "PROPN")
    ):
        return
    source = phrase(s, head)
    outer = s.heads[token]
    if outer == token or source.first <= outer < source.last:
        outer = s.heads[last - 1]
    host = _clause_head(s, outer)
    before = [t for t in descendants(s, host) if t < token]
    behind = [t for t in descendants(s, host) if t >= source.last]
    joint = next((t for t in behind if s.poses[t] != "PUNCT"), None)
    tokens = before if len(before) > 1 and joint is not None and s.relations[joint] == "cc" else before + behind
    tokens = tokens[1:] if tokens and s.relations[tokens[0]] == "cc" else tokens
    yield Draft(
        sentence=s.index,
        head=token,
        source=source,
        cue=s.span(token, last),
        content=segments(s, tokens),
        lemma=modifier.word,
        stance=modifier.stance,
        form="according-to",
        rule="preposition-source",
        holder="unnamed",
    )


def find_measured(context: Context, s: Sentence, token: int) -> Iterator[Draft]:
    """Drafts as in "*In* a new poll, the party had 38 percent": the document vouches for the clause."""
    noun = s.child(token, "pobj")
    host = s.heads[token]
    if noun is None or s.lemmas[noun] not in context.cues.measuring or s.relations[token] != "prep":
        return
    if s.poses[host] not in _PREDICATES or s.lemmas[host] in context.cues.verbs or s.relations[host] not in _MAIN:
        return
    source = phrase(s, noun)
    tokens = [t for t in descendants(s, host, without=[token]) if s.relations[t] != "cc" or s.heads[t] != host]
    if not (s.lefts[token] <= 1 or source.last >= len(s) - 1):
        return
    yield Draft(
        sentence=s.index,
        head=token,
        source=source,
        cue=s.span(token, token + 1),
        content=segments(s, tokens),
        lemma=s.words[token].lower(),
        stance="neutral",
        form="according-to",
        rule="measuring-document",
    )


def find_perspective(context: Context, s: Sentence, noun: int) -> Iterator[Draft]:
    """Drafts as in "In *Tehran's view*, the talks failed"."""
    before = s.heads[noun]
    owner = s.child(noun, "poss")
    if owner is None or s.relations[noun] != "pobj" or s.words[before].lower() not in ("in", "by", "from", "to"):
        return
    if s.lemmas[noun] not in context.cues.perspectives and s.words[noun].lower() not in context.cues.perspectives:
        return
    host = _clause_head(s, s.heads[before])
    if host == s.heads[before] and s.words[s.lefts[before] - 1 if s.lefts[before] else 0] not in (s.words[0], ","):
        return
    source = phrase(s, owner)
    yield Draft(
        sentence=s.index,
        head=noun,
        source=source,
        cue=s.span(before, noun + 1),
        content=segments(s, descendants(s, host, without=[before])),
        lemma=s.lemmas[noun],
        stance="neutral",
        form="according-to",
        rule="perspective-noun",
    )


def find_adverbial(context: Context, s: Sentence, token: int) -> Iterator[Draft]:
    """Drafts as in "The ship *reportedly* sank": the clause is the content, nobody the source."""
    modifier = context.cues.adverbs.get(s.words[token].lower())
    if modifier is None:
        return
    head = s.heads[token]
    yield _sourceless(s, token, modifier, descendants(s, head, without=[token]), "adverb")


def find_attributive(context: Context, s: Sentence, token: int) -> Iterator[Draft]:
    """Drafts as in "the *alleged* sale": the noun phrase is the content."""
    modifier = context.cues.attributives.get(s.words[token].lower())
    if modifier is None or s.relations[token] != "amod" or s.heads[token] < token:
        return
    noun = s.heads[token]
    yield _sourceless(s, token, modifier, list(range(token + 1, s.rights[noun])), "adjective")


def _sourceless(s: Sentence, token: int, modifier: Modifier, tokens: list[int], form: str) -> Draft:
    return Draft(
        sentence=s.index,
        head=token,
        source=None,
        cue=s.span(token, token + 1),
        content=segments(s, tokens, [token]),
        lemma=modifier.word,
        stance=modifier.stance,
        form="adverb",
        rule=f"{form}-hearsay",
        holder=modifier.holder,
    )
