"""Sources asked, pages fetched, reports put on their way to the ledger; each step is kept before the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from onrecord.fetching import Fetched, Fetcher, FetchLimits, FetchProblem, Validators
from onrecord.fetching.results import Refusal
from onrecord.reading.sitemaps import SitemapEntry
from onrecord.records import Report
from onrecord.watching.config import Source
from onrecord.watching.items import (
    Item,
    items_of_feed,
    items_of_sitemap,
    kind_of_answer,
    reports_of_page,
    unpacked,
)
from onrecord.watching.notes import Note
from onrecord.watching.state import Kept, Link, SourceState, State

__all__ = ["Poller", "report_from_json", "report_to_json"]

_MOST_ATTEMPTS = 5  # to fetch a page, before its entry is taken instead
_MOST_MAPS = 20  # sitemaps of an index in one round
_LEFT = "left "  # before the wording of a map that was not read because an index has so many
Result = TypeVar("Result")
_REPORT = TypeAdapter(Report)


def report_to_json(report: Report) -> str:
    """A report as JSON that gives the same report back."""
    return _REPORT.dump_json(report).decode()


def report_from_json(written: str) -> Report:
    """The report that was written."""
    return _REPORT.validate_json(written)


@dataclass(frozen=True, slots=True)
class Poller:
    """Asks sources and fetches pages for one state; ``now`` gives seconds since 1970."""

    state: State
    fetcher: Fetcher
    limits: FetchLimits
    now: Callable[[], float]
    tell: Callable[[Note], None]
    step: Callable[[str], None]

    def poll(self, source: Source) -> None:
        """Asks one source; what is new is kept with the fact that it was asked, in one transaction."""
        known = self.state.source(source.name)
        answer = self._get(source.url, source, known.validators)
        if isinstance(answer, FetchProblem):
            self._put_off(source, answer)
        elif answer.is_unchanged:
            self._keep(source, known.validators, [])
        else:
            self._read(source, answer, known)
        self.step("polled")

    def follow(self, source: Source) -> None:
        """Fetches the pages that wait for a source, as many as it may have in one round."""
        for link in self.state.links(source.name, self.now(), source.most_links):
            answer = self._get(link.url, source, None)
            if isinstance(answer, FetchProblem):
                self._page_failed(source, link, answer)
            else:
                reports = _read_safely(partial(reports_of_page, answer, source, link.url))
                self._page_read(source, link, reports)
            self.step("page-kept")

    def _get(self, url: str, source: Source, validators: Validators | None) -> Fetched | FetchProblem:
        """The answer, gzip files unpacked; a source's own headers go to its own host only."""
        headers = source.headers if _origin(url) == _origin(source.url) else ()
        answer = self.fetcher.get(url, validators=validators, headers=headers)
        self.state.keep_hosts(self.fetcher.courtesy.states)
        self.step("fetched")
        if isinstance(answer, FetchProblem):
            return answer
        try:
            return unpacked(answer, self.limits)
        except Refusal as refusal:
            return FetchProblem(refusal.code, url, f"{url}: {refusal.what}", refusal.is_passing)

    def _put_off(self, source: Source, problem: FetchProblem) -> None:
        wait = max(source.every, problem.retry_after or 0.0)
        self.state.keep_due(source.name, self.now() + wait)
        self.tell(Note(source.name, problem.message, is_problem=True))

    def _read(self, source: Source, answer: Fetched, known: SourceState) -> None:
        kind = kind_of_answer(answer, source.kind)
        validators = answer.validators
        found: list[Item] | str
        if kind == "page":
            found = self._items_of_page(source, answer)
        elif kind in ("feed", "jsonfeed"):
            found = _read_safely(partial(items_of_feed, answer, source, kind))
        elif kind == "sitemap":
            found, validators = self._items_of_map(source, answer, is_first=not known.was_read)
        else:
            found = kind
        if isinstance(found, str):
            self._put_off(source, FetchProblem("unreadable", source.url, f"{source.url}: {found}"))
        else:
            self._keep(source, validators, found, is_first=not known.was_read)

    def _items_of_page(self, source: Source, answer: Fetched) -> list[Item] | str:
        reports = _read_safely(partial(reports_of_page, answer, source, source.url))
        if isinstance(reports, str):
            return reports
        return [Item(f"{source.url}#{number}", one.id, None, one) for number, one in enumerate(reports)]

    def _items_of_map(
        self, source: Source, answer: Fetched, *, is_first: bool
    ) -> tuple[list[Item] | str, Validators | None]:
        """The pages of a sitemap and of the maps it names that changed; an index is asked for whole each time."""
        found = _read_safely(partial(items_of_sitemap, answer))
        if isinstance(found, str):
            return found, None
        items, maps = found
        if not maps:
            return items, answer.validators
        changed = [one for one in maps if self._has_changed(source, one)]
        changed.sort(key=lambda one: one.changed or "", reverse=True)
        for entry in changed[:_MOST_MAPS]:
            items += self._items_of_inner_map(source, entry)
        if is_first:
            items += [Item(f"map {one.url}", f"{_LEFT}{one.changed}", None, None) for one in changed[_MOST_MAPS:]]
        return items, None

    def _has_changed(self, source: Source, entry: SitemapEntry) -> bool:
        """Whether a map of an index is to be read; of the old ones left at first only those that change."""
        known = self.state.wording(source.name, f"map {entry.url}")
        return known is None or known.removeprefix(_LEFT) != str(entry.changed) or known == str(None)

    def _items_of_inner_map(self, source: Source, entry: SitemapEntry) -> list[Item]:
        """The pages of a map; those of a map that was left at first were there before and are no news."""
        answer = self._get(entry.url, source, None)
        if isinstance(answer, FetchProblem):
            found: tuple[list[Item], list[SitemapEntry]] | str = answer.message
        else:
            found = _read_safely(partial(items_of_sitemap, answer))
        if isinstance(found, str):
            self.tell(Note(source.name, found, is_problem=True))
            return []
        inner = f"map {entry.url}"
        was_left = (self.state.wording(source.name, inner) or "").startswith(_LEFT)
        pages = [replace(item, url=None) for item in found[0]] if was_left else found[0]
        return [*pages, Item(inner, str(entry.changed), None, None)]

    def _keep(
        self, source: Source, validators: Validators | None, items: Iterable[Item], *, is_first: bool = False
    ) -> None:
        """Writes what an answer brought: entries met, pages to fetch, reports, and when to ask again."""
        new = [item for item in items if self.state.wording(source.name, item.id) != item.wording]
        moment = self.now()
        with self.state.together():
            pages = 0
            for item in new:
                pages += item.url is not None
                if item.url is None or not is_first or pages <= source.most_links:
                    self._keep_item(source, item, is_old=is_first)
                self.state.keep_entry(source.name, item.id, item.wording)
            self.state.keep_read(source.name, validators, read_at=moment, due_at=moment + source.every)
        number = sum(not item.id.startswith("map ") for item in new)
        if number:
            self.tell(Note(source.name, f"{number} new or changed{', there before the watch began' * is_first}"))

    def _keep_item(self, source: Source, item: Item, *, is_old: bool) -> None:
        instead = report_to_json(item.report) if item.report else None
        if item.url is not None:
            self.state.queue(Link(source.name, item.url, instead, is_old))
        elif item.report is not None and instead is not None:
            self.state.spool(Kept(item.report.id, instead, is_old))

    def _page_read(self, source: Source, link: Link, reports: list[Report] | str) -> None:
        if isinstance(reports, str):
            self._give_up(source, link, f"{link.url}: {reports}")
            return
        with self.state.together():
            for report in reports:
                self.state.spool(Kept(report.id, report_to_json(report), link.is_old))
            self.state.drop(link)

    def _page_failed(self, source: Source, link: Link, problem: FetchProblem) -> None:
        is_attempt = problem.code != "waiting"
        if problem.is_passing and link.attempts + is_attempt < _MOST_ATTEMPTS:
            self.state.put_off(link, self.now() + (problem.retry_after or source.every), is_attempt=is_attempt)
            if is_attempt:
                self.tell(Note(source.name, problem.message, is_problem=True))
        else:
            self._give_up(source, link, problem.message)

    def _give_up(self, source: Source, link: Link, why: str) -> None:
        """A page that cannot be had: what its entry says is taken instead, if it says anything."""
        with self.state.together():
            if link.instead is not None:
                report = report_from_json(link.instead)
                self.state.spool(Kept(report.id, link.instead, link.is_old))
            self.state.drop(link)
        what = "the entry's own words are taken instead" if link.instead else "it is left out"
        self.tell(Note(source.name, f"{why}; {what}", is_problem=True))


def _read_safely(read: Callable[[], Result]) -> Result | str:
    """What a reader gives, or that it failed: one server's hostile bytes must not end the watch of all others."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001  -- parsers of other people's formats raise anything
        return f"its reader failed ({type(error).__name__}: {' '.join(str(error).split())[:120]}); nothing is taken"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()
