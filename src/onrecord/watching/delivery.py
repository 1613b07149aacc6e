"""Alerts to where they go: a web hook, a mail file, a feed of our own, a command."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from onrecord.fetching import Fetcher, FetchProblem
from onrecord.watching.config import Channel
from onrecord.watching.letters import letter, mbox_entry
from onrecord.watching.notes import Note
from onrecord.watching.own_feed import feed_of
from onrecord.watching.state import Delivery, State

__all__ = ["Deliverer"]

_FIRST_WAIT = 60.0  # seconds until a failed delivery is tried again, doubled each time
_LONGEST_WAIT = 6 * 3600.0
_MOST_DOUBLINGS = 10
_IN_FEED = 200  # alerts that the feed of our own keeps


class Deliverer:
    """Delivers what is in the outbox, in order; what fails is tried again later and holds up its own channel only.

    That a delivery is tried is kept before it is tried, that it arrived right after.  Files are written so that doing
    it twice is doing it once; a web hook or command gets the alert again, with the same id, if the process is killed
    in the moment between its answer and our note of it.
    """

    def __init__(
        self,
        state: State,
        channels: Mapping[str, Channel],
        fetcher: Fetcher,
        *,
        now: Callable[[], float],
        tell: Callable[[Note], None],
        step: Callable[[str], None],
    ) -> None:
        self._state = state
        self._channels = channels
        self._fetcher = fetcher
        self._now = now
        self._tell = tell
        self._step = step

    def deliver(self) -> None:
        """Tries all whose time has come."""
        stuck: set[str] = set()
        for delivery in self._state.unsent(self._now()):
            channel = self._channels.get(delivery.channel)
            if channel is None or delivery.channel in stuck:
                continue  # a channel taken out of the plan keeps its alerts until it comes back
            problem = self._try(channel, delivery)
            if problem is None:
                self._state.keep_sent(delivery, self._now())
            else:
                stuck.add(channel.name)
                self._put_off(delivery, problem)
            self._step("delivery-kept")

    def _try(self, channel: Channel, delivery: Delivery) -> FetchProblem | str | None:
        """What went wrong, if anything did."""
        place = _length(channel.path) if channel.is_mbox else None
        known = delivery.place if delivery.place is not None else place
        self._state.keep_attempt(delivery, known)
        self._step("about-to-deliver")
        try:
            return self._send(channel, delivery, known)
        except OSError as error:
            return f"{error.filename or channel.name}: {error.strerror or error}; check the path and its permissions"
        finally:
            self._step("delivered")

    def _send(self, channel: Channel, delivery: Delivery, place: int | None) -> FetchProblem | str | None:
        if channel.kind == "webhook":
            return self._post(channel, delivery)
        if channel.kind == "command":
            return _run(channel, delivery)
        body: dict[str, Any] = json.loads(delivery.body)
        if channel.kind == "feed":
            before = [json.loads(one) for one in self._state.sent(channel.name, _IN_FEED - 1)]
            _write_whole(channel.path, feed_of(channel.title, [body, *before]))
        elif channel.is_mbox:
            _append(channel.path, mbox_entry(body, channel), place or 0)
        else:
            _write_whole(channel.path / f"{delivery.id}.eml", letter(body, channel))
        return None

    def _post(self, channel: Channel, delivery: Delivery) -> FetchProblem | None:
        headers = [("Idempotency-Key", delivery.id), ("X-Attempt", str(delivery.attempts + 1)), *channel.headers]
        answer = self._fetcher.post_json(channel.url, delivery.body.encode(), headers)
        return answer if isinstance(answer, FetchProblem) else None

    def _put_off(self, delivery: Delivery, problem: FetchProblem | str) -> None:
        stated, what = (problem.retry_after, problem.message) if isinstance(problem, FetchProblem) else (None, problem)
        own = min(_FIRST_WAIT * 2 ** min(delivery.attempts, _MOST_DOUBLINGS), _LONGEST_WAIT)
        self._state.keep_unsent(delivery, self._now() + max(own, stated or 0.0))
        self._tell(Note(delivery.channel, f"not delivered, tried again later: {what}", is_problem=True))


def _run(channel: Channel, delivery: Delivery) -> str | None:
    """Runs a command with the alert as JSON on its standard input; no shell sees either."""
    environment = {**os.environ, "ONRECORD_ALERT_ID": delivery.id, "ONRECORD_ATTEMPT": str(delivery.attempts + 1)}
    try:
        done = subprocess.run(  # noqa: S603  -- the operator's own command, as a list of arguments
            channel.command,
            input=delivery.body.encode(),
            capture_output=True,
            timeout=channel.seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return f"{channel.command[0]}: took over {channel.seconds:g} seconds and was ended; raise longest"
    if done.returncode == 0:
        return None
    last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
    return f"{channel.command[0]}: exit status {done.returncode} {last[0][:200]}".rstrip()


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _write_whole(path: Path, data: bytes) -> None:
    """Puts a file in place in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def _append(path: Path, data: bytes, place: int) -> None:
    """Appends to a file once: what an earlier try left behind ``place`` is completed, not repeated."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        stream.seek(place)
        left = stream.read()
        if data in left:
            return
        if left and data.startswith(left):
            stream.truncate(place)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
