"""Scores coded hard sentences slot by slot.

    gate/hard.py GOLD.jsonl RECORDS.jsonl [--json] [--show] [--strict]

The gold has no offsets.  Each of its records takes the event of an accepted PLOVER type that fills most slots, best
first, each event once; a record without an event has every slot wrong.  A record whose action is no PLOVER event is
left out.  Slots: action (an event was found), actors, targets, holder, polarity, certainty and status (also as
``also_accept`` has them), date (where the gold has one), and for arms the transfer's supplier, recipient, stage, item
category and quantity.  The slots of arms are asked of h01 to h26, where the sentences on arms and embargoes stand.  Who
seizes arms is no supplier: of seized arms the supplier is asked only for being left open, since the gold names none.

``--strict`` scores again, as ``strict_...``, by the letter of the gold: nameless people and groups ("39 people") count
as sides, the narrator is no holder of a speech act that the gold gives to its speaker, only a CT+ plan of the gold is a
CT+ plan, and the blocked transfer of an embargo counts as an invented one.

Must-nots stand in the gold as plain words, and no program checks them all.  Four kinds are checked, from the records:

``asserted``   an event with a record's type and parties is certain and occurred, where the record is negative,
               hypothetical or less than certain
``narrated``   the same, on the narrator's word, where only a holder in the text vouches for it
``invented``   a state or body that no record of the sentence names is a party to an event
``transfer``   a transfer is recorded as made, promised or talked about, where no record of the sentence is about arms
               or an embargo on them

Not checked: a wrong place ("Warsaw as a place of delivery"), a sum of numbers, an outcome ("successful launch"), a
wrong date, and a wrong sense of a word.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = tomllib.loads(Path(__file__).with_name("hard_actions.toml").read_text(encoding="utf-8"))
SLOTS = ("action", "actors", "targets", "holder", "polarity", "certainty", "status", "date")
LAST_ON_ARMS = "h26"
ARMS_SLOTS = ("supplier", "recipient", "stage", "category", "quantity")
CERTAINTY = {
    ("pos", 4): "CT+",
    ("pos", 3): "PR+",
    ("pos", 2): "PS+",
    ("neg", 4): "CT-",
    ("neg", 3): "PR-",
    ("neg", 2): "PS-",
}
LIVE = ("occurred", "ongoing")
Json = dict[str, Any]


def main() -> None:
    """Prints the share of right slots and the must-nots found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print each record with its wrong slots")
    parser.add_argument("--strict", action="store_true", help="add the figures by the letter of the gold")
    options = parser.parse_args()
    gold = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    coded = {d["report"]["key"]: d for d in map(json.loads, options.records.read_text(encoding="utf-8").splitlines())}
    scores = score(gold, coded, is_shown=options.show)
    if options.strict:
        strict = score(gold, coded, is_strict=True)
        scores |= {f"strict_{name}": strict[name] for name in ("holder", "certainty", "status", "must_nots")}
    if options.json:
        print(json.dumps(scores))
    else:
        print("\n".join(f"{name:16} {value:.3f}" for name, value in scores.items()))


def score(
    gold: list[Json], coded: dict[str, Json], *, is_shown: bool = False, is_strict: bool = False
) -> dict[str, float]:
    """Right answers over all that the gold asks for, by slot; ``must_nots`` is a count."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    bad: list[tuple[str, str]] = []
    for sentence in gold:
        events = coded.get(sentence["id"], {}).get("events", [])
        records = [r for r in sentence["records"] if accepted_types(r)]
        slots = (*SLOTS, *ARMS_SLOTS) if sentence["id"] <= LAST_ON_ARMS else SLOTS
        for record, checks in assign(records, events, is_strict=is_strict):
            asked.update(slot for slot in checks if slot in slots)
            right.update(slot for slot, is_right in checks.items() if is_right and slot in slots)
            if is_shown:
                wrong = ", ".join(slot for slot, is_right in checks.items() if not is_right)
                print(sentence["id"], record["r"], record["action"], "|", wrong or "all right", file=sys.stderr)
        bad += [(sentence["id"], what) for what in must_nots(sentence, records, events, is_strict=is_strict)]
    if is_shown:
        print(*bad, sep="\n", file=sys.stderr)
    shares = {slot: right[slot] / asked[slot] for slot in (*SLOTS, *ARMS_SLOTS) if asked[slot]}
    return shares | {"must_nots": float(len(bad))}


def accepted_types(record: Json) -> set[str]:
    """PLOVER types that an event of this record may have."""
    types = set(WORDS["types"][record["action"]])
    written = [record.get("plover"), *record.get("also_accept", {}).get("plover", [])]
    types |= {text.split("|")[0] for text in written if text}
    if record["status"] not in LIVE and record["status"] != "state":
        types |= {later for kind in tuple(types) for later in WORDS["future"].get(kind, ())}
    return types


def assign(records: list[Json], events: list[Json], *, is_strict: bool) -> list[tuple[Json, dict[str, bool]]]:
    """Each record with its slots, after the best pairs of record and event were taken first."""
    pairs = []
    for i, record in enumerate(records):
        for j, event in enumerate(events):
            if event["type"] in accepted_types(record):
                checks = check(record, event, is_strict=is_strict)
                pairs.append((-sum(checks.values()), i, j, checks))
    chosen: dict[int, dict[str, bool]] = {}
    taken: set[int] = set()
    for _, i, j, checks in sorted(pairs, key=lambda pair: pair[:3]):
        if i not in chosen and j not in taken:
            chosen[i] = checks
            taken.add(j)
    return [(record, chosen.get(i) or dict.fromkeys(slots_of(record), False)) for i, record in enumerate(records)]


def slots_of(record: Json) -> list[str]:
    """The slots that the gold asks for in this record."""
    slots = [slot for slot in SLOTS if slot != "date" or record.get("date")]
    item = record.get("object") or {}
    if item.get("kind") != "arms" or record["action"] not in WORDS["stage"]:
        return slots
    optional = [slot for slot in ("category", "quantity") if item.get(slot)]
    return [*slots, "supplier", "recipient", *optional, *(["stage"] if is_live(record) else [])]


def is_live(record: Json) -> bool:
    """Whether the gold puts it forward as done or going on."""
    return (
        record["polarity"] == "pos" and record["certainty"] > 1 and record["status"] in (*LIVE, "promised", "offered")
    )


def check(record: Json, event: Json, *, is_strict: bool) -> dict[str, bool]:
    """Which slots of the record the event fills rightly."""
    also = record.get("also_accept", {})
    checks = {
        "action": True,
        "actors": has_parties(event["actors"], record["actors"], also.get("actors"), is_strict=is_strict),
        "targets": has_parties(event["recipients"], record["targets"], also.get("targets"), is_strict=is_strict),
        "holder": any(has_holder(event, holder) for holder in holders_of(record, is_strict=is_strict)),
        "polarity": ("neg" if is_negative(event) else "pos") == record["polarity"],
        "certainty": event["certainty"] in certainties(record, is_strict=is_strict),
        "status": event["status"] in statuses(record),
        "date": has_date(event, record),
    }
    checks |= check_transfer(record, event["transfer"] or {})
    return {slot: checks[slot] for slot in slots_of(record)}


def check_transfer(record: Json, transfer: Json) -> dict[str, bool]:
    """Slots of the transfer; an order names its buyer first."""
    parties = (record["actors"], record["targets"])
    supplier, recipient = reversed(parties) if record["action"] == "order_arms" else parties
    if record["action"] == "seize_arms":
        supplier = []
    item = record.get("object") or {}
    quantities = [i["quantity"] or {} for i in transfer.get("items", [])]
    wanted = item.get("quantity") or {}
    categories = {i["category"] for i in transfer.get("items", [])} | {
        i["munitions_list"] for i in transfer.get("items", [])
    }
    return {
        "supplier": bool(transfer) and has_parties(as_parties(transfer["supplier"]), supplier, None),
        "recipient": bool(transfer) and has_parties(as_parties(transfer["recipient"]), recipient, None),
        "stage": transfer.get("stage") in WORDS["stage"].get(record["action"], ()),
        "category": not categories.isdisjoint(WORDS["category"].get(item.get("category"), ())),
        "quantity": any(all(q.get(k) == wanted.get(k) for k in ("min", "max")) for q in quantities),
    }


def as_parties(ids: list[str]) -> list[Json]:
    """The ids in the form that actors of an event have."""
    return [{"id": one} for one in ids]


def alternatives(gold_id: Any) -> set[str]:
    """Our ids, at the level of state or body, that may stand for one of theirs; none where it names nobody."""
    name = gold_id["literal"] if isinstance(gold_id, dict) else gold_id
    if name in WORDS["ids"]:
        return set(WORDS["ids"][name])
    kind, _, rest = str(name).partition(":")
    if kind in ("unknown", "unnamed") or rest.startswith(("unnamed", "unknown")) or not rest:
        return set()
    return {rest.split("-")[0].upper(), rest.upper()}


def tops(parties: list[Json], *, is_strict: bool = False) -> set[str]:
    """The ids at the level of state or body; people and firms without a name of their own ("39 people") have none.

    Strictly they have that of their state.
    """
    nameless = () if is_strict else WORDS["nameless"]["sectors"]
    named = [party["id"] for party in parties if party["id"].partition(":")[2] not in nameless]
    return {one.split(":")[0].upper() for one in named} - (
        {"UNK", "NARRATOR"} if is_strict else {"UNK", "NARRATOR", "NGO"}
    )


def has_parties(found: list[Json], wanted: list[Any], also: list[Any] | None, *, is_strict: bool = False) -> bool:
    """Whether the found parties are those wanted, one for one; nameless ones count only strictly."""
    got = tops(found, is_strict=is_strict)
    for choice in (wanted, also):
        ids = [one for one in map(alternatives, choice or ()) if one]
        if choice is not None and len(got) == len(ids) and all(got & one for one in ids):
            return True
    return False


def holders_of(record: Json, *, is_strict: bool) -> list[Json]:
    """The holders that the gold accepts; for a speech act on its speaker's word also the narrator.

    The narrator vouches for the act of speaking, the speaker for what is said; the gold has either.
    """
    holders = [record["holder"], record.get("also_accept", {}).get("holder")]
    if (
        not is_strict
        and record["action"] in WORDS["speech"]["actions"]
        and record["holder"].get("id") in record["actors"]
    ):
        holders.append({"kind": "narrator"})
    return [holder for holder in holders if holder]


def has_holder(event: Json, holder: Json) -> bool:
    """Whether the source is of the right kind and, where the gold names it, is that one.

    A role that nobody can tell by its name ("a lawmaker") may be unnamed, with the id of its state.
    """
    source, name = event["source"], str(holder.get("id"))
    if holder["kind"] == "narrator":
        return bool(source["kind"] == "narrator")
    if holder["kind"].startswith("unnamed"):
        return bool(source["kind"] == "unnamed")
    if name.startswith(("unnamed", "unknown")) or not alternatives(name):
        return bool(source["kind"] != "narrator")
    kinds = ("named", "unnamed") if holder["kind"] == "role" else ("named",)
    return bool(source["kind"] in kinds and tops(source["holders"]) & alternatives(name))


def is_negative(event: Json) -> bool:
    """Whether the event is put forward as not having been."""
    return bool(event["certainty"].endswith("-") or event["status"] == "negated" or "negation" in event["auxiliary"])


def certainties(record: Json, *, is_strict: bool) -> set[str]:
    """The values that the gold accepts, as FactBank writes them."""
    values = (record["certainty"], *record.get("also_accept", {}).get("certainty", []))
    if not is_strict and record["status"] in (
        "planned",
        "promised",
        "offered",
    ):  # settled plans: 3 here, CT+ in the annotated reports
        values = (*values, 3, 4)
    return {CERTAINTY.get((record["polarity"], value), "Uu") for value in values}


def statuses(record: Json) -> set[str]:
    """Our statuses that the gold accepts."""
    found = set()
    standing = ["ongoing"] if record["action"] in WORDS["standing"]["actions"] else []
    for status in (record["status"], *standing, *record.get("also_accept", {}).get("status", [])):
        found |= {"negated"} if record["polarity"] == "neg" and status in LIVE else set(WORDS["status"][status])
    return found


def has_date(event: Json, record: Json) -> bool:
    """Whether the event's days lie within those of the gold; a day is found within its month or year."""
    when = event["when"]
    if not when or not record.get("date"):
        return False
    values = (record["date"]["value"], *record.get("also_accept", {}).get("date", []))
    return any(low <= when["earliest"] and when["latest"] <= high for low, high in map(days, values))


def days(value: str) -> tuple[str, str]:
    """First and last day of 'YYYY', 'YYYY-MM', a day, or two of these with a slash between."""
    first, _, last = value.partition("/")
    last = last or first
    return first + "-01-01"[len(first) - 4 :], last + "-12-31"[len(last) - 4 :]


def must_nots(sentence: Json, records: list[Json], events: list[Json], *, is_strict: bool) -> Iterator[str]:
    """The four kinds of the module's docstring, each with the event it stands in."""
    named = named_ids(sentence)
    about_arms = any(
        (r.get("object") or {}).get("kind") == "arms" or (not is_strict and r["action"].startswith("embargo_"))
        for r in sentence["records"]
    )
    halted = () if is_strict else WORDS["halted"]["stages"]
    for event in events:
        where = f"{event['type']} {event['trigger']['text']!r}"
        for party in sorted(tops([*event["actors"], *event["recipients"]], is_strict=is_strict) - named):
            yield f"invented: {party} in {where}"
        if event["transfer"] and event["transfer"]["stage"] not in halted and not about_arms:
            yield f"transfer: {where}"
        if event["certainty"] == "CT+" and event["status"] in LIVE:
            yield from asserted(records, event, where, is_strict=is_strict)


def asserted(records: list[Json], event: Json, where: str, *, is_strict: bool) -> Iterator[str]:
    """What a certain event takes for a fact, where no record with its type and parties is one."""
    near = [
        r
        for r in records
        if event["type"] in WORDS["types"][r["action"]] and has_same_side(event, r, is_strict=is_strict)
    ]
    if not near:
        return
    if not any({"CT+"} & certainties(r, is_strict=is_strict) and statuses(r) & set(LIVE) for r in near):
        yield f"asserted: {where}"
    elif event["source"]["kind"] == "narrator" and not any(vouched_by_narrator(r, is_strict=is_strict) for r in near):
        yield f"narrated: {where}"


def has_same_side(event: Json, record: Json, *, is_strict: bool) -> bool:
    """Whether the event has the actors and the recipients of the record."""
    also = record.get("also_accept", {})
    return has_parties(event["actors"], record["actors"], also.get("actors"), is_strict=is_strict) and has_parties(
        event["recipients"], record["targets"], also.get("targets"), is_strict=is_strict
    )


def vouched_by_narrator(record: Json, *, is_strict: bool) -> bool:
    """Whether the gold has the narrator, or accepts it, as holder."""
    return any(holder["kind"] == "narrator" for holder in holders_of(record, is_strict=is_strict))


def named_ids(sentence: Json) -> set[str]:
    """Every id that some record of the sentence gives a part to."""
    found: set[str] = set()
    for record in sentence["records"]:
        also = record.get("also_accept", {})
        ids = [*record["actors"], *record["targets"], record["holder"].get("id"), (also.get("holder") or {}).get("id")]
        ids += [*also.get("actors", []), *also.get("targets", [])]
        found = found.union(*(alternatives(one) for one in ids if one))
        found |= {one["intended"].split(":")[-1] for one in ids if isinstance(one, dict)}
    return found


if __name__ == "__main__":
    main()
