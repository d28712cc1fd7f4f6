"""Lengths of time: "48h", "two days and four hours", "un jour et demi", "siku tatu", "ساعتين"."""

from __future__ import annotations

from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.times.bricks import Bricks
from pipeline.times.expression import TimeExpression

_SIZES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200, "year": 525_600}
_LATE_HOURS = (13, 23)
""" "d'ici 18h" is a clock time, "d'ici 12h" and "d'ici 48h" are lengths."""
_NEVER_LENGTHS = (12, 24)
"""A bare "12h" or "24h" is a length of time, a bare "18h" is a clock time."""


def take_length(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """A length of time at token `at`, with smaller lengths behind it; the token after it, or None."""
    if expression.bricks & {"length", "clock", "day", "date", "end_of"}:
        return None
    end = _one_length(bricks, expression, at)
    if end is None:
        return None
    expression.bricks.add("length")
    while (more := _smaller(bricks, expression, end)) is not None:
        end = more
    return end


def _smaller(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """ "... and 30 minutes", "2 heures 30 minutes": only a smaller unit continues a length."""
    join = bricks.at("number_join", at)
    begin = join.end if join else at
    number = bricks.numbers.get(begin)
    unit = bricks.at("time_unit", number.end) if number else None
    if not number or not unit or _SIZES[unit.payload.value] >= _SIZES[expression.lengths[-1][1]]:
        return None
    expression.lengths.append((number.value, unit.payload.value))
    return unit.end


def _one_length(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    whole = bricks.at("length", at)
    if whole:
        expression.lengths.append(whole.payload.value)
        return whole.end
    number = bricks.numbers.get(at)
    if number:
        return _number_and_unit(bricks, expression, number)
    return _unit_and_number(bricks, expression, at)


def _number_and_unit(bricks: Bricks, expression: TimeExpression, number: Number) -> int | None:
    unit = bricks.at("time_unit", number.end)
    if not unit or number.value < 0 or is_clock(bricks, expression, number, unit):
        return None
    value, name, end = number.value, unit.payload.value, unit.end
    half = bricks.at("half", end)
    if half:
        value, end = value + half.payload.value, half.end
    minutes = bricks.numbers.get(end)
    if (
        name == "hour"
        and minutes
        and _are_minutes(bricks, minutes)
        and not bricks.at("time_unit", minutes.end)
    ):
        value, end = value + minutes.value / 60, minutes.end  # "dans 1h30"
    expression.lengths.append((value, name))
    return end


def _unit_and_number(bricks: Bricks, expression: TimeExpression, at: int) -> int | None:
    """ "siku tatu", "awa 24": the unit first, where the language counts so."""
    unit = bricks.at("unit_first", at)
    number = bricks.numbers.get(unit.end) if unit else None
    if not unit or not number or bricks.any_at(("currency", "slang", "counted"), number.end):
        return None
    value, end = number.value, number.end
    half = bricks.at("half", end)
    if half:
        value, end = value + half.payload.value, half.end
    expression.lengths.append((value, unit.payload.value))
    return end


def _are_minutes(bricks: Bricks, number: Number) -> bool:
    return (
        number.digits is not None
        and len(number.digits) == 2
        and number.value < 60
        and bricks.attached(number.start)
    )


def _is_military(number: Number) -> bool:
    """ "1600 hours": four figures, hours and minutes."""
    digits = number.digits or ""
    return len(digits) == 4 and digits.isdigit() and number.value < 2400 and number.value % 100 < 60


def _clock_goes_on(bricks: Bricks, at: int) -> bool:
    """Behind the mark: "moins dix", "vingt", "et demie du soir", "du matin"?"""
    fraction = bricks.at("clock_mark", at)
    if fraction and fraction.payload.value in ("plus", "minus", "quarter_to"):
        return True
    minutes = bricks.whole(at, 5, 59)
    if (
        minutes
        and minutes.digits is None
        and not bricks.any_at(("time_unit", "counted", "multiplier"), minutes.end)
    ):
        return True
    end = fraction.end if fraction else at
    filler = bricks.at("time_filler", end)
    return bricks.any_at(("part", "meridiem"), end) or bool(filler and bricks.at("part", filler.end))


def is_clock(bricks: Bricks, expression: TimeExpression, number: Number, unit: Hit) -> bool:
    """ "18h" behind "avant", "à" or a day, or written in one, is a clock time; "48h" is a length."""
    mark = bricks.at("clock_mark", number.end)
    if _is_military(number) and unit.payload.value == "hour" and expression.bound != "within":
        return True
    if not mark or mark.payload.value != "mark" or not bricks.whole(number.start, 0, 24):
        return False
    if expression.bound == "within" or expression.unbound:
        return False
    if _clock_goes_on(bricks, mark.end):
        return True
    minutes = bricks.numbers.get(mark.end)
    if minutes and _are_minutes(bricks, minutes) and not bricks.at("time_unit", minutes.end):
        return True
    beside_day = bool(expression.bricks & {"day", "part"}) or bricks.any_at(
        ("day", "day_part", "weekday"), mark.end
    )
    if expression.bound in ("before", "at", "oclock", "until") or beside_day:
        return True
    if expression.bound == "by" and _LATE_HOURS[0] <= number.value <= _LATE_HOURS[1]:
        return True
    if not number.digits or expression.bound or unit.payload.value != "hour":
        return False
    return bricks.attached(number.end) and number.value not in _NEVER_LENGTHS
