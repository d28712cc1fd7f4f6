"""Deadlines: which times bind the family or the captor, and when they fall.

A time with "before", "by", "within" binds by itself. Another one binds where a threat, a demand or a
last warning stands in its sentence, or where a captor gives a bare length of time ("45 minutes"). Times
of the past, habits, and times in films, news and jokes bind nobody.
"""

from __future__ import annotations

from datetime import datetime

from pipeline.analysis import Deadline
from pipeline.phrases import Hit
from pipeline.reading import Reading
from pipeline.times import Moment, TimeExpression, find_times, resolve

_BINDING = ("before", "by", "until", "within")
_PAST_GRACE_HOURS = 12
"""A named day or hour may lie this far back when it is written (after midnight, a late export)."""


def find_deadlines(reading: Reading) -> tuple[list[Deadline], frozenset[int]]:
    """Deadlines in text order, and the tokens of counted times (their numbers are no money)."""
    expressions = find_times(reading)
    counted = (e for e in expressions if e.bricks & {"length", "clock", "date"})
    taken = frozenset(at for e in counted for at in range(e.start, e.end))
    found = [d for e in expressions if _binds(e, reading) and (d := _deadline(e, reading))]
    return _distinct(found), taken


def _binds(expression: TimeExpression, reading: Reading) -> bool:
    context = reading.context
    if expression.unbound or context.telling in ("fiction", "news", "sport", "joke"):
        return False
    if expression.day is not None and expression.day < 0:
        return False
    if context.has("past", expression.start, expression.end) and not reading.captive:
        return False
    if expression.bound in _BINDING and _is_firm(expression):
        return reading.captive or bool(_asking(reading))
    if not reading.captive:
        return False
    return _bare_length(expression, reading) or _asks(expression, reading)


def _is_firm(expression: TimeExpression) -> bool:
    """ "within" needs a length of time; "before" and "by" need a day, an hour or an end."""
    return bool(expression.lengths or expression.end_of) if expression.bound == "within" else True


def _bare_length(expression: TimeExpression, reading: Reading) -> bool:
    """A captor's "45 minutes" or "24h" says how long is left."""
    if not expression.lengths:
        return False
    start, end = reading.tokens.sentence(expression.start)
    return reading.sender == "captor" or end - start <= 8 or _asks(expression, reading)


def _asks(expression: TimeExpression, reading: Reading) -> bool:
    """Does the sentence around it threaten, demand or press?"""
    start, end = reading.tokens.sentence(expression.start)
    return any(start <= hit.start < end for hit in _asking(reading))


def _asking(reading: Reading) -> list[Hit]:
    """Threats, demands and pressure in the message."""
    signs = (hit for hit in reading.hits.of("sign") if hit.payload.value.name in ("demand", "pressure"))
    roles = (hit for hit in reading.hits.of("role") if hit.payload.value == "demand")
    return [*reading.hits.of("threat"), *signs, *roles]


def _deadline(expression: TimeExpression, reading: Reading) -> Deadline | None:
    moments = resolve(expression, reading.sent_at)
    if not moments:
        return None
    moment = moments[0]
    hours = _hours(moment.due, reading.sent_at)
    if hours < -_PAST_GRACE_HOURS:
        return None
    start, end = reading.tokens.span(expression.start, expression.end)
    return Deadline(
        start=start,
        end=end,
        text=reading.tokens.normalised.original[start:end],
        due_at=moment.due,
        granularity=moment.granularity,
        hours_left=hours,
        alternatives=tuple(_alternative(other) for other in moments[1:]),
    )


def _hours(due: datetime, sent_at: datetime) -> float:
    return round((due.timestamp() - sent_at.timestamp()) / 3600, 2)


def _alternative(moment: Moment) -> dict[str, object]:
    """Another reading of the same words: 04/05 the other way round, "at 6" in the other half of the day."""
    return {"due_at": moment.due.isoformat(), "granularity": moment.granularity}


def _distinct(deadlines: list[Deadline]) -> list[Deadline]:
    """One moment said twice is one deadline."""
    seen: dict[datetime, Deadline] = {}
    for deadline in deadlines:
        seen.setdefault(deadline.due_at, deadline)
    return list(seen.values())
