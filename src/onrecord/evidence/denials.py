"""Denials that do not repeat what they deny: "Iran *rejected the allegation*"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.evidence.claims import Claim
from onrecord.knowledge.evidence_words import SourceTable
from onrecord.records import Sentence

__all__ = ["find_denials"]


def find_denials(
    claims: Sequence[Claim], sentences: Sequence[Sentence], table: SourceTable
) -> Mapping[int, list[Claim]]:
    """The denials of each claim by its index: each denies the last claim on another's word with the denier as actor."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for position, denial in enumerate(claims):
        if not _denies_a_telling(denial, sentences, table):
            continue
        for claim in reversed(claims[:position]):
            if denial.proposition.sentence - claim.proposition.sentence > table.denial_sentences:
                break
            if _is_deniable(claim, denial):
                found[claim.index].append(denial)
                break
    return found


def _denies_a_telling(claim: Claim, sentences: Sequence[Sentence], table: SourceTable) -> bool:
    """As in "denied *the claim*", "denied *it*"; a denial that spells its content out is a claim itself."""
    proposition = claim.proposition
    if claim.event.type != "REJECT" or proposition.lemma not in table.denial_lemmas or claim.is_negative:
        return False
    thing = proposition.argument("object", "prep:of")
    return thing is not None and sentences[proposition.sentence].lemmas[thing.head].lower() in table.denied_words


def _is_deniable(claim: Claim, denial: Claim) -> bool:
    """A claim that somebody else makes about the denier's doings."""
    return (
        claim.holder.kind != "narrator"
        and not claim.is_negative
        and claim.judgement.status != "hypothetical"
        and not denial.actors.isdisjoint(claim.actors)
        and denial.actors.isdisjoint(claim.sources)
    )
