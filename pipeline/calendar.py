"""From an expression of time to a moment, by the conventions of SCHEMA.md, in the writer's own clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pipeline.analysis import Granularity
from pipeline.times import TimeExpression

_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A part of the day ends here (SCHEMA.md), and "before" it means before it begins.
_PART_ENDS = {
    "morning": time(12),
    "noon": time(12),
    "afternoon": time(18),
    "evening": time(23, 59),
    "night": time(23, 59),
}
_PART_BEGINS = {
    "morning": time(6),
    "noon": time(12),
    "afternoon": time(12),
    "evening": time(18),
    "night": time(20),
}
_LATE_PARTS = ("afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class Moment:
    """A resolved time: aware, in the zone of `sent_at`."""

    due: datetime
    granularity: Granularity


def resolve(expression: TimeExpression, sent_at: datetime, *, twelve_hours: bool) -> Moment | None:
    """The moment meant, None where the words name no possible one (31 February)."""
    if expression.length:
        return _after_length(expression.length, sent_at)
    if expression.end_of:
        return _end_of(expression.end_of, sent_at)
    try:
        day = _day(expression, sent_at)
        return _on_day(expression, day, sent_at, twelve_hours=twelve_hours)
    except (ValueError, OverflowError):
        return None


def _after_length(length: tuple[float, str], sent_at: datetime) -> Moment | None:
    value, unit = length
    if value > 10_000:
        return None
    if unit in ("month", "year"):
        due = _add_months(sent_at, round(value * (12 if unit == "year" else 1)))
        return Moment(due, "day")
    # Elapsed time is reckoned in UTC, so that a change of the clocks does not lengthen 48 hours.
    due = (sent_at.astimezone(UTC) + timedelta(seconds=value * _SECONDS[unit])).astimezone(sent_at.tzinfo)
    granularity: Granularity = "minute" if unit == "minute" else "hour" if unit == "hour" else "day"
    return Moment(due, granularity)


def _add_months(moment: datetime, months: int) -> datetime:
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _end_of(what: str, sent_at: datetime) -> Moment:
    day = sent_at.date()
    if what == "week":
        day += timedelta(days=6 - day.weekday())
    elif what == "month":
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    granularity: Granularity = "month" if what == "month" else "week" if what == "week" else "day"
    return Moment(_at(day, time(23, 59), sent_at), granularity)


def _at(day: date, clock: time, sent_at: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=sent_at.tzinfo)


def _day(expression: TimeExpression, sent_at: datetime) -> date | None:
    today = sent_at.date()
    if expression.date:
        return _calendar_day(expression.date, today)
    if expression.weekday:
        ahead = (_WEEKDAYS.index(expression.weekday) - today.weekday()) % 7
        later_today = expression.hour is not None and time(expression.hour % 24) > sent_at.time()
        return today + timedelta(days=ahead or (0 if later_today and not expression.next else 7))
    if expression.day is not None:
        return today + timedelta(days=expression.day)
    return None


def _calendar_day(parts: tuple[int | None, int | None, int], today: date) -> date:
    """The next such day; a date written with its year is taken as it stands."""
    year, month, day = parts
    if year and month:
        return date(year, month, day)
    if month:
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    for ahead in range(12):
        index = today.year * 12 + today.month - 1 + ahead
        year, month = index // 12, index % 12 + 1
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError("no such day")


def _on_day(
    expression: TimeExpression, day: date | None, sent_at: datetime, *, twelve_hours: bool
) -> Moment | None:
    if expression.hour is not None:
        return _clock_on(expression, day, sent_at, twelve_hours=twelve_hours)
    if expression.part:
        return _part_on(expression, day, sent_at)
    if day is None:
        return None
    if expression.bound == "before":
        return Moment(_at(day, time(0), sent_at), "day")
    return Moment(_at(day, time(23, 59), sent_at), "day")


def _clock_on(
    expression: TimeExpression, day: date | None, sent_at: datetime, *, twelve_hours: bool
) -> Moment:
    hours = _hours_meant(expression, twelve_hours=twelve_hours)
    granularity: Granularity = "minute" if expression.minute else "hour"
    if day is not None:
        moments = [_clock(day, hour, expression.minute, sent_at) for hour in hours]
    else:
        today = sent_at.date()
        days = (today, today + timedelta(days=1))
        moments = [_clock(d, hour, expression.minute, sent_at) for d in days for hour in sorted(hours)]
    return Moment(next((m for m in moments if m > sent_at), moments[0]), granularity)


def _hours_meant(expression: TimeExpression, *, twelve_hours: bool) -> list[int]:
    """Hours of the day, the likeliest first: "6" in the evening is 18; "at 6" alone may be either."""
    hour = expression.hour or 0
    if expression.meridiem:
        return [hour % 12 + (12 if expression.meridiem == "pm" else 0)]
    if expression.part in ("morning", "noon"):
        return [hour if expression.part == "morning" or hour > 3 else hour + 12]
    if expression.part in _LATE_PARTS and 1 <= hour <= 11:
        early_night = expression.part == "night" and hour <= 4
        return [hour + 24 if early_night else hour + 12]
    if expression.part == "midnight":
        return [24]
    if twelve_hours and 1 <= hour <= 12:
        first = hour % 12 + 12 if hour <= 6 or hour == 12 else hour
        return [first, (first + 12) % 24]
    return [hour]


def _clock(day: date, hour: int, minute: int, sent_at: datetime) -> datetime:
    return _at(day + timedelta(days=hour // 24), time(hour % 24, minute), sent_at)


def _part_on(expression: TimeExpression, day: date | None, sent_at: datetime) -> Moment | None:
    part = expression.part or ""
    if part == "midnight":
        return Moment(_at((day or sent_at.date()) + timedelta(days=1), time(0), sent_at), "hour")
    table = _PART_BEGINS if expression.bound == "before" else _PART_ENDS
    granularity: Granularity = "hour" if part == "noon" else "part_of_day"
    due = _at(day or sent_at.date(), table[part], sent_at)
    if day is None and due <= sent_at:
        due = _at(sent_at.date() + timedelta(days=1), table[part], sent_at)
    return Moment(due, granularity)
