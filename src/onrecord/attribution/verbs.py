"""Cue verbs: where their content lies and which characters are the cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.attribution.drafts import Context, Draft, Source, descendants, segments
from onrecord.attribution.sources import agent_of, is_passive, subject_of
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence, Stance

__all__ = ["Content", "cue_range", "find_verbal", "verb_cue"]

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_BEHIND_VERB = frozenset({"advmod", "prt", "prep"})
_SETTING_PREPOSITIONS = frozenset({"in", "on", "via", "through"})
_PREDICATE_PREPOSITIONS = frozenset({"as", "of", "for", "to", "with", "over", "against"})
_JOINTS = frozenset({"but", "and", "so", "yet"})
_UNFINISHED = frozenset({"infinitive", "object-infinitive", "gerund", "prepositional"})
_CIRCUMSTANCES = frozenset(
    {"as", "while", "after", "since", "because", "although", "though", "before", "until", "once"}
)
_WITHHOLDING = frozenset({"decline", "refuse", "fail", "hesitate"})
_NOMINAL = frozenset({"dobj", "dative", "oprd", "attr", "acomp"})


@dataclass(frozen=True, slots=True)
class Content:
    """The tokens of a content, the preposition that opens it (part of the cue), and the rule that found it."""

    tokens: list[int]
    rule: str
    preposition: int | None = None
    is_clause: bool = True

    @property
    def is_finite(self) -> bool:
        """Whether the content is a statement of its own, not an infinitive or a gerund."""
        return self.is_clause and self.rule not in _UNFINISHED


def verb_cue(context: Context, s: Sentence, token: int) -> tuple[Cue, int | None] | None:
    """The lexicon entry of a verb, phrasal verbs first, with the particle's token if there is one."""
    lemma = s.lemmas[token]
    phrases = context.cues.phrasal.get(lemma)
    if phrases and token + 1 < len(s) and s.heads[token + 1] == token:
        found = phrases.get(s.words[token + 1].lower())
        if found is not None:
            return found, token + 1
    plain = context.cues.misread.get(s.words[token].lower()) or context.cues.verbs.get(lemma)
    return (plain, None) if plain is not None else None


def cue_range(context: Context, s: Sentence, verb: int, *behind: int | None) -> tuple[int, int]:
    """First and last token of the cue: auxiliaries, negation, adverbs in front; particle, preposition behind."""
    first = verb
    while first > 0 and (
        (s.heads[first - 1] == verb and s.relations[first - 1] in _BEFORE_VERB)
        or (s.heads[first - 1] == first and s.relations[first - 1] == "advmod")
    ):
        first -= 1
    last = verb + 1
    for token in behind:
        if token is not None and all(s.heads[t] == verb and s.relations[t] in _BEHIND_VERB for t in range(last, token)):
            last = max(last, token + 1)
    while last < len(s) and s.heads[last] == verb and s.relations[last] == "advmod" and s.tags[last] == "RB":
        last += 1
    return first, max(last, _setting_end(context, s, verb, last))


def _setting_end(context: Context, s: Sentence, verb: int, last: int) -> int:
    """The end of "in a statement" right behind a cue verb."""
    if last >= len(s) or s.relations[last] != "prep" or s.heads[last] != verb:
        return 0
    place = s.child(last, "pobj")
    if place is None or s.words[last].lower() not in _SETTING_PREPOSITIONS:
        return 0
    return place + 1 if s.lemmas[place] in context.cues.settings else 0


def _is_infinitive(s: Sentence, verb: int) -> bool:
    return any(s.relations[c] == "aux" and s.tags[c] == "TO" for c in s.children[verb])


def _run(s: Sentence, first: int, last_child: int) -> list[int]:
    return list(range(s.lefts[first], max(s.rights[last_child], s.rights[first])))


def _clause(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "said *that the talks had failed*", "*He left*, she said"."""
    clauses = s.dependents(verb, "ccomp")
    finite = [c for c in clauses if not _is_infinitive(s, c) and not _is_circumstance(s, c)]
    if finite and "clause" in cue.frames:
        behind = next((c for c in finite if c > verb), None)
        if behind is not None:
            return Content(descendants(s, behind, without=_added(context, s, behind)), "clause-behind")
        if _is_parenthetical(s, verb, finite[0], cue):
            tokens = sorted({token for clause in finite for token in descendants(s, clause)})
            return Content(_without_joint(s, tokens), "clause-before")
    return None


def _added(context: Context, s: Sentence, clause: int) -> list[int]:
    """Participles of speech behind a clause that go on about its speaker: "said he had won, *adding that*"."""
    return [
        c
        for c in s.dependents(clause, "advcl")
        if c > clause
        and s.tags[c] == "VBG"
        and s.words[s.lefts[c] - 1] == ","
        and s.lefts[c] == c
        and s.lemmas[c] in context.cues.verbs
    ]


def _strayed_clause(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "said in a statement *that it was over*": a clause the parser hung on a word behind the cue."""
    if not {"clause", "quote"} <= cue.frames:
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


def _is_circumstance(s: Sentence, clause: int) -> bool:
    """Whether a clause says when or why and not what: "said on Monday, *as* the talks went on"."""
    marker = s.child(clause, "mark")
    return marker is not None and s.words[marker].lower() in _CIRCUMSTANCES


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


def _object_and_infinitive(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "urged *Iran to disarm*", "wants *them to leave*"."""
    if "person" not in cue.frames and "infinitive" not in cue.frames and "raising" not in cue.frames:
        return None
    small = next((c for c in s.dependents(verb, "ccomp", "advcl") if c > verb and _opens_infinitive(s, c)), None)
    if small is not None:
        return Content(descendants(s, small), "object-infinitive")
    purpose = next((c for c in s.dependents(verb, "xcomp") if c > verb), None)
    if purpose is None or _leads_on(context, s, verb, purpose):
        return None
    person = s.child(verb, "dobj", "dative")
    if person is not None and verb < person < purpose and "person" in cue.frames:
        return Content(_run(s, person, purpose), "object-infinitive")
    if _is_infinitive(s, purpose) and "infinitive" in cue.frames:
        return Content(descendants(s, purpose), "infinitive")
    return None


def _leads_on(context: Context, s: Sentence, verb: int, purpose: int) -> bool:
    """Whether an attitude verb only leads to a speech verb that is the cue ("*declined* to say whether")."""
    if s.child(verb, "dobj", "dative") is not None or s.child(purpose, "ccomp") is None:
        return False
    found = context.cues.verbs.get(s.lemmas[purpose])
    return found is not None and {"quote", "clause"} <= found.frames


def _opens_infinitive(s: Sentence, verb: int) -> bool:
    """Whether a clause is an infinitive with its own subject: "wants *them to go*", "calls *for them to go*"."""
    if s.relations[verb] == "ccomp":
        return _is_infinitive(s, verb) or s.child(verb, "mark") is None
    return _is_infinitive(s, verb) and s.words[s.lefts[verb]].lower() == "for"


def _gerund(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "denied *selling the rifles*"."""
    if "gerund" not in cue.frames:
        return None
    child = next((c for c in s.dependents(verb, "xcomp", "ccomp") if c > verb and s.tags[c] == "VBG"), None)
    return Content(descendants(s, child), "gerund") if child is not None else None


def _predicate(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "called *the vote a sham*", "described *it as illegal*", "accused *him of lying*"."""
    if "predicate" not in cue.frames:
        return None
    behind = [c for c in s.children[verb] if c > verb]
    first = next((c for c in behind if s.relations[c] in ("dobj", "ccomp", "dative")), None)
    if first is None:
        return None
    rest = [c for c in behind if c > first and s.relations[c] in ("oprd", "ccomp", "xcomp", "acomp", "attr")]
    rest += [
        c for c in behind if c > first and s.relations[c] == "prep" and s.words[c].lower() in _PREDICATE_PREPOSITIONS
    ]
    if not rest and s.relations[first] != "ccomp" and "object" not in cue.frames:
        return None
    return Content(_run(s, first, max(rest, default=first)), "predicate", is_clause=s.relations[first] == "ccomp")


def _object(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "announced *a ceasefire*", "criticized *the raid*"."""
    if "object" not in cue.frames:
        return None
    target = next((c for c in s.dependents(verb, "dobj") if c > verb), None)
    if target is None or s.lemmas[target].endswith(("self", "selves")) or s.lemmas[target] in context.cues.times:
        return None
    return Content(list(range(s.lefts[target], s.rights[target])), "object", is_clause=False)


def _prepositional(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "warned *of famine*", "warned against *selling arms*": the preposition goes to the cue."""
    openers = {
        s.words[c].lower(): c for c in reversed(s.children[verb]) if c > verb and s.relations[c] in ("prep", "prt")
    }
    for word in cue.prepositions:
        child = openers.get(word)
        target = s.child(child, "pobj", "pcomp") if child is not None else None
        if target is not None and s.lemmas[target] not in context.cues.times:
            as_what = next((c for c in s.dependents(verb, "prep") if c > target and s.words[c].lower() == "as"), target)
            tokens = list(range(s.lefts[target], max(s.rights[target], s.rights[as_what])))
            is_clause = s.relations[target] == "pcomp"
            return Content(tokens, "prepositional", preposition=child, is_clause=is_clause)
    return None


def _host_clause(s: Sentence, verb: int, cue: Cue) -> Content | None:
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
    if relation not in ("parataxis", "ccomp", "dep") and not is_as:
        return None
    if relation == "ccomp" and not (head > verb and any(s.words[t] == "," for t in range(verb, min(head, verb + 8)))):
        return None
    return Content(_without_joint(s, descendants(s, head, without=[verb])), "host-clause")


def _without_joint(s: Sentence, tokens: list[int]) -> list[int]:
    """A clause without the conjunction that joins it to what came before."""
    while tokens and s.relations[tokens[0]] in ("cc", "mark") and s.words[tokens[0]].lower() in _JOINTS:
        tokens = tokens[1:]
    return tokens


def _passive(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*They* are said *to have signed*", "*the raid* was condemned by Oman", "it is believed *that*"."""
    subject = s.child(verb, "nsubjpass", "nsubj")
    clause = next((c for c in s.dependents(verb, "ccomp") if c > verb and not _is_infinitive(s, c)), None)
    if clause is not None and "clause" in cue.frames:
        return Content(descendants(s, clause), "passive-clause")
    rest = [c for c in s.dependents(verb, "xcomp", "oprd", "ccomp") if c > verb]
    rest += [c for c in s.dependents(verb, "prep") if c > verb and s.words[c].lower() in ("as", "of", "for")]
    host = s.heads[verb] if s.relations[verb] == "acl" else None
    topic = list(range(s.lefts[subject], s.rights[subject])) if subject is not None else []
    if host is not None and subject is None:
        topic = list(range(s.lefts[host], s.lefts[verb]))
    raised = [c for c in rest if s.relations[c] in ("xcomp", "ccomp") and _is_infinitive(s, c)]
    if raised:
        return Content(sorted({*topic, *descendants(s, raised[0])}), "passive-raising")
    is_judged = bool(rest) and "predicate" in cue.frames and host is None
    if not topic or not (is_judged or s.child(verb, "agent") is not None):
        return None
    if not (cue.frames & {"object", "predicate"}):
        return None
    tail = list(range(s.lefts[rest[0]], s.rights[rest[-1]])) if rest and "predicate" in cue.frames else []
    return Content(sorted({*topic, *tail}), "passive-object", is_clause=False)


def _raising(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*The launch* appears *to have failed*"."""
    subject = s.child(verb, "nsubj")
    if not cue.is_narrator or subject is None:
        return None
    child = next((c for c in s.dependents(verb, "xcomp", "acomp", "oprd") if c > verb), None)
    if child is None:
        return None
    return Content(sorted({*range(s.lefts[subject], s.rights[subject]), *descendants(s, child)}), "raising")


def _relative(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*which* Moscow denied", "*the plan* Seoul rejected": the object stands before the verb."""
    if not cue.frames & {"object", "predicate", "clause"} or s.child(verb, "nsubj") is None:
        return None
    fronted = next((c for c in s.dependents(verb, "dobj", "pobj") if c < verb and s.tags[c] in ("WDT", "WP")), None)
    tail = [c for c in s.dependents(verb, "xcomp", "oprd", "prep", "dobj") if c > verb]
    tail = [c for c in tail if s.relations[c] != "prep" or s.words[c].lower() == "as"]
    behind = list(range(s.lefts[tail[0]], s.rights[tail[-1]])) if tail and "predicate" in cue.frames else []
    if fronted is not None:
        return Content([fronted, *behind], "relative", is_clause=False)
    if s.relations[verb] != "relcl" or "object" not in cue.frames or s.child(verb, "dobj", "prep", "xcomp") is not None:
        return None
    noun = s.heads[verb]
    return Content(list(range(s.lefts[noun], max(noun + 1, s.lefts[verb]))), "relative", is_clause=False)


def _content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    if is_passive(s, verb):
        return _passive(s, verb, cue) or _prepositional(context, s, verb, cue)
    if cue.is_narrator:
        return _raising(s, verb, cue) or _clause(context, s, verb, cue)
    found = (
        _clause(context, s, verb, cue)
        or _strayed_clause(context, s, verb, cue)
        or _relative(s, verb, cue)
        or _predicate(s, verb, cue)
        or _object_and_infinitive(context, s, verb, cue)
        or _gerund(s, verb, cue)
        or ("person" in cue.frames and _prepositional(context, s, verb, cue))
        or _object(context, s, verb, cue)
        or _prepositional(context, s, verb, cue)
        or _host_clause(s, verb, cue)
    )
    return found or None


def _is_performed(s: Sentence, verb: int) -> bool:
    """Whether an act of judging is put forward as done, not as a purpose ("came *to challenge* him") or a label."""
    if s.relations[verb] == "acl":
        return False
    if s.tags[verb] != "VB":
        return True
    return any(s.relations[c] == "aux" and s.tags[c] != "TO" for c in s.children[verb])


def _chain_start(s: Sentence, verb: int) -> int:
    """The first verb of a chain that only leads to the cue: "*went* on to say", "*tried* to argue"."""
    while s.relations[verb] == "xcomp" and s.heads[verb] < verb:
        head = s.heads[verb]
        if any(
            s.heads[t] not in (head, verb) or s.relations[t] not in ("aux", "prt", "advmod", "neg", "prep")
            for t in range(head + 1, verb)
        ):
            break
        verb = head
    return verb


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
    if not (content.is_clause or cue.vouches or passive) and not _is_performed(s, verb):
        return
    source = None
    if passive:
        source = agent_of(s, verb)
    elif not cue.is_narrator:
        source = subject_of(s, verb, may_invert=content.rule in ("clause-before", "host-clause"))
        if source is None:
            return
    start = _chain_start(s, verb)
    first, last = cue_range(context, s, verb, particle, content.preposition)
    first = min(first, cue_range(context, s, start)[0])
    yield make_draft(s, verb, cue, source, (first, last), content, passive=passive)


def make_draft(
    s: Sentence, verb: int, cue: Cue, source: Source | None, tokens: tuple[int, int], content: Content, *, passive: bool
) -> Draft:
    """The draft of a verb cue; characters of cue and source are left out of the content."""
    holes = set(range(*tokens))
    if source is not None and not passive:
        holes.update(range(source.first, source.last))
    form = "passive" if passive else "attitude" if "quote" not in cue.frames else "indirect"
    return Draft(
        sentence=s.index,
        head=verb,
        source=source,
        cue=s.span(*tokens),
        content=segments(s, content.tokens, holes),
        lemma=cue.lemma,
        stance=_stance(s, verb, cue),
        form=form,
        rule=f"verb-{content.rule}",
        vouches=cue.vouches or content.is_finite,
        is_clause=content.is_clause,
        holder="narrator" if cue.is_narrator else cue.agentless if passive else "unnamed",
    )


def _stance(s: Sentence, verb: int, cue: Cue) -> Stance:
    """The entry's stance; a negated or withheld cue ("did not confirm", "declined to confirm") takes none."""
    leader = s.lemmas[s.heads[verb]] if s.relations[verb] == "xcomp" else ""
    if cue.stance != "distances" and (s.child(verb, "neg") is not None or leader in _WITHHOLDING):
        return "neutral"
    return cue.stance
