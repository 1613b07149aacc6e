"""Every view in a real browser: quiet console, no request elsewhere, accessible, usable by keyboard and phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hostile import HOSTILE

Watch = Callable[..., Any]
SERIOUS = {"serious", "critical"}
PHONE = {"viewport": {"width": 390, "height": 844}}
NAMES = [
    *("start", "events", "claims", "transfers", "findings", "incidents", "sources", "tellings", "timeline"),
    *("map", "graph", "api", "report", "incident", "actor", "dyad", "changes", "filtered"),
]


def _serious(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_view_is_quiet_and_accessible(room: str, views: dict[str, str], watched: Watch, name: str) -> None:
    page = watched(room)
    page.goto(room + views[name])
    assert _serious(page) == []


@pytest.mark.parametrize("name", ["report", "transfers", "timeline"])
def test_a_view_is_accessible_in_the_dark(room: str, views: dict[str, str], watched: Watch, name: str) -> None:
    page = watched(room, color_scheme="dark")
    page.goto(room + views[name])
    assert _serious(page) == []


@pytest.mark.parametrize("name", ["events", "transfers", "report", "incident", "map", "api"])
def test_a_phone_needs_no_scrolling_sideways(room: str, views: dict[str, str], watched: Watch, name: str) -> None:
    page = watched(room, **PHONE)
    page.goto(room + views[name])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1


def test_the_first_key_leads_past_the_menu(room: str, watched: Watch) -> None:
    page = watched(room)
    page.goto(room + "/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/events#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_on_a_trigger_lights_its_record_and_back(room: str, views: dict[str, str], watched: Watch) -> None:
    page = watched(room)
    page.goto(room + views["report"])
    trigger = page.locator("a.s.trigger").first
    event = trigger.get_attribute("data-near")
    trigger.focus()
    assert "lit" in page.locator(f"#e-{event}").get_attribute("class")
    page.locator(f"#e-{event} h3 a").focus()
    assert "lit" in page.locator(f"#t-{event}").get_attribute("class")
    page.locator("h1").click()
    page.locator(f"#e-{event}").hover()
    assert "lit" in page.locator(f"#t-{event}").get_attribute("class")


def test_a_filter_answers_without_a_new_page_and_can_be_shared(room: str, watched: Watch) -> None:
    page = watched(room)
    page.goto(room + "/events")
    page.evaluate("window.stays = true")
    before = page.locator("#told").text_content()
    page.fill("#f-actor", "SRB")
    page.press("#f-actor", "Enter")
    page.wait_for_url("**/events?q=actor=SRB")
    page.wait_for_function("told => document.getElementById('told').textContent !== told", arg=before)
    assert page.evaluate("window.stays") is True
    assert page.get_attribute("#told", "aria-live") == "polite"
    shown = page.locator("#results table").inner_text()
    page.goto(page.url)
    assert page.locator("#results table").inner_text() == shown
    assert page.input_value("#f-actor") == "SRB"


def test_a_wrong_filter_is_told_and_leaves_the_page(browser: Any, room: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(room + "/events")
    page.fill("#f-more", "no-such-field=1")
    page.press("#f-more", "Enter")
    page.wait_for_function("() => document.getElementById('told').textContent.includes('no field')")
    assert page.locator("#results tbody tr").count() > 1
    context.close()


def test_the_views_work_without_script(browser: Any, room: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room + "/events")
    page.fill("#f-actor", "SRB")
    page.click("form.filter button")
    assert page.url == room + "/events?q=actor=SRB"
    page.locator("td a.to").first.click()
    assert page.locator(".card").count() > 0
    context.close()


@pytest.mark.parametrize("path", ["/", "/events", "/claims", "/incidents", "/timeline", "/changes?since=2020-01-01"])
def test_hostile_words_stay_words_in_lists(hostile_room: str, watched: Watch, path: str) -> None:
    page = watched(hostile_room)
    page.goto(hostile_room + path)
    _nothing_ran(page)


def test_hostile_words_stay_words_in_each_report(hostile_room: str, watched: Watch) -> None:
    page = watched(hostile_room)
    page.goto(hostile_room + "/events")
    reports = page.evaluate(
        "fetch('/download/events.jsonl').then(a => a.text())"
        ".then(t => [...new Set(t.trim().split('\\n').map(l => JSON.parse(l).report_id))])"
    )
    assert len(reports) == len(HOSTILE) >= 60
    for report in reports:
        page.goto(f"{hostile_room}/report/{report}", wait_until="domcontentloaded")
        _nothing_ran(page)


def test_hostile_words_in_the_address_stay_words(hostile_room: str, client: Any) -> None:
    for text in HOSTILE:
        for path in ("/events", "/dyad", "/changes"):
            answer = client.get(path, params={"q": f"text~{text}", "one": text, "other": text, "since": text})
            assert answer.status_code in (200, 400)
            assert "<script>window" not in answer.text.lower()


def _nothing_ran(page: Any) -> None:
    found = page.evaluate(
        """() => ({
            pwned: window.pwned === undefined,
            scripts: document.scripts.length,
            mains: document.querySelectorAll('main').length,
            foreign: document.querySelectorAll('iframe,object,embed,base,meta[http-equiv],img,style,[style]').length,
            handlers: [...document.querySelectorAll('*')].filter(
                e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
            unsafe: [...document.querySelectorAll('[href]')].filter(
                e => !/^(https?:)$/.test(new URL(e.getAttribute('href'), location).protocol)).length,
            visible: getComputedStyle(document.body).display !== 'none',
        })"""
    )
    expected = {"pwned": True, "scripts": 1, "mains": 1, "foreign": 0, "handlers": 0, "unsafe": 0, "visible": True}
    assert found == expected
