"""Contents that are no finite clauses: objects, infinitives, gerunds, predicates, prepositional phrases, passives."""

from __future__ import annotations

from onrecord.attribution.cuewords import Content, is_infinitive
from onrecord.attribution.drafts import Context, descendants
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence

__all__ = [
    "gerund_content",
    "infinitive_content",
    "object_content",
    "passive_content",
    "predicate_content",
    "prepositional_content",
    "raising_content",
    "relative_content",
]

_NOUN_PREPOSITIONS = frozenset({"about", "of", "as", "against", "between", "toward", "towards", "regarding"})
_PREDICATE_PREPOSITIONS = frozenset({"as", "of", "for", "to", "with", "over", "against"})


def infinitive_content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "urged *Iran to disarm*", "wants *them to leave*"."""
    if "person" not in cue.frames and "infinitive" not in cue.frames and "raising" not in cue.frames:
        return None
    small = next((c for c in s.dependents(verb, "ccomp", "advcl") if c > verb and _opens_infinitive(s, c)), None)
    if small is not None:
        tokens = descendants(s, small)
        opener = tokens[0] if s.words[tokens[0]].lower() == "for" else None
        return Content(tokens if opener is None else tokens[1:], "object-infinitive", preposition=opener)
    purpose = next((c for c in s.dependents(verb, "xcomp") if c > verb), None)
    if purpose is None or _leads_on(context, s, verb, purpose):
        return None
    person = s.child(verb, "dobj", "dative")
    if person is not None and verb < person < purpose and "person" in cue.frames:
        return Content(_run(s, person, purpose), "object-infinitive")
    if is_infinitive(s, purpose) and "infinitive" in cue.frames:
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
        return is_infinitive(s, verb) or s.child(verb, "mark") is None
    return is_infinitive(s, verb) and s.words[s.lefts[verb]].lower() == "for"


def gerund_content(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "denied *selling the rifles*"."""
    if "gerund" not in cue.frames:
        return None
    child = next((c for c in s.dependents(verb, "xcomp", "ccomp") if c > verb and s.tags[c] == "VBG"), None)
    return Content(descendants(s, child), "gerund") if child is not None else None


def predicate_content(s: Sentence, verb: int, cue: Cue) -> Content | None:
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
    tokens = _run(s, first, max(rest, default=first))
    tokens = list(range(tokens[0], max(tokens[-1] + 1, _run_on(s, verb, tokens[-1] + 1))))
    return Content(tokens, "predicate", is_clause=s.relations[first] == "ccomp")


def object_content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "announced *a ceasefire*", "criticized *the raid*"."""
    if "object" not in cue.frames:
        return None
    target = next((c for c in s.dependents(verb, "dobj") if c > verb), None)
    if target is None or s.lemmas[target].endswith(("self", "selves")) or s.lemmas[target] in context.cues.times:
        return None
    tokens = list(range(s.lefts[target], max(s.rights[target], _run_on(s, verb, s.rights[target]))))
    return Content(tokens, "object", is_clause=False)


def _run_on(s: Sentence, verb: int, end: int) -> int:
    """Where an object ends if phrases the parser hung on the verb belong to it: "recalled a story *about the war*"."""
    for child in s.children[verb]:
        if child < end:
            continue
        is_phrase = s.relations[child] == "prep" and s.words[child].lower() in _NOUN_PREPOSITIONS
        is_purpose = s.relations[child] in ("xcomp", "advcl", "acl") and s.words[s.lefts[child]].lower() == "to"
        if s.lefts[child] != end or not (is_phrase or is_purpose):
            break
        end = s.rights[child]
    return end


def prepositional_content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
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


def relative_content(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*which* Moscow denied", "*whom* Kyiv accuses *of spying*": the object stands before the verb."""
    if not cue.frames & {"object", "predicate", "clause"} or s.child(verb, "nsubj") is None:
        return None
    fronted = next((c for c in s.dependents(verb, "dobj", "pobj") if c < verb and s.tags[c] in ("WDT", "WP")), None)
    tail = [c for c in s.dependents(verb, "xcomp", "oprd", "prep", "dobj") if c > verb]
    tail = [c for c in tail if s.relations[c] != "prep" or _tells_what(s, c)]
    behind = list(range(s.lefts[tail[0]], s.rights[tail[-1]])) if tail and "predicate" in cue.frames else []
    if fronted is not None:
        has_clause = any(s.child(c, "pcomp") is not None for c in tail)
        return Content([fronted, *behind], "relative", is_clause=has_clause and bool(behind))
    if s.relations[verb] != "relcl" or "object" not in cue.frames or s.child(verb, "dobj", "prep", "xcomp") is not None:
        return None
    noun = s.heads[verb]
    return Content(list(range(s.lefts[noun], max(noun + 1, s.lefts[verb]))), "relative", is_clause=False)


def _tells_what(s: Sentence, preposition: int) -> bool:
    """Whether a phrase behind a cue says what somebody is held to be or to do: "*as* a spy", "*of* arming rebels"."""
    return s.words[preposition].lower() == "as" or s.child(preposition, "pcomp") is not None


def raising_content(context: Context, s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*The vote* appears *to have been delayed*"."""
    subject = s.child(verb, "nsubj")
    if not cue.is_narrator or subject is None:
        return None
    child = next((c for c in s.dependents(verb, "xcomp", "acomp", "oprd") if c > verb), None)
    if child is None or _leads_on(context, s, verb, child):
        return None
    return Content(sorted({*range(s.lefts[subject], s.rights[subject]), *descendants(s, child)}), "raising")


def passive_content(s: Sentence, verb: int, cue: Cue) -> Content | None:
    """Content as in "*They* are said *to have signed*", "*the raid* was condemned by Oman", "it is believed *that*"."""
    subject = s.child(verb, "nsubjpass", "nsubj")
    clause = next((c for c in s.dependents(verb, "ccomp") if c > verb and not is_infinitive(s, c)), None)
    if clause is not None and "clause" in cue.frames:
        return Content(descendants(s, clause), "passive-clause")
    kept = next((c for c in s.dependents(verb, "dobj", "advcl") if c > verb), None)
    if (
        cue.entry == "ask"
        and kept is not None
        and (s.relations[kept] == "dobj" or s.words[s.lefts[kept]].lower() == "if")
    ):
        return Content(descendants(s, kept), "passive-question", is_clause=s.relations[kept] == "advcl")
    rest = [c for c in s.dependents(verb, "xcomp", "oprd", "ccomp") if c > verb]
    rest += [c for c in s.dependents(verb, "prep") if c > verb and s.words[c].lower() in ("as", "of", "for")]
    host = s.heads[verb] if s.relations[verb] == "acl" else None
    topic = list(range(s.lefts[subject], s.rights[subject])) if subject is not None else []
    if host is not None and subject is None:
        topic = list(range(s.lefts[host], s.lefts[verb]))
    raised = [c for c in rest if s.relations[c] in ("xcomp", "ccomp") and is_infinitive(s, c)]
    if raised:
        return Content(sorted({*topic, *descendants(s, raised[0])}), "passive-raising")
    is_judged = bool(rest) and "predicate" in cue.frames and host is None
    if not topic or not (is_judged or s.child(verb, "agent") is not None):
        return None
    if not (cue.frames & {"object", "predicate"}):
        return None
    tail = list(range(s.lefts[rest[0]], s.rights[rest[-1]])) if rest and "predicate" in cue.frames else []
    return Content(sorted({*topic, *tail}), "passive-object", is_clause=False)


def _run(s: Sentence, first: int, last_child: int) -> list[int]:
    return list(range(s.lefts[first], max(s.rights[last_child], s.rights[first])))
