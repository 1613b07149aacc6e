"""Words the coding stage needs beside the frames: kinds of parties, default roles, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_csv, read_toml
from onrecord.records import body_of

__all__ = ["CodingWords", "load_coding_words"]


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
    table = read_toml("coding/words.toml")
    states = frozenset(row["id"] for row in read_csv("actors/states.csv", columns=("id",)))
    armed = frozenset(body_of(row["id"]) for row in read_csv("actors/armed_groups.csv", columns=("id",)))
    return CodingWords(
        states=states,
        armed_groups=armed - states,
        kind_sectors={k: frozenset(v) for k, v in table["kind_sectors"].items()},
        kind_lemmas={k: frozenset(v) for k, v in table["kind_lemmas"].items()},
        political_sectors=frozenset(table["political_sectors"]),
        recipient_roles={k: tuple(v) for k, v in table["recipient_roles"].items()},
        default_recipient=tuple(table["default_recipient"]),
        noun_actor=tuple(table["noun_actor"]),
        noun_recipient=tuple(table["noun_recipient"]),
        embedding_links=frozenset(table["embedding_links"]),
        neutral_speech=frozenset(table["neutral_speech"]),
        hostile_types=frozenset(table["hostile_types"]),
        sharing_types=frozenset(table["sharing_types"]),
        unshared_frames=tuple(table["unshared_frames"]),
        recipient_types=frozenset(table["recipient_types"]),
        promise_types=frozenset(table["promise_types"]),
        friendly_types=frozenset(table["friendly_types"]),
        staged_types=frozenset(table["staged_types"]),
        guest_types=frozenset(table["guest_types"]),
        venue_types=frozenset(table["venue_types"]),
        stage_prepositions=frozenset(table["stage_prepositions"]),
        refusable_types=frozenset(table["refusable_types"]),
        public_types=frozenset(table["public_types"]),
        public_only_types=frozenset(table["public_only_types"]),
        exceptive_words=frozenset(table["exceptive_words"]),
        refusal_frames=frozenset(table["refusal_frames"]),
        drawing_sectors=frozenset(table["drawing_sectors"]),
        drawing_frames=frozenset(table["drawing_frames"]),
        force_types=frozenset(table["force_types"]),
        casualty_frames=frozenset(table["casualty_frames"]),
        protest_frames=frozenset(table["protest_frames"]),
        exercise_frames=frozenset(table["exercise_frames"]),
        banning_verbs=frozenset(table["banning_verbs"]),
        justice_acts=frozenset(table["justice_acts"]),
        justice_sides=frozenset(table["justice_sides"]),
        common_crimes=frozenset(table["common_crimes"]),
        private_sectors=frozenset(table["private_sectors"]),
        listed_group_size=int(table["listed_group_size"]),
        ground_acts=frozenset(table["ground_acts"]),
        hosted_acts=frozenset(table["hosted_acts"]),
        anaphora_reach=int(table["anaphora_reach"]),
        supplying_purposes=frozenset(table["supplying_purposes"]),
        demand_modals=frozenset(table["demand_modals"]),
        pledge_modals=frozenset(table["pledge_modals"]),
        accusing_sectors=frozenset(table["accusing_sectors"]),
        accused_types=frozenset(table["accused_types"]),
        demand_verbs=frozenset(table["demand_verbs"]),
        pointing_words=frozenset(table["pointing_words"]),
        first_persons=frozenset(table["first_persons"]),
        pledged_types=frozenset(table["pledged_types"]),
        threatened_types=frozenset(table["threatened_types"]),
        breach_frames=frozenset(table["breach_frames"]),
        saying_frames=dict(table["saying_frames"]),
        historical_days=int(table["historical_days"]),
        political_report_events=int(table["political_report_events"]),
        political_report_share=float(table["political_report_share"]),
    )
