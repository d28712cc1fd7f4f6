"""Which facts speak for or against a time binding anybody.

A time with "before" beside a demand binds; the hour of a class does not. Each fact is a yes or no about the
expression, its sentence or its message; `models.binding` weighs them (trained on labelled messages).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.analysis import Amount, Contact, Threat
from pipeline.phrases import Hit
from pipeline.reading import Reading
from pipeline.times import TimeExpression

Finding = TypeVar("Finding", Amount, Threat)
_SHORT_SENTENCE = 6
_SHORT_MESSAGE = 12
_LONG_MESSAGE = 45
_MANY_TIMES = 3
_CLOSE = 6
_BOUNDS = ("before", "by", "until")
_SENTENCE_SIGNS = (
    "demand",
    "pressure",
    "everyday",
    "own_plan",
    "calm",
    "released",
    "hostage_held",
    "proof_of_life",
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was found in the message of a time: token spans by what they are."""

    reading: Reading
    money: Sequence[Amount]
    contacts: Sequence[Contact]
    threats: Sequence[Threat]
    times: Sequence[TimeExpression]

    def facts(self, expression: TimeExpression, *, hours_left: float) -> frozenset[str]:
        """Names of all facts that hold for one expression; `hours_left` until the moment it names."""
        start, end = self.reading.tokens.sentence(expression.start)
        return frozenset(
            (
                *_of_expression(expression, hours_left),
                *self._of_sentence(expression, start, end),
                *self._of_message(expression),
            )
        )

    def _of_sentence(self, expression: TimeExpression, start: int, end: int) -> Iterator[str]:
        reading = self.reading
        for name in _SENTENCE_SIGNS:
            if any(start <= h.start < end for h in self._signs(name)):
                yield f"{name}_in_sentence"
        if any(threat.live for threat in self._within(self.threats, start, end)):
            yield "threat_in_sentence"
        if any(self._within(self.money, start, end)):
            yield "money_in_sentence"
        for role in ("demand", "offer", "paid", "other"):
            if any(start <= hit.start < end for hit in self._roles(role)):
                yield f"{role}_role_in_sentence"
        if any(0 <= expression.start - hit.end <= _CLOSE for hit in self._orders() if hit.start >= start):
            yield "order_close_before"
        if any(0 <= hit.start - expression.end <= _CLOSE for hit in self._orders() if hit.start < end):
            yield "order_close_behind"
        if end - start <= _SHORT_SENTENCE:
            yield "short_sentence"
        if end - start <= expression.end - expression.start + 1:
            yield "alone_in_sentence"
        if reading.context.has("past", expression.start, expression.end):
            yield "past_in_sentence"
        if end < len(reading.tokens) and reading.tokens.words[end] == "?":
            yield "question"

    def _of_message(self, expression: TimeExpression) -> Iterator[str]:
        reading, size = self.reading, len(self.reading.tokens)
        signs = {hit.payload.value.name for hit in reading.hits.of("sign")}
        bound = expression.bound in _BOUNDS or (expression.bound == "within" and expression.counts)
        threatened = any(threat.live for threat in self.threats)
        context = reading.captive or bool(self.money) or threatened
        yield from (name for name in ("demand", "pressure", "everyday", "own_plan") if name in signs)
        ordered = any(True for _ in self._orders())
        pressed = ordered or threatened or "pressure" in signs or "hostage_held" in signs
        if bound and context:
            yield "bound_and_context" if pressed else "bound_and_nobody_pressed"
        if not pressed:
            yield "nobody_pressed"
        if not bound and not context:
            yield "neither_bound_nor_context"
        for name, holds in (
            ("captive", reading.captive),
            ("threat", threatened),
            ("money", bool(self.money)),
            ("contact", bool(self.contacts)),
            ("telling", reading.context.telling is not None),
            ("bill", reading.context.telling == "debt"),
            ("short_message", size <= _SHORT_MESSAGE),
            ("long_message", size >= _LONG_MESSAGE),
            ("many_times", len(self.times) > _MANY_TIMES),
            ("first_time", bool(self.times) and self.times[0] is expression),
            ("other_bound", any(t is not expression and t.bound in _BOUNDS for t in self.times)),
        ):
            if holds:
                yield name

    def _orders(self) -> list[Hit]:
        """Words that tell the reader to act."""
        return [*self._signs("demand"), *self._roles("demand")]

    def _signs(self, name: str) -> Iterator[Hit]:
        return (hit for hit in self.reading.hits.of("sign") if hit.payload.value.name == name)

    def _roles(self, name: str) -> Iterator[Hit]:
        return (hit for hit in self.reading.hits.of("role") if hit.payload.value == name)

    def _within(self, found: Sequence[Finding], start: int, end: int) -> Iterator[Finding]:
        """Findings that begin between two tokens."""
        if found and start < end:
            first, last = self.reading.tokens.span(start, end)
            yield from (finding for finding in found if first <= finding.start < last)


def _of_expression(expression: TimeExpression, hours_left: float) -> Iterator[str]:
    bound = expression.bound or "none"
    yield f"bound_{bound}_length" if expression.counts else f"bound_{bound}"
    for name, holds in (
        ("clock", expression.hour is not None),
        ("only_part", expression.bricks == {"part"}),
        ("today", expression.day == 0),
        ("coming_day", bool(expression.day and expression.day > 0)),
        ("weekday", expression.weekday is not None and expression.date is None),
        ("date", expression.date is not None),
        ("feast", expression.feast is not None),
        ("end_of", expression.end_of is not None),
        ("years", any(unit == "year" for _, unit in expression.lengths)),
        ("passed", hours_left <= 0),
        ("far", hours_left > 24 * 45),
    ):
        if holds:
            yield name
