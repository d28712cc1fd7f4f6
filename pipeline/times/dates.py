"""Days: "demain soir", "next Friday", "le 5 mars", "05/10/2022", "avant le 10", "Noël", "fin juin"."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.numbers import Number
from pipeline.times.bricks import Bricks, DayNumber
from pipeline.times.expression import CalendarDate, TimeExpression

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?")
_BOUNDS = ("before", "by", "until")
_NOT_A_DAY = (
    "time_unit", "currency", "slang", "subunit", "counted", "multiplier", "clock_mark", "meridiem", "of",
)  # fmt: skip
_PERSIAN_YEARS = (1300, 1500)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def take_day(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """Today, tomorrow evening, a weekday, a feast at token `at`; the token after it, or None."""
    if "length" in expression.bricks:
        return None
    day_part = bricks.at("day_part", at)
    if day_part and not expression.bricks & {"day", "part"}:
        expression.day, expression.part = day_part.payload.value
        expression.bricks |= {"day", "part"}
        return day_part.end
    if "day" in expression.bricks:
        return None
    day, weekday, filler = bricks.at("day", at), bricks.at("weekday", at), bricks.at("time_filler", at)
    if day and filler and filler.end == day.end and bricks.at("weekday", filler.end):
        return _take_weekday(
            bricks, expression, filler.end
        )  # "يوم السبت": "day" before its name is no "today"
    if day and not (weekday and weekday.end > day.end):
        expression.day = day.payload.value
        expression.bricks.add("day")
        return day.end
    return _take_weekday(bricks, expression, at) or _take_feast(bricks, expression, at)


def _take_weekday(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    shift = bricks.at("shift", at)
    weekday = bricks.at("weekday", shift.end if shift else at)
    number = bricks.numbers.get(weekday.start) if weekday else None
    prayer = bricks.at("prayer", weekday.start) if weekday else None
    longer = any(hit and weekday and hit.end > weekday.end for hit in (number, prayer))
    if not weekday or longer:
        return None  # "اتنين مليون": two, not Monday
    expression.weekday = weekday.payload.value
    expression.bricks |= {"day", "weekday"}
    behind = bricks.at("shift", weekday.end)
    expression.next = expression.next or bool(shift or behind)
    return behind.end if behind else weekday.end


def _take_feast(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    feast = bricks.at("feast", at)
    if not feast:
        return None
    expression.feast = feast.payload.value
    expression.bricks.add("day")
    return feast.end


def take_part(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """A part of the day or a prayer at token `at`."""
    if "length" in expression.bricks:
        return None
    prayer = bricks.at("prayer", at)
    if prayer and not expression.bricks & {"clock", "prayer"}:
        expression.prayer = prayer.payload.value
        expression.bricks |= {"part", "prayer"}
        return prayer.end
    part = bricks.at("part", at)
    if not part or ("part" in expression.bricks and part.payload.value not in ("midnight", "noon")):
        return None
    expression.part = part.payload.value
    expression.bricks.add("part")
    return part.end


def take_end_of(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """ "the end of the month", "next week", "fin juin" at token `at`."""
    hit = bricks.at("end_of", at)
    if not hit or expression.bricks:
        return None
    filler = bricks.at("time_filler", hit.end) or bricks.at("of", hit.end)
    month = bricks.at("month", hit.end) or (bricks.at("month", filler.end) if filler else None)
    named = hit.payload.value == "named_month"  # "fin" says nothing without its month
    if named and not month:
        return None
    expression.end_of = "month" if named else hit.payload.value
    expression.bricks.add("end_of")
    if month and expression.end_of == "month":
        expression.month = month.payload.value
        return month.end
    return hit.end


def take_date(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """A date at token `at`: written in figures, with the name of its month, or the day of the month alone."""
    if expression.bricks & {"date", "length", "end_of"} or (
        "day" in expression.bricks and not expression.weekday
    ):
        return None
    if bricks.kinds[at] == "date":
        return _written_date(bricks, expression, at)
    lead = bricks.at("monthday", at)
    begin = lead.end if lead else at
    if lead and begin < len(bricks) and bricks.kinds[begin] == "date":
        return _written_date(bricks, expression, begin)
    number = bricks.day_number(begin)
    if number and not number.digits and bricks.at("weekday", begin):
        return None  # "يوم الاثنين": Monday, not the 2nd
    if number:
        named = _day_and_month(bricks, expression, number)
        if named is not None:
            return named
        return _day_alone(bricks, expression, number, lead.payload.value if lead else None)
    return _month_first(bricks, expression, at)


def _set(expression: TimeExpression, date: CalendarDate, end: int) -> int:
    expression.date = date
    expression.bricks |= {"day", "date"}
    return end


def _month_first(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """ "March 5th, 2024", "مارس 5"; behind a bound the month may stand alone ("before June")."""
    month = bricks.at("month", at)
    if not month:
        return None
    calendar, name = month.payload.value
    begin = month.end + (bricks.is_sign(month.end, ".") and month.end + 1 in bricks.numbers)
    filler = bricks.at("time_filler", begin)
    if filler and bricks.day_number(filler.end):
        begin = filler.end
    number = bricks.day_number(begin)
    if number and not bricks.any_at(("clock_mark", "meridiem", "currency", "slang"), number.end):
        unit = bricks.at("time_unit", number.end)  # "መስከረም 5 ቀን 2017"
        end = unit.end if unit and unit.payload.value == "day" else number.end
        if unit and end == number.end:
            return None
        year = _year(bricks, end + bricks.is_sign(end, ","))
        date = CalendarDate(int(year.value) if year else None, name, number.value, calendar)
        return _set(expression, date, year.end if year else end)
    if expression.bound in (*_BOUNDS, "within") and not expression.bricks:
        expression.month = month.payload.value
        expression.bricks |= {"day", "date"}
        return month.end
    return None


def _day_and_month(bricks: Bricks, expression: TimeExpression, number: DayNumber) -> int | None:
    """ "5 mars", "the 5th of March 2024", "15 de octubre", "the 5th of next month"."""
    at = number.end
    for kind in ("time_filler", "of", "monthday_behind"):
        filler = bricks.at(kind, at)
        if filler and bricks.any_at(("month", "month_of"), filler.end):
            at = filler.end
            break
    month = bricks.at("month", at)
    if month:
        year = _year(bricks, month.end + bricks.is_sign(month.end, ","))
        calendar, name = month.payload.value
        date = CalendarDate(int(year.value) if year else None, name, number.value, calendar)
        return _set(expression, date, year.end if year else month.end)
    of = bricks.at("month_of", at)
    if of:
        expression.months_ahead = 1 if of.payload.value == "next" else 0
        return _set(expression, CalendarDate(None, None, number.value), of.end)
    return None


def _day_alone(bricks: Bricks, expression: TimeExpression, number: DayNumber, lead: str | None) -> int | None:
    """ "avant le 10", "el día 15", "on the 15th", "vendredi 14": the day of the month without its month.

    A strong lead ("día") says so by itself; a weak one ("le", "the") needs a bound or an ordinal; beside
    a weekday the day must fall on it.
    """
    behind = bricks.at("monthday_behind", number.end)
    if not behind and _counts_on(bricks, number.end, hour_may_follow=lead == "strong"):
        return None
    firm = (
        expression.bound in _BOUNDS or (number.ordinal and number.digits) or _hour_follows(bricks, number.end)
    )
    weak = firm and (lead == "weak" or (number.ordinal and expression.bound in _BOUNDS))
    if not (lead == "strong" or weak or behind or _falls_on_weekday(bricks, expression, number)):
        return None
    return _set(expression, CalendarDate(None, None, number.value), behind.end if behind else number.end)


def _hour_follows(bricks: Bricks, at: int) -> bool:
    """ "le 27 à 10h"."""
    bound = bricks.at("bound", at)
    hour = bricks.whole(bound.end, 0, 24) if bound and bound.payload.value in ("at", "oclock") else None
    return bool(hour and bricks.at("clock_mark", hour.end))


def _counts_on(bricks: Bricks, at: int, *, hour_may_follow: bool) -> bool:
    """Does what follows make the number no day? "And" does not, nor "at 8" behind a strong lead."""
    bound = bricks.at("bound", at)
    if hour_may_follow and bound and bound.payload.value == "oclock" and bricks.whole(bound.end, 0, 24):
        return False
    mark = bricks.at("clock_mark", at)
    joined = mark is not None and mark.payload.value in ("plus", "minus")
    return bricks.any_at(tuple(k for k in _NOT_A_DAY if not (joined and k == "clock_mark")), at)


def _falls_on_weekday(bricks: Bricks, expression: TimeExpression, number: DayNumber) -> bool:
    """Does "vendredi 14" name a Friday of the coming weeks that is the 14th?"""
    if not expression.weekday or not number.digits or expression.bound in ("oclock", "at"):
        return False
    today = bricks.reading.sent_at.date()
    days = (today + timedelta(days=ahead) for ahead in range(35))
    wanted = WEEKDAYS.index(expression.weekday)
    return any(day.day == number.value and day.weekday() == wanted for day in days)


def _year(bricks: Bricks, at: int) -> Number | None:
    """A year behind a month: four digits that are no sum and no hour."""
    filler = bricks.at("time_filler", at) or bricks.at("of", at)
    number = bricks.numbers.get(filler.end if filler else at)
    if number and number.digits and re.fullmatch(r"1[34]\d\d|20\d\d", number.digits):
        return number if not bricks.any_at(("currency", "slang", "multiplier"), number.end) else None
    return None


def _written_date(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """Figures in local order: month first in the United States, else day first; the other order is kept."""
    match = _DATE.fullmatch(bricks.words[at])
    if not match:
        return None
    if match.group(1):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        persian = _PERSIAN_YEARS[0] <= year < _PERSIAN_YEARS[1]
        return _set(expression, CalendarDate(year, month, day, "persian" if persian else "gregorian"), at + 1)
    first, second = int(match[4]), int(match[5])
    given = int(match[6]) if match[6] else None
    full_year = given + 2000 if given is not None and given < 100 else given
    month_first = bricks.reading.country in ("US", "PH")
    swap = (month_first and first <= 12) or second > 12
    day, month = (second, first) if swap else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if day <= 12 and day != month:
        expression.swapped = CalendarDate(full_year, day, month)
    return _set(expression, CalendarDate(full_year, month, day), at + 1)
