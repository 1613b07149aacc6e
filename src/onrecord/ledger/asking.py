"""Questions to a ledger: every answer is a table, every row leads back to words of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from onrecord.errors import QueryError
from onrecord.ledger.answers import Answer
from onrecord.ledger.brief import BriefLine, Happening, brief_of, changes_between, gather
from onrecord.ledger.details import Detail, find_detail
from onrecord.ledger.files import connect_reading
from onrecord.ledger.filters import Condition, condition_of, parse_terms
from onrecord.ledger.guard import guarded_answer
from onrecord.ledger.narrowing import Narrow
from onrecord.ledger.pages import changes_since, find_count, names_of_actors, newest_moment
from onrecord.ledger.questions import QUESTIONS, Question
from onrecord.ledger.reference import REFERENCE_TABLES, add_reference_tables
from onrecord.ledger.rows import unpacked
from onrecord.ledger.selecting import SelectedReport, record_versions, select_reports
from onrecord.ledger.views import view_statements

__all__ = ["Ledger"]

_MOST = 1 << 40  # rows: more than any ledger has, and a number that SQL can add to


class Ledger:
    """A ledger opened to ask; it shows what was last published and keeps nobody from adding.

    ``as_of`` is a day or a moment (UTC): the answers are those the record would have given then.

    Raises:
        InputError: there is no ledger at the path.
        LedgerError: the file is no ledger or is damaged.

    """

    def __init__(self, path: str | Path, *, as_of: date | datetime | None = None) -> None:
        self.path = Path(path)
        self._has_reference = False
        self._columns: dict[str, frozenset[str]] = {}  # of what is asked, by its SQL
        self._connection = connect_reading(self.path)
        self._as_of = None if as_of is None else _moment(as_of)
        for statement in view_statements(self._as_of, is_temporary=True):
            self._connection.execute(statement)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def events(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """Who did what to whom, each event of each report one row, by day."""
        return self.ask("events", *terms, limit=limit, offset=offset)

    def claims(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """On whose word: one row for each event and each who vouches for it."""
        return self.ask("claims", *terms, limit=limit, offset=offset)

    def transfers(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """Arms said to change hands, with the verdicts of the embargoes in force that day."""
        return self.ask("transfers", *terms, limit=limit, offset=offset)

    def incidents(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """One row for each happening, with how many independent sources stand behind it and who denies it."""
        return self.ask("incidents", *terms, limit=limit, offset=offset)

    def findings(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """What each transfer claim would amount to under each embargo regime."""
        return self.ask("findings", *terms, limit=limit, offset=offset)

    def sources(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """Who vouches for how much, and how firmly."""
        return self.ask("sources", *terms, limit=limit, offset=offset)

    def timeline(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """Incidents in the order of their days, told once each."""
        return self.ask("timeline", *terms, limit=limit, offset=offset)

    def tellings(self, *terms: str, limit: int | None = None, offset: int = 0) -> Answer:
        """What each telling adds to its incident: supports, repeats, copies, denies, contradicts, corrects, narrows."""
        return self.ask("tellings", *terms, limit=limit, offset=offset)

    def ask(
        self, question: str, *terms: str, limit: int | None = None, offset: int = 0, is_newest_first: bool = False
    ) -> Answer:
        """The answer to a named question, filtered by terms of the filter language; by day, or the latest day first.

        Raises:
            QueryError: there is no such question, or a term is not well put.

        """
        asked = _find_question(question)
        return self._answer(asked, terms, limit=limit, offset=offset, is_newest_first=is_newest_first)

    def selected(self, question: str, *terms: str) -> Iterator[SelectedReport]:
        """The events that ``ask`` would answer with, report by report, with their whole public records: for exports.

        Raises:
            QueryError: the question has other rows than events, or a term is not well put.

        """
        asked = _find_question(question)
        return select_reports(self._select, asked, self._condition(asked, terms))

    def versions(self) -> list[dict[str, Any]]:
        """The versions of code, knowledge and model that made what the record holds."""
        return record_versions(self._select)

    def sql(self, query: str, *, limit: int | None = None, seconds: float = 60.0) -> Answer:
        """The answer to one SQL query over the views and ``history``; nothing can be written, no file be read.

        It is cut at ``limit`` rows, a million at most.  ``officeholder`` and ``membership`` hold what we know of terms.

        Raises:
            QueryError: it is not one query, DuckDB does not take it, or it takes longer than ``seconds``.

        """
        if not self._has_reference and any(name in query.lower() for name in REFERENCE_TABLES):
            add_reference_tables(self._connection)
            self._has_reference = True
        return guarded_answer(self._connection, query, limit=limit, seconds=seconds)

    def explain(self, identity: str) -> Detail:
        """All that stands behind an event, an incident or a report, by id, by its first digits, or by a report's key.

        Raises:
            QueryError: nothing has the id, or several have.

        """
        return find_detail(self._select, identity, as_of=self._as_of)

    def brief(self, *terms: str, since: date | datetime | None = None) -> tuple[BriefLine, ...]:
        """What an analyst asks first, in sentences: who is said to supply whom, how sure, and what changed ``since``.

        Raises:
            QueryError: a term is not well put.

        """
        now = gather(self.ask, self._select, terms)
        if since is None:
            return tuple(brief_of(now))
        with Ledger(self.path, as_of=since) as earlier:
            before = gather(earlier.ask, earlier._select, terms)
        changes = changes_between(before, now, self._superseded(before, _moment(since)))
        return (*changes, *brief_of(now))

    def counts(self, what: str, *terms: str, limit: int | None = None) -> Answer:
        """Events by ``weeks``, ``pairs`` and ``sites``, incidents by ``months``, transfer claims by ``flows``.

        Raises:
            QueryError: there is no such count, or a term is not well put.

        """
        return self._answer(find_count(what), terms, limit=limit)

    def names(self) -> dict[str, str]:
        """What each actor is called, by id."""
        return names_of_actors(self._select)

    def newest(self) -> datetime | None:
        """The moment (UTC) of the last change that this opened ledger shows; ``None`` of an empty one."""
        return newest_moment(self._select)

    def changes(self, since: date | datetime, *, limit: int = 500) -> dict[str, list[dict[str, Any]]]:
        """Reports, events, steps of certainty and judgements that came or went after ``since``, ``limit`` of a kind."""
        return changes_since(self._select, _moment(since), limit=limit, as_of=self._as_of)

    def report(self, report: str) -> dict[str, Any]:
        """A report's text and its public record, by id or key.

        Raises:
            QueryError: there is no such report.

        """
        found = self._connection.execute(
            "SELECT c.document, t.text FROM history.coding c JOIN history.content t USING (report_id)"
            " JOIN history.report r USING (report_id) JOIN history.run n ON n.run_id = r.run_id"
            " WHERE r.report_id = $1 OR r.key = $1"
            " ORDER BY r.superseded_at NULLS FIRST, n.started_at DESC, r.report_id, c.coded_at DESC LIMIT 1",
            [report],
        ).fetchall()
        if not found:
            raise QueryError(f"report {report!r}: not in {self.path}; give an id or a key as the answers show it")
        return {"document": unpacked(found[0][0]), "text": unpacked(found[0][1])}

    def _select(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        return list(Answer(self._table(query, values)))

    def _superseded(self, before: Iterable[Happening], since: datetime) -> list[dict[str, Any]]:
        """The reports behind these happenings that were superseded after ``since`` and as of now."""
        reports = sorted({row["report_id"] for happening in before for row in happening.rows})
        return self._select(
            "SELECT key, report_id, superseded_by, superseded_at FROM history.report"
            " WHERE superseded_at > $1 AND superseded_at <= $2 AND report_id IN (SELECT unnest($3::VARCHAR[]))"
            " ORDER BY superseded_at, report_id",
            [since, self._as_of or datetime.max, reports],
        )

    def _answer(
        self,
        asked: Question,
        terms: Sequence[str],
        *,
        limit: int | None,
        offset: int = 0,
        is_newest_first: bool = False,
    ) -> Answer:
        condition = self._condition(asked, terms)
        narrow = asked.narrow if asked.narrow and asked.narrow.serves(condition) else None
        if limit is not None:
            limit = min(int(limit), _MOST)
        more = "" if limit is None else f" LIMIT {limit + 1} OFFSET {min(int(offset), _MOST)}"
        if narrow and limit is not None and not asked.grouping:
            order = f"{asked.ordered(is_newest_first=is_newest_first)}, {narrow.key}"
            table = self._page(asked, narrow, condition, f"ORDER BY {order}", more)
        else:
            rows = narrow.rows(condition, self._as_of) if narrow and asked.grouping else asked.base
            table = self._table(asked.query(rows, condition, is_newest_first=is_newest_first) + more, condition.values)
        if limit is None:
            return Answer(table)
        return Answer(table.slice(0, limit), is_cut=table.num_rows > limit)

    def _page(self, asked: Question, narrow: Narrow, condition: Condition, order: str, more: str) -> Any:
        """The rows of a page, found by the columns that a filter looks at and only then shown."""
        named = ", ".join(dict.fromkeys((narrow.key, *narrow.events)))
        found = self._select(
            f"SELECT {named} FROM ({narrow.rows(condition, self._as_of)}) WHERE {condition.sql} {order}{more}",
            condition.values,
        )
        shown = narrow.rows_of(found, self._as_of)
        return self._table(f"SELECT {asked.columns} FROM ({shown}) {order}", ())

    def _condition(self, asked: Question, terms: Sequence[str]) -> Condition:
        if asked.base not in self._columns:
            described = self._connection.execute(f"DESCRIBE {asked.base}").fetchall()
            self._columns[asked.base] = frozenset(str(row[0]) for row in described)
        return condition_of(parse_terms(terms), self._columns[asked.base])

    def _table(self, query: str, values: Sequence[object]) -> Any:
        try:
            return self._connection.sql(query, params=list(values)).to_arrow_table()
        except duckdb.Error as error:
            raise _not_taken(error) from error


def _find_question(name: str) -> Question:
    if name not in QUESTIONS:
        raise QueryError(f"question {name!r}: there are {', '.join(sorted(QUESTIONS))}")
    return QUESTIONS[name]


def _moment(as_of: date | datetime) -> datetime:
    """The end of a day, or the moment itself, in UTC without a zone."""
    if not isinstance(as_of, datetime):
        return datetime.combine(as_of, time.max)
    return as_of if as_of.tzinfo is None else as_of.astimezone(UTC).replace(tzinfo=None)


def _not_taken(error: duckdb.Error) -> QueryError:
    return QueryError(f"query: {str(error).strip().splitlines()[0]}")
