"""What refers back: pronouns, "the group", "the two countries", "we" in a quotation, linked to the actors they mean.

Left to right, one sentence at a time; every candidate keeps its score and the best one must lead by a margin,
else the mention stays open (``UNK``).  First persons come last, when all speakers are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.knowledge.coreference_words import load_coreference_words
from onrecord.mentions.coreference_definites import is_open, owned, resolve_one
from onrecord.mentions.coreference_memory import Entity, Memory, Occurrence
from onrecord.mentions.coreference_phrases import Phrase, read_phrase
from onrecord.mentions.coreference_pronouns import Choice, Pronoun, choose, is_empty_it, rank, read_pronoun, score
from onrecord.mentions.coreference_quotes import find_quotes
from onrecord.mentions.coreference_sets import coordination, joined_pairs, resolve_order, resolve_several
from onrecord.mentions.coreference_speakers import resolve_first_persons
from onrecord.mentions.coreference_syntax import clause_of, relative_head, role_of
from onrecord.mentions.coreference_work import Work, add_mention, link_mention, note_mention, open_mention
from onrecord.records import ActorMention, Report, Sentence

__all__ = ["resolve_coreference"]

_THING_RELATIONS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})


def _cataphor(work: Work, pronoun: Pronoun) -> Occurrence | None:
    """The subject that follows a fronted phrase: "In *his* speech, *Bush* said"."""
    s, token = pronoun.sentence, pronoun.token
    if pronoun.quote >= 0:
        return None
    for verb in pronoun.verbs:
        if verb == pronoun.clause and not pronoun.is_possessive:
            continue
        subject = s.child(verb, "nsubj", "nsubjpass")
        position = work.by_head.get((s.index, subject)) if subject is not None and subject > token else None
        if position is not None:
            fresh = Memory(work.words, work.memory.entities)
            found = fresh.meet(work.mentions[position], position, s, work.quotes.of.get((s.index, subject or 0), -1))
            found.entity.count -= 1  # it will be counted where it stands
            return found
    return None


def _least(work: Work, pronoun: Pronoun) -> float:
    is_thing = pronoun.kind in ("thing", "plural") and not pronoun.is_reflexive
    return work.words.weights.least[pronoun.slot] if is_thing else -9.0


def _pronoun(work: Work, sentence: Sentence, token: int, kind: str) -> None:
    if kind == "thing" and is_empty_it(sentence, token, work.words):
        return
    told = _told(work, sentence, token)
    if told is not None:
        target = work.memory.meet(work.mentions[told], told, sentence, -1)
        link_mention(work, sentence, (token, token, token + 1), "pronoun", "told-in-brackets", target)
        return
    if kind == "plural":
        _join(work, sentence)
    pronoun = read_pronoun(sentence, token, kind, work.quotes, work.words)
    ranked = rank(pronoun, work.memory, work.quotes)
    ahead = _cataphor(work, pronoun)
    if ahead is not None:
        ranked = _with_cataphor(ranked, ahead, pronoun, work)
    choice: Choice = choose(ranked, work.words.weights.margin, _least(work, pronoun))
    if choice.occurrence is None:
        if kind == "thing" and ranked and ranked[0][1].mention < 0:
            _stay_with(work, pronoun, ranked[0][1])
        return
    place = (token, token, token + 1)
    rule = f"{kind}-pronoun"
    if choice.is_close:
        open_mention(work, sentence, place, "pronoun", rule, choice.candidates)
    else:
        if kind in ("male", "female"):
            choice.occurrence.entity.gender = kind[0]
        link_mention(work, sentence, place, "pronoun", rule, choice.occurrence, choice.candidates)


def _stay_with(work: Work, pronoun: Pronoun, thing: Occurrence) -> None:
    """Note that a thing is still spoken of: "The *blast* hit the port.  *It* came at dawn.  It killed twelve"."""
    here = Occurrence(
        thing.entity, (), (), pronoun.sentence.index, pronoun.token, pronoun.role, pronoun.clause, -1, thing.lemma
    )
    work.memory.add(here, pronoun.sentence)


def _with_cataphor(
    ranked: list[tuple[float, Occurrence]], ahead: Occurrence, pronoun: Pronoun, work: Work
) -> list[tuple[float, Occurrence]]:
    value = score(pronoun, ahead, work.quotes, work.words)
    if value is None:
        return ranked
    value += work.words.weights.penalty["still_to_come"]
    same = [pair for pair in ranked if pair[1].ids != ahead.ids]
    return sorted([*same, (value, ahead)], key=lambda pair: -pair[0])


def _just_before(work: Work, sentence: Sentence, token: int) -> Occurrence | None:
    """The actor that ends right before a relative pronoun: "a treaty with *Chad*, which lost the war"."""
    before = token - 1
    if before >= 0 and sentence.words[before] == ",":
        before -= 1
    return work.met.get(before) if before >= 0 and sentence.poses[before] == "PROPN" else None


def _coordinated(work: Work, sentence: Sentence, token: int, last: Occurrence) -> Occurrence:
    """All members where the relative clause has a plural verb, else the last: "A and *B*, which was"."""
    verb = sentence.heads[token]
    finite = next(
        (t for t in (*sentence.dependents(verb, "aux", "auxpass"), verb) if sentence.tags[t][:2] == "VB"), verb
    )
    is_plural = sentence.words[finite].lower() in ("are", "were", "have") or sentence.tags[finite] == "VBP"
    return (coordination(sentence, last.token, work.met) or last) if is_plural else last


def _told(work: Work, sentence: Sentence, token: int) -> int | None:
    """The mention that an editor put in brackets after a pronoun: "They [*Isis*] have hostages"."""
    if token + 2 >= len(sentence) or sentence.words[token + 1] not in ("[", "(", "-LSB-", "-LRB-"):
        return None
    inside = range(token + 2, min(token + 7, len(sentence)))
    return next((work.by_head[sentence.index, t] for t in inside if (sentence.index, t) in work.by_head), None)


def _relative(work: Work, sentence: Sentence, token: int) -> None:
    if sentence.tags[token] not in ("WP", "WDT", "WP$"):
        return
    head = relative_head(sentence, token)
    target = work.met.get(head) if head is not None else None
    before = _just_before(work, sentence, token)
    if target is None:
        target = before
    elif before is not None and sentence.relations[before.token] == "conj":
        target = _coordinated(work, sentence, token, before)
    if target is None or target.entity.sort == "thing":
        return
    link_mention(work, sentence, (token, token, token + 1), "pronoun", "relative-pronoun", target)


def _phrase(work: Work, sentence: Sentence, phrase: Phrase) -> None:
    place = (phrase.head, phrase.first, phrase.last)
    if phrase.form == "order":
        target = resolve_order(phrase, work.memory, sentence.index)
        if target is not None:
            link_mention(work, sentence, place, "definite", "former-latter", target)
        return
    if phrase.form == "several":
        _several(work, sentence, phrase)
        return
    found = resolve_one(work, sentence, phrase)
    if found is None:
        return
    if found.target is None:
        open_mention(work, sentence, place, found.kind, found.rule, found.candidates)
    else:
        link_mention(work, sentence, place, found.kind, found.rule, found.target, found.candidates)


def _own_subject(work: Work, sentence: Sentence, head: int) -> frozenset[str]:
    """The ids of the subject of a phrase's own verb, unless the phrase is that subject."""
    subject = sentence.child(clause_of(sentence, head), "nsubj", "nsubjpass")
    found = work.met.get(subject) if subject is not None and subject != head else None
    return frozenset(found.ids) if found is not None and found.entity.is_plural else frozenset()


def _several(work: Work, sentence: Sentence, phrase: Phrase) -> None:
    _join(work, sentence)
    found = resolve_several(phrase, work.memory, sentence.index, barred=_own_subject(work, sentence, phrase.head))
    if found is None:
        return
    place = (phrase.head, phrase.first, phrase.last)
    if found.is_close:
        open_mention(work, sentence, place, "definite", "several-actors", found.candidates)
        return
    position = add_mention(
        work, sentence, place, kind="definite", rule="several-actors", ids=found.ids, names=found.names, plural=True,
        antecedent=found.mention if found.mention >= 0 else None, candidates=found.candidates,
    )  # fmt: skip
    note_mention(work, sentence, position, Entity("set", "", is_plural=True), phrase.head)
    if phrase.head in work.met:
        work.met[phrase.head].is_of_persons = found.is_of_persons


def _thing(work: Work, sentence: Sentence, token: int) -> None:
    """A noun that is no actor, so that "it" need not mean an actor."""
    lemma = sentence.lemmas[token]
    if sentence.relations[token] not in _THING_RELATIONS or lemma in work.words.never_meant:
        return
    is_plural = sentence.tags[token] in ("NNS", "NNPS")
    entity = Entity("thing", "", is_plural)
    if is_plural and lemma in work.words.private:
        entity = Entity("people", "", is_plural)
    elif lemma in work.words.female_words or lemma in work.words.male_words:
        entity = Entity("person", "f" if lemma in work.words.female_words else "m", is_plural)
    role, clause = role_of(sentence, token), clause_of(sentence, token)
    work.memory.add(Occurrence(entity, (), (), sentence.index, token, role, clause, -1, lemma), sentence)


def _take_place(work: Work, sentence: Sentence, token: int, position: int) -> None:
    """Put the mention made last where an open one of the same head stood."""
    old, new = work.mentions[position], work.mentions.pop()
    work.mentions[position] = replace(new, first=old.first, last=old.last, start=old.start, end=old.end, text=old.text)
    work.by_head[sentence.index, token] = position
    if token in work.met:
        work.met[token].mention = position


def _surname(work: Work, mention: ActorMention) -> ActorMention:
    """A name that find_actors did not know, but whose bearer the report has met: "*Shen* reiterated"."""
    if mention.rule != "unknown-person" or " " in mention.names[0]:
        return mention
    met = work.surnames.get(mention.names[0].lower())
    if met is None:
        return mention
    source = work.mentions[met]
    return replace(mention, ids=source.ids, names=source.names, kind="alias", rule="surname-met", antecedent=met)


def _remember_name(work: Work, position: int) -> None:
    mention = work.mentions[position]
    parts = mention.names[0].split() if mention.names else []
    if len(parts) > 1 and len(mention.ids) == 1 and not any(p.lower() in work.words.nouns for p in parts):
        for part in (parts[0], parts[-1]):
            work.surnames[part.lower()] = position


def _bare_name(work: Work, sentence: Sentence, token: int) -> bool:
    """Add the mention of a surname alone that stands outside all mentions; gives whether it did."""
    met = work.surnames.get(sentence.words[token].lower())
    if met is None or sentence.relations[token] in ("compound", "flat", "nmod"):
        return False
    if any(m.first <= token < m.last for m in work.here):
        return False
    source = work.mentions[met]
    entity = work.memory.entities.get(("person", *source.names)) or Entity("person", "", is_plural=False)
    occurrence = Occurrence(
        entity,
        source.ids,
        source.names,
        sentence.index,
        token,
        role_of(sentence, token),
        clause_of(sentence, token),
        met,
    )
    link_mention(work, sentence, (token, token, token + 1), "alias", "surname-met", occurrence)
    return True


def _known(work: Work, sentence: Sentence, token: int, position: int) -> None:
    """A mention that find_actors made: kept, or given its owner where it was left open ("*its* forces")."""
    mention = work.mentions[position] = _surname(work, work.mentions[position])
    phrase = read_phrase(sentence, token, work.words) if mention.kind in ("definite", "role") else None
    counts = phrase is not None and phrase.form == "several" and phrase.number is not None
    if is_open(mention, sentence) or (counts and mention.kind == "definite"):
        better = owned(mention, sentence, work)
        if better is not None:
            mention = work.mentions[position] = better
        else:
            phrase = phrase or read_phrase(sentence, token, work.words)
            if phrase is not None and phrase.form != "order":
                made = len(work.mentions)
                _phrase(work, sentence, phrase)
                if len(work.mentions) > made:
                    _take_place(work, sentence, token, position)
                    return
    quote = work.quotes.of.get((sentence.index, token), -1)
    is_nested = any(m.head != token and m.first <= token < m.last for m in work.here)
    occurrence = work.met[token] = work.memory.meet(mention, position, sentence, quote, is_nested=is_nested)
    if sentence.relations[token] == "appos":
        work.memory.unite(work.met.get(sentence.heads[token]), occurrence)
    if work.met[token].entity.sort == "person":
        _remember_name(work, position)


def _join(work: Work, sentence: Sentence) -> None:
    """Note the pairs that verbs have joined so far in the sentence, each once."""
    known = {(o.token, o.ids) for o in work.memory.places.get(sentence.index, ()) if o.is_joined}
    for made in joined_pairs(sentence, work.met, *work.words.joining):
        if (made.token, made.ids) not in known:
            work.memory.add(made, sentence)


def _sentence(work: Work, sentence: Sentence) -> None:
    words = work.words
    work.met = {}
    work.here = [work.mentions[i] for i in work.by_sentence.get(sentence.index, ())]
    for token, word in enumerate(sentence.words):
        position = work.by_head.get((sentence.index, token))
        if position is not None:
            _known(work, sentence, token, position)
            made = coordination(sentence, token, work.met)
            if made is not None:
                work.memory.add(made, sentence)
            continue
        lower = word.lower()
        kind = words.pronouns.get(lower)
        if kind is None:
            phrase = read_phrase(sentence, token, words)
            if phrase is not None:
                _phrase(work, sentence, phrase)
            elif word[0].isupper() and _bare_name(work, sentence, token):
                continue
            elif sentence.poses[token] == "NOUN":
                _thing(work, sentence, token)
        elif kind == "relative":
            _relative(work, sentence, token)
        elif not kind.startswith("first"):
            _pronoun(work, sentence, token, kind)
    _join(work, sentence)


def _in_order(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """Text order, outer before inner; antecedents follow their mentions to the new positions."""
    listed = list(mentions)
    order = sorted(range(len(listed)), key=lambda i: (listed[i].start, -listed[i].end, listed[i].head))
    place = {old: new for new, old in enumerate(order)}
    return tuple(_moved(listed[i], place) for i in order)


def _moved(mention: ActorMention, place: dict[int, int]) -> ActorMention:
    return mention if mention.antecedent is None else replace(mention, antecedent=place[mention.antecedent])


def resolve_coreference(
    report: Report, sentences: Sequence[Sentence], mentions: tuple[ActorMention, ...]
) -> tuple[ActorMention, ...]:
    """The mentions with those that refer back added, in text order; ``antecedent`` counts the returned tuple."""
    words = load_coreference_words()
    work = Work(
        report, words, find_quotes(report, sentences, words), Memory(words), list(mentions),
        {(m.sentence, m.head): i for i, m in reversed(list(enumerate(mentions)))},
    )  # fmt: skip
    for position, mention in enumerate(mentions):
        work.by_sentence.setdefault(mention.sentence, []).append(position)
    work.quotes.names = {
        quote: mentions[work.by_head[place]].names
        for quote, place in work.quotes.speakers.items()
        if place in work.by_head
    }
    for sentence in sentences:
        _sentence(work, sentence)
    resolve_first_persons(work, sentences)
    return _in_order(work.mentions)
