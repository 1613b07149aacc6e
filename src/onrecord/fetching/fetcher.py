"""Pages fetched: each address checked, robots.txt heeded, redirects followed by hand, hosts given their rest."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import httpx

from onrecord.fetching.connecting import Resolver, resolve
from onrecord.fetching.courtesy import Courtesy, retry_seconds
from onrecord.fetching.exchange import Answer, Header, exchange
from onrecord.fetching.results import Fetched, FetchLimits, FetchProblem, Validators
from onrecord.fetching.robots import ALLOW_ALL, LARGEST_ROBOTS, Robots, parse_robots
from onrecord.fetching.targets import Target, parse_target

__all__ = ["FetchPolicy", "Fetcher"]

_ROBOT = "onrecord"
_ROBOTS_LAST = 24 * 3600.0  # seconds that a robots.txt is believed
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_VALIDATOR = 1_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:\-]+)", re.IGNORECASE)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json;q=0.9,*/*;q=0.8"
_WHAT_TO_DO = {
    401: ("forbidden", "the server wants a password", False),
    403: ("forbidden", "the server does not let us", False),
    404: ("not-found", "there is no such page; check the address", False),
    410: ("gone", "the page is gone for good; take the address out", False),
    408: ("server-error", "the server ran out of time; try later", True),
    425: ("server-error", "the server says it is too early; try later", True),
    429: ("too-many", "the server asks us to wait", True),
}


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """How everything is fetched; ``contact`` (an address of the operator) stands in the User-Agent.

    ``allow`` are hosts ("host", "host:port") whose addresses may be private and whose ports may be odd.
    """

    contact: str = ""
    version: str = "0"
    allow: frozenset[str] = frozenset()
    limits: FetchLimits = field(default_factory=FetchLimits)

    @property
    def user_agent(self) -> str:
        """Who asks, in the form that robots usually have."""
        about = f" (+{self.contact})" if self.contact else " (news monitor)"
        return f"{_ROBOT}/{self.version}{about}"


class Fetcher:
    """Fetches pages and posts JSON under one policy; keeps what robots.txt files say for a day."""

    def __init__(
        self,
        policy: FetchPolicy,
        courtesy: Courtesy,
        *,
        resolver: Resolver = resolve,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._now = now
        self._robots: dict[str, tuple[float, Robots]] = {}
        self.courtesy = courtesy

    def get(
        self, url: str, *, validators: Validators | None = None, headers: Sequence[Header] = ()
    ) -> Fetched | FetchProblem:
        """The page at an address, redirects followed; ``headers`` (a key, say) are sent to its own host only.

        With ``validators`` of an earlier answer the server is asked for something newer.
        """
        target = parse_target(url, self._policy.allow)
        if isinstance(target, FetchProblem):
            return target
        first, passed = target, [target.url]
        while True:
            answer = self._ask(target, headers if target.origin == first.origin else (), validators)
            if isinstance(answer, FetchProblem):
                return answer
            if answer.status not in _REDIRECTS:
                return self._result(target, answer, tuple(passed[:-1]))
            following = self._redirected(target, answer, passed)
            if isinstance(following, FetchProblem):
                return following
            target = following
            passed.append(target.url)

    def post_json(self, url: str, body: bytes, headers: Sequence[Header] = ()) -> Fetched | FetchProblem:
        """Posts JSON to an address; a redirect is not followed, since it would move what is said to somebody else."""
        target = parse_target(url, self._policy.allow)
        if isinstance(target, FetchProblem):
            return target
        if waiting := self._waiting(target):
            return waiting
        sent = [*self._headers(target), ("Content-Type", "application/json"), *headers]
        answer = self._exchange("POST", target, sent, body)
        if isinstance(answer, FetchProblem):
            return answer
        if answer.status in _REDIRECTS:
            what = f"redirects to {answer.headers.get('location', 'nowhere')[:200]!r}; if that is right, give it"
            return FetchProblem("redirected", target.url, f"{target.url}: {what}")
        return self._result(target, answer, ())

    def _ask(self, target: Target, headers: Sequence[Header], validators: Validators | None) -> Answer | FetchProblem:
        """One step of a fetch: robots.txt, the host's rest, the request."""
        robots = self._robots_of(target)
        if isinstance(robots, FetchProblem):
            return robots
        if not robots.allows(target.path):
            what = "its robots.txt forbids it to us; ask the publisher, or take the address out"
            return FetchProblem("robots", target.url, f"{target.url}: {what}")
        if waiting := self._waiting(target):
            return waiting
        conditions = _conditions(target, validators)
        sent = [*self._headers(target), ("Accept", _ACCEPT), ("Accept-Encoding", "gzip"), *conditions, *headers]
        answer = self._exchange("GET", target, sent, delay=robots.delay)
        if isinstance(answer, Answer) and answer.status == 304 and not conditions:
            what = "says 'not modified' though nothing was asked; try later"
            return FetchProblem("bad-status", target.url, f"{target.url}: {what}", is_passing=True)
        return answer

    def _headers(self, target: Target) -> list[Header]:
        return [("Host", target.netloc), ("User-Agent", self._policy.user_agent), ("Connection", "close")]

    def _waiting(self, target: Target) -> FetchProblem | None:
        left = self.courtesy.wait(target.netloc)
        if left is None:
            return None
        what = f"the host gets a rest of {left:.0f} more seconds; nothing to do"
        return FetchProblem("waiting", target.url, f"{target.url}: {what}", is_passing=True, retry_after=left)

    def _exchange(
        self,
        method: str,
        target: Target,
        headers: Sequence[Header],
        body: bytes = b"",
        *,
        delay: float | None = None,
        is_for_robots: bool = False,
    ) -> Answer | FetchProblem:
        """The answer, and the host's next rest by what it was; a bad status is a problem."""
        limits = self._policy.limits
        if is_for_robots:
            limits = replace(limits, max_bytes=LARGEST_ROBOTS)
        answer = exchange(method, target, headers, body, limits=limits, resolver=self._resolver)
        if isinstance(answer, FetchProblem):
            if not answer.is_passing:
                return answer
            return replace(answer, retry_after=self.courtesy.note_failure(target.netloc))
        problem = self._bad_status(target, answer)
        if problem is None or not problem.is_passing:
            self.courtesy.note_answer(target.netloc, delay, is_settled=not is_for_robots)
            return problem or answer
        stated = retry_seconds(answer.headers.get("retry-after"), self._now())
        return replace(problem, retry_after=self.courtesy.note_failure(target.netloc, stated))

    def _bad_status(self, target: Target, answer: Answer) -> FetchProblem | None:
        status = answer.status
        if 200 <= status < 300 or status == 304 or status in _REDIRECTS:
            return None
        usual = (
            ("server-error", "the server is in trouble; try later", True)
            if status >= 500
            else ("bad-status", "no page; check the address", False)
        )
        code, what, is_passing = _WHAT_TO_DO.get(status, usual)
        return FetchProblem(code, target.url, f"{target.url}: status {status}: {what}", is_passing)

    def _redirected(self, target: Target, answer: Answer, passed: Sequence[str]) -> Target | FetchProblem:
        """Where a redirect leads, checked like any address."""

        def refused(code: str, what: str) -> FetchProblem:
            return FetchProblem(code, target.url, f"{target.url}: {what}")

        location = answer.headers.get("location", "")
        try:
            url = str(httpx.URL(target.url).join(location))
        except (httpx.InvalidURL, ValueError):
            return refused("bad-redirect", f"redirects to {location[:100]!a}, which is no address")
        following = parse_target(url, self._policy.allow) if location else refused("bad-redirect", "redirects nowhere")
        if isinstance(following, FetchProblem):
            return replace(following, message=f"{target.url}: redirects to {following.message}")
        if following.url in passed:
            return refused("redirect-loop", f"redirects in a circle, to {following.url} again; check the address")
        if len(passed) > self._policy.limits.max_redirects:
            return refused("redirect-loop", f"over {len(passed) - 1} redirects; give the last address itself")
        if target.scheme == "https" and following.scheme == "http":
            return refused("downgrade", f"redirects from https to {following.url}; give that address if you trust it")
        return following

    def _robots_of(self, target: Target) -> Robots | FetchProblem:
        """The rules of a target's host; none where it has no file, all closed for now where it cannot be asked."""
        known = self._robots.get(target.origin)
        if known is not None and known[0] > self._now():
            return known[1]
        answer = self._robots_answer(target)
        if isinstance(answer, FetchProblem) and answer.is_passing:
            return replace(answer, message=f"{answer.message} (asked for its robots.txt first)")
        if isinstance(answer, FetchProblem):
            is_guarded = answer.code in ("private-address", "odd-host", "no-such-host")
            if is_guarded:
                return answer
        robots = parse_robots(answer.body, _ROBOT) if isinstance(answer, Fetched) else ALLOW_ALL
        self._robots[target.origin] = (self._now() + _ROBOTS_LAST, robots)
        return robots

    def _robots_answer(self, target: Target) -> Fetched | FetchProblem:
        """What /robots.txt gives, over a few redirects."""
        step: Target | FetchProblem = replace(target, path="/robots.txt")
        passed = [step.url]
        while isinstance(step, Target):
            if waiting := self._waiting(step):
                return waiting
            sent = [*self._headers(step), ("Accept-Encoding", "gzip")]
            answer = self._exchange("GET", step, sent, is_for_robots=True)
            if isinstance(answer, FetchProblem):
                return answer
            if answer.status not in _REDIRECTS:
                return self._result(step, answer, ())
            step = self._redirected(step, answer, passed)
            passed.append(step.url)
        return step

    def _result(self, target: Target, answer: Answer, redirects: tuple[str, ...]) -> Fetched:
        headers = answer.headers
        content_type = headers.get("content-type")
        charset = _CHARSET.search(content_type or "")
        return Fetched(
            url=target.url,
            status=answer.status,
            body=answer.body,
            content_type=content_type,
            charset=charset[1] if charset else None,
            validators=_validators(target, headers),
            redirects=redirects,
            is_unchanged=answer.status == 304,
        )


def _conditions(target: Target, validators: Validators | None) -> list[Header]:
    """The conditional headers, for the very address that gave the validators."""
    if validators is None or validators.url != target.url:
        return []
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return [(name, value) for name, value in pairs if value]


def _validators(target: Target, headers: dict[str, str]) -> Validators | None:
    found = [headers.get(name, "") for name in ("etag", "last-modified")]
    etag, changed = (value if value and len(value) <= _LONGEST_VALIDATOR else None for value in found)
    return Validators(target.url, etag, changed) if etag or changed else None
