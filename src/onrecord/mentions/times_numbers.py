"""Numbers and lengths of time: "two and a half years", "several weeks", "the next 18 months"."""

from __future__ import annotations

from onrecord.knowledge.calendar_words import Value
from onrecord.mentions.times_grammar import Expression

__all__ = ["NUMERALS", "UNITS", "count_of", "duration_value", "unit_of"]

NUMERALS = ("cardinal", "day", "short", "number", "year4")
UNITS = ("unit", "units", "year", "century", "quarter", "quarters", "clock_unit", "clock_units", "weekend", "period")
_YEARS = {"Y": 1, "DE": 10, "CE": 100, "HC": 50, "HD": 5, "ML": 1000}
_OPEN_UNITS = {"DE": "DE", "CE": "CE", "ML": "ML", "F": "W"}


def count_of(expression: Expression) -> Value | None:
    """How many: 2.5 of "two and a half", 2 of "two to three", "X" of "several", 1 of "a"; ``None`` of none."""
    total, pending, found = 0.0, 0.0, False
    seen_unit = False
    for name, value in expression.slots:
        seen_unit = seen_unit or name in UNITS
        if name in NUMERALS and not isinstance(value, str):
            if found and not seen_unit and _is_new_number(pending, float(value)):
                continue
            pending = _combined(pending, float(value))
            found = True
        elif name == "half":
            total, found = total + 0.5, True
    if found:
        total += pending
        if expression.has("article") and expression.has("half") and not expression.has(*NUMERALS):
            total = 1.5 if seen_unit and _half_is_last(expression) else 0.5
        return int(total) if total == int(total) else total
    few = expression.get("few")
    if few is not None:
        return few
    if expression.has("article") or expression.get("more") == 1 or expression.has("alternate"):
        return 2 if expression.has("alternate") else 1
    return None


def _half_is_last(expression: Expression) -> bool:
    names = [name for name, _ in expression.slots]
    return names.index("half") > min(names.index(name) for name in names if name in UNITS)


def _is_new_number(pending: float, value: float) -> bool:
    """Whether a number word starts a second number: the "three" of "two to three", not the "four" of "twenty four"."""
    return not (value in (100, 1000, 12) or value < 1 or (pending >= 20 and value < 10) or pending % 100 == 0)


def _combined(pending: float, value: float) -> float:
    if value in (100, 1000, 12) and pending:
        return pending * value
    return pending + value


def unit_of(expression: Expression) -> tuple[str, bool] | None:
    """The unit's letter, and whether it is one of the clock: ("Y", False) of "years"."""
    for name, value in expression.slots:
        if name in UNITS:
            return str(value), name.startswith("clock")
    return None


def duration_value(count: Value, unit: str, *, of_clock: bool) -> str:
    """The TIMEX3 value of a length: P2Y6M, PXW, PT24H, P20Y of two decades."""
    mark = "PT" if of_clock else "P"
    if isinstance(count, str):
        return f"{mark}X{_OPEN_UNITS.get(unit, unit)}"
    if unit == "F":
        count, unit = count * 2, "W"
    if unit in _YEARS:
        count, unit = count * _YEARS[unit], "Y"
    whole, rest = int(count), count - int(count)
    if not rest:
        return f"{mark}{whole}{unit}"
    if unit == "Y" and float(rest * 12).is_integer():
        return (f"P{whole}Y" if whole else "P") + f"{int(rest * 12)}M"
    if of_clock and unit in ("H", "M"):
        return (f"PT{whole}{unit}" if whole else "PT") + f"{int(rest * 60)}{'M' if unit == 'H' else 'S'}"
    return f"{mark}{count:g}{unit}"
