"""The model's first layer, computed once a word: what it makes of a word does not depend on the words around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["remember_words"]

Vectors = NDArray[np.float32]
WordKey = tuple[int, ...]
_MOST_WORDS = 40_000  # 15 MB of vectors; a crawl in many tongues must not grow without end


def remember_words(nlp: Language) -> None:
    """Puts a memory in front of the layer that turns words into vectors; the vectors stay the same to the last bit."""
    from thinc.api import Model  # noqa: PLC0415  -- loaded with the model

    component: Any = nlp.get_pipe("tok2vec")
    whole = component.model
    memory = _WordVectors(whole.layers[0])

    def forward(_: object, docs: Sequence[Doc], *, is_train: bool) -> tuple[list[Vectors], Callable[[Any], Any]]:
        if is_train:
            raise NotImplementedError("remembered word vectors are for reading only; load the model anew to train it")
        return memory.of(docs), lambda _: []

    whole.layers[0] = Model("remembered_words", forward)


class _WordVectors:
    """One row for every word met: its text, its norm (a contraction's part has one of its own), a space after it."""

    def __init__(self, embed: Any) -> None:
        from spacy import attrs  # noqa: PLC0415

        features, _, *self._layers, _ = embed.layers
        self._features: list[int | str] = list(features.attrs["columns"])
        self._key: list[int | str] = [attrs.ORTH, attrs.NORM, attrs.SPACY]
        self._rows: dict[WordKey, int] = {}
        self._table: Vectors = np.zeros((0, 0), dtype=np.float32)

    def of(self, docs: Sequence[Doc]) -> list[Vectors]:
        """A matrix of (tokens, width) for each text."""
        keys = [key for doc in docs for key in map(tuple, doc.to_array(self._key).tolist())]
        if len(self._rows) > _MOST_WORDS:
            self._rows.clear()
        missing = {key: place for place, key in enumerate(keys) if key not in self._rows}
        if missing:
            self._learn(docs, missing)
        vectors = self._table[[self._rows[key] for key in keys]]
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        return [np.ascontiguousarray(part) for part in np.split(vectors, ends)]

    def _learn(self, docs: Sequence[Doc], missing: dict[WordKey, int]) -> None:
        from thinc.api import Ragged  # noqa: PLC0415

        features: Any = np.concatenate([doc.to_array(self._features) for doc in docs])[list(missing.values())]
        lengths: Any = np.array([len(features)], dtype="i")
        made = Ragged(features, lengths)
        for layer in self._layers:
            made = layer.predict(made)
        first, last = len(self._rows), len(self._rows) + len(missing)
        vectors: Vectors = np.asarray(made.data)
        if last > len(self._table):
            grown = np.zeros((2 * last, vectors.shape[1]), dtype=np.float32)
            grown[:first] = self._table[:first] if first else 0
            self._table = grown
        self._table[first:last] = vectors
        self._rows.update({key: first + place for place, key in enumerate(missing)})
