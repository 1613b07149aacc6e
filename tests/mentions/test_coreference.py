"""What pronouns, pairs, epithets and first persons refer to; sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.mentions import find_actors, resolve_coreference
from onrecord.records import ActorMention

Resolve = Callable[..., dict[str, list[ActorMention]]]


@pytest.fixture
def resolve(parse: Callable[..., tuple]) -> Callable[..., list[ActorMention]]:
    def run(text: str, date: str = "2023-09-23") -> list[ActorMention]:
        report, _, sentences = parse(text, date)
        return list(resolve_coreference(report, sentences, find_actors(report, sentences)))

    return run


def ids(mentions: list[ActorMention], text: str, nth: int = 0) -> tuple[str, ...] | None:
    found = [m for m in mentions if m.text == text]
    return found[nth].ids if nth < len(found) else None


POINTING_BACK = [
    # subject of the sentence before
    ("Iran tested a missile on Monday. It rejected the criticism.", "It", {"IRN"}),
    ("Vladimir Putin arrived in Minsk. He met soldiers.", "He", {"RUS:GOV"}),
    # subject of the verb of saying
    ("Japan said it would send an envoy to Seoul.", "it", {"JPN"}),
    ("Japan told South Korea that it would protest.", "it", {"JPN"}),
    # possessives: subject of their own clause
    ("The United Nations condemned the test after North Korea moved its rockets.", "its", {"PRK"}),
    ("Israel praised France, but Syria recalled its ambassador.", "its", {"SYR"}),
    # coordination
    ("France and Germany said they would impose sanctions.", "they", {"FRA", "DEU"}),
    ("Russia and China vetoed the draft. They called it unbalanced.", "They", {"RUS", "CHN"}),
    # women and men
    ("Angela Merkel met Vladimir Putin in Sochi. She urged restraint.", "She", {"DEU:GOV"}, "2017-05-02"),
    ("Angela Merkel met Vladimir Putin in Sochi. He offered talks.", "He", {"RUS:GOV"}, "2017-05-02"),
    # relative pronouns
    ("Syria thanked Russia, which had vetoed the draft.", "which", {"RUS"}),
    ("The court freed Recep Tayyip Erdogan's envoy and Hamas, which welcomed the ruling, left.", "which", {"HAMAS"}),
    # pairs
    ("Turkey accused Greece of violating a treaty. The two countries are members of NATO.", "The two countries",
     {"TUR", "GRC"}),
    ("Iran and Iraq signed a treaty. Both sides released prisoners.", "Both sides", {"IRN", "IRQ"}),
    ("India and Pakistan met in Geneva. Neither side gave details.", "Neither side", {"IND", "PAK"}),
    ("Joe Biden met Xi Jinping in California. The two leaders discussed Taiwan.", "The two leaders",
     {"USA:GOV", "CHN:GOV"}),
    ("Emmanuel Macron telephoned Joe Biden. The latter travelled to Paris.", "The latter", {"USA:GOV"}),
    # epithets and nouns
    ("Washington warned North Korea. The communist nation fired a rocket.", "The communist nation", {"PRK"}),
    ("China sent ships toward Taiwan. The island said it was ready.", "The island", {"TWN"}),
    ("Hamas fired rockets at Israel. The group claimed the attack.", "The group", {"HAMAS"}),
    ("Russia criticised NATO. The alliance rejected the charge.", "The alliance", {"NATO"}),
    ("Sudan closed the border. The country has seen months of war.", "The country", {"SDN"}),
    # passive and negated
    ("Hamas was blamed by Israel. The group was not told why.", "The group", {"HAMAS"}),
    ("Iran was criticised by France. It did not answer.", "It", {"IRN"}),
    ("Amnesty International accused Hamas of torture. The militant group denied the report.", "The militant group",
     {"HAMAS"}),
    ("Amnesty International accused Hamas of torture. The rights group named ten victims.", "The rights group",
     {"AMNESTY"}),
    # quoted
    ("Mexico met Canada. \"Both countries want trade,\" Justin Trudeau said.", "Both countries", {"MEX", "CAN"}),
    # a noun they share
    ("Turkey's talks with Greece collapsed on Monday. The two countries recalled envoys.", "The two countries",
     {"TUR", "GRC"}),
    # the last speaker goes on
    ("Antony Blinken praised Sergei Lavrov. Wang Yi said talks would help. He said that peace was near.", "He",
     {"CHN:GOV"}),
    # the one who is called on acts
    ("Japan called on China to open its markets.", "its", {"CHN"}),
    ("Syrian troops and their allies took the town.", "their", {"SYR:MIL"}),
    # names in brackets, names still to come
    ("\"They [Hezbollah] have many rockets,\" Benny Gantz said.", "They", {"HEZBOLLAH"}),
    ("In his speech, Vladimir Putin said the army was ready.", "his", {"RUS:GOV"}),
]  # fmt: skip


@pytest.mark.parametrize("case", POINTING_BACK, ids=lambda case: f"{case[1]}: {case[0][:40]}")
def test_what_points_back(resolve: Callable[..., list[ActorMention]], case: tuple) -> None:
    mentions = resolve(case[0], *case[3:])
    assert set(ids(mentions, case[1]) or ()) == case[2]


def test_the_sole_bearer_of_an_epithet_may_be_new(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("Diplomats fear that the hermit kingdom will test a bomb.")
    assert any(m.ids == ("PRK",) for m in mentions)


def test_first_persons_in_a_quotation_are_the_speaker(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve('"We will defend our borders," Volodymyr Zelenskyy said.')
    assert ids(mentions, "We") == ("UKR:GOV",)
    assert ids(mentions, "our") == ("UKR:GOV",)


def test_first_persons_follow_a_speaker_named_by_a_pronoun(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve('Emmanuel Macron visited Kyiv. "We stand with Ukraine," he said.')
    assert ids(mentions, "We") == ("FRA:GOV",)


def test_first_persons_of_a_statement_are_those_who_make_it(resolve: Callable[..., list[ActorMention]]) -> None:
    text = (
        "Joint statement on trade. France, Germany and Italy welcome the report. We support free trade. "
        "We reject tariffs. We call on our partners to negotiate."
    )
    assert set(ids(resolve(text), "We") or ()) == {"FRA", "DEU", "ITA"}


def test_first_persons_of_a_comment_stay_out(resolve: Callable[..., list[ActorMention]]) -> None:
    text = "France, Germany and Italy welcome the deal. We doubt it. We have seen worse. Our view is that it fails."
    assert ids(resolve(text), "We") is None


def test_first_persons_of_the_writer_stay_out(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("Russia attacked Ukraine. We saw smoke over the town.")
    assert ids(mentions, "We") is None


def test_the_speaker_is_not_he_in_his_own_words(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve('Joe Biden spoke of Vladimir Putin. "He must withdraw," Joe Biden said.')
    assert ids(mentions, "He") == ("RUS:GOV",)


def test_who_lets_somebody_act_is_not_that_somebody(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("Israeli troops watched Palestinian protesters. Egyptian soldiers let them cross.")
    assert ids(mentions, "them") != ("EGY:MIL",)


def test_an_object_is_not_its_own_subject(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("Iraq invaded Kuwait. Saudi Arabia supported it.")
    assert ids(mentions, "it") != ("SAU",)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas fired rockets. The group of seven ministers met in Rome.",  # told which
        "Hamas fired rockets. A group crossed the border.",  # a new one
    ],
)
def test_a_noun_that_tells_which_does_not_point_back(resolve: Callable[..., list[ActorMention]], text: str) -> None:
    assert not any(m.rule == "salient-body" for m in resolve(text))


def test_a_plain_noun_points_back(resolve: Callable[..., list[ActorMention]]) -> None:
    assert any(m.rule == "salient-body" for m in resolve("Hamas fired rockets. The group met in Rome."))


@pytest.mark.parametrize("text", ["Russia is a large country. It is clear that the war goes on.",
                                  "Iran denied the report. It seems that talks will go on.",
                                  "Iran denied the claim. It was reported that two men died."])  # fmt: skip
def test_an_empty_it_means_nobody(resolve: Callable[..., list[ActorMention]], text: str) -> None:
    assert ids(resolve(text), "It") is None


def test_a_thing_may_be_meant_instead_of_an_actor(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("The missile was found near a farm. It exploded.")
    assert ids(mentions, "It") is None


def test_forces_belong_to_whom_the_pronoun_means(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("Russia said its forces had captured the town.")
    assert ids(mentions, "its forces") == ("RUS:MIL",)


def test_antecedents_count_the_returned_mentions(resolve: Callable[..., list[ActorMention]]) -> None:
    mentions = resolve("Iran tested a missile. It said its army was ready. France and Germany said they were worried.")
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    linked = [m for m in mentions if m.antecedent is not None]
    assert linked
    for mention in linked:
        source = mentions[mention.antecedent or 0]
        assert source is not mention
        assert {i[:3] for i in source.ids} & {i[:3] for i in mention.ids}


def test_mentions_found_before_are_kept(parse: Callable[..., tuple]) -> None:
    report, _, sentences = parse("The army of Chad crossed the border. It withdrew after Sudan protested.")
    before = find_actors(report, sentences)
    after = resolve_coreference(report, sentences, before)
    assert {(m.sentence, m.head) for m in before} <= {(m.sentence, m.head) for m in after}


def test_the_same_report_gives_the_same_mentions(parse: Callable[..., tuple]) -> None:
    report, _, sentences = parse("Iran and Iraq said they would talk. Both sides said the meeting helped them.")
    found = find_actors(report, sentences)
    assert resolve_coreference(report, sentences, found) == resolve_coreference(report, sentences, found)


def test_a_report_without_words_has_no_mentions(parse: Callable[..., tuple]) -> None:
    report, _, _ = parse("Nothing.")
    assert resolve_coreference(report, (), ()) == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The foreign minister of Cuba spoke. He quoted Xi Jinping as saying that he had left.", ("CHN:GOV",)),
        ("The foreign minister of Cuba spoke. He did not quote Xi Jinping, saying that he had left.", ("CUB:GOV",)),
    ],
)
def test_who_is_quoted_speaks_of_himself(resolve: Callable[..., list[ActorMention]], text: str, who: tuple) -> None:
    assert ids(resolve(text), "he") == who


@pytest.mark.parametrize(
    "text",
    [
        "The bombing hit Lagos on Monday. It came on a Nigerian feast day. It killed twelve people.",
        "A blast tore through a market in Quetta. It wounded thirty.",
    ],
)
def test_what_happened_may_kill_and_is_no_state(resolve: Callable[..., list[ActorMention]], text: str) -> None:
    assert not [m for m in resolve(text) if m.text.lower() == "it"]


def test_a_state_may_kill_too(resolve: Callable[..., list[ActorMention]]) -> None:
    assert ids(resolve("Nigeria closed the border. It killed twelve smugglers."), "It") == ("NGA",)
