"""The model's first layer, computed once a word: what it makes of a word does not depend on the words around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.parsing.context import Context

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["remember_words"]

Vectors = NDArray[np.float32]
WordKey = tuple[int, ...]
_MOST_WORDS = 40_000  # 15 MB of vectors; a crawl in many tongues must not grow without end


def remember_words(nlp: Language) -> None:
    """Has words turned into vectors once, and their context by a shorter way; the same vectors to the last bit."""
    from thinc.api import Model  # noqa: PLC0415  -- loaded with the model

    component: Any = nlp.get_pipe("tok2vec")
    whole = component.model
    embed, layers = whole.layers
    memory, context = _WordVectors(embed), Context(layers)

    def forward(_: object, docs: Sequence[Doc], *, is_train: bool) -> tuple[list[Vectors], Callable[[Any], Any]]:
        if is_train:
            raise NotImplementedError("remembered word vectors are for reading only; load the model anew to train it")
        rows = context.of(memory.of(docs, context.padding))
        starts = accumulate((len(doc) + context.padding for doc in docs), initial=context.padding)
        return [rows[start : start + len(doc)] for start, doc in zip(starts, docs, strict=False)], lambda _: []

    whole.layers[:] = [Model("remembered_words", forward)]


class _WordVectors:
    """One row for every word met: its text, its norm (a contraction's part has one of its own), a space after it."""

    def __init__(self, embed: Any) -> None:
        from spacy import attrs  # noqa: PLC0415

        features, _, *self._layers, _ = embed.layers
        self._features: list[int | str] = list(features.attrs["columns"])
        self._key: list[int | str] = [attrs.ORTH, attrs.NORM, attrs.SPACY]
        self._rows: dict[WordKey, int] = {}
        self._table: Vectors = np.zeros((1, 0), dtype=np.float32)  # the first row is of no word and stays empty

    def of(self, docs: Sequence[Doc], padding: int) -> Vectors:
        """A row for every token, with empty rows between texts and at both ends."""
        keys = [key for doc in docs for key in map(tuple, doc.to_array(self._key).tolist())]
        if len(self._rows) > _MOST_WORDS:
            self._rows.clear()
        missing = {key: place for place, key in enumerate(keys) if key not in self._rows}
        if missing:
            self._learn(docs, missing)
        known = iter([self._rows[key] for key in keys])
        rows = [0] * padding
        for doc in docs:
            rows.extend(islice(known, len(doc)))
            rows.extend([0] * padding)
        return self._table[rows]

    def _learn(self, docs: Sequence[Doc], missing: dict[WordKey, int]) -> None:
        from thinc.api import Ragged  # noqa: PLC0415

        features: Any = np.concatenate([doc.to_array(self._features) for doc in docs])[list(missing.values())]
        lengths: Any = np.array([len(features)], dtype="i")
        made = Ragged(features, lengths)
        for layer in self._layers:
            made = layer.predict(made)
        first, last = len(self._rows) + 1, len(self._rows) + 1 + len(missing)
        vectors: Vectors = np.asarray(made.data)
        if last > len(self._table):
            grown = np.zeros((2 * last, vectors.shape[1]), dtype=np.float32)
            if first > 1:
                grown[:first] = self._table[:first]
            self._table = grown
        self._table[first:last] = vectors
        self._rows.update({key: first + place for place, key in enumerate(missing)})
