"""PLOVER contexts of an event, from cue lemmas among its arguments and its frame."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.frames import Frame, FrameLexicon
from onrecord.records import Proposition
from onrecord.scene import Scene

__all__ = ["find_contexts"]


def find_contexts(scene: Scene, proposition: Proposition, frame: Frame, lexicon: FrameLexicon) -> tuple[str, ...]:
    """Contexts in alphabetical order: the frame's own and those of cue words in the predicate and its arguments."""
    found = set(frame.contexts)
    for lemma in _lemmas(scene, proposition):
        found.update(lexicon.context_cues.get(lemma, ()))
    return tuple(sorted(found))


def _lemmas(scene: Scene, proposition: Proposition) -> Iterator[str]:
    sentence = scene.sentences[proposition.sentence]
    yield proposition.lemma
    for argument in proposition.arguments:
        if argument.role == "clause":
            continue
        for token in range(argument.first, min(argument.last, argument.first + 12)):
            yield sentence.lemmas[token]
            if token + 1 < argument.last:
                yield f"{sentence.lemmas[token]} {sentence.lemmas[token + 1]}"
