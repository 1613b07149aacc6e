"""Invented reports in files, and work that kills the worker it runs in; workers import this module by its name."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

from onrecord.shards.coding import CodedShard, CodeJob, code_shard
from onrecord.shards.cutting import CutJob, Portion, cut_portion
from onrecord.shards.reports import read_items

_STATES = ("Kenya", "Chad", "Peru", "Nepal", "Oman", "Chile", "Ghana")
_ACTS = (
    "{0} delivered {2} rifles to {1} on Monday, a government spokesman said.",
    "The foreign ministers of {0} and {1} signed a border agreement.",
    "{1} denied on Tuesday that it had received rifles from {0}.",
    "{0} accused {1} of shelling {2} villages near the border.",
)


def rows(count: int) -> list[dict[str, str]]:
    """Short reports; some tell the same event, the fifth comes again word for word under another publisher."""
    made = []
    for i in range(count):
        one, other = _STATES[i % 7], _STATES[(i + 1 + i % 3) % 7]
        text = " ".join(act.format(one, other, 3 + i % 5) for act in (_ACTS[i % 4], _ACTS[(i + 1) % 4]))
        made.append({"id": f"r{i}", "text": text, "date": f"2031-03-{1 + i % 20:02}", "publisher": f"Paper {i % 3}"})
    made[-1] = {**made[4], "id": "again", "publisher": "Another Paper"}
    return made


def write_inputs(folder: Path, count: int = 48) -> list[Path]:
    """Two files of JSON Lines: a key that comes twice, a line that is no JSON, and a report of another publisher."""
    made = rows(count)
    lines = [json.dumps(row) for row in made]
    twin = json.dumps({"id": "r2", "text": "France urged Kenya not to sell missiles to Sudan.", "date": "2031-03-07"})
    parts = [[*lines[: count // 2], "no JSON"], [*lines[count // 2 :], twin]]
    files = [folder / f"part{number}.jsonl" for number in range(len(parts))]
    for file, part in zip(files, parts, strict=True):
        file.write_text("\n".join(part) + "\n")
    return files


def _keys(job: CodeJob) -> set[str]:
    with job.folder.open(f"reports/{job.shard}.parquet") as source:
        return {item.key for item in read_items(source, start=job.start, end=job.stop)}


def die_of_r7(job: CodeJob) -> CodedShard:
    """Codes, but the report r7 kills whoever meets it."""
    if "r7" in _keys(job) and not job.is_given_up:
        os.kill(os.getpid(), signal.SIGKILL)
    return code_shard(job)


def die_once(job: CodeJob) -> CodedShard:
    """Codes, but the first worker that meets r7 is killed when it has written half of its file."""
    flag = Path(job.folder.place) / "died"
    if "r7" in _keys(job) and not flag.exists():
        flag.touch()
        (flag.parent / "coded").mkdir(exist_ok=True)
        (flag.parent / "coded" / f"{job.shard}.parquet.half.new").write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    return code_shard(job)


def linger_once(job: CodeJob) -> CodedShard:
    """Codes, but the first worker that meets r7 says where it is and then hangs until its machine is taken away."""
    flag = Path(job.folder.place) / "lingering"
    if "r7" in _keys(job) and not flag.exists():
        import ray

        flag.write_text(ray.get_runtime_context().get_node_id())
        time.sleep(120)
    return code_shard(job)


def die_reading(job: CutJob) -> Portion:
    """Reads, but the second portion kills whoever reads it."""
    if job.number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return cut_portion(job)
