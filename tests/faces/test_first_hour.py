"""The first hour: every block of docs/first-hour.md runs, in an empty folder, and prints what the page shows."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import onrecord

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "first-hour.md"
_BLOCK = re.compile(r"```(sh|sql|python)\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Block:
    language: str
    code: str
    shown: str


BLOCKS = [Block(*found) for found in _BLOCK.findall(PAGE.read_text("utf-8"))]


def run_block(block: Block, folder: Path) -> str:
    """What the block prints, run as a reader of the page would."""
    commands = {
        "sh": ["bash", "-ec", block.code],
        "sql": ["onrecord", "sql", block.code],
        "python": [sys.executable, "-c", block.code],
    }
    tools = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": tools, "NO_COLOR": "1"}
    command = commands[block.language]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first-hour")
    shutil.copy(ROOT / "examples" / "first-hour" / "reports.jsonl", path)
    return path


def test_the_first_hour(folder: Path) -> None:
    assert {block.language for block in BLOCKS} == {"sh", "sql", "python"}
    for block in BLOCKS:
        assert run_block(block, folder) == block.shown, block.code


def test_the_page_of_the_reading_room(folder: Path) -> None:
    test_client = pytest.importorskip("fastapi.testclient", reason="the web page is not installed")
    from onrecord.faces.web.server import make_app

    ledger = folder / "web.ledger"
    onrecord.add_reports(ledger, onrecord.read_inputs([folder / "reports.jsonl"]))
    address = re.search(r"```url\n(.*)\n```", PAGE.read_text("utf-8"))
    assert address is not None
    url = urlsplit(address[1])
    with test_client.TestClient(make_app(ledger), base_url=f"{url.scheme}://{url.netloc}") as client:
        answer = client.get(f"{url.path}?{url.query}")
    assert answer.status_code == 200
    words = " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.text)).split())
    assert all(holder in words for holder in ("Norway", "North Korea", "Russia"))
    assert "Belarus delivered" not in words


def test_every_block_of_the_page_is_run() -> None:
    fences = re.findall(r"^```(\w+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len([fence for fence in fences if fence not in ("text", "url")]) == len(BLOCKS)
