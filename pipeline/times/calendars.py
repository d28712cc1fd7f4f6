"""Dates of other calendars and feasts as days of the common calendar.

Sources: Umm al-Qura tables (package hijridate), the Persian calendar (package persiantools), Easter
(python-dateutil); the Ethiopian calendar is reckoned as in Dershowitz and Reingold, Calendrical
Calculations: years of 365 days, every fourth of 366, from 29 August 8 (Julian).
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

from data import ROOT

_ETHIOPIAN_EPOCH = 2796
"""Day number (1 January of year 1 is 1) on which the Ethiopian year 1 begins."""


@cache
def times_table() -> dict[str, Any]:
    """`data/shared/times.toml`: parts of the day, prayers, feasts."""
    with (ROOT / "shared" / "times.toml").open("rb") as file:
        return tomllib.load(file)


def _from_ethiopian(year: int, month: int, day: int) -> date:
    if not (1 <= month <= 13 and 1 <= day <= 30):
        raise ValueError("no such Ethiopian day")
    return date.fromordinal(_ETHIOPIAN_EPOCH - 1 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day)


def _from_persian(year: int, month: int, day: int) -> date:
    return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]


def _from_islamic(year: int, month: int, day: int) -> date:
    moment = Hijri(year, month, day).to_gregorian()
    return date(moment.year, moment.month, moment.day)


def _year_persian(today: date) -> int:
    return int(JalaliDate(today).year)  # type: ignore[no-untyped-call]


def _year_islamic(today: date) -> int:
    return Gregorian.fromdate(today).to_hijri().year


_TO_GREGORIAN: dict[str, Callable[[int, int, int], date]] = {
    "gregorian": date,
    "ethiopian": _from_ethiopian,
    "persian": _from_persian,
    "islamic": _from_islamic,
}
_YEAR: dict[str, Callable[[date], int]] = {
    "gregorian": lambda today: today.year,
    "ethiopian": lambda today: today.year - 8,
    "persian": _year_persian,
    "islamic": _year_islamic,
}


def to_gregorian(name: str, year: int, month: int, day: int) -> date:
    """The day in the common calendar; ValueError where there is no such day or no table for its year."""
    try:
        return _TO_GREGORIAN[name](year, month, day)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def next_day(name: str, month: int, day: int, today: date) -> date:
    """The next such day of the year, today included; ValueError where there is none."""
    year = _YEAR[name](today)
    for candidate in (year, year + 1, year + 2):
        try:
            found = to_gregorian(name, candidate, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError("no such day")


def month_end(name: str, month: int, today: date) -> date:
    """The last day of the next such month."""
    following = month % (13 if name == "ethiopian" else 12) + 1
    first = next_day(name, following, 1, today + timedelta(days=1))
    return first - timedelta(days=1)


def _easter(year: int, *, orthodox: bool) -> date:
    return easter(year, EASTER_ORTHODOX) if orthodox else easter(year, EASTER_WESTERN)


def _first_ahead(days: Iterable[date], today: date) -> date:
    found = next((day for day in days if day >= today), None)
    if found is None:
        raise ValueError("the table of dates has ended")
    return found


def _day_of_month(day: int, today: date) -> date:
    """The next such day of a month; 31 is its last day."""
    for ahead in range(3):
        index = today.year * 12 + today.month - 1 + ahead
        year, month = index // 12, index % 12 + 1
        found = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if found >= today:
            return found
    raise ValueError("no such day")


def _nth_weekday(rule: Sequence[int], today: date) -> date:
    """The `count`-th such weekday (Monday is 0) of a month, this year or next."""
    month, weekday, count = rule
    for year in (today.year, today.year + 1):
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
        if found >= today:
            return found
    raise ValueError("no such day")


def next_feast(name: str, today: date) -> date:
    """The next day of a feast, today included; ValueError where its table of dates has ended."""
    rule = times_table()["feasts"][name]
    if "next_of" in rule:
        return min(next_feast(other, today) for other in rule["next_of"])
    if "month_end" in rule:
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if "dates" in rule:
        return _first_ahead(map(date.fromisoformat, rule["dates"]), today)
    if "days" in rule:
        return min(_day_of_month(day, today) for day in rule["days"])
    if "nth" in rule:
        return _nth_weekday(rule["nth"], today)
    if "easter" in rule:
        sundays = (
            _easter(year, orthodox=rule.get("orthodox", False)) for year in (today.year, today.year + 1)
        )
        days = (sunday + timedelta(days=rule["easter"]) for sunday in sundays)
        return next(day for day in days if day >= today)
    kind, (month, day) = next(iter(rule.items()))
    return next_day(kind, month, day, today)
