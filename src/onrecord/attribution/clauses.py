"""Contents that are clauses: behind a cue verb, before it, around it, or hung elsewhere by the parser."""

from __future__ import annotations

from onrecord.attribution.cuewords import Content, is_infinitive
from onrecord.attribution.drafts import Context, descendants
from onrecord.attribution.sources import is_shared_with_speaker
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence

__all__ = ["clause_content", "host_clause", "strayed_clause"]

_ADJUNCTS = frozenset({"prep", "advcl", "npadvmod", "nsubj", "ccomp"})
_JOINTS = frozenset({"but", "and", "so", "yet"})
_CIRCUMSTANCES = frozenset(
    {"as", "while", "after", "since", "because", "although", "though", "before", "until", "once"}
)


def clause_content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "said *that the talks had failed*", "*He left*, she said"."""
    clauses = s.dependents(verb, "ccomp")
    finite = [c for c in clauses if not is_infinitive(s, c) and not _is_circumstance(s, c)]
    if finite and "clause" in cue.frames:
        behind = next((c for c in finite if c > verb), None)
        if behind is not None:
            tokens = descendants(s, behind, without=_added(context, s, behind))
            start = next((t for t in tokens if s.poses[t] != "PUNCT"), behind)
            return Content([*_opening(s, verb, start), *tokens], "clause-behind")
        if _is_parenthetical(s, verb, finite[0], cue):
            tokens = sorted({token for clause in finite for token in descendants(s, clause)})
            return Content(_without_joint(s, tokens), "clause-before")
    return None


def _opening(s: Sentence, verb: int, start: int) -> list[int]:
    """The words before a cue between commas that its clause goes on from: "*Without rain*, he said, wheat dies"."""
    subject = s.child(verb, "nsubj")
    first = min(verb, s.lefts[subject] if subject is not None else verb)
    if (
        subject is None
        or subject > verb
        or start == 0
        or s.words[start - 1] != ","
        or s.words[first - 1 : first] != (",",)
    ):
        return []
    left = min((s.lefts[c] for c in s.children[verb] if c < subject and s.relations[c] in _ADJUNCTS), default=first)
    return [t for t in range(left, first) if s.relations[t] != "cc" or s.heads[t] != verb]


def _added(context: Context, s: Sentence, clause: int) -> list[int]:
    """Verbs behind a clause that go on about its speaker: "said he had won, *adding* that", "... and *vowed* to"."""
    participles = [
        c
        for c in s.dependents(clause, "advcl")
        if c > clause
        and s.tags[c] == "VBG"
        and s.words[s.lefts[c] - 1] == ","
        and s.lefts[c] == c
        and s.lemmas[c] in context.cues.verbs
    ]
    return participles + [c for c in s.dependents(clause, "conj") if is_shared_with_speaker(s, c)]


def _is_circumstance(s: Sentence, clause: int) -> bool:
    """Whether a clause says when or why and not what: "said on Monday, *as* the talks went on"."""
    marker = s.child(clause, "mark")
    return marker is not None and s.words[marker].lower() in _CIRCUMSTANCES


def strayed_clause(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "said in a statement *that it was over*": a clause the parser hung on a word behind the cue."""
    if not {"clause", "quote"} <= cue.frames or ("object" in cue.frames and s.child(verb, "dobj") is not None):
        return None
    for noun in range(verb + 1, s.rights[verb]):
        if s.poses[noun] not in ("NOUN", "PROPN"):
            continue
        is_time = s.lemmas[noun] in context.cues.times
        for child in s.dependents(noun, "acl", "relcl", "ccomp"):
            if child < noun or s.tags[child] == "VBG" or s.child(child, "nsubj", "nsubjpass") is None:
                continue
            marker = s.child(child, "mark")
            subject = s.child(child, "nsubj", "nsubjpass")
            is_relative = subject is not None and s.tags[subject] in ("WDT", "WP")
            if (marker is not None and s.words[marker].lower() == "that") or (is_time and not is_relative):
                return Content(descendants(s, child), "strayed-clause")
    return None


def _is_set_off(s: Sentence, verb: int, cue: Cue) -> bool:
    """Whether a cue and its subject stand between commas: "The plan, *he said*, has failed"."""
    subject = s.child(verb, "nsubj")
    if "quote" not in cue.frames or cue.is_narrator or subject is None or s.words[subject].lower() == "you":
        return False
    first, last = min(s.lefts[subject], verb), max(s.rights[subject], verb + 1)
    before, after = s.poses[first - 1] if first else "PUNCT", s.poses[last] if last < len(s) else "PUNCT"
    return "PUNCT" in (before, after)


def _is_parenthetical(s: Sentence, verb: int, clause: int, cue: Cue) -> bool:
    """Whether a clause in front of a cue is its content ("*He left*, she said"), not a parser's slip."""
    if "quote" not in cue.frames or cue.is_narrator or s.child(verb, "xcomp", "acomp") is not None:
        return False
    subject = s.child(verb, "nsubj")
    if subject is not None and s.words[subject].lower() == "you":
        return False
    first = min(s.lefts[verb] if s.lefts[verb] > clause else verb, verb if subject is None else s.lefts[subject])
    return any(s.poses[t] == "PUNCT" for t in range(clause, max(first, clause + 1)))


def host_clause(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*The plan*, he said, *has failed*", "as Kyodo reported, *he left*"."""
    head, relation = s.heads[verb], s.relations[verb]
    if head == verb or "clause" not in cue.frames:
        return None
    marker = s.child(verb, "mark", "advmod")
    is_as = relation == "advcl" and marker is not None and s.words[marker].lower() == "as"
    if not is_as and not _is_set_off(s, verb, cue):
        return None
    if is_as and s.child(verb, "dobj", "xcomp", "ccomp", "acomp") is not None:
        return None
    if relation not in ("parataxis", "ccomp", "dep") and not is_as and not _is_spliced(s, verb):
        return None
    if relation == "ccomp" and not (head > verb and any(s.words[t] == "," for t in range(verb, min(head, verb + 8)))):
        return None
    rest = descendants(s, head, without=[verb])
    start = next((t for t in rest if t > verb and s.poses[t] != "PUNCT"), 0)
    tokens = sorted({*_opening(s, verb, start), *rest})
    return Content(_without_joint(s, _up_to_circumstance(s, verb, tokens)), "host-clause")


def _is_spliced(s: Sentence, verb: int) -> bool:
    """Whether a cue at the end was taken for a second verb: "France has offered jets, *officials said*"."""
    head = s.heads[verb]
    if s.relations[verb] not in ("conj", "advcl") or s.child(verb, "dobj", "xcomp", "ccomp") is not None:
        return False
    has_marker = s.child(verb, "mark", "advmod", "aux") is not None
    if s.relations[verb] == "advcl" and (has_marker or s.child(verb, "nsubj") is None):
        return False
    return not any(s.relations[c] == "cc" and head < c < verb for c in s.children[head])


def _up_to_circumstance(s: Sentence, verb: int, tokens: list[int]) -> list[int]:
    """Without the writer's clause behind a cue in the middle: "... had left, he said, *although shots were heard*"."""
    for token in tokens:
        if token > verb and s.words[token].lower() in _CIRCUMSTANCES and s.words[token - 1] == ",":
            return [t for t in tokens if t < token]
    return tokens


def _without_joint(s: Sentence, tokens: list[int]) -> list[int]:
    """A clause without the conjunction that joins it to what came before."""
    while tokens and s.relations[tokens[0]] in ("cc", "mark") and s.words[tokens[0]].lower() in _JOINTS:
        tokens = tokens[1:]
    return tokens
