"""Invented news for the saved pages: seeded sentences, titles, names and dates; nothing of it is true."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Story", "make_story", "sentences"]

_SIDES = ("Chad", "Mali", "Kenya", "Peru", "Norway", "Oman", "Laos", "Togo", "Chile", "Nepal", "Ghana", "Fiji")
_PEOPLE = (
    "Anna Okoro",
    "Lars Moen",
    "Rosa Quispe",
    "Idris Haroun",
    "Mei Tan",
    "John Abara",
    "Petra Novak",
    "Sam Kiprono",
)
_ROLES = (
    "the foreign minister",
    "a government spokesman",
    "the head of the border guard",
    "an army officer",
    "the envoy",
)
_TOWNS = ("Lai", "Kayes", "Lamu", "Puno", "Vardo", "Sur", "Pakse", "Kara", "Arica", "Jumla", "Tamale", "Labasa")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SENTENCES = (
    "{a} said on {day} that it would send {n} trucks of grain to {b} before the rains begin.",
    "{Role} of {a}, {person}, told reporters in {town} that the talks with {b} had gone on until late at night.",
    "\u201cWe have agreed to nothing yet,\u201d {person} said, \u201cand will not sign what we cannot keep.\u201d",
    "At least {n} people were hurt when a bridge near {town} gave way under a column of lorries.",
    "The ministry in {town} did not answer questions about the {n} rifles that {b} says were handed over.",
    "Police in {town} held {n} protesters after a march against the price of bread, witnesses said.",
    "{a} and {b} signed a pact on fishing in {year}, but neither parliament has approved it.",
    "Officials who asked not to be named said the shipment had been stopped at {town} for want of papers.",
    "Under the plan, which {person} set out in a speech of {n} minutes, patrols along the river will be doubled.",
    "A spokeswoman for the United Nations said its observers had counted {n} families on the road to {town}.",
    "\u201cThey came at dawn and took the cattle,\u201d said {person}, a farmer from the hills above {town}.",
    "The opposition in {a} accused the cabinet of hiding the cost, a charge that the cabinet denied.",
    "It was the {nth} such meeting this year, and the first to which {b} had sent more than a clerk.",
    "Rebels who hold the valley north of {town} said they would lay down their arms if {a} freed {n} prisoners.",
    "Exports of copper from {b} fell by {n} percent, the central bank said, after the strike at the port.",
    "Neither side gave a date for the next round, which {Role_low} of {b} called a matter of weeks.",
    "The court in {town} put off its ruling on the border to {day}, saying that a map was missing.",
    "Doctors at the hospital of {town} said they had treated {n} soldiers for burns since {day}.",
)
_TITLES = (
    "{a} offers grain to {b} after talks in {town}",
    "{a} and {b} put off border ruling",
    "Bridge collapse near {town} hurts {n}",
    "Rebels near {town} offer truce to {a}",
    "{b} denies it was handed rifles by {a}",
    "\u2018We will not sign\u2019: {a} holds out in talks with {b}",
    "{a}: {n} held in {town} after march over bread",
    "What {a} wants from {b}, and why it may not get it",
    "Copper exports of {b} fall as port strike drags on",
    "U.N. counts {n} families on road to {town}",
)
_HEADINGS = ("A long night", "What comes next", "Fear in the valley", "The price of bread", "Papers missing")
_NTH = ("second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Story:
    """One invented report: what a reader should get back from the page it stands on."""

    title: str
    paragraphs: tuple[str, ...]
    day: date
    author: str
    town: str


def _fill(chance: random.Random, pattern: str) -> str:
    one, other = chance.sample(_SIDES, 2)
    role = chance.choice(_ROLES)
    return pattern.format(
        a=one,
        b=other,
        day=chance.choice(_DAYS),
        n=chance.randint(3, 90),
        nth=chance.choice(_NTH),
        person=chance.choice(_PEOPLE),
        Role=role[0].upper() + role[1:],
        Role_low=role,
        town=chance.choice(_TOWNS),
        year=chance.randint(1994, 2009),
    )


def sentences(chance: random.Random, count: int) -> str:
    """Some sentences of news as one paragraph."""
    return " ".join(_fill(chance, pattern) for pattern in chance.sample(_SENTENCES, count))


def make_story(chance: random.Random) -> Story:
    """A report of four to fourteen paragraphs, some with a short heading among them."""
    paragraphs = [sentences(chance, chance.choice((1, 1, 2, 2, 3))) for _ in range(chance.randint(4, 14))]
    if len(paragraphs) > 8 and chance.random() < 0.4:
        paragraphs.insert(len(paragraphs) // 2, chance.choice(_HEADINGS))
    return Story(
        title=_fill(chance, chance.choice(_TITLES)),
        paragraphs=tuple(paragraphs),
        day=date(1999, 1, 1) + timedelta(days=chance.randint(0, 9_700)),
        author=chance.choice(_PEOPLE),
        town=chance.choice(_TOWNS),
    )
