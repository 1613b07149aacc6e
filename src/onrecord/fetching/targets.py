"""An address as written to a host, port and path that may be asked; doubtful ways of writing are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

import httpx

from onrecord.fetching.addresses import why_not_public
from onrecord.fetching.results import FetchProblem

__all__ = ["Target", "allowed_name", "parse_target"]

_LONGEST = 4_000  # characters of an address
_PORTS = {"http": 80, "https": 443}
_PORTS_END = 65_536
_BARE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_AUTHORITY = re.compile(r"[a-z][a-z0-9+.\-]*://([^/?#]*)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_OWN_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address; ``host`` is lower-case ASCII without brackets or final dot.

    ``is_allowed``: the configuration names the host, so its address may be private.
    """

    scheme: str
    host: str
    port: int
    path: str
    is_allowed: bool = False

    @property
    def netloc(self) -> str:
        """Host and port as a ``Host`` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The address, written in one way."""
        return self.origin + self.path

    @property
    def is_address(self) -> bool:
        """Whether the host is an IP address."""
        return _is_address(self.host)


def parse_target(url: str, allow: frozenset[str] = frozenset()) -> Target | FetchProblem:
    """The target of an address, or why it may not be asked; names are not resolved here.

    ``allow`` holds names as :func:`allowed_name` gives them.
    """
    shown = ascii(url.strip()[:200])[1:-1]

    def refused(code: str, what: str) -> FetchProblem:
        return FetchProblem(code, url, f"{shown}: {what}")

    parsed = _parsed(url.strip())
    if isinstance(parsed, str):
        return refused("bad-address", f"{parsed}; write it as https://host/path")
    if parsed.scheme not in _PORTS:
        return refused("scheme", "only http and https are fetched; give such an address")
    if "@" in _authority(url) or parsed.userinfo:
        return refused("user-info", "a name or password before the host; take it out and use headers")
    host = _host_of(parsed)
    if wrong := _wrong_host(host):
        return refused("odd-host", wrong)
    port = _PORTS[parsed.scheme] if parsed.port is None else parsed.port
    is_allowed = bool(allow & ({f"{host}:{port}"} | ({host} if port in _PORTS.values() else set())))
    if not is_allowed and port not in _PORTS.values():
        return refused("odd-port", f"port {port}; if it is meant, put {host}:{port} under allow")
    if not is_allowed and (why := _why_own(host)):
        return refused("private-address", f"the host is {why}; if it is meant, put {host} under allow")
    path = parsed.raw_path.decode("ascii") or "/"
    return Target(parsed.scheme, host, port, path, is_allowed)


def allowed_name(written: str) -> str | None:
    """An entry of ``allow`` ("host", "host:port", "[::1]:8080") in one way of writing; ``None`` if it is none."""
    parsed = _parsed(f"http://{written.strip()}/")
    if isinstance(parsed, str) or parsed.userinfo or parsed.raw_path != b"/":
        return None
    host = _host_of(parsed)
    if not host or _wrong_host(host):
        return None
    return f"{host}:{parsed.port}" if parsed.port else host


def _parsed(url: str) -> httpx.URL | str:
    """The parts of an address, or what is wrong with it."""
    if len(url) > _LONGEST:
        return f"longer than {_LONGEST} characters"
    if _BARE.search(url):
        return "it holds a backslash, a control character or half a character"
    if not _authority(url):
        return "it has no scheme and host"
    try:
        parsed = httpx.URL(url)
        parsed.raw_host.decode("ascii")  # a full stop of another script stays as it is, and is no part of a name
        return parsed if parsed.port is None or 0 < parsed.port < _PORTS_END else f"there is no port {parsed.port}"
    except (httpx.InvalidURL, ValueError) as error:
        return f"it cannot be read ({error})"


def _authority(url: str) -> str:
    """What stands between the slashes and the path, as written."""
    match = _AUTHORITY.match(url.strip())
    return match[1] if match else ""


def _host_of(parsed: httpx.URL) -> str:
    host = parsed.raw_host.decode("ascii").lower().strip("[]")
    return host.removesuffix(".")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _wrong_host(host: str) -> str | None:
    """What is wrong with a host's writing; "0x7f.1", "2130706433" and "010.0.0.1" are addresses in disguise."""
    if not host:
        return "it has no host; write https://host/path"
    if _is_address(host):
        address = ip_address(host)
        has_zone = isinstance(address, IPv6Address) and address.scope_id is not None
        return "an address with a zone; give a host name" if has_zone else None
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return "a number for a host; write an address as four decimal numbers, or a name"
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return "no host name; give one of letters, digits and hyphens"
    return None


def _why_own(host: str) -> str | None:
    """Why a host is the machine's or its owner's own, as far as its writing tells."""
    if _is_address(host):
        why = why_not_public(host)
        return f"an address that is {why}" if why else None
    if "." not in host or host.endswith(tuple(f".{name}" for name in _OWN_NAMES)):
        return "a name of the local network"
    return None
