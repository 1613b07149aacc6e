"""Sentences to propositions: predicates with their deep arguments, nesting, tense, voice and negation."""

from onrecord.propositions.extract import extract_propositions

__all__ = ["extract_propositions"]
