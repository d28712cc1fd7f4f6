"""Clock times: "18h30", "6.30pm", "half past five", "las seis y veinte", "السادسة إلا ربع", "saa nne"."""

from __future__ import annotations

import re

from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.times.bricks import Bricks
from pipeline.times.expression import TimeExpression

_FRACTIONS = {"half": 30, "quarter": 15, "three_quarters": 45, "quarter_to": -15, "half_to": -30}
_LEADING = {"half_past": 30, "quarter_past": 15, "quarter_to": -15, "half_to": -30}
_COUNTED = ("currency", "slang", "subunit", "counted", "multiplier", "time_unit", "month")
_BESIDE = (
    "part",
    "prayer",
    "day",
    "day_part",
    "weekday",
    "time_filler",
    "bound",
    "clock_mark",
    "meridiem",
    "unbound",
)
_BINDING = ("oclock", "before", "until", "by")
_LEAST_MINUTES = 5
_LEAST_WORD_HOUR = 2
""" "at one" is said of too many other things."""


def take_clock(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """A clock time at token `at`; the token after it, or None."""
    if expression.bricks & {"clock", "length"}:
        return None
    if bricks.kinds[at] == "clock":
        hour, minute = (int(part) for part in bricks.words[at].split(":")[:2])
        return _set(bricks, expression, hour, minute, at + 1)
    leading = bricks.at("clock_before", at)
    if leading:
        return _behind_leading(bricks, expression, leading)
    number = bricks.numbers.get(at)
    if not number or _is_ordinal(bricks, number):
        return None
    if number.digits and len(number.digits) == 4 and number.digits.isdigit():
        return _military(bricks, expression, number)
    if not 0 <= number.value <= 60:
        return None
    return _past_or_to(bricks, expression, number) or _from_number(bricks, expression, number)


def _military(bricks: Bricks, expression: TimeExpression, number: Number) -> int | None:
    """ "1600 hours", "0214hrs": hours and minutes in four figures with a mark behind."""
    unit = bricks.at("time_unit", number.end)
    if not unit or unit.payload.value != "hour" or expression.bound == "within":
        return None
    hour, minute = divmod(int(number.value), 100)
    return _set(bricks, expression, hour, minute, unit.end)


def _behind_leading(bricks: Bricks, expression: TimeExpression, leading: Hit) -> int | None:
    """ "half past 5", "ساڑھے 6": the fraction before its hour."""
    number = bricks.whole(leading.end, 1, 24)
    if not number or leading.payload.value not in _LEADING:
        return None
    mark = bricks.at("clock_mark", number.end)
    end = mark.end if mark and mark.payload.value == "mark" else number.end
    return _set(bricks, expression, int(number.value), _LEADING[leading.payload.value], end)


def _past_or_to(bricks: Bricks, expression: TimeExpression, minutes: Number) -> int | None:
    """ "20 past 3", "ten to six": minutes before their hour."""
    unit = bricks.at("time_unit", minutes.end)
    end = unit.end if unit and unit.payload.value == "minute" else minutes.end
    word = bricks.at("clock_before", end)
    if not word or word.payload.value not in ("past", "to") or not 1 <= minutes.value < 60:
        return None
    hour = bricks.whole(word.end, 1, 24)
    if not hour or not _may_end(bricks, hour.end) or bricks.at("counted", hour.end):
        return None
    sign = 1 if word.payload.value == "past" else -1
    return _set(bricks, expression, int(hour.value), sign * int(minutes.value), hour.end)


def _from_number(bricks: Bricks, expression: TimeExpression, number: Number) -> int | None:
    if number.value > 24:
        return None
    hour, end = int(number.value), number.end
    if number.value != hour:
        return _half_hour(bricks, expression, number) or _with_point(bricks, expression, number)
    mark = bricks.at("clock_mark", end)
    if mark and mark.payload.value == "mark":
        return _with_mark(bricks, expression, hour, mark)
    if mark and mark.payload.value in _FRACTIONS and expression.bound in ("oclock", "at", *_BINDING):
        return _set(bricks, expression, hour, 0, end)
    if bricks.at("meridiem", end):
        return _set(bricks, expression, hour, 0, end)
    return _set(bricks, expression, hour, 0, end) if _bare_hour(bricks, expression, number) else None


def _bare_hour(bricks: Bricks, expression: TimeExpression, number: Number) -> bool:
    """A number alone is an hour behind "at" or a bound, or beside a day; as a word where nothing follows."""
    if _part_beside(bricks, expression, number):
        return True
    if number.scaled or not _may_end(bricks, number.end):
        return False
    if expression.bound == "oclock" or expression.strong:
        return True
    if number.digits is None:
        closed = bricks.closes(number.end) or bricks.any_at(_BESIDE, number.end)
        return expression.bound in ("at", *_BINDING) and number.value >= _LEAST_WORD_HOUR and closed
    return expression.bound in ("at", *_BINDING) or "day" in expression.bricks


def _part_beside(bricks: Bricks, expression: TimeExpression, number: Number) -> bool:
    """ "8 de la noche", "akşam sekize": an hour beside a part of the day."""
    if not 1 <= number.value <= 12 or number.scaled:
        return False
    if "part" in expression.bricks:
        return _may_end(bricks, number.end)
    filler = bricks.at("time_filler", number.end)
    return bricks.at("part", number.end) is not None or bool(filler and bricks.at("part", filler.end))


def _may_end(bricks: Bricks, at: int) -> bool:
    """A bare "at 6" is a clock time unless a counted thing or a currency follows."""
    if bricks.closes(at):
        return True
    return bricks.any_at(_BESIDE, at) or not bricks.any_at(_COUNTED, at)


def _half_hour(bricks: Bricks, expression: TimeExpression, number: Number) -> int | None:
    """ "8 ونص", "ساڑھے چھ بجے": a half or a quarter that the number has already taken in."""
    hour = int(number.value)
    minutes = (number.value - hour) * 60
    if number.digits is not None or not hour or minutes not in (15, 30, 45):
        return None
    mark = bricks.at("clock_mark", number.end)
    if mark and mark.payload.value == "mark" and expression.bound != "within":
        return _set(bricks, expression, hour, int(minutes), mark.end)
    said = expression.bound in ("oclock", "at", *_BINDING) or "day" in expression.bricks
    if not said or not _may_end(bricks, number.end):
        return None
    return _set(bricks, expression, hour, int(minutes), number.end)


def _with_point(bricks: Bricks, expression: TimeExpression, number: Number) -> int | None:
    """ "5.30 pm", "à 18.30": a point between hours and minutes."""
    match = re.fullmatch(r"\d{1,2}[.,](\d{2})", number.digits or "")
    if not match or int(match[1]) > 59:
        return None
    said = bricks.any_at(("meridiem", "day", "day_part"), number.end)
    mark = bricks.at("clock_mark", number.end)
    marked = mark is not None and mark.payload.value == "mark"
    if (
        not said
        and not marked
        and not (expression.bound in ("oclock", "at") and _may_end(bricks, number.end))
    ):
        return None
    return _set(
        bricks, expression, int(number.value), int(match[1]), mark.end if mark and marked else number.end
    )


def _with_mark(bricks: Bricks, expression: TimeExpression, hour: int, mark: Hit) -> int | None:
    if expression.bound == "within":
        return None
    minutes = bricks.whole(mark.end, 0, 59)
    if minutes and _are_minutes(bricks, minutes):
        return _set(bricks, expression, hour, int(minutes.value), _behind_minutes(bricks, minutes.end))
    return _set(bricks, expression, hour, 0, mark.end)


def _are_minutes(bricks: Bricks, number: Number) -> bool:
    """Two figures, or a number word ("dix heures vingt"), that count nothing else."""
    if bricks.any_at(("currency", "slang", "counted", "multiplier"), number.end) or number.scaled:
        return False
    return len(number.digits) == 2 if number.digits else number.value >= _LEAST_MINUTES


def _behind_minutes(bricks: Bricks, at: int) -> int:
    unit = bricks.at("time_unit", at)
    return unit.end if unit and unit.payload.value == "minute" else at


def _set(bricks: Bricks, expression: TimeExpression, hour: int, minute: int, end: int) -> int | None:
    """Note the hour with what follows it: fractions, minutes in words, "pm"."""
    if hour > 24 or minute > 59:
        return None
    if minute == 0:
        minute, end = _minutes_behind(bricks, end)
    if minute < 0:
        hour, minute = (hour - 1) % 24, minute + 60
    meridiem = bricks.at("meridiem", end)
    if meridiem and hour <= 12:
        expression.meridiem, end = meridiem.payload.value, meridiem.end
    expression.hour, expression.minute = hour, minute
    expression.bricks.add("clock")
    return end


def _minutes_behind(bricks: Bricks, at: int) -> tuple[int, int]:
    """ "et demie", "y veinte", "moins dix", "إلا عشر دقائق": minutes behind the hour, and their end."""
    fraction = bricks.at("clock_mark", at)
    if fraction and fraction.payload.value in _FRACTIONS:
        return _FRACTIONS[fraction.payload.value], fraction.end
    word = fraction if fraction and fraction.payload.value in ("plus", "minus") else None
    minutes = bricks.whole(word.end, 1, 59) if word else None
    if word and minutes and not bricks.any_at(("currency", "slang", "counted", "multiplier"), minutes.end):
        sign = 1 if word.payload.value == "plus" else -1
        return sign * int(minutes.value), _behind_minutes(bricks, minutes.end)
    return 0, at


def _is_ordinal(bricks: Bricks, number: Number) -> bool:
    return bricks.at("ordinal", number.end) is not None and bricks.attached(number.end)
