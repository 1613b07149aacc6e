"""Sides that stand elsewhere in the sentence or the report: issuers, names behind pronouns, promises, joint acts."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.document import Event


def _events(text: str) -> list[Event]:
    return list(onrecord.code(text, date="2023-09-23").events)


def _one(text: str, trigger: str) -> Event:
    found = [event for event in _events(text) if event.trigger.text == trigger]
    assert found, [event.trigger.text for event in _events(text)]
    return found[-1]


def _tops(event: Event) -> tuple[set[str], set[str]]:
    actors, recipients = ({a.id.partition(":")[0] for a in side} for side in (event.actors, event.recipients))
    return actors, recipients


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Turkey's parliament passed a resolution condemning Syria.", "condemning", {"TUR"}),
        ("A resolution condemning Syria was passed by Turkey.", "condemning", {"TUR"}),
        ('"Norway issued a statement accusing Chad of torture," Peru said.', "accusing", {"NOR"}),
        ("Fiji rejected a resolution condemning Tonga.", "condemning", set()),
    ],
)
def test_a_document_speaks_for_whoever_puts_it_out(text: str, trigger: str, actors: set[str]) -> None:
    assert _tops(_one(text, trigger))[0] == actors


@pytest.mark.parametrize(
    ("text", "trigger", "named"),
    [
        ("Chad said it had expelled two Libyan envoys.", "expelled", "Chad"),
        ("Chad has begun its withdrawal from Mali.", "withdrawal", "Chad"),
        ("Libya promised that it would expel two envoys of Chad.", "expel", "Libya"),
    ],
)
def test_a_side_is_printed_by_the_name_behind_its_pronoun(text: str, trigger: str, named: str) -> None:
    assert [a.text for a in _one(text, trigger).actors] == [named]


def test_the_pronoun_stays_where_the_name_stands_in_another_sentence() -> None:
    event = _one("Chad held elections on Sunday. It expelled two Libyan envoys.", "expelled")
    assert [(a.id, a.text) for a in event.actors] == [("TCD", "It")]


def test_who_announces_an_earlier_deal_is_not_put_into_it() -> None:
    text = "Norway announced the deal on Sunday. The deal with Chad frees forty prisoners."
    assert _tops(_one(text, "deal")) == (set(), {"TCD"})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The war game was staged by Polish troops and Latvian forces.", "COOPERATE"),
        ("The war game was staged by Polish troops.", "MOBILIZE"),
    ],
)
def test_an_exercise_of_several_states_is_a_joint_one(text: str, kind: str) -> None:
    assert _one(text, "game").type == kind


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Chad and Mali held a series of talks on Sunday.", "talks", {"TCD", "MLI"}),
        ("A wave of raids on Mali was launched by Chad.", "raids", {"TCD"}),
        ("A crate of rifles was not launched by Chad.", None, set()),
    ],
)
def test_a_counted_noun_has_the_sides_of_the_verb(text: str, trigger: str | None, actors: set[str]) -> None:
    if trigger is None:
        assert not any(event.type == "ASSAULT" for event in _events(text))
    else:
        assert _tops(_one(text, trigger))[0] == actors


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Kenya's opposition said the government must resign.", {"KEN"}),
        ("Kenya said Somalia must open the port.", {"SOM"}),
    ],
)
def test_a_demand_may_be_made_of_ones_own_government(text: str, recipients: set[str]) -> None:
    event = _one(text, "said")
    assert (event.type, _tops(event)[1]) == ("REQUEST", recipients)


def test_what_a_government_says_it_must_do_is_no_demand() -> None:
    assert not any(event.type == "REQUEST" for event in _events("Kenya said its government must save water."))


def test_a_refusal_to_end_a_strike_is_recorded_though_all_sides_are_private() -> None:
    event = _one("The nurses of the clinic said they would not end the strike.", "end")
    assert event.type == "REJECT"


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "recipients"),
    [
        ("Kenya's navy intercepted and detained a Somali boat.", "intercepted", "COERCE", {"SOM"}),
        ("Japan on Friday lifted sanctions on Myanmar.", "lifted", "RETREAT", {"MMR"}),
        ("Norway pressured Chad over the border.", "pressured", "REQUEST", {"TCD"}),
        ("The tests drew a formal protest from Norway.", "protest", "ACCUSE", set()),
    ],
)
def test_the_recipient_of_an_act(text: str, trigger: str, kind: str, recipients: set[str]) -> None:
    event = _one(text, trigger)
    assert (event.type, _tops(event)[1]) == (kind, recipients)


def test_a_purpose_is_no_order_and_a_toll_no_second_attack() -> None:
    assert not any(event.type == "REQUEST" for event in _events("Chad sent troops to Mali in order to train them."))
    shelled = _events("Chad shelled the Malian town of Gao, killing eight people.")
    assert [event.trigger.text for event in shelled if event.type == "ASSAULT"] == ["shelled"]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Afghan troops recaptured a Taliban-held district.", "recaptured", {"AFG"}, {"TALIBAN"}),
        ("A rebel-held town was shelled by Syrian troops.", "shelled", {"SYR"}, {"SYR"}),
        ("Afghan troops did not retake the walled district.", "retake", {"AFG"}, set()),
        ("Curbs were lifted by several countries, including France and Norway.", "lifted", {"FRA", "NOR"}, set()),
        ("Six Israeli soldiers were killed in fighting with Hezbollah.", "killed", {"HEZBOLLAH"}, {"ISR"}),
        ("The meeting the Malian envoy had with the Chadian premier was short.", "meeting", {"MLI"}, {"TCD"}),
        ("Norway sent rice in a bid to induce Chad to return to the talks.", "induce", {"NOR"}, {"TCD"}),
        ("Iran's nuclear test in May and missile test in June alarmed Oman.", "test", {"IRN"}, set()),
    ],
)
def test_sides_that_the_sentence_gives_in_passing(
    text: str, trigger: str, actors: set[str], recipients: set[str]
) -> None:
    assert _tops(_one(text, trigger)) == (actors, recipients)


def test_all_sanctions_of_a_report_fall_on_whom_it_names() -> None:
    text = (
        "The United States imposed sanctions on Myanmar. Canada tightened its sanctions on Myanmar in May. "
        "The European Union widened its sanctions on Monday."
    )
    event = _events(text)[-1]
    assert (_tops(event), event.flags) == (({"EU"}, {"MMR"}), ("parties-from-earlier-mention",))


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("The bombing killed twelve people in Lagos on Monday.", "bombing", {"NGA"}),
        ("An airstrike killed nine civilians in Homs.", "airstrike", {"SYR"}),
    ],
)
def test_an_act_of_force_is_against_whom_it_harmed(text: str, trigger: str, recipients: set[str]) -> None:
    assert _tops(_one(text, trigger)) == (set(), recipients)


def test_what_is_no_act_of_force_harms_nobody() -> None:
    assert not [e for e in _events("A train crash killed nine Chadian envoys.") if e.type == "ASSAULT"]


def test_a_hostile_act_takes_sides_only_from_one_like_it() -> None:
    text = "Chad's soldiers raped two women in Faya. The executions shocked Libya."
    assert not [e for e in _events(text) if e.trigger.text == "executions" and e.actors]
