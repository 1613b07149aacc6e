"""The knowledge files of actors load, hold what they claim, and say where they break."""

from __future__ import annotations

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import actor_names
from onrecord.knowledge.actor_names import fold, load_actor_names, slug
from onrecord.knowledge.memberships import load_memberships


def test_every_sovereign_state_is_there() -> None:
    assert len(load_actor_names().states) >= 195


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("DPRK", "PRK"),
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("Turkiye", "TUR"),
        ("the Kremlin"[4:], "RUS:GOV"),
        ("IAEA", "IAEA"),
    ],
)
def test_names_lead_to_ids(name: str, identity: str) -> None:
    assert identity in {entry.id for entry in load_actor_names().names[name]}


@pytest.mark.parametrize(("group", "day", "state", "is_member"), [
    ("NATO", "2022-01-01", "FIN", False), ("NATO", "2024-01-01", "FIN", True), ("EU", "2021-01-01", "GBR", False),
    ("QUAD", "2023-09-22", "AUS", True), ("UNSC", "2023-06-01", "JPN", True),
])  # fmt: skip
def test_membership_is_dated(group: str, day: str, state: str, *, is_member: bool) -> None:
    assert load_memberships().is_member(group, state, day) is is_member


def test_folding_keeps_offsets() -> None:
    text = "Erdo\u011fan\u2019s envoy\u00a0to C\u00f4te d\u2019Ivoire"
    assert len(fold(text)) == len(text)
    assert fold(text) == "Erdogan's envoy to Cote d'Ivoire"


def test_slug_is_plain() -> None:
    assert slug("Nicol\u00e1s Maduro Moros") == "nicolas-maduro-moros"


def test_broken_date_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "states_seats.csv").write_text("name,id,from,to\nOld Palace,USA:GOV,soon,\n", encoding="utf-8")
    monkeypatch.setattr(actor_names, "files", lambda package: tmp_path)
    with pytest.raises(KnowledgeError, match=r"states_seats\.csv:2: from 'soon' is no ISO day"):
        list(actor_names._rows("states_seats.csv", "name", "id", "from", "to"))  # noqa: SLF001  -- the check itself
