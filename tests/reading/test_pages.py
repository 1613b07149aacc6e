"""Saved pages of the common kinds of site: text, title and day against what was written into them."""

from __future__ import annotations

import io

import pytest
from readers import Score, score_pages
from saved_pages import kinds, make_pages

from onrecord.reading import read_inputs
from onrecord.records import Report

COUNT = 300


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return score_pages(make_pages(COUNT, seed=1))


def test_the_text_is_found(scores: list[Score]) -> None:
    assert sum(s.f1 for s in scores) / COUNT >= 0.95
    for kind in kinds():
        some = [s.f1 for s in scores if s.page.kind == kind]
        assert sum(some) / len(some) >= 0.95, kind


def test_title_and_day_are_right(scores: list[Score]) -> None:
    assert sum(s.is_title_right for s in scores) / COUNT >= 0.98
    assert sum(s.is_day_right for s in scores) / COUNT >= 0.98


def page(body: str, head: str = "") -> Report:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    item = next(iter(read_inputs(["-"], stdin=io.BytesIO(html.encode()))))
    assert isinstance(item, Report), item
    return item


STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Chad and Mali signed a pact on grain in Lai on Monday, the first since the drought, officials said.",
        "The foreign minister of Chad told reporters that forty trucks would be sent before the rains begin.",
        "Neither government said who would pay for the guards that are to ride with the trucks.",
    )
)


class TestDates:
    def test_metadata_comes_before_the_address(self) -> None:
        report = page(
            f"<article>{STORY}</article>",
            '<meta property="article:published_time" content="2021-04-05T10:00:00Z">'
            '<link rel="canonical" href="https://post.example/2021/04/05/pact">',
        )
        assert (report.published, report.published_source, report.published_confidence) == (
            "2021-04-05",
            "metadata",
            "high",
        )
        assert not report.problems

    def test_disagreement_is_a_problem_and_lowers_the_confidence(self) -> None:
        report = page(
            f"<article>{STORY}</article>",
            '<meta property="article:published_time" content="2021-04-05T10:00:00Z">'
            '<link rel="canonical" href="https://post.example/2019/11/20/pact">',
        )
        assert (report.published, report.published_confidence) == ("2021-04-05", "medium")
        message = next(p.message for p in report.problems if p.code == "several-dates")
        assert "2019-11-20 in the address" in message

    def test_a_time_zone_is_no_disagreement(self) -> None:
        report = page(
            f"<article>{STORY}</article>",
            '<meta property="article:published_time" content="2021-04-05T01:00:00+03:00">'
            '<link rel="canonical" href="https://post.example/2021/04/04/pact">',
        )
        assert report.published == "2021-04-05"
        assert not report.problems

    def test_the_address_alone_is_believed_less(self) -> None:
        report = page(
            f"<article>{STORY}</article>", '<link rel="canonical" href="https://post.example/2021/apr/05/pact">'
        )
        assert (report.published, report.published_source, report.published_confidence) == (
            "2021-04-05",
            "url",
            "medium",
        )

    def test_the_day_of_the_last_change_is_not_the_day_of_publication(self) -> None:
        report = page(
            f'<article><h1>Chad signs pact</h1><p class="date">5 April 2021</p>{STORY}</article>',
            '<title>Chad signs pact</title><meta property="article:modified_time" content="2023-01-01">',
        )
        assert (report.published, report.published_source) == ("2021-04-05", "text")

    def test_dates_of_other_reports_do_not_count(self) -> None:
        card = '<div class="related-list"><h3>Togo</h3><time datetime="2018-01-01">January 1, 2018</time></div>'
        report = page(f"<article>{STORY}</article>{card}")
        assert report.published is None
        assert "missing-date" in {p.code for p in report.problems}

    def test_a_day_that_could_be_a_month_stays_open(self) -> None:
        report = page(f'<article><h1>Chad signs pact</h1><p class="date">04/05/2021</p>{STORY}</article>')
        assert report.published is None

    @pytest.mark.parametrize(
        "line",
        [
            "April 5, 2021",
            "Monday, 5 April 2021 10.15 BST",
            "Apr 5, 2021, 10:15 IST",
            "By Anna Okoro | April 5th, 2021 | World",
            "Published: Apr 5, 2021 10:15 am | Updated: Apr 7, 2021 09:00 am",
            "05.04.2021",
        ],
    )
    def test_a_line_near_the_title(self, line: str) -> None:
        report = page(f"<h1>Chad signs pact with Mali</h1><div class=x>{line}</div>{STORY}")
        assert (report.published, report.published_source, report.published_confidence) == (
            "2021-04-05",
            "text",
            "medium",
        )

    @pytest.mark.parametrize("line", ["April 5, 2021 was a holiday", "The pact of 5 April 2021 holds", "Since 2021"])
    def test_a_line_that_says_more_is_no_stamp(self, line: str) -> None:
        assert page(f"<h1>Chad signs pact with Mali</h1><p>{line}</p>{STORY}").published is None

    def test_set_text_of_old_pages(self) -> None:
        text = "Chad signs pact\n\n5 April 2021\n\nChad and Mali signed a pact on grain in Lai on Monday."
        report = page(f"<pre>{text}</pre>", "<title>Chad signs pact</title>")
        assert report.published == "2021-04-05"


class TestTitles:
    def test_the_site_may_stand_first(self) -> None:
        report = page(f"<h2>Chad signs pact</h2><div>{STORY}</div>", "<title>Post | Chad signs pact</title>")
        assert report.title == "Chad signs pact"

    def test_a_byline_before_a_bar(self) -> None:
        report = page(f"<h1>Chad signs pact</h1><div>By Anna Okoro | World</div>{STORY}")
        assert report.byline == "Anna Okoro"

    def test_the_name_of_the_site_is_cut_off(self) -> None:
        report = page(f"<div>{STORY}</div>", "<title>Chad and Mali sign pact | The Example Post</title>")
        assert report.title == "Chad and Mali sign pact"

    def test_a_dash_in_a_title_stays(self) -> None:
        report = page(f"<h1>Grain pact - what it means for Chad and Mali</h1><div>{STORY}</div>")
        assert report.title == "Grain pact - what it means for Chad and Mali"

    def test_a_canonical_address_of_another_host_is_not_believed_in_a_crawl(self) -> None:
        import samples

        html = samples.page(url="https://elsewhere.example/x")
        crawl = samples.warc([("https://post.example/a", html)])
        report = next(iter(read_inputs(["-"], stdin=io.BytesIO(crawl))))
        assert isinstance(report, Report)
        assert report.url == "https://post.example/a"


class TestRubbish:
    @pytest.mark.parametrize(
        "line",
        [
            "We use cookies to give you the best experience on our site.",
            "Read more: Togo and Benin end talks",
            "Share this article",
            "Sign up for our daily newsletter",
            "Story continues below advertisement",
        ],
    )
    def test_lines_of_the_site_are_left_out(self, line: str) -> None:
        assert line not in page(f"<article>{STORY}<p>{line}</p>{STORY.replace('Monday', 'Friday')}</article>").text

    @pytest.mark.parametrize(
        "line",
        [
            "Correction: The first account gave the wrong name of the minister who signed for Mali.",
            "LAI (Reuters) - Chad said on Sunday that the pact would hold for ten years at the least.",
        ],
    )
    def test_lines_that_are_evidence_are_kept(self, line: str) -> None:
        assert line in page(f"<article><p>{line}</p>{STORY}</article>").text

    def test_a_wrapper_called_like_rubbish_that_holds_the_report_is_kept(self) -> None:
        report = page(f'<div class="sidebar-layout has-newsletter"><form><h1>Chad signs pact</h1>{STORY}</form></div>')
        assert "forty trucks" in report.text


def test_the_encoding_a_page_states_is_used() -> None:
    html = '<html><head><meta charset="iso-8859-1"></head><body>' + STORY.replace("Lai", "Lom\u00e9") + "</body></html>"
    item = next(iter(read_inputs(["-"], stdin=io.BytesIO(html.encode("latin-1")))))
    assert isinstance(item, Report)
    assert "Lom\u00e9" in item.text
