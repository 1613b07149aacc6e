"""Part of speech and lemma of each token: the model's attribute ruler and lemmatizer, asked once for a kind of token.

Both look at one token at a time, but for a few rules over two ("*let* 's"): a token that could begin one of those is
asked about together with the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from onrecord.knowledge.files import read_toml

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["COMPONENTS", "Form", "Forms"]

COMPONENTS = ("attribute_ruler", "lemmatizer")
_MOST_FORMS = 100_000
_ANY_WORD = "x"

Key = tuple[int, ...]
Pattern = dict[str, Any]


class Form(NamedTuple):
    """What a token of one text, tag and relation is: the names of its tag, part of speech and relation, its lemma."""

    tag: str
    pos: str
    relation: str
    lemma: str


class Forms:
    """Looks up the forms of a parsed text; the lemma is in lower case, mended where the model is known to err."""

    def __init__(self, nlp: Language) -> None:
        from spacy import attrs  # noqa: PLC0415  -- loaded with the model

        self._vocab = nlp.vocab
        components: list[Any] = [nlp.get_pipe(name) for name in COMPONENTS]
        self._ruler, self._lemmatizer = components
        _index_as_sets(self._lemmatizer)
        self._fixes: dict[str, str] = read_toml("parsing/lemmas.toml")["verbs"]
        self._columns = [attrs.ORTH, attrs.TAG, attrs.DEP]
        patterns = [pattern for entry in self._ruler.patterns for pattern in entry["patterns"]]
        self._words, self._relations = (
            frozenset(_named([p[0] for p in patterns if len(p) == 1], name)) for name in ("LOWER", "DEP")
        )
        self._openings = [pattern[0] for pattern in patterns if len(pattern) > 1]
        self._forms: dict[Key, Form | None] = {}
        self._runs: dict[tuple[Key, ...], list[Form]] = {}
        self._ruled: dict[tuple[str, str, str], tuple[str, str, str]] = {}

    def of(self, doc: Doc) -> list[Form]:
        """The form of every token, spaces among them."""
        keys: list[Key] = list(map(tuple, doc.to_array(self._columns).tolist()))
        if len(self._forms) + len(self._runs) > _MOST_FORMS:
            self._forms.clear()
            self._runs.clear()
        known = self._forms
        missing = {key: place for place, key in enumerate(keys) if key not in known}
        if missing:
            self._ask(missing.keys(), [doc[place] for place in missing.values()])
        forms = [known[key] for key in keys]
        if None in forms:
            self._fill(forms, keys, doc)
        return cast("list[Form]", forms)

    def _fill(self, forms: list[Form | None], keys: list[Key], doc: Doc) -> None:
        """Asks about each run of tokens that may begin a rule over two, together with the token after it."""
        for first in range(len(forms)):
            if forms[first] is None:
                last = next((i for i in range(first, len(forms)) if forms[i] is not None), len(forms) - 1)
                run = tuple(keys[first : last + 1])
                if run not in self._runs:
                    self._runs[run] = self._read(doc[first : last + 1])
                forms[first : last + 1] = self._runs[run]

    def _read(self, tokens: Iterable[Token]) -> list[Form]:
        """The forms of these tokens as the two components give them in a text of nothing else."""
        doc = self._ruled_text([(t.text, t.tag_, t.dep_) for t in tokens])
        return [self._form(token, token.pos_, token.lemma_) for token in self._lemmatizer(doc)]

    def _ruled_text(self, tokens: Sequence[tuple[str, str, str]]) -> Doc:
        """A text of these words, with tags and relations, that the ruler has seen; their heads are nothing to it."""
        from spacy.tokens import Doc  # noqa: PLC0415  -- loaded with the model

        words, tags, relations = ([token[column] for token in tokens] for column in range(3))
        ruled: Doc = self._ruler(Doc(self._vocab, words, tags=tags, deps=relations, heads=[0] * len(words)))
        return ruled

    def _ask(self, keys: Iterable[Key], tokens: list[Token]) -> None:
        """Learns the form of each token; of one that may open a rule over two it learns that it has none of its own."""
        ruled = [self._rule(token) for token in tokens]
        words, poses, morphs = [t.text for t in tokens], [r[0] for r in ruled], [r[1] for r in ruled]
        lemmas = [t.lemma_ for t in self._lemmatizer(type(tokens[0].doc)(self._vocab, words, pos=poses, morphs=morphs))]
        for key, token, (pos, _, lemma), lemmatized in zip(keys, tokens, ruled, lemmas, strict=True):
            is_opening = any(_may_match(opening, token) for opening in self._openings)
            self._forms[key] = None if is_opening else self._form(token, pos, lemma or lemmatized)

    def _rule(self, token: Token) -> tuple[str, str, str]:
        """Part of speech, morphology and lemma (empty where it gives none) of the ruler, which knows few words."""
        word = token.lower_ if token.lower_ in self._words or token.is_space else _ANY_WORD
        key = (word, token.tag_, token.dep_ if token.dep_ in self._relations else "dep")
        if key not in self._ruled:
            alone = self._ruled_text([key])[0]
            self._ruled[key] = (alone.pos_, str(alone.morph), alone.lemma_)
        return self._ruled[key]

    def _form(self, token: Token, pos: str, lemma: str) -> Form:
        lemma = lemma.lower()
        if token.tag_.startswith("VB"):
            lemma = self._fixes.get(token.lower_, lemma)
        return Form(token.tag_, pos, token.dep_, lemma)


def _index_as_sets(lemmatizer: Any) -> None:
    """The model ships the words it knows as lists, which the lemmatizer walks for each form it tries."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for pos in list(index):
        index[pos] = frozenset(index[pos])


def _named(patterns: Iterable[Pattern], attribute: str) -> Iterator[str]:
    """Every value that the patterns name for the attribute, wanted or not."""
    for pattern in patterns:
        test = pattern.get(attribute, ())
        if isinstance(test, str):
            yield test
        elif isinstance(test, dict):
            for values in test.values():
                yield from values


def _may_match(pattern: Pattern, token: Token) -> bool:
    """Whether a pattern's words and relations fit; what it says of other attributes is not looked at."""
    return _fits(pattern.get("LOWER"), token.lower_) and _fits(pattern.get("DEP"), token.dep_)


def _fits(test: str | dict[str, Any] | None, written: str) -> bool:
    if isinstance(test, str):
        return test == written
    if test is None:
        return True
    if "REGEX" in test:
        return re.search(test["REGEX"], written) is not None
    return written in test["IN"] if "IN" in test else True
