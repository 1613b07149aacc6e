"""Bare nouns that repeat a predicate of their report: "the *launch*", after "launched a missile"."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.knowledge.frames import Frame
from onrecord.scene import Scene

__all__ = ["echoed_frames"]


def echoed_frames(scene: Scene, framed: Mapping[int, Frame], refused: set[int]) -> dict[int, Frame]:
    """Frames for event nouns that fit none by themselves but share their lemma with a framed predicate.

    Propositions in ``refused`` fit a sense that is no event and stay out.
    """
    by_lemma: dict[str, Frame] = {}
    for index, frame in framed.items():
        by_lemma.setdefault(scene.propositions[index].lemma, frame)
    return {
        p.index: by_lemma[p.lemma]
        for p in scene.propositions
        if p.category == "noun" and p.index not in framed and p.index not in refused and p.lemma in by_lemma
    }
