"""What a fetch gives: the answer, or a problem that says what went wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FetchLimits", "FetchProblem", "Fetched", "Refusal", "Validators"]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost; sizes are bytes, times are seconds."""

    max_bytes: int = 20_000_000  # after unpacking
    max_growth: int = 200  # times the packed size, looked at from a megabyte on
    total_seconds: float = 60.0
    stall_seconds: float = 15.0
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with, and the address it holds for."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A good answer; ``url`` is where it came from in the end.

    ``is_unchanged`` says that the server has nothing newer than the validators sent; ``body`` is empty then.
    """

    url: str
    status: int
    body: bytes
    content_type: str | None = None
    charset: str | None = None
    validators: Validators | None = None
    redirects: tuple[str, ...] = ()
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class FetchProblem:
    """Why nothing was fetched; ``code`` is a kebab-case word, ``message`` starts with the address.

    ``is_passing``: it may go well later.  ``retry_after`` are the seconds to wait, where the server or our own
    courtesy sets them.
    """

    code: str
    url: str
    message: str
    is_passing: bool = False
    retry_after: float | None = None


class Refusal(Exception):  # noqa: N818  -- a finding about an answer, caught inside this package
    """Raised deep in an exchange; becomes a :class:`FetchProblem` with this code."""

    def __init__(self, code: str, what: str, *, is_passing: bool = False) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.is_passing = is_passing
