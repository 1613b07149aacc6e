"""Places: names found and resolved, homonyms told apart by what stands around them, people kept out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.mentions.places import find_places
from onrecord.records import PlaceMention

Finder = Callable[..., tuple[PlaceMention, ...]]


@pytest.fixture(scope="session")
def find(parse: Callable[..., object]) -> Finder:
    def run(text: str, **changes: str) -> tuple[PlaceMention, ...]:
        report, blocks, sentences = parse(text)  # type: ignore[misc]
        return find_places(replace(report, **changes), blocks, sentences, ())

    return run


def by_text(places: tuple[PlaceMention, ...]) -> dict[str, PlaceMention]:
    return {place.text: place for place in places}


def test_city_is_resolved_to_coordinates_and_geonames_id(find: Finder) -> None:
    place = by_text(find("The convoy reached Aleppo before dawn."))["Aleppo"]
    assert (place.country, place.feature, place.is_literal) == ("SYR", "city", True)
    assert (round(place.lat or 0), round(place.lon or 0)) == (36, 37)
    assert place.geonameid is not None


@pytest.mark.parametrize(
    ("text", "name", "country", "near"),
    [
        ("He was born in Tripoli, Lebanon, and studied abroad.", "Tripoli", "LBN", (34.4, 35.8)),
        ("Militias clashed again in Tripoli on Friday, Libyan officials said.", "Tripoli", "LBY", (32.9, 13.2)),
        ("The plant in Birmingham, Alabama, will close.", "Birmingham", "USA", (33.5, -86.8)),
        (
            "Police in Birmingham and in Coventry made arrests, the British minister said.",
            "Birmingham",
            "GBR",
            (52.5, -1.9),
        ),
        ("A jury in Paris, Texas, found him guilty.", "Paris", "USA", (33.7, -95.6)),
        ("The ministers met in Paris to discuss the crisis in Mali.", "Paris", "FRA", (48.9, 2.4)),
        ("Troops from Georgia and Armenia trained near Tbilisi.", "Georgia", "GEO", (42.0, 43.5)),
        ("The sheriff of Fulton County, Georgia, sent deputies to Atlanta.", "Georgia", "USA", (32.8, -83.5)),
        ("He flew from Springfield, Ill., to the capital.", "Springfield", "USA", (39.8, -89.6)),
    ],
)
def test_homonyms(find: Finder, text: str, name: str, country: str, near: tuple[float, float]) -> None:
    place = by_text(find(text))[name]
    assert place.country == country
    assert abs((place.lat or 0) - near[0]) < 1
    assert abs((place.lon or 0) - near[1]) < 1


def test_rivals_are_kept_with_scores_best_first(find: Finder) -> None:
    place = by_text(find("The plant in Birmingham, Alabama, will close."))["Birmingham"]
    assert len(place.candidates) > 1
    assert [c.score for c in place.candidates] == sorted((c.score for c in place.candidates), reverse=True)
    assert place.candidates[0].id.startswith("geonames:")


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Jackson refused to comment.",
        "Chad Smith said the deal was dead.",
        "Austin Powers is a film.",
        "Paris Hilton arrived late.",
        "She lives at 12 Hampton Avenue.",
        "Lincoln said he would vote no, and Abraham Lincoln is no relation.",
        "They ate Brussels sprouts and French fries.",
        "African Americans marched.",
        "Write to news@boston.com or see www.boston.com for more.",
    ],
)
def test_people_streets_and_addresses_are_not_places(find: Finder, text: str) -> None:
    assert find(text) == ()


def test_adjective_before_its_noun_is_kept_and_people_are_not(find: Finder) -> None:
    places = find("Russian troops withdrew, but many Russians stayed.")
    assert [(p.text, p.feature, p.country, p.is_literal) for p in places] == [("Russian", "adjective", "RUS", False)]


def test_government_is_not_literal(find: Finder) -> None:
    places = by_text(find("Beijing said its ships had left Hong Kong."))
    assert not places["Beijing"].is_literal
    assert places["Hong Kong"].country == "HKG"


def test_passive_subject_of_an_attack_is_where_it_is(find: Finder) -> None:
    assert by_text(find("The talks were held in Geneva on Monday."))["Geneva"].is_literal


def test_quoted_place_is_found(find: Finder) -> None:
    assert by_text(find("“We will rebuild Mosul,” he said in Baghdad."))["Mosul"].country == "IRQ"


def test_dateline_belongs_to_the_sentence_after_it(find: Finder) -> None:
    place = find("GENEVA (Reuters) - The talks opened on Monday.")[0]
    assert (place.text, place.is_dateline, place.country, place.sentence) == ("GENEVA", True, "CHE", 0)
    assert (place.first, place.last) == (0, 0)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Yongbyon", "PRK"),
        ("Punggye-ri", "PRK"),
        ("Natanz", "IRN"),
        ("Fordow", "IRN"),
        ("Vostochny", "RUS"),
        ("Hmeimim", "SYR"),
        ("Incirlik", "TUR"),
        ("Diego Garcia", "IOT"),
        ("Guantanamo Bay", "CUB"),
    ],
)
def test_sites_of_the_arms_domain(find: Finder, name: str, country: str) -> None:
    assert by_text(find(f"Satellite images show new work at {name} this week."))[name].country == country


def test_waters_have_coordinates_and_no_country(find: Finder) -> None:
    place = by_text(find("A tanker was seized in the Strait of Hormuz."))["Strait of Hormuz"]
    assert place.country is None
    assert round(place.lat or 0) == 27


def test_a_list_of_counties_means_the_counties(find: Finder) -> None:
    places = find("Rivers rose in Clay, Otter Tail and Wilkin counties in Minnesota.")
    assert [p.name for p in places] == ["Clay County", "Otter Tail County", "Wilkin County", "Minnesota"]


def test_facility_takes_its_whole_name(find: Finder) -> None:
    assert find("He was taken to Colchester Hospital.")[0].text == "Colchester Hospital"


def test_publisher_tells_home_towns_apart(find: Finder) -> None:
    text = "The school board of Alexandria met on Tuesday."
    home = find(text, url="https://www.thetowntalk.com/a")[0]
    assert (home.country, round(home.lat or 0)) == ("USA", 31)


def test_spans_are_the_text(find: Finder) -> None:
    text = "Clashes in al-Qusayr spread to Düsseldorf and Zürich\u2019s banks."
    assert len(find(text)) == 3
    for place in find(text):
        assert text[place.start : place.end] == place.text


def test_party_and_state_of_a_legislator(find: Finder) -> None:
    assert [p.name for p in find("Senator Jane Roe, D-N.Y., voted against it.")] == ["New York"]


def test_container_keeps_its_own_sense(find: Finder) -> None:
    places = find("The mayor of Albany, New York, flew to New York on Friday.")
    assert [p.feature for p in places if p.text == "New York"] == ["division", "city"]


def test_same_report_same_places(find: Finder) -> None:
    text = "Springfield beat Athens. Washington and Georgetown signed a deal in Kingston."
    assert find(text) == find(text)
