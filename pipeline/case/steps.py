"""The trajectory: messages in the order of writing, each with what it did to the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Self

from pydantic import TypeAdapter

from pipeline.analysis import Analysis
from pipeline.case.alerts import Watch
from pipeline.case.changes import Known
from pipeline.case.risk import Memory, level_of
from pipeline.case.types import CaseRisk, Step
from pipeline.message import Sender


@dataclass(slots=True)
class State:
    """Everything a case remembers after its messages so far; takes the next one, in order of writing."""

    memory: Memory = field(default_factory=Memory)
    watch: Watch = field(default_factory=Watch)
    known: Known = field(default_factory=Known)
    score: float = 0.0
    lowest: float = 1.0

    def take(self, analysis: Analysis, sender: Sender = "unknown") -> Step:
        """The step that this message makes; it must not be older than the one before."""
        value = self.memory.take(analysis)
        self.lowest = min(self.lowest, value)
        case_risk = CaseRisk(
            value, level_of(value), round(value - self.score, 4), round(value - self.lowest, 4)
        )
        self.score = value
        return Step(
            analysis=analysis,
            sender=sender,
            case_risk=case_risk,
            alerts=self.watch.observe(analysis, case_risk.level),
            changes=self.known.take(analysis),
            next_deadline=self.memory.next_deadline(),
        )

    def risk_at(self, moment: datetime) -> CaseRisk:
        """The case's score at `moment`: it fades, and open deadlines come nearer, between messages."""
        last = self.memory.at
        if last is None:
            return CaseRisk(0.0, "none", 0.0, 0.0)
        value = self.memory.score_at(max(moment, last))
        since_calm = round(max(0.0, value - min(self.lowest, value)), 4)
        return CaseRisk(value, level_of(value), round(value - self.score, 4), since_calm)

    def as_dict(self) -> dict[str, Any]:
        """Plain types, for storing."""
        plain: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return plain

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Self:
        """Read back what `as_dict` wrote."""
        return _adapter().validate_python(record)  # type: ignore[return-value]


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)


def trajectory(messages: Sequence[tuple[Analysis, Sender]], state: State | None = None) -> list[Step]:
    """Steps of a case, ordered by `sent_at` (then id) whatever the order of arrival."""
    ordered = sorted(messages, key=lambda pair: order_key(pair[0]))
    state = state or State()
    return [state.take(analysis, sender) for analysis, sender in ordered]


def order_key(analysis: Analysis) -> tuple[datetime, str]:
    """Messages of a case stand in this order."""
    return analysis.sent_at, analysis.id


def curve(steps: Sequence[Step], until: datetime, points: int = 24) -> list[tuple[datetime, float]]:
    """The case's score over time, between messages too: `points` samples a gap, up to `until`."""
    state = State()
    samples: list[tuple[datetime, float]] = []
    for number, step in enumerate(steps):
        state.take(step.analysis, step.sender)
        begin = step.analysis.sent_at
        end = steps[number + 1].analysis.sent_at if number + 1 < len(steps) else max(until, begin)
        gap = (end - begin) / points
        count = points if gap > timedelta() else 1
        samples += [(begin + gap * n, state.risk_at(begin + gap * n).score) for n in range(count)]
        if gap > timedelta():
            samples.append((end, state.risk_at(end).score))
    return samples
