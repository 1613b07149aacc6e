"""Deep arguments of verbs and predicative adjectives: passive, control, relatives, coordination undone."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.predication import Predication, load_predication
from onrecord.propositions.clauses import Clause
from onrecord.records import Argument, Sentence

__all__ = ["adjective_arguments", "conjuncts", "expand", "preposition_arguments", "verb_arguments"]

_LONGEST_NAME = 4
_ADDRESSING = ("prep:on", "prep:upon", "prep:to", "prep:with")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
_RELATIVE_PRONOUNS = frozenset({"which", "who", "that", "whom", "whose"})


def conjuncts(sentence: Sentence, token: int) -> list[int]:
    """The token and everything coordinated with it: "*Japan*, *India* and *Chad*"."""
    found = [token]
    for item in found:
        found.extend(c for c in sentence.children[item] if sentence.relations[c] == "conj" and c not in found)
        # "President Mia Ost and leader Ali Kan": the parser may hang the second on the first one's name.
        for name in sentence.dependents(item, "appos"):
            if sentence.poses[name] == "PROPN" and name - item <= _LONGEST_NAME:
                found.extend(c for c in sentence.dependents(name, "conj") if c not in found)
    return found


def expand(sentence: Sentence, role: str, token: int, rule: str) -> Iterator[Argument]:
    """One argument for the token and one for each of its noun conjuncts, each with its own token range."""
    for head in conjuncts(sentence, token):
        if head != token and sentence.poses[head] in ("VERB", "AUX"):
            continue
        first, last = sentence.lefts[head], sentence.rights[head]
        for child in sentence.children[head]:
            if child > head and sentence.relations[child] in ("cc", "conj", "relcl", "punct"):
                last = min(last, sentence.lefts[child])
        found = rule if head == token else f"{rule}+coordinate"
        yield Argument(role, head, min(first, head), max(last, head + 1), found)
        yield from _looked_through(sentence, role, head, found)


def _looked_through(sentence: Sentence, role: str, head: int, rule: str) -> Iterator[Argument]:
    """As in "a set of *sanctions*", "dozens of *soldiers*": the noun counted is an argument too."""
    if sentence.lemmas[head] not in load_predication().transparent_nouns:
        return
    for preposition in sentence.dependents(head, "prep"):
        if sentence.lemmas[preposition] == "of":
            for item in sentence.dependents(preposition, "pobj"):
                yield from expand(sentence, role, item, f"{rule}+counted")


def preposition_arguments(sentence: Sentence, token: int, rule: str) -> Iterator[Argument]:
    """The objects of a token's prepositions as ``prep:WORD``; "because of" and "out of" are read through."""
    for child in sentence.children[token]:
        relation = sentence.relations[child]
        if relation in ("prep", "dative") and sentence.poses[child] in ("ADP", "SCONJ", "ADV"):
            yield from _preposition(sentence, child, rule)
        elif relation == "advmod" and sentence.child(child, "prep") is not None:
            yield from preposition_arguments(sentence, child, rule)


def _preposition(sentence: Sentence, token: int, rule: str) -> Iterator[Argument]:
    role = f"prep:{sentence.lemmas[token]}"
    for child in sentence.children[token]:
        relation = sentence.relations[child]
        if relation == "pobj":
            yield from expand(sentence, role, child, rule)
        elif relation == "pcomp":
            yield Argument(role, child, sentence.lefts[child], sentence.rights[child], f"{rule}+gerund")
        elif relation == "prep" or (relation == "conj" and sentence.poses[child] == "ADP"):
            yield from _preposition(sentence, child, rule)


def verb_arguments(
    sentence: Sentence, token: int, words: Predication, known: dict[int, tuple[Argument, ...]], clause: Clause
) -> tuple[Argument, ...]:
    """Deep arguments of the verb at ``token``; ``known`` holds those of the predicates above it.

    "The town *was shelled* by rebels": subject rebels, object town.
    """
    found: list[Argument] = []
    relatives = _relative_map(sentence, token)
    for child in sentence.children[token]:
        found.extend(_child_argument(sentence, child, relatives))
    found.extend(preposition_arguments(sentence, token, "preposition"))
    found.extend(_raised_object(sentence, token, found))
    if not any(a.role == "subject" for a in found):
        found.extend(_missing_subject(sentence, token, words, known, clause))
    if clause.is_passive and not any(a.role == "object" for a in found):
        found.extend(_missing_object(sentence, token, known))
    if not clause.is_passive and not any(a.role in ("object", "clause", "complement") for a in found):
        found.extend(_object_of_conjunct(sentence, token))
    found.extend(_relative_gap(sentence, token, found))
    found.extend(_attached_to_object(sentence, found))
    return tuple(found)


def _child_argument(sentence: Sentence, child: int, relatives: dict[int, int]) -> Iterator[Argument]:
    relation = sentence.relations[child]
    target = relatives.get(child, child)
    suffix = "" if target == child else "+relative-antecedent"
    if relation == "nsubj":
        yield from expand(sentence, "subject", target, f"active-subject{suffix}")
    elif relation == "nsubjpass":
        # As in "*Togo* was given a loan": the subject of a passive that keeps an object is who got it.
        has_object = sentence.child(sentence.heads[child], "dobj") is not None
        role = "indirect" if has_object and sentence.heads[child] != child else "object"
        yield from expand(sentence, role, target, f"passive-subject{suffix}")
    elif relation == "agent":
        for item in sentence.dependents(child, "pobj"):
            yield from expand(sentence, "subject", item, "passive-by-agent")
    elif relation == "dobj":
        yield from expand(sentence, "object", target, f"direct-object{suffix}")
    elif relation == "dative" and sentence.poses[child] != "ADP":
        yield from expand(sentence, "indirect", target, "indirect-object")
    elif relation in ("attr", "acomp", "oprd"):
        yield from expand(sentence, "complement", child, "predicative")
    elif relation in ("ccomp", "xcomp", "csubj") or (relation == "advcl" and _is_for_to(sentence, child)):
        yield Argument("clause", child, sentence.lefts[child], sentence.rights[child], f"clause-{relation}")


def _relative_map(sentence: Sentence, token: int) -> dict[int, int]:
    """Relative pronouns under a relative clause, each with its noun: "the *jets* which it hopes to fly"."""
    clause = token
    while sentence.relations[clause] in ("conj", "xcomp", "ccomp") and sentence.heads[clause] != clause:
        clause = sentence.heads[clause]
    if sentence.relations[clause] != "relcl":
        return {}
    antecedent = _antecedent(sentence, clause)
    return {
        c: antecedent
        for c in sentence.children[token]
        if sentence.lemmas[c] in _RELATIVE_PRONOUNS and sentence.tags[c] in ("WDT", "WP", "IN")
    }


def _antecedent(sentence: Sentence, clause: int) -> int:
    """The noun a relative clause modifies; a name right before the pronoun wins over an abstract head.

    "closeness with *Chad* which is at war": the parser may hang the clause on "closeness".
    """
    head = sentence.heads[clause]
    before = sentence.lefts[clause] - 1
    if before > head and sentence.poses[before] == "PROPN" and sentence.poses[head] == "NOUN":
        while sentence.relations[before] == "compound" and sentence.heads[before] > before:
            before = sentence.heads[before]
        return before
    return head


def _raised_object(sentence: Sentence, token: int, found: list[Argument]) -> Iterator[Argument]:
    """As in "They asked *Chad* to leave", where the parser makes Chad the subject of the infinitive."""
    if any(a.role == "object" for a in found):
        return
    for child in sentence.dependents(token, "ccomp", "advcl"):
        subject = sentence.child(child, "nsubj")
        if sentence.relations[child] == "advcl" and not _is_for_to(sentence, child):
            continue
        if subject is not None and any(
            sentence.tags[c] == "TO" for c in sentence.children[child] if sentence.relations[c] == "aux"
        ):
            yield from expand(sentence, "object", subject, "raised-object")


def _is_for_to(sentence: Sentence, clause: int) -> bool:
    """As in "pushed *for* Sudan *to accept* a truce", which the parser takes for a circumstance."""
    mark = sentence.child(clause, "mark")
    return mark is not None and sentence.lemmas[mark] == "for" and sentence.tags[clause] == "VB"


def _missing_subject(
    sentence: Sentence,
    token: int,
    words: Predication,
    known: dict[int, tuple[Argument, ...]],
    clause: Clause,
) -> list[Argument]:
    """The subject a verb shares, by coordination, control, or as a participle of a noun."""
    relation, head = sentence.relations[token], sentence.heads[token]
    if relation == "conj" and head in known:
        return _inherit(known[head], "subject", "subject", "shared-subject")
    if clause.is_passive:
        return []
    if relation in ("acl", "relcl") and sentence.tags[token] in ("VBG", "VBD"):
        return list(expand_single(sentence, "subject", head, "participle-of-noun"))
    if relation == "acl" and sentence.tags[token] == "VB":
        return _infinitive_of_noun(sentence, head, known)
    if relation == "ccomp" and (noun := _noun_spoken_of(sentence, token)) is not None:
        return list(expand(sentence, "subject", noun, "subject-in-aside"))
    if relation in ("xcomp", "ccomp") and head in known:
        return _controlled(sentence, head, words, known)
    if relation == "pcomp" or (relation == "pobj" and sentence.tags[token] == "VBG"):
        return _gerund_subject(sentence, token, known)
    if relation == "advcl" and head in known:
        return _inherit(known[head], "subject", "subject", "adverbial-subject")
    return []


def _noun_spoken_of(sentence: Sentence, token: int) -> int | None:
    """The noun whose finite clause somebody's saying cuts off from it: "firms it says *bankroll* the war"."""
    says = sentence.heads[token]
    speaker = sentence.child(says, "nsubj")
    if sentence.tags[token] not in _FINITE or speaker is None or not speaker < says < token:
        return None
    if any(sentence.relations[c] in ("aux", "mark") for c in sentence.children[token] if c < token):
        return None
    before = sentence.lefts[speaker] - 1
    if before < 0 or sentence.poses[before] not in ("NOUN", "PROPN"):
        return None
    return sentence.heads[before] if sentence.relations[before] == "conj" else before


def _missing_object(sentence: Sentence, token: int, known: dict[int, tuple[Argument, ...]]) -> list[Argument]:
    """What a passive without a subject of its own is about: its noun, its first conjunct's, its governor's."""
    relation, head = sentence.relations[token], sentence.heads[token]
    if relation in ("acl", "relcl"):
        return list(expand_single(sentence, "object", head, "participle-of-noun"))
    if relation == "conj" and head in known:
        return _inherit(known[head], "object", "object", "shared-object") or _inherit(
            known[head], "subject", "object", "shared-object"
        )
    if relation in ("xcomp", "advcl") and head in known:
        return _inherit(known[head], "object", "object", "control-object") or _inherit(
            known[head], "subject", "object", "control-subject"
        )
    return []


def _object_of_conjunct(sentence: Sentence, token: int) -> Iterator[Argument]:
    """As in "*intercepted* and detained a *vessel*": the second verb's object, where nothing else follows the first."""
    for second in sentence.dependents(token, "conj"):
        between = range(token + 1, second)
        is_close = all(sentence.poses[i] in ("CCONJ", "ADV", "PUNCT", "AUX", "SYM") for i in between)
        is_verb = sentence.poses[second] == "VERB" and sentence.tags[second] == sentence.tags[token]
        if is_close and is_verb and sentence.child(second, "nsubj", "nsubjpass") is None:
            for item in sentence.dependents(second, "dobj"):
                yield from expand(sentence, "object", item, "object-of-conjunct")


def expand_single(sentence: Sentence, role: str, token: int, rule: str) -> Iterator[Argument]:
    """One argument for a noun alone, its participle and relative clauses left out of the range."""
    last = sentence.rights[token]
    for child in sentence.children[token]:
        if child > token and sentence.relations[child] in ("acl", "relcl", "cc", "conj"):
            last = min(last, sentence.lefts[child])
    yield Argument(role, token, sentence.lefts[token], max(last, token + 1), rule)


def _inherit(arguments: tuple[Argument, ...], role: str, as_role: str, rule: str) -> list[Argument]:
    return [Argument(as_role, a.head, a.first, a.last, rule) for a in arguments if a.role == role]


def _controlled(
    sentence: Sentence, head: int, words: Predication, known: dict[int, tuple[Argument, ...]]
) -> list[Argument]:
    """The understood subject of an infinitive: the governor's object, unless the governor is a "promise"."""
    if sentence.lemmas[head] not in words.subject_control:
        objects = _inherit(known[head], "object", "subject", "object-control")
        objects = objects or _inherit(known[head], "indirect", "subject", "object-control")
        if not objects and sentence.lemmas[head] in words.prepositional_control:
            for preposition in _ADDRESSING:
                objects = objects or _inherit(known[head], preposition, "subject", "object-control")
        if objects:
            return objects
    return _inherit(known[head], "subject", "subject", "subject-control")


def _infinitive_of_noun(sentence: Sentence, noun: int, known: dict[int, tuple[Argument, ...]]) -> list[Argument]:
    """As in "its *promise* to withdraw": the noun's own actor, else the subject of the verb above the noun."""
    possessor = sentence.child(noun, "poss")
    if possessor is not None:
        return list(expand_single(sentence, "subject", possessor, "infinitive-of-noun"))
    own = _inherit(known.get(noun, ()), "subject", "subject", "infinitive-of-noun")
    if own:
        return own
    above = sentence.heads[noun]
    if above == noun:
        return list(expand_single(sentence, "subject", noun, "headline-infinitive"))
    if sentence.relations[above] == "prep":
        above = sentence.heads[above]  # "sent aid in a *bid* to calm Chad"
    return _inherit(known.get(above, ()), "subject", "subject", "infinitive-of-noun")


def _gerund_subject(sentence: Sentence, token: int, known: dict[int, tuple[Argument, ...]]) -> list[Argument]:
    """The understood subject of "against / of / from *doing*": the governor's object; of "by *doing*": its subject."""
    preposition = sentence.heads[token]
    head = sentence.heads[preposition]
    if head not in known and sentence.heads[head] in known:
        head = sentence.heads[head]
    above = known.get(head, ())
    if sentence.lemmas[preposition] in ("against", "of", "from", "for", "into"):
        objects = _inherit(above, "object", "subject", "gerund-object-control")
        if objects or sentence.lemmas[preposition] == "against":
            return objects
    return _inherit(above, "subject", "subject", "gerund-subject-control")


def _relative_gap(sentence: Sentence, token: int, found: list[Argument]) -> list[Argument]:
    """As in "the pact they *signed*": the noun is the object where the clause has a subject and no object."""
    if sentence.relations[token] != "relcl" or any(a.role == "object" for a in found):
        return []
    own_subject = any(a.role == "subject" and "relative" not in a.rule for a in found)
    has_adverb = any(sentence.tags[c] == "WRB" for c in sentence.children[token])
    has_other = any(
        a.role == "clause" or (a.role == "complement" and sentence.relations[a.head] != "oprd") for a in found
    )
    if not own_subject or has_adverb or has_other:
        return []
    return list(expand_single(sentence, "object", sentence.heads[token], "relative-gap"))


def _attached_to_object(sentence: Sentence, found: list[Argument]) -> list[Argument]:
    """Prepositions the parser hung on the object ("ship *ammunition* to Chad"), offered after the verb's own."""
    times = load_predication().time_nouns
    roles = {a.role for a in found if sentence.lemmas[a.head] not in times}
    extra: list[Argument] = []
    for item in [a for a in found if a.role == "object" and a.rule.startswith(("direct-object", "passive-subject"))]:
        hung = preposition_arguments(sentence, item.head, "attached-to-object")
        extra.extend(a for a in hung if a.role not in roles and a.role != "prep:of")
    return extra


def adjective_arguments(sentence: Sentence, token: int, known: dict[int, tuple[Argument, ...]]) -> tuple[Argument, ...]:
    """Arguments of a predicative adjective: the copula's subject, its own prepositions and clause."""
    found: list[Argument] = []
    head = sentence.heads[token]
    if sentence.relations[token] == "conj":
        head = sentence.heads[head]
    for child in sentence.children[head] if head != token else ():
        if sentence.relations[child] in ("nsubj", "nsubjpass"):
            found.extend(expand(sentence, "subject", child, "copula-subject"))
    if not found and head in known:
        found.extend(_inherit(known[head], "subject", "subject", "copula-subject"))
    found.extend(
        Argument("clause", child, sentence.lefts[child], sentence.rights[child], "clause")
        for child in sentence.dependents(token, "ccomp", "xcomp")
    )
    found.extend(preposition_arguments(sentence, token, "preposition"))
    return tuple(found)
