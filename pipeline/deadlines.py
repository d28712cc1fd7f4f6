"""Deadlines: which times bind the family or the captor, and when they fall.

Times of the past, habits, and times in films, news and jokes bind nobody; of the others the facts around
them decide (`pipeline.binding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from models.binding.weights import binding_weights
from pipeline.analysis import Amount, Contact, Deadline, Threat
from pipeline.binding import Surroundings
from pipeline.reading import Reading
from pipeline.times import Moment, TimeExpression, resolve

_PAST_GRACE_HOURS = 12
"""A named day or hour may lie this far back when it is written (after midnight, a late export)."""
_TOLD = ("fiction", "news", "sport", "joke")


def counted_tokens(times: Sequence[TimeExpression]) -> frozenset[int]:
    """Tokens of times that count something: their numbers are no money."""
    counted = (e for e in times if e.bricks & {"length", "clock", "date"})
    return frozenset(at for e in counted for at in range(e.start, e.end))


def find_deadlines(
    reading: Reading,
    times: Sequence[TimeExpression],
    money: Sequence[Amount] = (),
    contacts: Sequence[Contact] = (),
    threats: Sequence[Threat] = (),
) -> list[Deadline]:
    """Deadlines in text order among the times; the rest is what else the message holds."""
    found = [pair for pair in candidates(reading, times) if pair[1]]
    if not found:
        return []
    around = Surroundings(reading, money, contacts, threats, times)
    weights = binding_weights()
    deadlines = [
        _deadline(expression, moments, reading)
        for expression, moments in found
        if weights.binds(around.facts(expression, hours_left=_hours(moments[0].due, reading.sent_at)))
    ]
    return _distinct(deadlines)


def candidates(
    reading: Reading, times: Sequence[TimeExpression]
) -> list[tuple[TimeExpression, list[Moment]]]:
    """Times that could bind, with their moments: not told, not past, no habit."""
    if reading.context.telling in _TOLD:
        return []
    found = []
    for expression in times:
        if expression.unbound or _is_past_or_open(expression):
            continue
        moments = resolve(expression, reading.sent_at)
        if moments and _hours(moments[0].due, reading.sent_at) >= -_PAST_GRACE_HOURS:
            found.append((expression, moments))
    return found


def _is_past_or_open(expression: TimeExpression) -> bool:
    """ "Yesterday", and "from today on", which ends nowhere."""
    if expression.day is None:
        return False
    return expression.day < 0 or (
        expression.day == 0 and expression.bound == "after" and expression.hour is None
    )


def _deadline(expression: TimeExpression, moments: list[Moment], reading: Reading) -> Deadline:
    moment = moments[0]
    start, end = reading.tokens.span(expression.start, expression.end)
    return Deadline(
        start=start,
        end=end,
        text=reading.tokens.normalised.original[start:end],
        due_at=moment.due,
        granularity=moment.granularity,
        hours_left=_hours(moment.due, reading.sent_at),
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
