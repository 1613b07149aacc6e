"""What the fuzzers feed: each target takes any bytes and raises only where Onrecord breaks a promise."""

from __future__ import annotations

import asyncio
import io
import json
import re
import string
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote, unquote

from citing import check_record

import onrecord
from onrecord import Ledger, QueryError, Report, Unreadable

TESTS = Path(__file__).resolve().parents[1]
CORPUS = Path(__file__).parent / "corpus"
sys.path.append(str(TESTS / "reading"))  # samples of every format, made there

Check = Callable[[bytes], None]

_NAME = re.compile(rb"[a-z0-9!#$%&'*+.^_`|~-]+")  # of a header
CANARY = "canary-4f1d2e"
WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text())
_REPORTS = (
    ("2023-09-05", "Norway accused Serbia of sending 200 shells to Libya on Monday, and Serbia denied it."),
    ("2023-09-06", "According to two officials, Kenya agreed to supply Chad with about 40 rifles last week."),
    ("2023-09-07", "The foreign ministers of Peru and Nepal met in Lima. They urged Oman not to attack Sudan."),
)


@dataclass(frozen=True)
class Target:
    """``prepare`` gives the check, with a folder for what it needs.

    ``seconds`` is the processor time that one input of ``longest`` bytes may take.
    """

    name: str
    prepare: Callable[[Path], Check]
    seeds: Callable[[Path], Iterable[bytes]]
    longest: int
    seconds: float = 10.0


# Every reader: the first byte chooses one, or leaves the choice to the content.


def _kinds() -> tuple[str | None, ...]:
    from onrecord.reading.sniffing import Kind

    return (None, *sorted(set(get_args(Kind)) - {"packed"}))


def _check_readers(_folder: Path) -> Check:
    from onrecord.reading.dispatch import read_document
    from onrecord.reading.documents import Document, Limits
    from onrecord.reading.language import set_aside_other_languages

    kinds, limits = _kinds(), Limits(max_bytes=1_000_000)

    def check(data: bytes) -> None:
        kind = kinds[data[0] % len(kinds)] if data else None
        document = Document("key", "stdin", None, io.BytesIO(data[1:]))
        items = list(read_document(document, limits, kind=kind))  # type: ignore[arg-type]
        assert items, "neither a report nor a reason"
        for item in items:
            _check_item(set_aside_other_languages(item) if isinstance(item, Report) else item)

    return check


def _check_item(item: Report | Unreadable) -> None:
    assert isinstance(item, Report) or item.problems, "nothing says why it gave no report"
    assert all(len(problem.message) < 2_000 for problem in item.problems), "a message of the input's length"
    json.dumps([problem.message for problem in item.problems])
    if isinstance(item, Report):
        length = len(item.text)
        assert 0 <= item.body_start <= length
        for span in (*item.set_aside, *([item.title_span] if item.title_span else [])):
            assert 0 <= span.start <= span.end <= length, "a span outside the text"
        assert item.published is None or len(item.published) in (4, 7, 10), "a date of no known form"


def _seed_readers(folder: Path) -> Iterator[bytes]:
    import samples

    for data in samples.every_format(str(folder)).values():
        yield b"\x00" + data
    for number in range(1, len(_kinds())):
        yield bytes([number]) + b"date 2023-05-16\nChad met Mali on Monday."


# The whole line: the first byte chooses the day of publication.


def _check_coding(_folder: Path) -> Check:
    days = (None, "2023-09-23", "2023-09", "2023", "1900-01-01", "9999-12-31", "0001-01-01", "never")

    def check(data: bytes) -> None:
        text = data[1:].decode("utf-8", "surrogateescape")
        coded = onrecord.code(text, date=days[data[0] % len(days)] if data else None)
        check_record(json.loads(onrecord.to_json(coded, with_text=True)))

    return check


def _seed_coding(_folder: Path) -> Iterator[bytes]:
    yield from (b"\x01" + text.encode() for _, text in _REPORTS)
    yield b'\x01"We will not sell them," she said. "They," he added, "denied that on Friday."'
    yield b"\x01LIMA (Wire) - Peru may, if asked, deliver two planes worth $3 million to Chad in 2025.\n\nBy A Writer"
    yield b"\x00date 2023-09-23\nChad\xe2\x80\xa8met\x00 \xff Mali; \xe2\x80\x9cno\xe2\x80\x9d, it said."


# The filter language, run against a ledger: the first byte chooses the question, each line is a term.


def build_ledger(folder: Path) -> Path:
    """A small ledger of invented reports, made once in a folder."""
    path = folder / "fuzzed.ledger"
    if not path.exists():
        reports = [
            onrecord.read_text(text, date=day, key=f"r{n}", publisher=f"Paper {n}")
            for n, (day, text) in enumerate(_REPORTS)
        ]
        onrecord.add_reports(path, reports)
    return path


def _check_filter(folder: Path) -> Check:
    from onrecord.ledger.questions import QUESTIONS

    ledger, questions = Ledger(build_ledger(folder)), sorted(QUESTIONS)

    def check(data: bytes) -> None:
        question = questions[data[0] % len(questions)] if data else questions[0]
        terms = data[1:].decode("utf-8", "surrogateescape").split("\n")
        try:
            ledger.ask(question, *terms, limit=3)
        except QueryError:
            return

    return check


def _seed_filter(_folder: Path) -> Iterator[bytes]:
    from onrecord.ledger.filters import FIELDS

    for number, field in enumerate(FIELDS):
        yield bytes([number % 16]) + f"{field}=NOR\n{field}!=2023-01..".encode()
    yield b"\x00actor=PRK:MIL,Serbia\ndyad=NOR-SRB\ntext~shells\ncertainty=PS+..\ndate=2023-09..2024"


# SQL from outside: nothing of the machine comes back, nothing is written.


def _check_sql(folder: Path) -> Check:
    path = build_ledger(folder)
    ledger, before = Ledger(path), path.read_bytes()
    den = folder / "den"
    den.mkdir(exist_ok=True)
    (den / "canary.csv").write_text(f"name\n{CANARY}\n")

    def check(data: bytes) -> None:
        query = data.decode("utf-8", "surrogateescape")
        with chdir(den):
            told = _answer(ledger, query)
            assert CANARY not in told or CANARY in query, "a file was read"
            assert [entry.name for entry in den.iterdir()] == ["canary.csv"], "a file was written"
        assert path.stat().st_size == len(before), "the ledger changed"

    return check


def _answer(ledger: Ledger, query: str) -> str:
    try:
        return str(list(ledger.sql(query, limit=20, seconds=2)))
    except QueryError as error:
        refusal = str(error)
    assert refusal.startswith("sql: "), refusal
    assert "\n" not in refusal, refusal
    return refusal


def _seed_sql(_folder: Path) -> Iterator[bytes]:
    yield b"SELECT type, count(*) FROM event GROUP BY type ORDER BY 2 DESC LIMIT 3"
    yield b"WITH x AS (SELECT * FROM report) SELECT key, unnest([1, 2]) AS n FROM x WHERE key LIKE 'r%'"
    yield b"FROM event JOIN incident USING (incident_id) SELECT list_transform(actors, lambda a: upper(a))"
    yield b"SELECT * FROM read_csv('canary.csv')"
    yield b"SELECT * FROM 'canary.csv'"
    yield b"COPY (SELECT 1) TO 'out.csv'"
    yield b"ATTACH 'canary.csv' AS x; SELECT getenv('HOME')"


# The HTTP API and the pages: the first line is a path, further lines are headers.


def _check_http(folder: Path) -> Check:
    from onrecord.faces.web.server import make_app

    app = make_app(build_ledger(folder), token="a token of the fuzzer", hosts=frozenset({"127.0.0.1"}))
    thread = ThreadPoolExecutor(1)  # a browser test before this one leaves a loop running in the thread of the tests

    def check(data: bytes) -> None:
        status, body = thread.submit(asyncio.run, _asked(app, _scope(data))).result()
        assert status < 500, f"status {status}: {body[:300]!r}"
        assert status != 200 or b"a token of the fuzzer" not in body

    return check


def _scope(data: bytes) -> dict[str, Any]:
    """The request as the server would hand it on: it refuses bytes that may not stand in a request by itself."""
    first, *lines = data.split(b"\n")
    method, _, target = first.rpartition(b" ")
    path, _, query = quote(target, safe=string.punctuation).encode().partition(b"?")
    headers = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method.decode("latin-1").upper() or "GET",
        "scheme": "http",
        "path": unquote(path.decode()),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [*((name, value) for name, value in headers if _NAME.fullmatch(name)), (b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 8000),
    }


async def _asked(app: Any, scope: dict[str, Any]) -> tuple[int, bytes]:
    """Status and body; what the application raises comes through."""
    status, body, is_sent = 0, b"", False

    async def receive() -> dict[str, Any]:
        nonlocal is_sent
        if is_sent:
            return {"type": "http.disconnect"}
        is_sent = True
        return {"type": "http.request", "body": b"token=x&kind=event&about=x&verdict=WRONG&why=y", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, body
        status = message.get("status", status)
        body += message.get("body", b"")

    await app(scope, receive, send)
    return status, body


def _seed_http(_folder: Path) -> Iterator[bytes]:
    for path in (word for word in WORDS["http"] if word.startswith("/")):
        yield f"GET {path}?q=actor=NOR&q=date=2023..&limit=5&as_of=2023-09-06".encode()
    yield b"POST /correct\ncontent-type: application/x-www-form-urlencoded\norigin: http://127.0.0.1"


# Addresses and robots.txt of strangers' servers.


def _check_addresses(_folder: Path) -> Check:
    from onrecord.fetching.addresses import why_not_public
    from onrecord.fetching.robots import parse_robots
    from onrecord.fetching.targets import Target as Address
    from onrecord.fetching.targets import parse_target

    def check(data: bytes) -> None:
        written = data.decode("utf-8", "surrogateescape")
        found = parse_target(written)
        if isinstance(found, Address):
            assert found.scheme in ("http", "https")
            assert not found.is_address or why_not_public(found.host) is None, f"{found.host} is not public"
            again = parse_target(found.url)
            assert again == found, f"{found.url} is understood otherwise than {written!r}"
        parse_robots(data, "onrecord").allows("/a?b=c")

    return check


def _seed_addresses(_folder: Path) -> Iterator[bytes]:
    for url in ("http://news.example/a?b=c#d", "https://127.0.0.1:80/", "http://[::ffff:10.0.0.1]/", "http://0x7f.1/"):
        yield url.encode()
    yield b"User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 3\n"


TARGETS = {
    target.name: target
    for target in (
        Target("readers", _check_readers, _seed_readers, longest=6_000),
        Target("coding", _check_coding, _seed_coding, longest=1_500),
        Target("filter", _check_filter, _seed_filter, longest=400, seconds=5.0),
        Target("sql", _check_sql, _seed_sql, longest=600, seconds=30.0),
        Target("http", _check_http, _seed_http, longest=800, seconds=5.0),
        Target("addresses", _check_addresses, _seed_addresses, longest=400, seconds=2.0),
    )
}
