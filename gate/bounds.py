"""Codes one report of each size, and says what a character costs and how much memory it takes.

    gate/bounds.py [--sizes 1000,10000,100000,1000000] [--huge] [--seed 1] [--profile]

The reports are invented: people, states, towns, days, numbers and acts vary, so that a longer report has more names
and events, not the same ones again.  Each size is coded in a process of its own, by processor time; the smaller sizes
are coded as often as fits a second.  A character of the report of 1,000,000 characters may cost at most 1.3 times one
of the report of 10,000, and the process that codes it may hold at most 450 MiB; ``--huge`` codes one of 20,000,000 too,
for which it may hold at most 700 MiB.  ``--profile`` lists the functions whose time per character grows most from one
size to the next.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import onrecord
from onrecord.faces.printed import Style, print_inputs

_SIZES = "1000,10000,100000,1000000"
_AT_MOST = 1.3
_SHORT, _LONG, _HUGE = 10_000, 1_000_000, 20_000_000
_MOST_MEBIBYTES = {_LONG: 450, _HUGE: 700}  # of the process; model and knowledge are some 250 of them
_MEASURED_CHARACTERS = 200_000  # of one size at least, so that a short report is not timed alone
_STATES = (
    *("Kenya", "Chad", "Peru", "Nepal", "Oman", "Fiji", "Chile", "Ghana", "Laos", "Malta", "Norway", "Serbia", "Sudan"),
    *("Libya", "Iran", "France", "Japan", "Turkey", "Mali", "Brazil", "Egypt", "Poland", "Latvia", "Jordan", "Yemen"),
    *("Cuba", "India", "Gabon", "Angola", "Spain"),
)
_TOWNS = (
    "Nairobi",
    "Lima",
    "Muscat",
    "Accra",
    "Oslo",
    "Belgrade",
    "Tripoli",
    "Paris",
    "Ankara",
    "Cairo",
    "Warsaw",
    "Riga",
)
_SYLLABLES = (
    *("ka", "lo", "mir", "ten", "dra", "so", "vel", "nu", "ba", "ri", "tho", "em", "zan", "pe", "ku", "lin", "or"),
    *("ga", "fe", "shi"),
)
_ROLES = ("defence minister", "foreign minister", "spokesman", "general", "envoy", "police chief", "economist")
_GOODS = ("rifles", "artillery shells", "drones", "patrol boats", "anti-tank missiles", "helmets", "howitzers")
_DAYS = ("Monday", "Tuesday", "12 May", "the third of June", "last week", "on the eve of the talks", "2 March 2022")
_SENTENCES = (
    "{a} delivered {n} {g} to {b} on {d}, {p}, the {r} of {a}, said.",
    "The {r} of {a}, {p}, met {q} of {b} in {t} for {n} hours; he signed an agreement with her.",
    '"We have not sold a single one of the {g} to {b}," {p} told reporters in {t} on {d}.',
    "{p} accused {q} of ordering the shelling of {n} villages near {t}.",
    "{a} urged {b} not to sell {g} to {c}, according to two officials who asked not to be named.",
    "They threatened to expel {n} diplomats of {b} if {q} did not withdraw the troops from {t}.",
    "{b} denied that {a} had supplied it with {n} {g}, and said the report was false.",
    "Residents of {t} said that the price of bread had risen by {n} per cent since {d}.",
    "{q}, who had led the talks until {d}, may have left {t} with the delegation of {c}.",
    "The army of {a} reportedly struck a depot outside {t}, killing {n} people and wounding {m}.",
)


def main() -> int:
    """Measures each size; 0 if the long report is cheap enough in time and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=_SIZES)
    parser.add_argument("--huge", action="store_true", help=f"codes a report of {_HUGE} characters too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(_measure(options.one, options.seed, is_profiled=options.profile)))
        return 0
    found = {}
    for size in [*map(int, options.sizes.split(",")), *[_HUGE] * options.huge]:
        found[size] = _measured_apart(size, options.seed, is_profiled=options.profile)
        told = found[size]
        print(
            f"{size:>10} characters: {told['seconds'] / size * 1e6:7.1f} microseconds a character,"
            f" {told['events']:>6} events, {told['mebibytes']:>6.0f} MiB",
            flush=True,
        )
    if options.profile:
        _show_growth([(size, told["functions"]) for size, told in found.items()])
    is_slow = _verdict({size: told["seconds"] / size for size, told in found.items()})
    is_large = _memory_verdict({size: told["mebibytes"] for size, told in found.items()})
    return is_slow or is_large


def _memory_verdict(held: dict[int, float]) -> int:
    """1 if a size took more memory than it may."""
    asked = [(size, most) for size, most in _MOST_MEBIBYTES.items() if size in held]
    for size, most in asked:
        print(f"memory at {size}: {held[size]:.0f} MiB (at most {most})")
    return int(any(held[size] > most for size, most in asked))


def _verdict(costs: dict[int, float]) -> int:
    if _SHORT not in costs or _LONG not in costs:
        return 0
    ratio = costs[_LONG] / costs[_SHORT]
    print(f"a character at {_LONG} against {_SHORT}: {ratio:.2f} (at most {_AT_MOST})")
    return 0 if ratio <= _AT_MOST else 1


def _measured_apart(size: int, seed: int, *, is_profiled: bool) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__)), "--one", str(size), "--seed", str(seed)]
    done = subprocess.run([*command, *["--profile"] * is_profiled], capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _measure(size: int, seed: int, *, is_profiled: bool) -> dict[str, Any]:
    """Seconds of one report, its events and the peak memory of the process in MiB."""
    texts = [invent_text(size, random.Random(f"{seed}:{number}")) for number in range(-(-_MEASURED_CHARACTERS // size))]
    _code(invent_text(2_000, random.Random("first")))  # loads the model and the knowledge
    profile = cProfile.Profile()
    if is_profiled:
        profile.enable()
    started = time.process_time()
    events = sum(map(_code, texts))
    seconds = time.process_time() - started
    profile.disable()
    functions = _functions(profile, len(texts) * size) if is_profiled else {}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": seconds / len(texts),
        "events": events // len(texts),
        "mebibytes": peak,
        "functions": functions,
    }


def _code(text: str) -> int:
    """Codes and prints as the command line does; the number of events."""
    report = onrecord.read_text(text, date="2023-05-16")
    printed = print_inputs([report], style=Style("jsonl"))
    return sum(piece.count(b'"trigger"') for one in printed for piece in one.pieces)


def _functions(profile: cProfile.Profile, characters: int) -> dict[str, float]:
    """Microseconds a character that each function of ours took by itself."""
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return {f"{file}:{line} {name}": own / characters * 1e6 for (file, line, name), (_, _, own, _, _) in stats.items()}


def _show_growth(found: list[tuple[int, object]]) -> None:
    (_, first), (_, last) = found[0], found[-1]
    assert isinstance(first, dict)
    assert isinstance(last, dict)
    grown = sorted(((last[name] - first.get(name, 0.0), name) for name in last), reverse=True)[:30]
    for more, name in grown:
        print(f"{more:+9.2f} microseconds a character, now {last[name]:8.2f}: {name}")


def invent_text(characters: int, chance: random.Random) -> str:
    """Invented news in paragraphs, at least this long and cut there."""
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraph = " ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)[:characters]


def _sentence(chance: random.Random) -> str:
    a, b, c = chance.sample(_STATES, 3)
    return chance.choice(_SENTENCES).format(
        a=a,
        b=b,
        c=c,
        p=_person(chance),
        q=_person(chance),
        r=chance.choice(_ROLES),
        g=chance.choice(_GOODS),
        d=chance.choice(_DAYS),
        t=chance.choice(_TOWNS),
        n=chance.randint(2, 900),
        m=chance.randint(2, 900),
    )


def _person(chance: random.Random) -> str:
    return " ".join("".join(chance.sample(_SYLLABLES, chance.randint(2, 3))).title() for _ in range(2))


if __name__ == "__main__":
    sys.exit(main())
