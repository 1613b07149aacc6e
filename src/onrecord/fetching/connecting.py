"""Connections to addresses that were checked: a name is resolved once, and what was checked is what is connected to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ssl import SSLContext
from typing import Any

import httpcore

from onrecord.fetching.addresses import why_not_public
from onrecord.fetching.results import FetchLimits, Refusal
from onrecord.fetching.targets import Target

__all__ = ["Deadline", "GuardedBackend", "Resolver", "resolve"]

Resolver = Callable[[str, int], Sequence[str]]
_MOST_ADDRESSES = 3  # of a host that are tried


class Deadline:
    """The time one exchange may take: all in all, and without a byte."""

    def __init__(self, limits: FetchLimits) -> None:
        self._end = time.monotonic() + limits.total_seconds
        self._total = limits.total_seconds
        self._stall = limits.stall_seconds

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() >= self._end

    def wait(self) -> float:
        """The seconds to wait for the next byte.

        Raises:
            Refusal: the time is over.

        """
        left = self._end - time.monotonic()
        if left <= 0:
            what = f"took over {self._total:g} seconds; raise total_seconds if the server is only slow"
            raise Refusal("too-slow", what, is_passing=True)
        return min(left, self._stall)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the system's resolver gives for a host.

    Raises:
        OSError: it knows none.

    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(target: Target, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """The addresses of a target, each of them public unless the host is allowed by name.

    One private address among public ones is enough to refuse: it is a trap or a mistake.

    Raises:
        Refusal: the host has no address, or one that is not public.

    """
    addresses = [target.host] if target.is_address else _resolved(target, resolver, deadline)
    if not addresses:
        raise Refusal("no-such-host", f"{target.host} has no address; check the name", is_passing=True)
    if not target.is_allowed:
        for address in addresses:
            if why := _why_closed(address):
                what = f"{target.host} is {address}, which is {why}; if it is meant, put {target.host} under allow"
                raise Refusal("private-address", what)
    return addresses


def _why_closed(address: str) -> str | None:
    try:
        return why_not_public(address)
    except ValueError:
        return "no IP address"


def _resolved(target: Target, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """What the resolver says, asked in a thread of its own, since the system's takes no time limit."""
    answer: list[Sequence[str] | OSError] = []

    def ask() -> None:
        try:
            answer.append(list(resolver(target.host, target.port)))
        except (OSError, UnicodeError) as error:
            answer.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.wait())
    if not answer:
        raise Refusal("too-slow", f"the name {target.host} was not resolved in time; try later", is_passing=True)
    if isinstance(answer[0], OSError):
        what = f"{target.host} cannot be resolved ({answer[0].strerror or answer[0]}); check the name"
        raise Refusal("no-such-host", what, is_passing=True)
    return answer[0]


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to one target's checked addresses and to nothing else, whatever host it is told."""

    def __init__(
        self, target: Target, resolver: Resolver, deadline: Deadline, inner: httpcore.NetworkBackend | None = None
    ) -> None:
        self._target = target
        self._resolver = resolver
        self._deadline = deadline
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(  # noqa: D102  -- of httpcore
        self,
        host: str,  # noqa: ARG002  -- the target's host was checked
        port: int,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in checked_addresses(self._target, self._resolver, self._deadline)[:_MOST_ADDRESSES]:
            try:
                stream = self._inner.connect_tcp(
                    address, self._target.port, self._deadline.wait(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        what = f"no connection to {self._target.netloc} ({failure or 'no answer'}); try later"
        raise Refusal("no-connection", what, is_passing=True)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every read and write keeps to one deadline, headers and TLS included."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  -- the deadline's is used
        return self._inner.read(max_bytes, self._deadline.wait())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._deadline.wait())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.wait()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
