"""Known names in a spelling of the report's own: "Sergej Lawrow", "Mark A. Milley", "V. Putin"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from onrecord.knowledge.actor_names import NameEntry, fold
from onrecord.knowledge.actor_spellings import find_spellings
from onrecord.mentions.actors_choose import Setting, choose, is_at_home
from onrecord.mentions.actors_scan import NameHit
from onrecord.mentions.actors_tokens import Known, Line, agent_phrase, head_of
from onrecord.records import Report

__all__ = ["add_spellings"]

_LONGEST = 6
_FEWEST_WORDS = 2
_LINKS = frozenset({"-", "bin", "al", "el", "ul", "ibn", "abu", "de", "da", "van", "von", "'", "of"})
_SHORT = 12


def _is_initial(word: str) -> bool:
    """Whether a word is one initial or two: "V.", "V.V."; not "Mr."."""
    return word.endswith(".") and all(len(part) == 1 and part.isupper() for part in word[:-1].split("."))


def _is_name_part(line: Line, token: int) -> bool:
    s = line.sentence
    if line.owner[token] >= 0 or not s.words[token][0].isalpha():
        return False
    is_tail = token > 1 and line.lower[token - 1] == "-" and s.words[token][0].isupper()
    return s.poses[token] == "PROPN" or is_tail or _is_initial(s.words[token])


def _runs(line: Line, taken: Container[int]) -> Iterator[tuple[int, int]]:
    """Stretches of two name words or more that no known name has, small joints inside them included."""
    token, size = 0, len(line.sentence)
    while token < size:
        if token in taken or not _is_name_part(line, token):
            token += 1
            continue
        last = token + 1
        while last < size and last not in taken and (_is_name_part(line, last) or _is_joint(line, last)):
            last += 1
        while last > token and line.lower[last - 1] in _LINKS:
            last -= 1
        if last - token >= _FEWEST_WORDS:
            yield token, last
        token = max(last, token) + 1


def _is_joint(line: Line, token: int) -> bool:
    return line.lower[token] in _LINKS and token + 1 < len(line.sentence) and _is_name_part(line, token + 1)


def _starts(line: Line, first: int, last: int) -> Iterator[int]:
    """Where a name may start within a run: at its first word, and behind titles and the words before them."""
    yield first
    for token in range(first, last - _FEWEST_WORDS):
        if line.lower[token] in line.names.grammar.courtesies or agent_phrase(line, token) is not None:
            yield token + 1


def _by_initials(line: Line, setting: Setting, text: str) -> tuple[NameEntry, ...]:
    """The one person in a report's reach whom initials and a surname mean: "V.V. Putin"."""
    *given, surname = text.split()
    if not given or not all(_is_initial(word) for word in given):
        return ()
    holders = [line.names.persons[key] for key in line.names.surnames.get(fold(surname), ())]
    meant = [p for p in holders if fold(p.name)[0] == given[0][0] and (p.is_prominent or is_at_home(p, setting))]
    return (NameEntry(meant[0].slug, meant[0].name, "person", source="leaders.csv"),) if len(meant) == 1 else ()


def _hit(report: Report, line: Line, setting: Setting, first: int, last: int) -> NameHit | None:
    s = line.sentence
    start, end = s.starts[first], s.ends[last - 1]
    text = report.text[start:end]
    found = find_spellings(text)
    if (
        found is not None
        and not found.is_exact
        and len(text) < _SHORT
        and not _is_near(line, setting, found.entries[0])
    ):
        return None
    entries = found.entries if found is not None else _by_initials(line, setting, text)
    return NameHit(start, end, s.index, first, last, text, entries) if entries else None


def _is_near(line: Line, setting: Setting, entry: NameEntry) -> bool:
    """Whether a short name spelt another way may be meant: a head of state, or somebody of a state in the report."""
    person = line.names.persons.get(entry.id)
    return person is None or person.is_prominent or is_at_home(person, setting)


def add_spellings(report: Report, line: Line, setting: Setting, taken: Container[int]) -> None:
    """Lay the known names a sentence spells in another way over its tokens; ``taken`` are the tokens of names."""
    for first, last in _runs(line, taken):
        for start in _starts(line, first, last):
            if not _FEWEST_WORDS <= last - start <= _LONGEST:
                continue
            hit = _hit(report, line, setting, start, last)
            referent = choose(hit, setting) if hit is not None else None
            if hit is None or referent is None:
                continue
            line.owner[start:last] = [len(line.known)] * (last - start)
            line.known.append(Known(hit, referent, start, last, head_of(line.sentence, start, last)))
            break
