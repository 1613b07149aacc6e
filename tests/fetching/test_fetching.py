"""What a fetch gives when the server behaves, and when it does not."""

from __future__ import annotations

import gzip
import time
import zlib
from dataclasses import replace

import pytest
from fetchers import LIMITS, make_fetcher
from rude_server import Asked, FakeTime, RudeServer, moved, reply, slowly

from onrecord.fetching import Fetched, Fetcher, FetchProblem, Validators


def problem(found: Fetched | FetchProblem) -> FetchProblem:
    assert isinstance(found, FetchProblem), found
    assert found.message.startswith("http")
    return found


def page(found: Fetched | FetchProblem) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def test_a_page_comes_as_it_is(server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/a"] = reply("caf\xe9".encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1")
    found = page(fetcher.get(server.url("/a")))
    assert (found.body, found.charset, found.redirects) == (b"caf\xe9", "ISO-8859-1", ())


def test_we_say_who_we_are_and_send_nothing_else_of_ours(server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/a"] = reply("x", Set_Cookie="id=1; Path=/")
    for _ in range(2):
        page(fetcher.get(server.url("/a")))
    asked = server.asked[-1]
    assert asked.headers["user-agent"] == "onrecord/9 (+mailto:desk@example.org)"
    assert asked.headers["host"] == server.host
    assert set(asked.headers) == {"host", "user-agent", "connection", "accept", "accept-encoding"}


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_packed_body_is_unpacked(server: RudeServer, fetcher: Fetcher, pack) -> None:  # type: ignore[no-untyped-def]
    name = "gzip" if pack is gzip.compress else "deflate"
    server.routes["/a"] = reply(pack(b"words " * 1000), Content_Encoding=name)
    assert page(fetcher.get(server.url("/a"))).body == b"words " * 1000


def test_a_body_of_two_gzip_members_with_rubbish_behind(server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/a"] = reply(
        gzip.compress(b"one ", mtime=0) + gzip.compress(b"two") + b"\0\0\0", Content_Encoding="gzip"
    )
    assert page(fetcher.get(server.url("/a"))).body == b"one two"


@pytest.mark.parametrize(
    ("name", "answer", "code"),
    [
        ("a bomb", reply(gzip.compress(b"\0" * 50_000_000, mtime=0), Content_Encoding="gzip"), "too-big"),
        ("too long", reply(b"x" * 300_000), "too-big"),
        ("says it is too long", reply(b"x", Content_Length="999999999999"), "too-big"),
        ("shorter than it says", reply(b"short", Content_Length="500"), "cut-off"),
        (
            "a packed body that breaks off",
            reply(gzip.compress(b"abc" * 999, mtime=0)[:-9], Content_Encoding="gzip"),
            "cut-off",
        ),
        ("not packed at all", reply(b"plain words", Content_Encoding="gzip"), "bad-encoding"),
        ("packed another way", reply(b"xx", Content_Encoding="br"), "bad-encoding"),
        ("packed twice", reply(b"xx", Content_Encoding="gzip, gzip"), "bad-encoding"),
        ("huge headers", reply(b"x", X_Long="y" * 300_000), "bad-http"),
        ("many headers", reply(b"x", **{f"X-{number}": "y" * 99 for number in range(3000)}), "bad-http"),
        ("not HTTP", b"SSH-2.0-OpenSSH_9.0\r\n\r\n", "bad-http"),
        ("nothing", b"", "cut-off"),
        ("half a status line", b"HTTP/1.1 2", "cut-off"),
        ("chunks that break off", reply(b"5\r\nhello\r\n", Transfer_Encoding="chunked"), "cut-off"),
        ("chunks of no length", reply(b"zz\r\nhello\r\n", Transfer_Encoding="chunked"), "bad-http"),
        ("a length that is none", reply(b"x", Content_Length="-5"), "bad-http"),
        ("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "bad-http"),
        ("not modified, though not asked", reply(status="304 Not Modified"), "bad-status"),
        ("forbidden", reply(status="403 Forbidden"), "forbidden"),
        ("not there", reply(status="404 Not Found"), "not-found"),
        ("gone", reply(status="410 Gone"), "gone"),
        ("broken", reply(status="500 Oops"), "server-error"),
        ("busy", reply(status="503 Busy"), "server-error"),
        ("a teapot", reply(status="418 Teapot"), "bad-status"),
        ("a redirect to nowhere", reply(status="302 Found"), "bad-redirect"),
    ],
)
def test_a_bad_answer_is_a_problem(name: str, answer: bytes, code: str, server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/a"] = answer
    assert problem(fetcher.get(server.url("/a"))).code == code


def test_a_bomb_within_the_size_is_told_by_its_growth(server: RudeServer, clock: FakeTime) -> None:
    fetcher = make_fetcher(clock, server.host, limits=replace(LIMITS, max_bytes=100_000_000))
    server.routes["/a"] = reply(gzip.compress(b"\0" * 50_000_000, mtime=0), Content_Encoding="gzip")
    assert problem(fetcher.get(server.url("/a"))).code == "bomb"


def test_more_than_it_says_is_cut_to_what_it_says(server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/a"] = reply(b"wordsandmore", Content_Length="5")
    assert page(fetcher.get(server.url("/a"))).body == b"words"


def test_a_body_without_a_length_ends_with_the_connection(server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/a"] = b"HTTP/1.0 200 OK\r\n\r\nwords"
    assert page(fetcher.get(server.url("/a"))).body == b"words"


@pytest.mark.parametrize(
    ("head", "pause", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", 0.05, "too-slow"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", 0.05, "too-slow"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", 0.6, "stalled"),
        (b"", 0.6, "stalled"),
    ],
)
def test_a_slow_server_does_not_hold_us(
    head: bytes, pause: float, code: str, server: RudeServer, clock: FakeTime
) -> None:
    limits = replace(LIMITS, total_seconds=0.5)
    fetcher = make_fetcher(clock, server.host, limits=limits)
    server.routes["/a"] = lambda asked: slowly([head, *[b"x"] * 99], pause)
    start = time.monotonic()
    found = problem(fetcher.get(server.url("/a")))
    assert (found.code, found.is_passing) == (code, True)
    assert time.monotonic() - start < limits.total_seconds + 0.5


def test_a_resolver_that_hangs_does_not_hold_us(clock: FakeTime) -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    assert problem(make_fetcher(clock, resolver=hang).get("http://slow.test/")).code == "too-slow"


def test_nobody_listens(server: RudeServer, clock: FakeTime) -> None:
    found = make_fetcher(clock, "127.0.0.1:9").get("http://127.0.0.1:9/")
    assert problem(found).code == "no-connection"


class TestRedirects:
    def test_they_are_followed_and_told(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes |= {"/a": moved("b?x=1", "301 Moved"), "/b": moved("/c", "308 Moved"), "/c": reply("here")}
        found = page(fetcher.get(server.url("/a")))
        assert (found.url, found.body) == (server.url("/c"), b"here")
        assert found.redirects == (server.url("/a"), server.url("/b?x=1"))

    def test_a_circle(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes |= {"/a": moved("/b"), "/b": moved("/a")}
        assert problem(fetcher.get(server.url("/a"))).code == "redirect-loop"
        assert server.paths() == ["/a", "/b"]

    def test_a_road_without_end(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/a"] = lambda asked: moved(f"/a?n={len(server.asked)}")
        assert problem(fetcher.get(server.url("/a"))).code == "redirect-loop"
        assert len(server.paths()) == LIMITS.max_redirects + 1

    def test_no_key_and_no_cookie_goes_to_another_host(
        self, server: RudeServer, other: RudeServer, fetcher: Fetcher
    ) -> None:
        server.routes["/a"] = reply(status="302 Found", Location="/b", Set_Cookie="session=1")
        server.routes["/b"] = reply(status="302 Found", Location=other.url("/c"), Set_Cookie="session=1")
        other.routes["/c"] = reply("x")
        page(fetcher.get(server.url("/a"), headers=[("Authorization", "Bearer key")]))
        sent = [(one.path, one.headers.get("authorization")) for one in [*server.asked, *other.asked]]
        assert ("/a", "Bearer key") in sent
        assert ("/b", "Bearer key") in sent
        assert ("/c", None) in sent
        assert all("cookie" not in one.headers for one in [*server.asked, *other.asked])
        assert all("referer" not in one.headers for one in other.asked)

    def test_a_key_does_not_come_back_with_a_redirect_to_the_first_host_of_another_port(
        self, server: RudeServer, other: RudeServer, fetcher: Fetcher
    ) -> None:
        server.routes["/a"] = moved(other.url("/b"))
        other.routes["/b"] = moved(server.url("/c"))
        server.routes["/c"] = reply("x")
        page(fetcher.get(server.url("/a"), headers=[("X-Key", "1")]))
        assert [one.headers.get("x-key") for one in other.asked] == [None, None]

    def test_from_https_to_http_is_not_followed(self, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
        from onrecord.fetching import fetcher as module
        from onrecord.fetching.exchange import Answer

        def answer(method, target, headers, body, **more):  # type: ignore[no-untyped-def]
            status = 404 if target.path == "/robots.txt" else 302
            return Answer(status, {"location": "http://example.org/a"}, b"")

        monkeypatch.setattr(module, "exchange", answer)
        assert problem(fetcher.get("https://example.org/a")).code == "downgrade"

    def test_a_post_is_not_carried_on(self, server: RudeServer, other: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/hook"] = moved(other.url("/hook"), "307 Temporary")
        found = problem(fetcher.post_json(server.url("/hook"), b"{}"))
        assert found.code == "redirected"
        assert other.asked == []


class TestAskingAgain:
    def test_a_page_that_did_not_change(self, server: RudeServer, fetcher: Fetcher) -> None:
        def answer(asked: Asked) -> bytes:
            if asked.headers.get("if-none-match") == '"v1"' and asked.headers.get("if-modified-since") == "yesterday":
                return reply(status="304 Not Modified", ETag='"v1"')
            return reply("x", ETag='"v1"', Last_Modified="yesterday")

        server.routes["/a"] = answer
        first = page(fetcher.get(server.url("/a")))
        assert first.validators == Validators(server.url("/a"), '"v1"', "yesterday")
        again = page(fetcher.get(server.url("/a"), validators=first.validators))
        assert again.is_unchanged
        assert again.body == b""

    def test_validators_of_another_address_are_not_sent(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/a"] = reply("x")
        page(fetcher.get(server.url("/a"), validators=Validators(server.url("/b"), '"v1"')))
        assert "if-none-match" not in server.asked[-1].headers

    def test_an_endless_etag_is_not_kept(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/a"] = reply("x", ETag='"' + "e" * 5000 + '"')
        assert page(fetcher.get(server.url("/a"))).validators is None


class TestCourtesy:
    def test_a_host_gets_a_pause_between_requests(self, server: RudeServer, fetcher: Fetcher, clock: FakeTime) -> None:
        server.routes["/a"] = reply("x")
        for _ in range(3):
            page(fetcher.get(server.url("/a")))
        assert clock.slept == [2.0, 2.0, 2.0]  # after robots.txt, the first and the second

    def test_another_host_does_not_wait_for_it(
        self, server: RudeServer, other: RudeServer, fetcher: Fetcher, clock: FakeTime
    ) -> None:
        server.routes["/robots.txt"] = other.routes["/robots.txt"] = reply("")
        server.routes["/a"] = other.routes["/a"] = reply("x")
        page(fetcher.get(server.url("/a")))
        before = len(clock.slept)
        page(fetcher.get(other.url("/a")))
        assert clock.slept[before:] == [2.0]  # of its own, after its robots.txt

    @pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
    def test_retry_after_is_kept_to(self, status: str, server: RudeServer, fetcher: Fetcher, clock: FakeTime) -> None:
        server.routes["/a"] = reply(status=status, Retry_After="600")
        assert problem(fetcher.get(server.url("/a"))).retry_after == 600
        server.routes["/a"] = reply("x")
        waiting = problem(fetcher.get(server.url("/a")))
        assert (waiting.code, waiting.is_passing) == ("waiting", True)
        assert len(server.paths()) == 1
        clock.moment += 601
        assert page(fetcher.get(server.url("/a"))).body == b"x"

    def test_retry_after_as_a_date(self, server: RudeServer, fetcher: Fetcher, clock: FakeTime) -> None:
        from email.utils import formatdate

        server.routes["/a"] = reply(status="429 Too Many", Retry_After=formatdate(clock.moment + 600, usegmt=True))
        assert problem(fetcher.get(server.url("/a"))).retry_after == pytest.approx(598, abs=1)

    @pytest.mark.parametrize("written", ["soon", "-5", "", "1e99", "Mon, 99 Foo 2030", "²"])
    def test_retry_after_that_is_none(self, written: str, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/a"] = reply(status="429 Too Many", Retry_After=written)
        assert problem(fetcher.get(server.url("/a"))).retry_after == 60

    def test_nobody_makes_us_wait_for_ever(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/a"] = reply(status="429 Too Many", Retry_After="99999999999999")
        assert problem(fetcher.get(server.url("/a"))).retry_after == 24 * 3600

    def test_trouble_in_a_row_doubles_the_rest_until_it_goes_well(
        self, server: RudeServer, fetcher: Fetcher, clock: FakeTime
    ) -> None:
        server.routes["/a"] = reply(status="500 Oops")
        rests = []
        for _ in range(12):
            found = problem(fetcher.get(server.url("/a")))
            rests.append(found.retry_after)
            clock.moment += 6 * 3600 + 1
        assert rests[:4] == [60, 120, 240, 480]
        assert rests[-1] == 6 * 3600
        server.routes["/a"] = reply("x")
        page(fetcher.get(server.url("/a")))
        server.routes["/a"] = reply(status="500 Oops")
        assert problem(fetcher.get(server.url("/a"))).retry_after == 60


class TestRobots:
    def test_what_it_forbids_is_not_asked(self, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes["/robots.txt"] = reply("User-agent: *\nDisallow: /private\n")
        server.routes |= {"/private/a": reply("x"), "/b": reply("x")}
        assert problem(fetcher.get(server.url("/private/a"))).code == "robots"
        page(fetcher.get(server.url("/b")))
        assert [one.path for one in server.asked] == ["/robots.txt", "/b"]  # asked for once

    def test_it_holds_after_a_redirect_too(self, server: RudeServer, other: RudeServer, fetcher: Fetcher) -> None:
        other.routes["/robots.txt"] = reply("User-agent: onrecord\nDisallow: /\n")
        server.routes["/a"] = moved(other.url("/b"))
        assert problem(fetcher.get(server.url("/a"))).code == "robots"
        assert other.paths() == []

    @pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Too Many"])
    def test_where_it_cannot_be_asked_nothing_is(self, status: str, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes |= {"/robots.txt": reply(status=status), "/a": reply("x")}
        assert problem(fetcher.get(server.url("/a"))).is_passing
        assert server.paths() == []

    @pytest.mark.parametrize("answer", [reply(status="404 No"), reply(status="403 No"), reply(b"\xff\xfe\0rubbish")])
    def test_where_there_is_none_all_may_be_asked(self, answer: bytes, server: RudeServer, fetcher: Fetcher) -> None:
        server.routes |= {"/robots.txt": answer, "/a": reply("x")}
        assert page(fetcher.get(server.url("/a"))).body == b"x"

    def test_its_crawl_delay_is_kept_to(self, server: RudeServer, fetcher: Fetcher, clock: FakeTime) -> None:
        server.routes |= {"/robots.txt": reply("User-agent: *\nCrawl-delay: 20\n"), "/a": reply("x")}
        for _ in range(2):
            page(fetcher.get(server.url("/a")))
        assert clock.slept[-1] == 20

    def test_it_is_asked_again_after_a_day(self, server: RudeServer, fetcher: Fetcher, clock: FakeTime) -> None:
        server.routes["/a"] = reply("x")
        page(fetcher.get(server.url("/a")))
        server.routes["/robots.txt"] = reply("User-agent: *\nDisallow: /\n")
        page(fetcher.get(server.url("/a")))
        clock.moment += 25 * 3600
        assert problem(fetcher.get(server.url("/a"))).code == "robots"


def test_posting_sends_the_body_once(server: RudeServer, fetcher: Fetcher) -> None:
    server.routes["/hook"] = reply(status="204 No Content")
    page(fetcher.post_json(server.url("/hook"), b'{"a": 1}', [("Authorization", "Bearer k")]))
    (asked,) = server.asked
    assert (asked.method, asked.body, asked.headers["content-type"]) == ("POST", b'{"a": 1}', "application/json")
    assert asked.headers["authorization"] == "Bearer k"
