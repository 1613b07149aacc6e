"""Near copies: which reports are one text, so that a syndicated story does not count as its own confirmation.

A report's sketch is made once and kept; copies of a new report are looked for among those that share one of its
``keys`` only, so nothing is compared with everything.  Pure functions over text; nothing here reads a clock or a file
but the rules in ``knowledge/resolution/copies.toml``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rensa import RMinHash  # type: ignore[import-untyped]  # ships no types

from onrecord.knowledge.copy_rules import CopyRules, load_copy_rules
from onrecord.resolution.clusters import components, pairs_by_key

__all__ = ["CopyKind", "CopyVerdict", "Sketch", "copy_groups", "copy_relation", "find_copies", "sketch"]

CopyKind = Literal["identical", "near-copy", "excerpt", "agency-copy", "shared-quote"]

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”\u2019')\]]*\s+|\n+")
_QUOTE = re.compile(r"“([^”“]{20,1200})”|\"([^\"]{20,1200})\"|``([^`]{20,1200}?)''")
_BRACKETED = re.compile(r"[(\[]\s*+([^()\[\]]{2,40}?)\s*+[)\]]")
_DASHED = re.compile(r"^(?:[^\n]{0,60}[,/ ])?([\w -]{2,24}?)\s*(?:[-\u2013\u2014]{1,2}|:)\s", re.MULTILINE)
_CREDIT = re.compile(r"(?:^|\n)[^\S\n]*(?:source|by|from|credit)s?\s*[:/]?\s*([\w .,-]{2,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a report's body is kept to find its copies; all fields are scalars or tuples of them.

    ``body_hash`` is of the words alone, without case and punctuation; ``signature`` the MinHash values of its runs of
    words; ``keys`` what a table of candidates is looked up by (a prefix tells of which sort: ``body:``, ``band:``,
    ``line:``, ``quote:``); ``sentences`` and ``quotes`` hash its long sentences and long quotes; ``agency`` is the id
    of the news agency whose tag it carries.  ``version`` is of the rules: sketches of two versions do not compare.
    """

    version: int
    body_hash: str
    word_count: int
    signature: tuple[int, ...]
    keys: tuple[str, ...]
    sentences: tuple[str, ...]
    quotes: tuple[str, ...]
    agency: str | None


@dataclass(frozen=True, slots=True)
class CopyVerdict:
    """Two reports are one text, or share one: ``similarity`` is in [0, 1] and of the sort that ``basis`` names.

    All kinds but ``shared-quote`` make a copy; a shared quote makes the *quoted* words one utterance, no more.
    """

    kind: CopyKind
    basis: str
    similarity: float

    @property
    def is_copy(self) -> bool:
        """Whether the two reports count as one telling."""
        return self.kind != "shared-quote"


def sketch(text: str) -> Sketch:
    """The sketch of a report's body (the text after its header); the same text gives the same sketch anywhere."""
    rules = load_copy_rules()
    words = _words(text)
    body_hash = _hash(" ".join(words))
    signature = _signature(words, rules)
    sentences = _long_sentences(text, rules)
    quotes = _long_quotes(text, rules)
    keys = (
        f"body:{body_hash}",
        *_band_keys(signature, rules),
        *(f"line:{one}" for one in sorted(sentences)[: rules.sentence_keys]),
        *(f"quote:{one}" for one in quotes),
    )
    return Sketch(rules.version, body_hash, len(words), signature, keys, sentences, quotes, _agency(text, rules))


def copy_relation(one: Sketch, other: Sketch) -> CopyVerdict | None:
    """How two reports copy one another, the strongest sort first; ``None`` where they do not."""
    if one.version != other.version:
        return None
    if one.body_hash == other.body_hash:
        return CopyVerdict("identical", "the same words", 1.0)
    rules = load_copy_rules()
    alike = _similarity(one.signature, other.signature)
    if alike >= rules.near_copy:
        return CopyVerdict("near-copy", f"{alike:.0%} of runs of {rules.shingle_words} words shared", alike)
    common, share = _shared(one.sentences, other.sentences)
    if common >= rules.excerpt_sentences and share >= rules.excerpt:
        return CopyVerdict("excerpt", f"{common} long sentences shared", share)
    both = max(alike, share)
    if one.agency is not None and one.agency == other.agency and both >= rules.same_agency:
        return CopyVerdict("agency-copy", f"both by {one.agency}, wording shared", both)
    common, share = _shared(one.quotes, other.quotes)
    if common:
        return CopyVerdict("shared-quote", f"{common} quotes of {rules.quote_words} words or more shared", share)
    return None


def find_copies(
    new: Mapping[str, Sketch], there: Mapping[str, Sketch] = MappingProxyType({})
) -> dict[tuple[str, str], CopyVerdict]:
    """The copies among new reports and from them to those there, by id, each pair in the order of the ids.

    Only what shares a key is compared.
    """
    sketches = {**there, **new}
    pairs = pairs_by_key({report: sketch.keys for report, sketch in sketches.items()}, new)
    found = {(one, other): copy_relation(sketches[one], sketches[other]) for one, other in pairs}
    return {pair: verdict for pair, verdict in found.items() if verdict is not None}


def copy_groups(reports: Iterable[str], copies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The group of each report: the least id among all that copy one another, directly or through others.

    A report without copies is its own group; the answer does not depend on the order of either argument.
    """
    return components(reports, copies)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _signature(words: Sequence[str], rules: CopyRules) -> tuple[int, ...]:
    """MinHash values; a text shorter than one run is one run."""
    size = rules.shingle_words
    runs = {" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}
    minhash = RMinHash(num_perm=rules.permutations, seed=rules.seed)
    minhash.update(sorted(runs))
    return tuple(minhash.digest())


def _band_keys(signature: Sequence[int], rules: CopyRules) -> list[str]:
    rows = rules.band_rows
    return [
        f"band:{start // rows}:{_hash(' '.join(map(str, signature[start : start + rows])))}"
        for start in range(0, len(signature), rows)
    ]


def _long_sentences(text: str, rules: CopyRules) -> tuple[str, ...]:
    found = {
        _hash(" ".join(words))
        for part in _SENTENCE_END.split(text)
        if len(words := _words(part)) >= rules.sentence_words
    }
    return tuple(sorted(found))


def _long_quotes(text: str, rules: CopyRules) -> tuple[str, ...]:
    parts = (next(p for p in match.groups() if p is not None) for match in _QUOTE.finditer(text))
    return tuple(sorted({_hash(" ".join(w)) for part in parts if len(w := _words(part)) >= rules.quote_words}))


def _similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated share of common runs among all runs of both."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def _shared(one: Sequence[str], other: Sequence[str]) -> tuple[int, float]:
    """How many are common, and their share of the shorter list."""
    common = len(set(one) & set(other))
    return common, common / min(len(one), len(other)) if common else 0.0


def _agency(text: str, rules: CopyRules) -> str | None:
    """The agency that signs: "LONDON (*Reuters*) -", "By Jane Roe, *Associated Press*", "Source: *Xinhua*"."""
    head, tail = text[: rules.head_characters], text[-rules.tail_characters :]
    for part in (head, tail):
        for match in _BRACKETED.finditer(part):
            for piece in re.split(r"[/;,]", match.group(1)):
                if found := rules.tags.get(piece.strip()) or rules.names.get(piece.strip().lower()):
                    return found
    for match in _DASHED.finditer(head):
        if found := rules.tags.get(match.group(1).strip()):
            return found
    return _credited(head, rules) or _credited(tail, rules)


def _credited(part: str, rules: CopyRules) -> str | None:
    for match in _CREDIT.finditer(part):
        words = match.group(1).strip(" .").lower()
        tag = match.group(1).strip(" .,")
        if tag in rules.tags:
            return rules.tags[tag]
        if found := next((agency for name, agency in sorted(rules.names.items()) if name in words), None):
            return found
    return None
