"""Which hour of the day is meant: "6" in the evening is 18, "at 6" may be either, "saa sita" is noon."""

from __future__ import annotations

from pipeline.times.calendars import times_table
from pipeline.times.expression import TimeExpression

_AFTERNOON_UNTIL = 6
"""Without more said, "at 5" is likelier 17:00 than 05:00; from seven on the next one that comes."""


def hours_meant(expression: TimeExpression) -> list[int]:
    """Hours of the day, the likeliest first; 24 to 29 lie after midnight, on the next day's date."""
    hour = expression.hour or 0
    if hour > 12 and not expression.meridiem:
        return [hour]
    if expression.meridiem and expression.clock == 6:
        return _counted_from_six(hour, late=expression.meridiem == "pm")
    if expression.meridiem:
        return [hour % 12 + (12 if expression.meridiem == "pm" else 0)]
    if expression.part:
        return _within_part(expression, hour)
    if expression.clock == 6 and 1 <= hour <= 12:
        shifted = (hour + 6) % 12
        return [shifted + 12, shifted] if shifted <= _AFTERNOON_UNTIL else [shifted, shifted + 12]
    if expression.clock == 12 and 1 <= hour <= 12:
        first = hour % 12 + 12 if hour <= _AFTERNOON_UNTIL or hour == 12 else hour
        return [first, (first + 12) % 24]
    return [hour]


def _counted_from_six(hour: int, *, late: bool) -> list[int]:
    """ "saa nne asubuhi": the hour that lies in the named half of the day, else as Europeans count."""
    first = 12 if late else 0
    meant = [h for h in (hour % 12 + 6, hour % 12 + 18) if first <= h < first + 12]
    return meant or [hour % 12 + first]


def _within_part(expression: TimeExpression, hour: int) -> list[int]:
    """The hour that lies in the named part of the day, counted from six first where people do."""
    first, last = times_table()["parts"][expression.part]["window"]
    from_six = [hour % 12 + 6, hour % 12 + 18, hour % 12 - 6] if expression.clock == 6 else []
    for meant in (*from_six, hour, hour + 12, hour + 24):
        if first <= meant <= last:
            return [meant]
    late = first >= 12 and 0 < hour < 12
    return [hour + 12 if late else hour]
