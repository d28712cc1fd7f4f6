"""How each file of a language folder turns into phrases with their entries."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from typing import Any

from pipeline.languages.entries import CueEntry, CurrencyEntry, Entry, SignEntry, ThreatEntry

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
Entries = Iterator[tuple[str, Entry]]


def _numbers(file: dict[str, Any]) -> Entries:
    multiplier = "leading_multiplier" if file.get("multiplier_first") else "multiplier"
    for kind, table in (("number", "words"), (multiplier, "multipliers"), ("half", "fractions")):
        for source, value in file.get(table, {}).items():
            yield source, Entry(kind, float(value))
    ones_first = bool(file.get("ones_first"))
    yield from ((source, Entry("number_join", ones_first)) for source in file.get("joins", ()))
    yield from (
        (source, Entry("number_lead", float(part))) for source, part in file.get("leading", {}).items()
    )
    for source, value in file.get("inside", {}).items():
        yield source, Entry("number_inside", float(value))
    yield from ((source, Entry("number_point", None)) for source in file.get("points", ()))


def _money(file: dict[str, Any]) -> Entries:
    for kind in ("currency", "slang", "subunit"):
        for row in file.get(kind, ()):
            value = CurrencyEntry(
                row.get("code"),
                row.get("family"),
                row.get("value", 1.0),
                tuple(row.get("countries", ())),
                row.get("glued", False),
            )
            name = f"{kind}_first" if row.get("unit_first") else kind
            yield from ((source, Entry(name, value)) for source in row["words"])
    for role, sources in file.get("roles", {}).items():
        yield from ((source, Entry("role", role)) for source in sources)
    for kind in ("counted", "of"):
        yield from ((source, Entry(kind, None)) for source in file.get(kind, ()))


def _time(file: dict[str, Any]) -> Entries:
    yield from _time_tables(file)
    yield from _months(file)
    yield from _bounds(file)
    for source, day in file.get("ordinal_words", {}).items():
        yield source, Entry("ordinal_word", int(day))
    for source, offset in file.get("days", {}).items():
        yield source, Entry("day", int(offset))
    for source, (count, unit) in file.get("lengths", {}).items():
        yield source, Entry("length", (float(count), unit))
    for source, (offset, part) in file.get("day_parts", {}).items():
        yield source, Entry("day_part", (int(offset), part))
    for name, kind in (("time_fillers", "time_filler"), ("ordinals", "ordinal"), ("behind", "behind")):
        yield from ((source, Entry(kind, None)) for source in file.get(name, ()))


def _time_tables(file: dict[str, Any]) -> Entries:
    """Tables of name = [phrases]."""
    for table, kind in _TIME_TABLES.items():
        for name, sources in file.get(table, {}).items():
            yield from ((source, Entry(kind, name)) for source in sources)
    if file.get("units_first"):
        for name, sources in file.get("units", {}).items():
            yield from ((source, Entry("unit_first", name)) for source in sources)
    for where, sources in file.get("monthday", {}).items():
        kind = "monthday_behind" if where == "behind" else "monthday"
        yield from ((source, Entry(kind, where)) for source in sources)


def _months(file: dict[str, Any]) -> Entries:
    for name, sources in file.get("months", {}).items():
        yield from ((source, Entry("month", ("gregorian", _MONTHS[name]))) for source in sources)
    for calendar in ("islamic", "persian", "ethiopian"):
        for number, sources in file.get(f"months_{calendar}", {}).items():
            yield from ((source, Entry("month", (calendar, int(number)))) for source in sources)


def _bounds(file: dict[str, Any]) -> Entries:
    if file.get("bounds_behind"):
        for name in ("before", "by", "until", "within"):
            yield from ((source, Entry("bound_behind", name)) for source in file["bounds"].get(name, ()))


_TIME_TABLES = {
    "units": "time_unit",
    "parts": "part",
    "weekdays": "weekday",
    "bounds": "bound",
    "unbound": "unbound",
    "meridiem": "meridiem",
    "clock": "clock_mark",
    "clock_before": "clock_before",
    "prayers": "prayer",
    "feasts": "feast",
    "month_of": "month_of",
    "shift": "shift",
    "end_of": "end_of",
}


def _threats(file: dict[str, Any]) -> Entries:
    for row in file.get("threat", ()):
        value = ThreatEntry(
            row["category"], row["severity"], row.get("carried_out", False), row.get("veiled", False)
        )
        yield from ((source, Entry("threat", value)) for source in row["phrases"])


def _signs(file: dict[str, Any]) -> Entries:
    for name, sources in file.get("signs", {}).items():
        yield from ((source, Entry("sign", SignEntry(name))) for source in sources)


def _context(file: dict[str, Any]) -> Entries:
    for row in file.get("cue", ()):
        value = CueEntry(row["kind"], row["reach"])
        yield from ((source, Entry("cue", value)) for source in row["phrases"])
    yield from ((source, Entry("clause", None)) for source in file.get("clause_limits", ()))


def _contacts(file: dict[str, Any]) -> Entries:
    for kind, sources in file.get("near", {}).items():
        yield from ((source, Entry("contact_cue", kind)) for source in sources)


READERS = {
    "numbers": _numbers,
    "money": _money,
    "time": _time,
    "threats": _threats,
    "signs": _signs,
    "context": _context,
    "contacts": _contacts,
}
