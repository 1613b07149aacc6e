"""What is wrong with a FEEDS.toml is told with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.watching import read_plan

GOOD = """
[watch]
contact = "https://example.org/about"
[sources.a]
url = "https://example.org/feed"
[alerts.b]
question = "transfers"
where = ["recipient=PRK", "certainty=PS+.."]
to = ["c"]
[channels.c]
kind = "feed"
file = "alerts.atom"
"""


def plan_of(folder: Path, text: str):  # type: ignore[no-untyped-def]
    file = folder / "FEEDS.toml"
    file.write_text(text, encoding="utf-8")
    return read_plan(file)


def test_a_good_plan(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, GOOD)
    assert plan.ledger == tmp_path / "onrecord.ledger"
    assert (plan.sources[0].every, plan.sources[0].kind) == (900.0, "auto")
    assert plan.questions[0].where == ("recipient=PRK", "certainty=PS+..")
    assert plan.channels["c"].path == tmp_path / "alerts.atom"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[watch]", "[watch", "no TOML"),
        ("[watch]", "[watches]", r"watches: no such key.*did you mean 'watch'"),
        ('url = "https://example.org/feed"', "", "sources.a.url: missing"),
        ("https://example.org/feed", "example.org/feed", "sources.a.url: .*https://"),
        ("[sources.a]", '[sources.a]\nevry = "5m"', r"sources.a.evry: no such key.*did you mean 'every'"),
        ("[sources.a]", '[sources.a]\nevery = "often"', 'sources.a.every: .*"15m"'),
        ("[sources.a]", '[sources.a]\nevery = "5s"', "sources.a.every: .*too often"),
        ("[sources.a]", "[sources.a]\nevery = 5", "sources.a.every: 5 is no time"),
        ("[sources.a]", '[sources.a]\nfollow_links = "yes"', "sources.a.follow_links: .*true or false"),
        ("[sources.a]", "[sources.a]\nmost_links = 0", "sources.a.most_links: .*whole number"),
        ("[sources.a]", "[sources.a]\nmost_links = true", "sources.a.most_links: .*whole number"),
        ("[sources.a]", '[sources.a]\nkind = "rss"', "sources.a.kind: .*feed"),
        (
            "[sources.a]",
            '[sources.a]\nheaders = { Key = "env:ONRECORD_NO_SUCH" }',
            "sources.a.headers.Key: .*ONRECORD_NO",
        ),
        ("[sources.a]", '[sources.a]\nheaders = { "a b" = "x" }', "no name of a header"),
        ("[sources.a]", '[sources.a]\nheaders = { a = "x\\r\\nHost: y" }', "one line"),
        ("[sources.a]", '[sources."a b"]', "sources.a b: a name has"),
        ("[watch]", '[watch]\nallow = ["http://x"]', "watch.allow: 'http://x' is no host"),
        ("[watch]", '[watch]\nallow = "x"', "watch.allow: .*list"),
        ("https://example.org/about", "a\\nb", "watch.contact"),
        ('"transfers"', '"transfer"', "alerts.b.question: .*did you mean 'transfers'"),
        ('"transfers"', '"sources"', "alerts.b.question"),
        ("recipient=PRK", "recipent=PRK", "alerts.b.where: .*recipent"),
        ('to = ["c"]', "", "alerts.b.to: missing"),
        ('to = ["c"]', 'to = ["d"]', r"alerts.b.to: no channel 'd'; there are: c"),
        ('to = ["c"]', 'to = ["c"]\nwhen = "changed"\ncolumns = ["colour"]', "alerts.b.columns: 'colour'"),
        ('to = ["c"]', 'to = ["c"]\ncolumns = ["certainty"]', "alerts.b.columns: .*changed"),
        ('kind = "feed"', 'kind = "fax"', "channels.c.kind"),
        ('file = "alerts.atom"', "", "channels.c.file: missing"),
        ('kind = "feed"\nfile = "alerts.atom"', 'kind = "mail"', "channels.c.folder: give either"),
        ('kind = "feed"\nfile = "alerts.atom"', 'kind = "mail"\nmbox = "a"\nto = "x"', "channels.c.to"),
        ('kind = "feed"\nfile = "alerts.atom"', 'kind = "command"\ncommand = []', "channels.c.command: is empty"),
        ('kind = "feed"\nfile = "alerts.atom"', 'kind = "command"\ncommand = "rm x"', "channels.c.command: .*list"),
        (GOOD, "", "nothing to watch"),
        (GOOD, "sources = 3", "sources: 3: write a table"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in GOOD
    with pytest.raises(onrecord.InputError, match=told) as caught:
        plan_of(tmp_path, GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(str(tmp_path / "FEEDS.toml"))


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(onrecord.InputError, match="cannot be read"):
        read_plan(tmp_path / "none.toml")


def test_a_key_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_TEST_KEY", "Bearer 1")
    text = GOOD.replace("[sources.a]", '[sources.a]\nheaders = { Authorization = "env:ONRECORD_TEST_KEY" }')
    assert plan_of(tmp_path, text).sources[0].headers == (("Authorization", "Bearer 1"),)
