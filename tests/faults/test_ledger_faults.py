"""Disk full, folder read-only, files damaged, clock set back: a clear message, and nothing is lost."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from small import invented, keys_of

import onrecord
from onrecord import Ledger, LedgerError, OnrecordError
from onrecord.ledger import store

ALL = {f"r{n}" for n in range(12)}
MORE = ALL | {f"r{n}" for n in range(12, 24)}


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow over so many bytes: what a full disk is, for this process alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def nobody() -> Iterator[None]:
    """As a user who owns nothing, since a folder is read-only to nobody who is root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class TestDiskFull:
    def test_while_reports_are_added(self, ledger: Path) -> None:
        with room_for(60_000), pytest.raises(LedgerError) as told:
            onrecord.add_reports(ledger, invented(12, 24))
        assert str(told.value).startswith(str(ledger))
        assert "make room" in str(told.value)
        assert keys_of(ledger) >= ALL
        onrecord.add_reports(ledger, invented(0, 24))
        assert keys_of(ledger) == MORE

    def test_whatever_room_there_is(self, ledger: Path, tmp_path: Path) -> None:
        size = ledger.stat().st_size
        for more in (-size + 1_000, -size // 2, 0, 300_000):
            copy = tmp_path / f"copy{more}.ledger"
            for ending in ("", ".snapshot"):
                shutil.copy2(f"{ledger}{ending}", f"{copy}{ending}")
            with room_for(size + more):
                told = _refusal(lambda copy=copy: onrecord.add_reports(copy, invented(12, 24)))
            assert told is None or "make room" in told
            assert keys_of(copy) >= ALL, more
            onrecord.add_reports(copy, invented(0, 24))
            assert keys_of(copy) == MORE

    def test_before_there_is_a_ledger(self, tmp_path: Path, coded_once: None) -> None:
        path = tmp_path / "new.ledger"
        with room_for(1_000), pytest.raises(LedgerError, match="make room"):
            onrecord.add_reports(path, invented(0, 12))
        onrecord.add_reports(path, invented(0, 12))
        assert keys_of(path) == ALL

    def test_when_the_snapshot_is_left_out(self, ledger: Path) -> None:
        Path(f"{ledger}.snapshot").unlink()
        with room_for(1_000), pytest.raises(LedgerError, match="make room"):
            keys_of(ledger)
        assert keys_of(ledger) == ALL

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
    @pytest.mark.parametrize("command", [["code", "{report}"], ["events", "--ledger", "{ledger}"]])
    def test_where_the_output_goes(self, command: list[str], ledger: Path, tmp_path: Path) -> None:
        report = tmp_path / "a.txt"
        report.write_text("date 2023-05-16\nChad met Mali on Monday.\n")
        filled = [part.format(report=report, ledger=ledger) for part in command]
        line = [sys.executable, "-m", "onrecord.faces.cli", *filled]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
        assert "No space left" in done.stderr


class TestReadOnlyFolder:
    @pytest.fixture
    def closed(self, ledger: Path) -> Iterator[Path]:
        """The ledger in a folder that may not be written."""
        folder = Path(tempfile.mkdtemp())
        for ending in ("", ".snapshot"):
            shutil.copy2(f"{ledger}{ending}", folder / f"small.ledger{ending}")
            (folder / f"small.ledger{ending}").chmod(0o444)
        folder.chmod(0o555)
        yield folder / "small.ledger"
        folder.chmod(0o755)
        shutil.rmtree(folder)

    def test_it_can_be_read(self, closed: Path) -> None:
        with nobody():
            assert keys_of(closed) == ALL

    def test_it_cannot_be_added_to_and_says_so(self, closed: Path) -> None:
        with nobody(), pytest.raises(LedgerError, match="cannot be written") as told:
            onrecord.add_reports(closed, invented(12, 24))
        assert str(closed) in str(told.value)
        assert keys_of(closed) == ALL

    def test_a_ledger_whose_writer_was_killed_says_what_it_needs(self, closed: Path) -> None:
        closed.parent.chmod(0o755)
        Path(f"{closed}.snapshot").unlink()
        closed.parent.chmod(0o555)
        with nobody(), pytest.raises(LedgerError, match="cannot be written"):
            keys_of(closed)


class TestDamage:
    @pytest.mark.parametrize("damage", ["empty", "cut", "noise", "header", "middle", "text"])
    def test_a_damaged_ledger_is_told_and_the_snapshot_is_still_read(self, ledger: Path, damage: str) -> None:
        data = bytearray(ledger.read_bytes())
        ledger.write_bytes(_damaged(data, damage))
        os.utime(ledger, ns=(0, 0))  # older than the snapshot, as a disk that goes bad leaves it
        assert keys_of(ledger) == ALL
        told = _refusal(lambda: onrecord.add_reports(ledger, invented(12, 14)))
        if told is None:
            assert damage == "middle"  # in a block that nothing needed
            return
        assert told.startswith(str(ledger))
        assert f"{ledger}.snapshot" in told
        assert keys_of(ledger) == ALL

    def test_a_file_of_no_bytes_does_not_wipe_what_was_published(self, ledger: Path) -> None:
        ledger.write_bytes(b"")
        with pytest.raises(LedgerError, match="snapshot"):
            onrecord.add_reports(ledger, invented(12, 14))
        os.utime(ledger, ns=(0, 0))
        assert keys_of(ledger) == ALL

    @pytest.mark.parametrize("damage", ["empty", "cut", "noise", "header", "text"])
    def test_a_damaged_snapshot_is_made_anew(self, ledger: Path, damage: str) -> None:
        snapshot = Path(f"{ledger}.snapshot")
        snapshot.write_bytes(_damaged(bytearray(snapshot.read_bytes()), damage))
        assert keys_of(ledger) == ALL

    def test_both_damaged_is_told_in_one_line(self, ledger: Path) -> None:
        for path in (ledger, Path(f"{ledger}.snapshot")):
            path.write_bytes(b"no ledger at all" * 1000)
        with pytest.raises(LedgerError) as told:
            keys_of(ledger)
        assert "\n" not in str(told.value)
        assert "restore a copy" in str(told.value)

    def test_a_log_of_noise_beside_the_ledger(self, ledger: Path) -> None:
        Path(f"{ledger}.wal").write_bytes(random.Random(1).randbytes(5_000))
        seen: list[set[str]] = []
        told = _refusal(lambda: seen.append(keys_of(ledger)))
        assert seen == [ALL] or str(ledger) in (told or "")

    def test_a_lock_that_was_left_behind_keeps_nobody_out(self, ledger: Path) -> None:
        Path(f"{ledger}.lock").write_text("12345")
        onrecord.add_reports(ledger, invented(12, 24))
        assert keys_of(ledger) == MORE

    def test_a_half_written_snapshot_of_before_is_replaced(self, ledger: Path) -> None:
        Path(f"{ledger}.snapshot.new").write_bytes(b"half")
        onrecord.add_reports(ledger, invented(12, 24))
        assert keys_of(ledger) == MORE
        assert not Path(f"{ledger}.snapshot.new").exists()

    def test_damage_that_is_met_only_when_asked(self, ledger: Path) -> None:
        snapshot = Path(f"{ledger}.snapshot")
        data = bytearray(snapshot.read_bytes())
        data[8_192 * 3 :] = random.Random(1).randbytes(len(data) - 8_192 * 3)
        snapshot.write_bytes(data)
        seen: list[set[str]] = []
        told = _refusal(lambda: seen.append(keys_of(ledger)))
        assert seen == [ALL] or "\n" not in (told or "\n")


def _refusal(act: Callable[[], object]) -> str | None:
    """What Onrecord raises; anything else it raises fails the test."""
    try:
        act()
    except OnrecordError as error:
        return str(error)
    return None


def _damaged(data: bytearray, damage: str) -> bytes:
    chance = random.Random(damage)
    if damage == "empty":
        return b""
    if damage == "cut":
        return bytes(data[: len(data) // 2])
    if damage == "noise":
        return chance.randbytes(len(data))
    if damage == "header":
        data[:64] = b"\x00" * 64
    if damage == "middle":
        at = len(data) // 2
        data[at : at + 4_096] = chance.randbytes(4_096)
    return b"This is a note, no ledger.\n" if damage == "text" else bytes(data)


class TestClock:
    def test_a_clock_set_back_keeps_the_order_of_what_was_added(
        self, ledger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = store.clock()
        monkeypatch.setattr(store, "clock", lambda: before - timedelta(days=400))
        onrecord.add_reports(ledger, invented(12, 24))
        with Ledger(ledger) as opened:
            runs = [row["started_at"] for row in opened.sql("SELECT started_at FROM history.run ORDER BY rowid")]
            added = [
                row["moment"] for row in opened.sql("SELECT added_at AS moment FROM history.report ORDER BY rowid")
            ]
        assert runs == sorted(runs)
        assert added == sorted(added)
        assert all(isinstance(moment, datetime) for moment in added)
        assert keys_of(ledger) == MORE


class TestTwoWriters:
    def test_the_second_is_told_and_the_first_goes_on(self, ledger: Path) -> None:
        with store.LedgerWriter(ledger, "add"), pytest.raises(LedgerError, match="another process is adding") as told:
            onrecord.add_reports(ledger, invented(12, 24))
        assert str(ledger) in str(told.value)
        onrecord.add_reports(ledger, invented(12, 24))
        assert keys_of(ledger) == MORE

    def test_two_processes_that_wait_for_each_other_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "shared.ledger"
        files = []
        for half in (0, 1):
            folder = tmp_path / f"half{half}"
            folder.mkdir()
            for report in invented(half * 6, half * 6 + 6):
                (folder / f"{report.key}.txt").write_text(f"date {report.published}\n{report.text}\n")
            files.append(folder)
        line = [sys.executable, "-m", "onrecord.faces.cli", "add", "--ledger", str(path), "--wait", "60"]
        running = [subprocess.Popen([*line, str(folder)], stderr=subprocess.PIPE, text=True) for folder in files]
        told = [process.communicate(timeout=120)[1] for process in running]
        assert [process.returncode for process in running] == [0, 0], told
        assert keys_of(path) == ALL
