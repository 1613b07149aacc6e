"""The model's layers of context, computed for reading only: the vectors stay the same to the last bit.

Each layer looks at a word and its two neighbours, takes the largest of three products and adds what it found to the
word.  thinc does the same and keeps what training would need; here the three products stand in blocks, so that the
largest are found a register at a time, and every further step is done in place.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Context"]

Vectors = NDArray[np.float32]
_ROWS = 1024  # tokens at once: more leave the processor's cache
_SMALLEST = np.float32(1e-8)  # added to each variance, as in thinc


class _Layer(NamedTuple):
    weights: Vectors  # (pieces * width, 3 * width): all first pieces, then all second, then all third
    bias: Vectors  # (pieces * width,)
    scale: Vectors  # (width,)
    shift: Vectors  # (width,)


class Context:
    """The layers of one model: expand_window, maxout and layernorm, each added to what went in."""

    def __init__(self, layers: Any) -> None:
        self.padding: int = layers.attrs["pad"]  # empty rows between texts, so that none sees into another
        self._ops = layers.ops
        self._layers = [_read(residual.layers[0]) for residual in layers.layers[0].layers]

    def of(self, vectors: Vectors) -> Vectors:
        """Vectors of words, texts apart by ``padding`` empty rows, before the first and after the last too."""
        for layer in self._layers:
            vectors = vectors + self._found(vectors, layer)
        return vectors

    def _found(self, vectors: Vectors, layer: _Layer) -> Vectors:
        rows, width = vectors.shape
        framed = np.zeros((rows + 2, width), dtype=np.float32)
        framed[1:-1] = vectors
        found = np.empty_like(vectors)
        for first in range(0, rows, _ROWS):
            last = min(first + _ROWS, rows)
            window = np.hstack([framed[first + step : last + step] for step in range(3)])
            products = self._ops.gemm(window, layer.weights, trans2=True)
            products += layer.bias
            pieces = np.split(products, products.shape[1] // width, axis=1)
            largest = np.maximum.reduce(pieces, out=found[first:last])
            _normalise(largest, layer)
        return found


def _normalise(rows: Vectors, layer: _Layer) -> None:
    """Layer normalisation in place, in the order in which NumPy's mean and variance go about it."""
    width = np.float32(rows.shape[1])
    rows -= np.add.reduce(rows, axis=1, keepdims=True) / width
    variance = np.add.reduce(rows * rows, axis=1, keepdims=True) / width + _SMALLEST
    rows *= variance ** (-1.0 / 2.0)
    rows *= layer.scale
    rows += layer.shift


def _read(stack: Any) -> _Layer:
    maxout, layernorm = stack.layers[1].layers[0].layers
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    width, pieces, inputs = weights.shape
    return _Layer(
        np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(pieces * width, inputs),
        np.ascontiguousarray(bias.T).reshape(pieces * width),
        layernorm.get_param("G"),
        layernorm.get_param("b"),
    )
