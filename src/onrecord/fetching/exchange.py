"""One request and its answer over one guarded connection: no proxy, no cookie, no password store, no redirect."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx

from onrecord.fetching.connecting import Deadline, GuardedBackend, Resolver
from onrecord.fetching.results import FetchLimits, FetchProblem, Refusal
from onrecord.fetching.targets import Target
from onrecord.fetching.unpacking import read_body

__all__ = ["Answer", "Header", "exchange"]

Header = tuple[str, str]
_WITH_BODY = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names lower-case, the first of each name) and the body of a good answer."""

    status: int
    headers: dict[str, str]
    body: bytes


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def exchange(
    method: str,
    target: Target,
    headers: Sequence[Header],
    content: bytes = b"",
    *,
    limits: FetchLimits,
    resolver: Resolver,
) -> Answer | FetchProblem:
    """Asks a target once; the bodies of errors and redirects are not read."""
    deadline = Deadline(limits)
    try:
        return _exchange(method, target, headers, content, limits, GuardedBackend(target, resolver, deadline))
    except Refusal as refusal:
        return FetchProblem(refusal.code, target.url, f"{target.url}: {refusal.what}", refusal.is_passing)
    except httpcore.TimeoutException:
        code = "too-slow" if deadline.is_over else "stalled"
        what = f"took over {limits.total_seconds:g} seconds" if deadline.is_over else "the server fell silent"
        return FetchProblem(code, target.url, f"{target.url}: {what}; try later, or raise the time", is_passing=True)
    except httpcore.RemoteProtocolError as error:
        is_cut = "peer closed" in str(error) or "disconnected" in str(error)
        what = "the answer breaks off" if is_cut else f"the answer is not HTTP ({str(error)[:120]})"
        code = "cut-off" if is_cut else "bad-http"
        return FetchProblem(code, target.url, f"{target.url}: {what}; try later", is_passing=True)
    except (httpcore.ConnectError, ssl.SSLError) as error:
        what = f"no safe connection ({str(error)[:160]}); check the address and the server's certificate"
        return FetchProblem("no-connection", target.url, f"{target.url}: {what}", is_passing=True)
    except (httpcore.NetworkError, OSError) as error:
        what = f"the connection broke ({str(error)[:120]}); try later"
        return FetchProblem("cut-off", target.url, f"{target.url}: {what}", is_passing=True)
    except httpcore.LocalProtocolError as error:
        what = f"the request cannot be written ({str(error)[:120]}); check its headers"
        return FetchProblem("bad-request", target.url, f"{target.url}: {what}")


def _exchange(
    method: str,
    target: Target,
    headers: Sequence[Header],
    content: bytes,
    limits: FetchLimits,
    backend: httpcore.NetworkBackend,
) -> Answer:
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    sent = [(name.encode("ascii"), value.encode("utf-8")) for name, value in headers]
    if content:
        sent.append((b"Content-Length", str(len(content)).encode()))
    context = _certificates() if target.scheme == "https" else None
    pool = httpcore.ConnectionPool(ssl_context=context, max_connections=1, network_backend=backend)
    with pool, pool.stream(method, url, headers=sent, content=content or None) as response:
        found: dict[str, str] = {}
        for name, value in response.headers:
            found.setdefault(name.decode("ascii", "replace").lower(), value.decode("utf-8", "replace"))
        if response.status not in _WITH_BODY:
            return Answer(response.status, found, b"")
        stated = found.get("content-length", "")
        if stated.isdigit() and len(stated) < 20 and int(stated) > limits.max_bytes:
            raise Refusal("too-big", f"{stated} bytes; raise max_bytes above {limits.max_bytes} if it is meant")
        body = read_body(response.iter_stream(), found.get("content-encoding", ""), limits)
        return Answer(response.status, found, body)
