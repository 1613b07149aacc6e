"""Alerts as mails and as a feed, whatever words they carry."""

from __future__ import annotations

import email
import mailbox
from email import policy
from pathlib import Path
from xml.etree import ElementTree

import pytest

from onrecord.reading.feeds import feed_entries
from onrecord.watching.config import Channel
from onrecord.watching.delivery import _append
from onrecord.watching.letters import letter, mbox_entry
from onrecord.watching.own_feed import feed_of

CHANNEL = Channel("box", "mail", to="desk@example.org", sender="watch@example.org")
HOSTILE = "One\r\nBcc: other@example.org\r\n\r\nFrom nowhere \x00\x1b[2J <script>&amp; \u2028 ]]> caf\xe9"


def body(words: str = HOSTILE, number: int = 1) -> dict[str, object]:
    telling = {
        "event_id": "e" * 16,
        "report_id": "a" * 16,
        "key": words,
        "url": "https://example.org/a?b=1&c=<2>",
        "title": words,
        "publisher": words,
        "published": "2031-03-05",
        "certainty": "CT+",
        "quote": words,
    }
    return {
        "id": f"{number:016x}",
        "alert": "arms",
        "summary": f"arms: {words}",
        "made_at": "2031-03-05T10:00:00Z",
        "question": "transfers",
        "where": ["recipient=SDN"],
        "when": "changed",
        "changes": [{"field": "certainty", "before": "PS+", "now": "CT+"}],
        "tellings": [telling],
        "tellings_left_out": 3,
    }


def test_a_mail_has_only_our_headers() -> None:
    message = email.message_from_bytes(letter(body(), CHANNEL), policy=policy.default)
    assert message["Bcc"] is None
    assert message["To"] == "desk@example.org"
    assert message["Subject"].startswith("arms: One Bcc: other@example.org From nowhere")
    text = message.get_content()
    assert "certainty: PS+ -> CT+" in text
    assert "and 3 more" in text
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "https://example.org/a?b=1&c=<2>" in text


def test_a_mail_is_the_same_bytes_each_time() -> None:
    assert letter(body(), CHANNEL) == letter(body(), CHANNEL)
    assert mbox_entry(body(), CHANNEL) == mbox_entry(body(), CHANNEL)


def test_words_do_not_split_an_mbox(tmp_path: Path) -> None:
    file = tmp_path / "box"
    for number in (1, 2):
        _append(file, mbox_entry(body("First\nFrom x@y Wed Mar  5 2031\n", number), CHANNEL), 0)
    assert len(mailbox.mbox(file, create=False)) == 2


@pytest.mark.parametrize("left", [0, 1, 40, 10_000])
def test_an_append_that_broke_off_is_completed(left: int, tmp_path: Path) -> None:
    file = tmp_path / "box"
    before, data = b"From a Wed\nSubject: x\n\nold\n\n", mbox_entry(body(), CHANNEL)
    file.write_bytes(before + data[:left])
    _append(file, data, len(before))
    assert file.read_bytes() == before + data


def test_an_append_that_was_done_is_not_repeated_behind_somebody_else_s(tmp_path: Path) -> None:
    file = tmp_path / "box"
    data = mbox_entry(body(), CHANNEL)
    file.write_bytes(b"old\n\n" + data + b"other\n\n")
    _append(file, data, 5)
    assert file.read_bytes() == b"old\n\n" + data + b"other\n\n"


def test_what_somebody_else_appended_stays(tmp_path: Path) -> None:
    file = tmp_path / "box"
    data = mbox_entry(body(), CHANNEL)
    file.write_bytes(b"old\n\nother\n\n")
    _append(file, data, 5)
    assert file.read_bytes() == b"old\n\nother\n\n" + data


def test_a_feed_can_be_read_whatever_it_says() -> None:
    data = feed_of("Desk <1>", [body(number=2), body(number=1)])
    entries = list(feed_entries(data))
    assert [entry.id for entry in entries] == [f"urn:onrecord:alert:{number:016x}" for number in (2, 1)]
    assert entries[0].url == "https://example.org/a?b=1&c=<2>"
    content = ElementTree.fromstring(data).find("{*}entry/{*}content")
    assert content is not None
    assert content.text is not None
    assert "<script>&amp;" in content.text
    assert "caf\xe9" in content.text
