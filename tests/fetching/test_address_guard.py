"""Which addresses may be asked: a table of ways to write an address, and names that lead somewhere else."""

from __future__ import annotations

from collections.abc import Callable

import httpcore
import pytest
from fetchers import make_fetcher
from rude_server import FakeTime, RudeServer, moved, reply

from onrecord.fetching import Fetched, Fetcher, FetchLimits, FetchProblem, allowed_name, connecting
from onrecord.fetching.addresses import why_not_public
from onrecord.fetching.connecting import Deadline, GuardedBackend
from onrecord.fetching.results import Refusal
from onrecord.fetching.targets import Target, parse_target

REFUSED = [
    # private, loopback, link-local and other special addresses, written plainly
    ("http://127.0.0.1/", "private-address"),
    ("http://127.8.9.1/", "private-address"),
    ("https://10.1.2.3/feed", "private-address"),
    ("http://172.16.0.1/", "private-address"),
    ("http://172.31.255.254/", "private-address"),
    ("http://192.168.1.1/", "private-address"),
    ("http://169.254.169.254/latest/meta-data/", "private-address"),
    ("http://100.64.0.1/", "private-address"),
    ("http://100.127.255.254/", "private-address"),
    ("http://0.0.0.0/", "private-address"),
    ("http://0.1.2.3/", "private-address"),
    ("http://192.0.0.8/", "private-address"),
    ("http://192.0.2.7/", "private-address"),
    ("http://198.18.0.1/", "private-address"),
    ("http://198.51.100.9/", "private-address"),
    ("http://203.0.113.5/", "private-address"),
    ("http://192.88.99.1/", "private-address"),
    ("http://224.0.0.251/", "private-address"),
    ("http://239.255.255.250/", "private-address"),
    ("http://240.0.0.1/", "private-address"),
    ("http://255.255.255.255/", "private-address"),
    ("http://127.0.0.1./", "private-address"),
    # IPv6
    ("http://[::1]/", "private-address"),
    ("http://[::]/", "private-address"),
    ("http://[0:0:0:0:0:0:0:1]/", "private-address"),
    ("http://[::ffff:127.0.0.1]/", "private-address"),
    ("http://[::ffff:7f00:1]/", "private-address"),
    ("http://[::ffff:8.8.8.8]/", "private-address"),
    ("http://[::127.0.0.1]/", "private-address"),
    ("http://[64:ff9b::7f00:1]/", "private-address"),
    ("http://[64:ff9b::10.0.0.1]/", "private-address"),
    ("http://[64:ff9b:1::1]/", "private-address"),
    ("http://[2002:7f00:1::]/", "private-address"),
    ("http://[2001:0:1::1]/", "private-address"),
    ("http://[2001:db8::1]/", "private-address"),
    ("http://[3fff::1]/", "private-address"),
    ("http://[fc00::1]/", "private-address"),
    ("http://[fd12:3456::1]/", "private-address"),
    ("http://[fe80::1]/", "private-address"),
    ("http://[fec0::1]/", "private-address"),
    ("http://[ff02::1]/", "private-address"),
    ("http://[5f00::1]/", "private-address"),
    ("http://[fe80::1%25eth0]/", None),
    ("http://[fe80::1%eth0]/", None),
    ("http://[::1/", None),
    ("http://[127.0.0.1]/", None),
    # addresses in disguise
    ("http://2130706433/", "odd-host"),
    ("http://0x7f000001/", "odd-host"),
    ("http://0X7F000001/", "odd-host"),
    ("http://017700000001/", "odd-host"),
    ("http://127.1/", "odd-host"),
    ("http://127.0.1/", "odd-host"),
    ("http://0177.0.0.1/", "bad-address"),
    ("http://0x7f.0.0.1/", "odd-host"),
    ("http://127.0.0.0x1/", "odd-host"),
    ("http://127.0.0.01/", "bad-address"),
    ("http://8.8.8.8.8/", "odd-host"),
    ("http://256.1.1.1/", "bad-address"),
    ("http://1.2.3.4../", "odd-host"),
    ("http://\uff11\uff12\uff17.0.0.1/", None),
    ("http://①②⑦.⓪.⓪.①/", None),
    ("http://127。0。0。1/", None),
    ("http://%31%32%37.0.0.1/", None),
    ("http://127.0.0.1%2f@example.org/", None),
    # names of one's own
    ("http://localhost/", "private-address"),
    ("http://LOCALHOST/", "private-address"),
    ("http://localhost./", "private-address"),
    ("http://printer/", "private-address"),
    ("http://a.localhost/", "private-address"),
    ("http://nas.local/", "private-address"),
    ("http://db.internal/", "private-address"),
    ("http://router.home.arpa/", "private-address"),
    ("http://ⓛocalhost/", None),
    # user-info
    ("http://user@example.org/", "user-info"),
    ("http://user:secret@example.org/", "user-info"),
    ("http://@example.org/", "user-info"),
    ("http://example.org@127.0.0.1/", "user-info"),
    ("http://example.org:80@127.0.0.1/", "user-info"),
    ("http://example.org\\@127.0.0.1/", "bad-address"),
    ("http://127.0.0.1\\.example.org/", "bad-address"),
    # ports
    ("http://example.org:22/", "odd-port"),
    ("http://example.org:8080/", "odd-port"),
    ("http://example.org:6379/", "odd-port"),
    ("http://example.org:0/", None),
    ("http://example.org:99999/", None),
    ("http://example.org:8o/", "bad-address"),
    # schemes and what is no address
    ("file:///etc/passwd", "bad-address"),
    ("file://example.org/etc/passwd", "scheme"),
    ("ftp://example.org/", "scheme"),
    ("gopher://127.0.0.1:6379/_x", "scheme"),
    ("javascript:alert(1)", "bad-address"),
    ("data:text/html,x", "bad-address"),
    ("//example.org/", "bad-address"),
    ("http:///feed", "bad-address"),
    ("http:example.org", "bad-address"),
    ("", "bad-address"),
    ("http://exa mple.org/", None),
    ("http://example.org/\r\nHost: 127.0.0.1", "bad-address"),
    ("http://example.org\x00.evil.test/", "bad-address"),
    ("http://-example.org/", None),
    ("http://exa..mple.org/", None),
    ("http://" + "a" * 64 + ".org/", None),
    ("http://example.org/" + "a" * 5000, "bad-address"),
]

GOOD = [
    ("http://example.org", "http://example.org/"),
    ("HTTP://EXAMPLE.ORG:80/A", "http://example.org/A"),
    ("https://example.org./feed", "https://example.org/feed"),
    ("https://example.org:443/?q=1#part", "https://example.org/?q=1"),
    ("http://example.org/a b", "http://example.org/a%20b"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://faß.example/", "https://xn--fa-hia.example/"),
    ("https://1.1.1.1/", "https://1.1.1.1/"),
    ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ("https://100.63.255.255/", "https://100.63.255.255/"),
    ("https://my_feed.example.org/@desk", "https://my_feed.example.org/@desk"),
    ("https://example.org/?u=a@b", "https://example.org/?u=a@b"),
]


@pytest.mark.parametrize(("url", "code"), REFUSED)
def test_a_doubtful_address_is_refused_with_a_reason(url: str, code: str | None) -> None:
    found = parse_target(url)
    assert isinstance(found, FetchProblem), found
    assert code is None or found.code == code, found
    assert found.code in ("private-address", "odd-host", "odd-port", "user-info", "scheme", "bad-address")
    assert len(found.message) > 20
    assert "\r" not in found.message
    assert "\x00" not in found.message


@pytest.mark.parametrize(("url", "written"), GOOD)
def test_a_good_address_is_written_in_one_way(url: str, written: str) -> None:
    found = parse_target(url)
    assert isinstance(found, Target), found
    assert found.url == written


def test_the_tables_have_their_size() -> None:
    assert len({url for url, _ in REFUSED}) == len(REFUSED) >= 60


@pytest.mark.parametrize(
    ("url", "allow", "is_good"),
    [
        ("http://127.0.0.1:8080/", "127.0.0.1:8080", True),
        ("http://127.0.0.1:8081/", "127.0.0.1:8080", False),
        ("http://127.0.0.1/", "127.0.0.1:8080", False),
        ("http://[::1]:8080/", "[::1]:8080", True),
        ("http://localhost/", "localhost", True),
        ("http://localhost:9000/", "localhost", False),
        ("http://intranet.example.org/", "intranet.example.org", True),
        ("http://a.intranet.example.org:8080/", "intranet.example.org:8080", False),
        ("http://2130706433:8080/", "127.0.0.1:8080", False),
        ("http://user@127.0.0.1:8080/", "127.0.0.1:8080", False),
        ("ftp://127.0.0.1:8080/", "127.0.0.1:8080", False),
    ],
)
def test_what_is_allowed_by_name_is_allowed_for_that_name_and_port_only(url: str, allow: str, *, is_good: bool) -> None:
    name = allowed_name(allow)
    assert name is not None
    assert isinstance(parse_target(url, frozenset({name})), Target) == is_good


@pytest.mark.parametrize("written", ["", "a/b", "user@host", "http://host", "0x7f000001", "host:99999", "ho st"])
def test_an_allowed_name_that_is_none_is_not_taken(written: str) -> None:
    assert allowed_name(written) is None


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450::1", "172.32.0.1", "100.128.0.1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert why_not_public(address) is None


class FakeBackend(httpcore.NetworkBackend):
    """Notes where it is told to connect, and connects to a server of this machine instead."""

    server: RudeServer
    connected: list[str]

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # type: ignore[no-untyped-def]
        self.connected.append(host)
        return REAL_BACKEND().connect_tcp("127.0.0.1", self.server.port, timeout)


REAL_BACKEND = httpcore.SyncBackend


@pytest.fixture
def connected(server: RudeServer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses connected to; every connection ends at the server."""
    FakeBackend.server, FakeBackend.connected = server, []
    monkeypatch.setattr(connecting.httpcore, "SyncBackend", FakeBackend)
    return FakeBackend.connected


def names(**known: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver; dots in names are written as underscores."""

    def resolver(host: str, port: int) -> list[str]:
        found = known.get(host.replace(".", "_"))
        if found is None:
            raise OSError("unknown name")
        return found

    return resolver


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.5"],
        ["169.254.169.254"],
        ["100.64.3.3"],
        ["::1"],
        ["::ffff:192.168.0.1"],
        ["64:ff9b::a00:1"],
        ["fe80::1%eth0"],
        ["8.8.8.8", "127.0.0.1"],
        ["2606:4700::1111", "fd00::1"],
        ["not an address"],
    ],
)
def test_a_name_that_leads_to_a_private_address_is_not_asked(
    addresses: list[str], connected: list[str], clock: FakeTime
) -> None:
    found = make_fetcher(clock, resolver=names(evil_test=addresses)).get("http://evil.test/feed")
    assert isinstance(found, FetchProblem)
    assert found.code == "private-address"
    assert addresses[-1] in found.message
    assert connected == []


def test_a_name_allowed_by_the_configuration_may_be_private(
    connected: list[str], clock: FakeTime, server: RudeServer
) -> None:
    server.routes["/feed"] = reply("x")
    fetcher = make_fetcher(clock, "desk.test", resolver=names(desk_test=["10.0.0.5"]))
    assert isinstance(fetcher.get("http://desk.test/feed"), Fetched)
    assert set(connected) == {"10.0.0.5"}


def test_what_was_checked_is_what_is_connected_to(connected: list[str]) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    target = parse_target("http://rebind.test/")
    assert isinstance(target, Target)
    backend = GuardedBackend(target, lambda host, port: next(answers), Deadline(FetchLimits()))
    backend.connect_tcp("rebind.test", 80).close()
    assert connected == ["93.184.216.34"]  # the name was asked for once, and its second answer never seen
    with pytest.raises(Refusal, match="loopback"):
        backend.connect_tcp("rebind.test", 80)
    assert connected == ["93.184.216.34"]


def test_a_backend_connects_to_its_target_whatever_it_is_told(connected: list[str]) -> None:
    target = parse_target("http://8.8.4.4/")
    assert isinstance(target, Target)
    GuardedBackend(target, names(), Deadline(FetchLimits())).connect_tcp("127.0.0.1", 22).close()
    assert connected == ["8.8.4.4"]


def test_a_name_that_changes_between_two_steps_of_a_redirect_is_checked_again(
    connected: list[str], clock: FakeTime, server: RudeServer
) -> None:
    answers = iter([["93.184.216.34"], ["93.184.216.34"], ["127.0.0.1"]])  # robots.txt, the first step, the second
    server.routes["/a"] = moved("/b")
    found = make_fetcher(clock, resolver=lambda host, port: next(answers)).get("http://rebind.test/a")
    assert isinstance(found, FetchProblem)
    assert found.code == "private-address"
    assert server.paths() == ["/a"]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://2130706433/",
        "http://user:pw@example.org/",
        "http://example.org:22/",
        "//localhost/x",
        "file:///etc/passwd",
        "http://inner.test/",
        "https://[::ffff:10.0.0.1]/",
        "\\\\127.0.0.1\\x",
        "http://exam ple/",
    ],
)
def test_a_redirect_is_checked_like_any_address(
    location: str, connected: list[str], clock: FakeTime, server: RudeServer
) -> None:
    server.routes["/a"] = moved(location)
    resolver = names(news_test=["93.184.216.34"], inner_test=["192.168.7.7"])
    found = make_fetcher(clock, resolver=resolver).get("http://news.test/a")
    assert isinstance(found, FetchProblem)
    assert found.code in (
        "private-address",
        "odd-host",
        "odd-port",
        "user-info",
        "scheme",
        "bad-address",
        "bad-redirect",
        "not-found",
    )
    assert set(connected) == {"93.184.216.34"}
    assert server.paths()[:1] == ["/a"]


def test_robots_txt_is_no_way_round_the_guard(connected: list[str], clock: FakeTime, server: RudeServer) -> None:
    server.routes["/robots.txt"] = moved("http://127.0.0.1/robots.txt")
    found = make_fetcher(clock, resolver=names(news_test=["93.184.216.34"])).get("http://news.test/a")
    assert isinstance(found, FetchProblem)
    assert found.code == "private-address"
    assert set(connected) == {"93.184.216.34"}


def test_posting_is_guarded_too(fetcher: Fetcher) -> None:
    found = fetcher.post_json("http://127.0.0.1/hook", b"{}")
    assert isinstance(found, FetchProblem)
    assert found.code == "private-address"


def test_a_name_nobody_knows(clock: FakeTime) -> None:
    found = make_fetcher(clock, resolver=names()).get("http://nowhere.test/")
    assert isinstance(found, FetchProblem)
    assert found.code == "no-such-host"
    assert found.is_passing
