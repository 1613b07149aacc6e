"""An alert as a mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from onrecord.watching.config import Channel

__all__ = ["letter", "mbox_entry", "text_of"]

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_FROM_LINE = re.compile(rb"^(>*From )", re.MULTILINE)
_LONGEST_SUBJECT = 200


def letter(body: Mapping[str, Any], channel: Channel) -> bytes:
    """The mail of an alert, the same bytes each time."""
    return _message(body, channel).as_bytes(policy=SMTP)


def mbox_entry(body: Mapping[str, Any], channel: Channel) -> bytes:
    """The mail as it stands in an mbox file, lines that start with "From " quoted."""
    data = _FROM_LINE.sub(rb">\1", _message(body, channel).as_bytes(policy=SMTP.clone(linesep="\n")))
    moment = datetime.fromisoformat(body["made_at"]).ctime()
    return f"From onrecord {moment}\n".encode() + data.rstrip(b"\n") + b"\n\n"


def text_of(body: Mapping[str, Any]) -> str:
    """An alert in plain words: what it says, then each quote with its report and address."""
    lines = [body["summary"], ""]
    for change in body["changes"]:
        lines += [f"{change['field']}: {change['before']} -> {change['now']}", ""]
    for one in body["tellings"]:
        said = ", ".join(str(part) for part in (one.get("publisher"), one.get("published")) if part)
        lines += [f'"{one["quote"]}"', f"  {said or 'no publisher or date'}: {one.get('title') or one['key']}"]
        lines += [f"  {one['url']}"] if one.get("url") else []
        lines += [f"  certainty {one['certainty']}, report {one['report_id']}, event {one['event_id']}", ""]
    if body["tellings_left_out"]:
        lines += [f"and {body['tellings_left_out']} more", ""]
    asked = " ".join([body["question"], *body["where"]])
    lines += [f"asked: {asked} ({body['when']})", f"alert {body['id']}"]
    return "\n".join(_CONTROLS.sub(" ", " ".join(line.splitlines()) if line else "") for line in lines) + "\n"


def _message(body: Mapping[str, Any], channel: Channel) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = _CONTROLS.sub(" ", " ".join(str(body["summary"]).split()))[:_LONGEST_SUBJECT]
    message["From"] = channel.sender
    message["To"] = channel.to
    message["Date"] = format_datetime(datetime.fromisoformat(body["made_at"]))
    message["Message-ID"] = f"<{body['id']}@onrecord.invalid>"
    message["X-Onrecord-Alert"] = str(body["alert"])
    message.set_content(text_of(body))
    return message
