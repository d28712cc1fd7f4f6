"""From an expression of time to moments, by the conventions of SCHEMA.md, in the writer's own clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from pipeline.analysis import Granularity
from pipeline.times.calendars import month_end, next_day, next_feast, times_table, to_gregorian
from pipeline.times.dates import WEEKDAYS
from pipeline.times.expression import CalendarDate, TimeExpression
from pipeline.times.hours import hours_meant

_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_LONGEST = 10_000
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Moment:
    """A resolved time: aware, in the zone of `sent_at`."""

    due: datetime
    granularity: Granularity


def resolve(expression: TimeExpression, sent_at: datetime) -> list[Moment]:
    """The moments that may be meant, the likeliest first; none where the words name no possible one."""
    readings = _read(expression, sent_at)
    if expression.swapped:
        readings += _read(replace(expression, date=expression.swapped), sent_at)
    return list(dict.fromkeys(readings))


def _read(expression: TimeExpression, sent_at: datetime) -> list[Moment]:
    try:
        if expression.lengths:
            return _after_lengths(expression.lengths, sent_at)
        if expression.end_of:
            return [_end_of(expression, sent_at)]
        day = _day(expression, sent_at)
        if expression.hour is not None:
            return _clock_on(expression, day, sent_at)
        if expression.prayer:
            return [_prayer_on(expression, day, sent_at)]
        if expression.part:
            return [_part_on(expression, day, sent_at)]
        return [_whole_day(expression, day, sent_at)] if day else []
    except (ValueError, OverflowError):
        return []


def _after_lengths(lengths: list[tuple[float, str]], sent_at: datetime) -> list[Moment]:
    if any(value > _LONGEST for value, _ in lengths):
        return []
    due, finest = sent_at, "month"
    for value, unit in lengths:
        if unit in ("month", "year"):
            due = _add_months(due, round(value * (12 if unit == "year" else 1)))
        else:
            # Elapsed time is reckoned in UTC, so that a change of the clocks does not lengthen 48 hours.
            due = (due.astimezone(UTC) + timedelta(seconds=value * _SECONDS[unit])).astimezone(sent_at.tzinfo)
        finest = unit
    granularity: Granularity = "minute" if finest == "minute" else "hour" if finest == "hour" else "day"
    return [Moment(due, granularity)]


def _add_months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _end_of(expression: TimeExpression, sent_at: datetime) -> Moment:
    """The end of the day, week, month or year; before it begins where the text says "before next week"."""
    day, what = sent_at.date(), expression.end_of or "day"
    before = expression.bound == "before"
    if expression.month:
        day = month_end(*expression.month, day)
    elif what == "week":
        day += timedelta(days=6 - day.weekday())
    elif what == "next_week":
        day += timedelta(days=(0 if before else 7) + 6 - day.weekday())
    elif what in ("month", "next_month"):
        ahead = 1 if what == "next_month" and not before else 0
        first = _add_months(sent_at.replace(day=1), ahead).date()
        day = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    elif what == "year":
        day = date(day.year, 12, 31)
    granularity: Granularity = "day" if what == "day" else "week" if "week" in what else "month"
    return Moment(_at(day, _LAST_MINUTE, sent_at), granularity)


def _at(day: date, clock: time, sent_at: datetime) -> datetime:
    """That day and hour on the local clock; an hour that a change of the clocks skips is moved on by it."""
    moment = datetime.combine(day, clock, tzinfo=sent_at.tzinfo)
    return moment.astimezone(UTC).astimezone(sent_at.tzinfo)


def _day(expression: TimeExpression, sent_at: datetime) -> date | None:
    today = sent_at.date()
    if expression.date:
        return _calendar_day(expression, expression.date, today)
    if expression.month:
        calendar_name, month = expression.month
        first = next_day(calendar_name, month, 1, today)
        return first if expression.bound == "before" else month_end(calendar_name, month, today)
    if expression.feast:
        return next_feast(expression.feast, today)
    if expression.prayer == "friday" and expression.day is None and not expression.weekday:
        return _weekday(expression, "friday", sent_at)
    if expression.weekday:
        return _weekday(expression, expression.weekday, sent_at)
    if expression.day is not None:
        return today + timedelta(days=expression.day)
    return None


def _weekday(expression: TimeExpression, name: str, sent_at: datetime) -> date:
    """The next such day; today where a later hour or part of today is named."""
    today = sent_at.date()
    ahead = (WEEKDAYS.index(name) - today.weekday()) % 7
    if ahead == 0 and (expression.next or not _still_today(expression, sent_at)):
        ahead = 7
    return today + timedelta(days=ahead)


def _still_today(expression: TimeExpression, sent_at: datetime) -> bool:
    clock = sent_at.time()
    if expression.hour is not None:
        return any(hour >= 24 or time(hour, expression.minute) > clock for hour in hours_meant(expression))
    if expression.prayer:
        return _clock_of(times_table()["prayers"][expression.prayer])[1] > clock
    if expression.part:
        days, ends = _clock_of(times_table()["parts"][expression.part]["ends"])
        return bool(days) or ends > clock
    return False


def _calendar_day(expression: TimeExpression, written: CalendarDate, today: date) -> date:
    """The next such day; a date written with its year is taken as it stands.

    Beside a weekday the day of the month that falls on it ("vendredi 14").
    """
    if written.year and written.month:
        return to_gregorian(written.calendar, written.year, written.month, written.day)
    if written.month:
        return next_day(written.calendar, written.month, written.day, today)
    days = list(_days_of_month(written.day, expression.months_ahead, today))
    named = [day for day in days if expression.weekday == WEEKDAYS[day.weekday()]]
    if not days:
        raise ValueError("no such day")
    return named[0] if named else days[0]


def _days_of_month(number: int, months_ahead: int, today: date) -> Iterator[date]:
    """That day of the coming months."""
    for ahead in range(months_ahead, 12):
        index = today.year * 12 + today.month - 1 + ahead
        year, month = index // 12, index % 12 + 1
        last = calendar.monthrange(year, month)[1]
        if number <= last and date(year, month, number) >= today:
            yield date(year, month, number)


def _whole_day(expression: TimeExpression, day: date, sent_at: datetime) -> Moment:
    clock = time(0) if expression.bound == "before" else _LAST_MINUTE
    return Moment(_at(day, clock, sent_at), "day")


def _clock_on(expression: TimeExpression, day: date | None, sent_at: datetime) -> list[Moment]:
    """The hour on its day; without a day the next time the clock shows it. Other halves of the day follow."""
    granularity: Granularity = "minute" if expression.minute else "hour"
    hours = hours_meant(expression)
    if day is not None:
        moments = [_clock(day, hour, expression.minute, sent_at) for hour in hours]
    else:
        today = sent_at.date()
        days = (today, today + timedelta(days=1))
        moments = [_clock(d, hour, expression.minute, sent_at) for d in days for hour in sorted(hours)]
    ahead = [moment for moment in moments if moment > sent_at][: len(hours)]
    return [Moment(moment, granularity) for moment in ahead or moments[:1]]


def _clock(day: date, hour: int, minute: int, sent_at: datetime) -> datetime:
    return _at(day + timedelta(days=hour // 24), time(hour % 24, minute), sent_at)


def _clock_of(written: str) -> tuple[int, time]:
    """'18:30' as days and a clock time; '24:00' is the next day's first minute."""
    hour, minute = map(int, written.split(":"))
    return hour // 24, time(hour % 24, minute)


def _prayer_on(expression: TimeExpression, day: date | None, sent_at: datetime) -> Moment:
    written = times_table()["prayers"][expression.prayer]
    return Moment(_next_at(written, day, sent_at), "part_of_day")


def _part_on(expression: TimeExpression, day: date | None, sent_at: datetime) -> Moment:
    row = times_table()["parts"][expression.part]
    written = row["begins" if expression.bound == "before" else "ends"]
    sharp = expression.part in ("noon", "midnight")
    return Moment(_next_at(written, day, sent_at), "hour" if sharp else "part_of_day")


def _next_at(written: str, day: date | None, sent_at: datetime) -> datetime:
    days, clock = _clock_of(written)
    due = _at((day or sent_at.date()) + timedelta(days=days), clock, sent_at)
    if day is None and due <= sent_at:
        due = _at(sent_at.date() + timedelta(days=days + 1), clock, sent_at)
    return due
