"""Feeds the readers, the line, the filter language, SQL, the HTTP API and fetched addresses with inputs a fuzzer makes.

    gate/fuzz.py [--minutes N] [--target NAME ...] [--seed N]

The fuzzer is Atheris: libFuzzer over Python, which keeps what reaches new code of ours.  Each target runs N minutes
(1) of its own, from its seeds and from the inputs in tests/fuzz/corpus/; what it learns stays in build/fuzz/NAME/.
An input that breaks a promise is written to build/fuzz/NAME/found/, one for each place that breaks; after the mending
it belongs in tests/fuzz/corpus/NAME/, where the tests replay it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "fuzz"
BUILD = ROOT / "build" / "fuzz"
_MEMORY = 3_000  # MiB
_GRACE = 120  # seconds: loading under instrumentation, and the last input
sys.path[:0] = [str(TESTS), str(TESTS.parent)]


def main() -> int:
    """Fuzzes the targets one after the other; 0 if nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--target", action="append", metavar="NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _fuzz(options.inside, seconds=int(options.minutes * 60), seed=options.seed)
    known = import_module("targets").TARGETS
    unknown = set(options.target or ()) - set(known)
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    found = [_fuzz_apart(name, options.minutes, options.seed) for name in options.target or known]
    return 1 if any(found) else 0


def _fuzz_apart(name: str, minutes: float, seed: int) -> bool:
    """Fuzzes one target in a process of its own; whether anything was found."""
    folder = BUILD / name
    shutil.rmtree(folder / "found", ignore_errors=True)
    (folder / "found").mkdir(parents=True)
    command = [sys.executable, __file__, "--inside", name, "--minutes", str(minutes), "--seed", str(seed)]
    log = folder / "log.txt"
    with log.open("wb") as told:
        done = subprocess.run(command, stdout=told, stderr=told, check=False, timeout=minutes * 60 + _GRACE * 5)
    lines = log.read_text("utf-8", "replace").splitlines()
    told_last = next((line for line in reversed(lines) if line.startswith(("Done ", "#"))), "nothing was run")
    kept = sorted(path for path in (folder / "found").iterdir() if path.suffix != ".txt")
    print(f"{name}: {' '.join(told_last.split())}; {len(kept)} found", flush=True)
    for path in kept:
        reason = path.with_suffix(".txt")
        last = reason.read_text("utf-8", "replace").strip().splitlines()[-1] if reason.exists() else "see the log"
        print(f"  {path.relative_to(ROOT)}: {last[:200]}")
    if done.returncode and not kept:
        print(f"  the fuzzer ended with {done.returncode}: see {log.relative_to(ROOT)}")
    return bool(kept or done.returncode)


def _fuzz(name: str, *, seconds: int, seed: int) -> int:
    """Runs the fuzzer in this process, which it ends."""
    atheris = import_module("atheris")  # a library of developers, on Linux only

    with atheris.instrument_imports(include=["onrecord"]):
        _import_everything()
    made = import_module("targets")  # after the instrumentation
    target, folder, corpus = made.TARGETS[name], BUILD / name, made.CORPUS / name
    work, inputs = folder / "work", folder / "inputs"
    work.mkdir(parents=True, exist_ok=True)
    inputs.mkdir(exist_ok=True)
    for data in target.seeds(work):
        (inputs / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    words = folder / "words.txt"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in made.WORDS[name] + made.WORDS["coding"]))
    check = target.prepare(work)
    arguments = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        f"-rss_limit_mb={_MEMORY}",
        f"-timeout={int(target.seconds * 20)}",
        f"-artifact_prefix={folder / 'found'}/",
        f"-dict={words}",
        f"-seed={seed}",
        "-print_final_stats=1",
        str(inputs),
        *([str(corpus)] if corpus.is_dir() else []),
    ]
    atheris.Setup(arguments, lambda data: _try(check, data, folder / "found", target.seconds))
    atheris.Fuzz()
    return 0


def _import_everything() -> None:
    import pkgutil  # noqa: PLC0415  -- only here

    import onrecord  # noqa: PLC0415  -- under instrumentation

    for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if "ray" not in module.name:
            import_module(module.name)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def _try(check: Callable[[bytes], None], data: bytes, folder: Path, seconds: float) -> None:
    """Runs one input; what breaks is written down once for each place, and the fuzzer goes on."""
    started = time.process_time()
    try:
        check(data)
    except Exception as error:  # noqa: BLE001  -- whatever it is, it was found
        place = traceback.extract_tb(error.__traceback__)[-1]
        _keep(
            folder, f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}", data, traceback.format_exc()
        )
    took = time.process_time() - started
    if took > seconds:
        _keep(folder, "slow", data, f"took {took:.1f} seconds")


def _keep(folder: Path, name: str, data: bytes, told: str) -> None:
    path = folder / name
    if not path.exists() or len(path.read_bytes()) > len(data):
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(told, "utf-8", "backslashreplace")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
