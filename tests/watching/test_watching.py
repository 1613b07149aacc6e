"""Rounds of a watch: what comes to the ledger, what is alerted on, and where it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rude_server import RudeServer, moved, reply
from watched import ARMS, DENIAL, TALKS, Site, entry

import onrecord


def keys(site: Site) -> list[str]:
    with onrecord.Ledger(site.ledger) as ledger:
        return [row["key"] for row in ledger.sql("SELECT key FROM report ORDER BY key")]


def test_what_was_there_before_is_added_and_not_alerted_on(site: Site) -> None:
    site.entries = [entry(1, ARMS.format("twelve"))]
    site.round(site.plan())
    assert keys(site) == [site.server.url("/news/1")]
    assert site.hooked == []
    assert site.problems() == []


def test_what_comes_later_is_alerted_on_once_with_its_words(site: Site) -> None:
    plan = site.plan()
    site.entries = [entry(1, TALKS)]
    site.round(plan)
    site.entries.insert(0, entry(2, ARMS.format("twelve")))
    for _ in range(3):
        site.round(plan)
    (alert,) = site.hooked
    assert alert["alert"] == "arms-to-sudan"
    assert alert["when"] == "new"
    (telling,) = alert["tellings"]  # type: ignore[misc]
    assert "twelve howitzers" in telling["quote"]
    assert telling["url"] == site.server.url("/news/2")
    assert telling["publisher"] == "Daily Courier"
    assert len(telling["report_id"]) == 16
    posted = [one for one in site.server.asked if one.method == "POST"][-1]
    assert posted.headers["authorization"] == "Bearer key"
    assert posted.headers["idempotency-key"] == alert["id"]


def test_what_the_question_does_not_ask_for_is_not_alerted_on(site: Site) -> None:
    plan = site.plan()
    site.round(plan)
    site.entries = [entry(1, TALKS), entry(2, "France urged Kenya not to sell missiles to Chad.")]
    site.round(plan)
    assert len(keys(site)) == 2
    assert site.hooked == []


def test_a_feed_that_did_not_change_is_asked_with_its_tag_and_costs_nothing(site: Site) -> None:
    plan = site.plan()
    site.entries = [entry(1, TALKS)]
    site.round(plan)
    site.round(plan)
    assert "if-none-match" in site.server.asked[-1].headers
    assert [note.message for note in site.notes if note.about == "courier"] == [
        "1 new or changed, there before the watch began"
    ]


def test_an_entry_that_was_rewritten_is_a_new_version_and_its_old_claim_no_news(site: Site) -> None:
    plan = site.plan()
    site.round(plan)
    site.entries = [entry(1, ARMS.format("twelve"))]
    site.round(plan)
    site.entries = [entry(1, ARMS.format("twelve") + " Talks in Nairobi went on.")]
    site.round(plan)
    assert len(keys(site)) == 1
    assert len(site.hooked) == 1


def test_a_source_that_is_added_later_brings_no_old_alerts(site: Site) -> None:
    site.round(site.plan())
    site.server.routes["/other.xml"] = reply(
        site.feed_text().replace(
            "</channel>",
            "<item><title>A deal</title>"
            f"<link>{site.server.url('/other/1')}</link><description>{ARMS.format('nine')}</description></item></channel>",
        )
    )
    more = f'[sources.other]\nurl = "{site.server.url("/other.xml")}"\n'
    for _ in range(2):
        site.round(site.plan(more=more))
    assert len(keys(site)) == 1
    assert site.hooked == []


def test_a_question_that_is_added_later_looks_first(site: Site) -> None:
    site.round(site.plan())
    site.entries = [entry(1, TALKS)]
    site.round(site.plan())
    more = '[alerts.talks]\nquestion = "events"\nwhere = ["actor=KEN"]\nto = ["hook"]\n'
    site.round(site.plan(more=more))
    assert site.hooked == []
    site.entries.append(entry(2, "Kenya accused Somalia on Friday of shelling two villages."))
    site.round(site.plan(more=more))
    assert {alert["alert"] for alert in site.hooked} == {"talks"}


def test_once_per_incident(site: Site) -> None:
    plan = site.plan(alert='once_per = "incident"')
    site.round(plan)
    site.entries = [entry(1, ARMS.format("twelve"))]
    site.round(plan)
    site.entries.append(entry(2, "Kenya says: " + ARMS.format("twelve")))
    site.round(plan)
    with onrecord.Ledger(site.ledger) as ledger:
        tellings = [row["incident_id"] for row in ledger.transfers("recipient=SDN")]
    assert len(tellings) == 2
    assert len(site.hooked) == len(set(tellings))


class TestChanges:
    MORE = """
[alerts.howitzers]
question = "incidents"
where = ["dyad=BLR-SDN"]
when = "changed"
columns = ["certainty", "deniers", "reports"]
to = ["hook"]
"""

    def test_a_change_is_alerted_on_each_time(self, site: Site) -> None:
        plan = site.plan("box", more=self.MORE)
        site.entries = [entry(1, "Belarus may have delivered twelve howitzers to Sudan on Monday, a spokesman said.")]
        site.round(plan)
        site.entries.append(entry(2, ARMS.format("twelve")))
        site.round(plan)
        with onrecord.Ledger(site.ledger) as ledger:
            assert {row["reports"] for row in ledger.incidents("dyad=BLR-SDN")} == {2}
        (alert,) = site.hooked
        changes = {one["field"]: (one["before"], one["now"]) for one in alert["changes"]}  # type: ignore[union-attr]
        assert changes["reports"] == (1, 2)
        assert changes["certainty"] == ("PS+", "CT+")
        site.round(plan)
        assert len(site.hooked) == 1

    def test_an_incident_named_by_id_is_followed(self, site: Site) -> None:
        plan = site.plan("box")
        site.entries = [entry(1, "Belarus may have delivered twelve howitzers to Sudan on Monday, a spokesman said.")]
        site.round(plan)
        with onrecord.Ledger(site.ledger) as ledger:
            (incident,) = {row["incident_id"] for row in ledger.incidents("dyad=BLR-SDN")}
        plan = site.plan("box", more=self.MORE.replace("dyad=BLR-SDN", f"incident={incident}"))
        site.round(plan)
        for number in range(2, 4):
            site.entries.append(entry(number, f"Note {number}. " + ARMS.format("twelve")))
            site.round(plan)
        assert [one["row"]["reports"] for one in site.hooked] == [2, 3]  # type: ignore[index]


def test_who_denied_what(site: Site) -> None:
    more = '[alerts.denied]\nquestion = "claims"\nwhere = ["source=SDN", "certainty=..PS-"]\nto = ["hook"]\n'
    plan = site.plan("box", more=more)
    site.round(plan)
    site.entries = [entry(1, TALKS)]
    site.round(plan)
    assert site.hooked == []
    site.entries.append(entry(2, DENIAL))
    site.round(plan)
    (alert,) = site.hooked
    assert "denied" in alert["tellings"][0]["quote"]  # type: ignore[index]


class TestChannels:
    def test_all_kinds_get_each_alert_once(self, site: Site) -> None:
        plan = site.plan("hook", "box", "folder", "own", "run")
        site.round(plan)
        for number, count in enumerate(("twelve", "nine"), start=1):
            site.entries.append(entry(number, f"From Nairobi. {ARMS.format(count)}"))
            site.round(plan)
        site.round(plan)
        ids = [alert["id"] for alert in site.hooked]
        assert len(set(ids)) == len(ids) == 2
        assert [mail["Message-ID"] for mail in site.mails()] == [f"<{one}@onrecord.invalid>" for one in ids]
        assert sorted(file.stem for file in (site.folder / "alerts").glob("*.eml")) == sorted(ids)
        lines = (site.folder / "command.jsonl").read_text().splitlines()
        assert [json.loads(line)["id"] for line in lines] == ids
        from onrecord.reading.feeds import feed_entries

        entries = list(feed_entries((site.folder / "alerts.atom").read_bytes()))
        assert [one.id for one in entries] == [f"urn:onrecord:alert:{one}" for one in reversed(ids)]
        assert entries[0].url == site.server.url("/news/2")
        for text in (site.mails()[0].get_payload(decode=True).decode(), entries[-1].text):
            assert "twelve howitzers to Sudan" in text
            assert site.server.url("/news/1") in text
            assert "report " in text

    def test_a_hook_that_fails_gets_it_later_and_holds_up_nobody_else(self, site: Site) -> None:
        plan = site.plan("hook", "box")
        site.round(plan)
        good = site.server.routes["/hook"]
        site.server.routes["/hook"] = reply(status="503 Busy", Retry_After="30")
        site.entries = [entry(1, ARMS.format("twelve"))]
        site.round(plan)
        assert len(site.mails()) == 1
        assert any("503" in problem for problem in site.problems())
        site.server.routes["/hook"] = good
        site.round(plan)
        site.round(plan)
        assert len(site.hooked) == len(site.mails()) == 1

    def test_a_hook_that_redirects_is_not_followed(self, site: Site) -> None:
        plan = site.plan()
        site.round(plan)
        site.server.routes["/hook"] = moved("/elsewhere")
        site.entries = [entry(1, ARMS.format("twelve"))]
        site.round(plan)
        assert "/elsewhere" not in site.server.paths()
        assert any("redirects" in problem for problem in site.problems())

    def test_a_command_that_fails_is_told_and_tried_again(self, site: Site) -> None:
        plan = site.plan("fails", more='[channels.fails]\nkind = "command"\ncommand = ["false"]\n')
        site.round(plan)
        site.entries = [entry(1, ARMS.format("twelve"))]
        site.round(plan)
        site.round(plan)
        assert sum("exit status 1" in problem for problem in site.problems()) == 2


class TestPages:
    SOURCE = "follow_links = true\nmost_links = 3"

    def test_links_are_followed_to_their_pages(self, site: Site) -> None:
        plan = site.plan(source=self.SOURCE)
        site.round(plan)
        site.page(1, ARMS.format("seven") + " It was the third delivery in a month, and more were said to follow soon.")
        site.entries = [entry(1, "A short word only.")]
        site.round(plan)
        (alert,) = site.hooked
        assert "seven howitzers" in alert["tellings"][0]["quote"]  # type: ignore[index]

    @pytest.mark.parametrize("answer", [reply(status="404 No"), reply(b"\x89PNG\r\n"), moved("http://127.0.0.1:1/")])
    def test_a_page_that_cannot_be_had_leaves_the_entry_s_own_words(self, answer: bytes, site: Site) -> None:
        plan = site.plan(source=self.SOURCE)
        site.round(plan)
        site.server.routes["/news/1"] = answer
        site.entries = [entry(1, ARMS.format("seven"))]
        site.round(plan)
        assert len(site.hooked) == 1
        assert any("own words" in problem for problem in site.problems())

    def test_a_page_in_trouble_is_tried_again(self, site: Site) -> None:
        plan = site.plan(source=self.SOURCE)
        site.round(plan)
        site.server.routes["/news/1"] = reply(status="500 Oops")
        site.entries = [entry(1, "A short word only.")]
        site.round(plan)
        assert keys(site) == []
        site.page(1, ARMS.format("seven") + " It was the third delivery in a month, and more were said to follow soon.")
        site.round(plan)
        assert len(keys(site)) == 1
        assert len(site.hooked) == 1

    def test_a_long_feed_is_read_a_few_pages_at_a_time(self, site: Site) -> None:
        plan = site.plan(source=self.SOURCE)
        site.round(plan)
        for number in range(1, 9):
            site.page(number, f"{TALKS} It was meeting number {number} of its kind in this year.")
        site.entries = [entry(number, "Short.") for number in range(1, 9)]
        counts = []
        for _ in range(4):
            site.round(plan)
            counts.append(len(keys(site)))
        assert counts == [3, 6, 8, 8]

    def test_a_sitemap_with_an_index(self, site: Site) -> None:
        server: RudeServer = site.server
        inner = f"<sitemap><loc>{server.url('/map.xml')}</loc><lastmod>2031-03-05</lastmod></sitemap>"
        server.routes["/feed.xml"] = reply(f"<sitemapindex>{inner}</sitemapindex>")
        server.routes["/map.xml"] = reply(f"<urlset><url><loc>{server.url('/news/1')}</loc></url></urlset>")
        site.page(1, TALKS)
        plan = site.plan(source='kind = "sitemap"')
        site.round(plan)
        site.round(plan)
        assert keys(site) == [server.url("/news/1")]
        assert server.paths().count("/map.xml") == 1

    def test_old_maps_of_a_large_index_bring_no_old_pages(self, site: Site) -> None:
        server: RudeServer = site.server
        days = [f"2030-01-{number:02}" for number in range(1, 26)]

        def index() -> bytes:
            maps = (
                f"<sitemap><loc>{server.url(f'/{n}.xml')}</loc><lastmod>{d}</lastmod></sitemap>"
                for n, d in enumerate(days)
            )
            return reply(f"<sitemapindex>{''.join(maps)}</sitemapindex>")

        server.routes["/feed.xml"] = lambda asked: index()
        for number in range(len(days)):
            server.routes[f"/{number}.xml"] = reply(
                f"<urlset><url><loc>{server.url(f'/news/{number}')}</loc></url></urlset>"
            )
            site.page(number, TALKS)
        plan = site.plan(source='kind = "sitemap"\nmost_links = 1')
        site.round(plan)
        assert len([path for path in server.paths() if path.endswith(".xml")]) == 21
        days[0], days[24] = "2031-02-01", "2031-02-02"
        server.routes["/24.xml"] = reply(f"<urlset><url><loc>{server.url('/news/new')}</loc></url></urlset>")
        server.routes["/news/new"] = reply(
            f"<html><body><article><h1>N</h1><p>{ARMS.format(5)}</p></article></body></html>"
        )
        for _ in range(2):
            site.round(plan)
        assert [path for path in server.paths() if path.startswith("/news/")] == ["/news/24", "/news/new"]
        assert len(site.hooked) == 1

    def test_a_page_that_is_watched_itself(self, site: Site) -> None:
        plan = site.plan(source='kind = "page"')
        for text in (TALKS, TALKS, ARMS.format("twelve")):
            site.server.routes["/feed.xml"] = reply(
                f"<html><body><article><h1>Now</h1><p>{text}</p></article></body></html>"
            )
            site.round(plan)
        assert len(keys(site)) == 1
        assert len(site.hooked) == 1


class TestMisbehavingSources:
    @pytest.mark.parametrize(
        "answer",
        [
            reply(status="500 Oops"),
            reply(b"short", Content_Length="900"),
            reply(b"\x89PNG\r\n\x1a\n" + b"\0" * 99),
            reply(b"<rss><!DOCTYPE x [<!ENTITY a 'b'>]></rss>"),
            moved("http://169.254.169.254/"),
        ],
    )
    def test_trouble_is_told_and_the_next_round_goes_well(self, answer: bytes, site: Site) -> None:
        plan = site.plan()
        site.round(plan)
        good = site.server.routes["/feed.xml"]
        site.entries = [entry(1, ARMS.format("twelve"))]
        site.server.routes["/feed.xml"] = answer
        site.round(plan)
        assert len(site.problems()) == 1
        assert site.server.host in site.problems()[0]
        site.server.routes["/feed.xml"] = good
        site.clock.moment += 3600
        site.round(plan)
        assert len(site.hooked) == 1

    def test_a_host_that_asks_for_a_rest_gets_it_over_a_restart(self, site: Site) -> None:
        plan = site.plan()
        site.server.routes["/feed.xml"] = reply(status="429 Wait", Retry_After="5000")
        for _ in range(4):
            site.round(plan)
        assert site.server.paths() == ["/feed.xml"]

    def test_the_wrong_charset_loses_no_entry(self, site: Site) -> None:
        plan = site.plan()
        site.round(plan)
        site.entries = [entry(1, "Caf\xe9 talk. " + ARMS.format("twelve"))]
        site.server.routes["/feed.xml"] = reply(
            site.feed_text().encode("latin-1"), Content_Type="text/xml; charset=utf-8"
        )
        site.round(plan)
        assert len(site.hooked) == 1

    def test_a_reader_that_fails_does_not_end_the_watch(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        from onrecord.watching import polling

        def fail(*given: object) -> None:
            raise ValueError("odd bytes")

        monkeypatch.setattr(polling, "items_of_feed", fail)
        site.round(site.plan())
        assert "odd bytes" in site.problems()[0]

    def test_an_empty_feed_is_no_trouble(self, site: Site) -> None:
        site.round(site.plan())
        assert site.problems() == []


def test_a_watch_without_end_sleeps_until_something_is_due(site: Site) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        site.clock.moment += seconds
        if len([one for one in slept if one > 100]) == 3:
            raise KeyboardInterrupt

    from onrecord.watching import Watcher, read_plan

    watcher = Watcher(read_plan(site.plan()), now=site.clock.now, sleep=sleep)
    with pytest.raises(KeyboardInterrupt):
        watcher.run(is_once=False)
    assert site.server.paths() == ["/feed.xml"] * 3
    assert all(590 < one <= 600 for one in slept if one > 100)


def test_two_watches_of_one_state_are_one_too_many(site: Site) -> None:
    from onrecord.watching.state import State

    with State(site.folder / "FEEDS.state"), pytest.raises(onrecord.InputError, match="another watch"):
        site.round(site.plan())


def test_a_question_that_cannot_be_asked_is_told_with_its_key(site: Site) -> None:
    more = '[alerts.odd]\nquestion = "events"\nwhere = ["regime=x"]\nto = ["hook"]\n'
    with pytest.raises(onrecord.InputError, match=r"FEEDS\.toml: alerts\.odd\.where"):
        site.round(site.plan(more=more))


def test_the_command(site: Site) -> None:
    from typer.testing import CliRunner

    from onrecord.faces.cli import app

    file = site.plan()
    file.write_text(file.read_text().replace('delay = "1s"', 'delay = "0s"'))
    site.entries = [entry(1, TALKS)]
    call = ["watch", str(file), "--once", "--ledger", str(site.folder / "other.ledger")]
    first = CliRunner().invoke(app, call)
    assert first.exit_code == 0, first.output
    assert "courier: 1 new or changed" in first.output
    site.entries.append(entry(2, ARMS.format("twelve")))
    second = CliRunner().invoke(app, call)
    assert "alert: arms-to-sudan: BLR" in second.output
    assert len(site.hooked) == 1
    wrong = CliRunner().invoke(app, ["watch", str(site.folder / "none.toml")])
    assert wrong.exit_code == 2
    assert "none.toml: cannot be read" in wrong.output


def test_the_page_s_plan_is_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.watching import read_plan

    page = (Path(__file__).parents[2] / "docs" / "watching.md").read_text(encoding="utf-8")
    file = tmp_path / "FEEDS.toml"
    file.write_text(page.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    for name in ("COURIER_KEY", "HOOK_KEY"):
        monkeypatch.setenv(name, "x")
    plan = read_plan(file)
    assert len(plan.sources) == 3
    assert {channel.kind for channel in plan.channels.values()} == {"webhook", "mail", "feed", "command"}
    assert [question.name for question in plan.questions if question.is_change] == ["howitzers"]
    assert plan.sources[1].follows_links
