"""One incident in many reports: sketches, comparison with reasons, clustering in any order and step by step."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import permutations

import pytest

import onrecord
from onrecord.resolution import (
    Edge,
    EventSketch,
    Incident,
    PersonJudgement,
    block_keys,
    cluster,
    cluster_matches,
    compare,
    compare_candidates,
    event_sketches,
    link,
    match_candidates,
)
from onrecord.resolution.across import features
from onrecord.resolution.clusters import average_link

FIRST = (
    "Gunmen attacked a customs post near Gao in Mali on Tuesday and killed four guards. "
    "The attack on the Labbezanga post was the third in a month, the army said."
)
SECOND = (
    "Four customs guards were killed on Tuesday when armed men assaulted the Labbezanga post in Mali. "
    "Officers in Gao blamed smugglers for the assault on the guards."
)
ELSEWHERE = (
    "Police in Lima arrested two bankers on Wednesday over forged bonds. "
    "The arrests followed a complaint by a Peruvian pension fund."
)
RAIDS = (
    ("Chile attacked a customs post near Tacna in Peru on Tuesday. Norway condemned the attack.", "2023-09-20"),
    ("Peru said Chile attacked the customs post near Tacna on Tuesday.", "2023-09-21"),
    ("Chile denied that it had attacked the Tacna customs post in Peru.", "2023-09-21"),
    (ELSEWHERE, "2023-09-21"),
)


@pytest.fixture(scope="module")
def sketches() -> list[EventSketch]:
    texts = [(FIRST, "2023-09-20"), (SECOND, "2023-09-21"), (ELSEWHERE, "2023-09-21")]
    return [s for text, date in texts for s in event_sketches(onrecord.code(text, date=date))]


def _of(sketches: list[EventSketch], trigger: str) -> EventSketch:
    return next(s for s in sketches if s.trigger == trigger)


def test_a_sketch_keeps_what_is_compared(sketches: list[EventSketch]) -> None:
    attack = _of(sketches, "attack")
    assert (attack.type, attack.country, attack.earliest) == ("ASSAULT", "MLI", "2023-09-19")
    assert {"gao", "mali"} <= set(attack.names)
    assert "4" in _of(sketches, "kill").numbers


def test_a_document_without_its_text_is_refused() -> None:
    coded = replace(onrecord.code(FIRST), text=None)
    with pytest.raises(ValueError, match="no text"):
        event_sketches(coded)


def test_two_tellings_compare_alike_in_every_process(sketches: list[EventSketch]) -> None:
    words = tuple(dict.fromkeys(f"{FIRST} {SECOND} {ELSEWHERE}".lower().split()))
    one, other = (replace(_of(sketches, "attack"), words=told) for told in (words, words[1:]))
    program = (
        "from onrecord.resolution import EventSketch; from onrecord.resolution.across import features;"
        f"print(features({one!r}, {other!r}))"
    )
    for seed in ("1", "2", "3", "4"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
        assert done.stdout.decode("utf-8").strip() == repr(features(one, other))


def test_the_same_attack_in_other_words_is_the_same_with_reasons(sketches: list[EventSketch]) -> None:
    one, other = _of(sketches, "attack"), _of(sketches, "assault")
    found = compare(one, other)
    assert found == compare(other, one)
    assert found.decision in ("SAME", "UNSURE")
    assert {"topic", "topic-names"} <= {name for name, _ in found.reasons}
    assert set(block_keys(one)) & set(block_keys(other))


def test_two_stories_share_no_key_and_are_different(sketches: list[EventSketch]) -> None:
    one, other = _of(sketches, "attack"), _of(sketches, "arrest")
    assert not set(block_keys(one)) & set(block_keys(other))
    assert compare(one, other).decision == "DIFFERENT"


def test_the_result_does_not_depend_on_the_order(sketches: list[EventSketch]) -> None:
    whole = link(sketches)
    for seed in range(5):
        shuffled = sketches[:]
        random.Random(seed).shuffle(shuffled)
        assert link(shuffled) == whole
    assert sorted(t for incident in whole for t in incident.tellings) == sorted(s.id for s in sketches)


def test_reports_joined_one_by_one_give_what_a_batch_gives() -> None:
    """As a ledger does it: each report is compared with what is there, then its components are clustered anew."""
    sketches = [s for text, date in RAIDS for s in event_sketches(onrecord.code(text, date=date))]
    whole = cluster_matches([s.id for s in sketches], match_candidates(sketches))
    assert any(len({s.report for s in sketches if s.id in incident.tellings}) > 1 for incident in whole)
    for order in permutations(dict.fromkeys(s.report for s in sketches)):
        there: list[EventSketch] = []
        edges: set[Edge] = set()
        incidents: set[Incident] = set()
        for report in order:
            new = [s for s in sketches if s.report == report]
            made = match_candidates(new, there)
            edges |= set(made)
            there += new
            ends = {s.id for s in new} | {end for edge in made for end in (edge.one, edge.other)}
            touched = {i for i in incidents if not ends.isdisjoint(_of_component(i, incidents))}
            tellings = ends | {telling for incident in touched for telling in incident.tellings}
            incidents = (incidents - touched) | set(cluster_matches(tellings, edges))
        assert incidents == set(whole)


def _of_component(incident: Incident, incidents: set[Incident]) -> set[str]:
    return {t for one in incidents if one.component == incident.component for t in one.tellings}


def test_a_person_overrules_the_score(sketches: list[EventSketch]) -> None:
    attack, arrest, assault = (_of(sketches, t).id for t in ("attack", "arrest", "assault"))
    joined = link(sketches, [PersonJudgement(arrest, attack, "SAME")])
    assert any({attack, arrest} <= set(i.tellings) for i in joined)
    parted = link(sketches, [PersonJudgement(attack, assault, "DIFFERENT"), PersonJudgement(attack, assault, "SAME")])
    assert not any({attack, assault} <= set(i.tellings) for i in parted)


def test_what_a_person_holds_different_is_not_told_as_undecided() -> None:
    edge = Edge("a", "b", -2.0, "UNSURE", 0.5, ())
    assert {i.unsure for i in cluster("ab", [edge])} == {("a",), ("b",)}
    assert {i.unsure for i in cluster("ab", [edge], [PersonJudgement("b", "a", "DIFFERENT")])} == {()}


def test_average_link_needs_the_mean_and_keeps_apart_what_is_apart() -> None:
    scores = {("a", "b"): 3.0, ("b", "c"): 1.0}
    assert average_link("abc", scores, absent=-4.0, join=0.0, apart=frozenset()) == [("a", "b"), ("c",)]
    assert average_link("abc", scores, absent=0.0, join=0.0, apart=frozenset()) == [("a", "b", "c")]
    apart = frozenset({("a", "b")})
    assert average_link("abc", scores, absent=0.0, join=0.0, apart=apart) == [("a",), ("b", "c")]


def test_edges_are_kept_only_for_what_is_not_different(sketches: list[EventSketch]) -> None:
    assert all(edge.decision != "DIFFERENT" and edge.one < edge.other for edge in compare_candidates(sketches))
