"""A crawl is streamed: its size does not show in the memory, and every page comes out once, in order."""

from __future__ import annotations

from pathlib import Path

from crawl import FOREIGN_EVERY, MOST_MEMORY, measure_crawl, write_crawl

from onrecord.reading import read_inputs
from onrecord.records import Report


def test_memory_does_not_grow_with_the_crawl() -> None:
    speed = measure_crawl(900)
    assert speed.reports == 900 - 900 // FOREIGN_EVERY
    assert speed.peak < MOST_MEMORY
    assert speed.growth < 20


def test_pages_come_in_order_and_once(tmp_path: Path) -> None:
    path = tmp_path / "crawl"
    write_crawl(path, 40)
    items = list(read_inputs([path]))
    assert all(isinstance(item, Report) for item in items)
    assert [item.key for item in items] == [f"https://post.example/{number}" for number in range(40)]
