"""Words the coding stage needs beside the frames: kinds of parties, default roles, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_csv, read_toml
from onrecord.knowledge.tables import fill
from onrecord.records import body_of

__all__ = ["CodingWords", "load_coding_words"]

_FILE = "coding/words.toml"


@dataclass(frozen=True, slots=True)
class CodingWords:
    """Checked content of ``coding/words.toml`` with the ids of states and armed groups."""

    states: frozenset[str]
    armed_groups: frozenset[str]
    kind_sectors: Mapping[str, frozenset[str]]
    kind_lemmas: Mapping[str, frozenset[str]]
    political_sectors: frozenset[str]
    recipient_roles: Mapping[str, tuple[str, ...]]
    default_recipient: tuple[str, ...]
    noun_actor: tuple[str, ...]
    noun_recipient: tuple[str, ...]
    embedding_links: frozenset[str]
    neutral_speech: frozenset[str]
    harm_verbs: frozenset[str]
    hostile_types: frozenset[str]
    sharing_types: frozenset[str]
    unshared_frames: tuple[str, ...]
    recipient_types: frozenset[str]
    promise_types: frozenset[str]
    friendly_types: frozenset[str]
    staged_types: frozenset[str]
    guest_types: frozenset[str]
    venue_types: frozenset[str]
    stage_prepositions: frozenset[str]
    refusable_types: frozenset[str]
    public_types: frozenset[str]
    public_only_types: frozenset[str]
    exceptive_words: frozenset[str]
    refusal_frames: frozenset[str]
    drawing_sectors: frozenset[str]
    drawing_frames: frozenset[str]
    force_types: frozenset[str]
    casualty_frames: frozenset[str]
    protest_frames: frozenset[str]
    exercise_frames: frozenset[str]
    banning_verbs: frozenset[str]
    justice_acts: frozenset[str]
    justice_sides: frozenset[str]
    common_crimes: frozenset[str]
    private_sectors: frozenset[str]
    ground_acts: frozenset[str]
    hosted_acts: frozenset[str]
    anaphora_reach: int
    listed_group_size: int
    demand_modals: frozenset[str]
    pledge_modals: frozenset[str]
    accusing_sectors: frozenset[str]
    accused_types: frozenset[str]
    demand_verbs: frozenset[str]
    pointing_words: frozenset[str]
    first_persons: frozenset[str]
    pledged_types: frozenset[str]
    threatened_types: frozenset[str]
    breach_frames: frozenset[str]
    saying_frames: Mapping[str, str]
    supplying_purposes: frozenset[str]
    historical_days: int
    political_report_events: int
    political_report_share: float


@cache
def load_coding_words() -> CodingWords:
    """The words, loaded once.

    Raises:
        KnowledgeError: a table is missing or is not of the expected shape.

    """
    states = frozenset(row["id"] for row in read_csv("actors/states.csv", columns=("id",)))
    armed = frozenset(body_of(row["id"]) for row in read_csv("actors/armed_groups.csv", columns=("id",)))
    return fill(CodingWords, _FILE, read_toml(_FILE), states=states, armed_groups=armed - states)
