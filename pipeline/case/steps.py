"""The trajectory: messages in the order of writing, each with what it did to the case."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.analysis import Analysis
from pipeline.case.alerts import Watch
from pipeline.case.changes import Known
from pipeline.case.risk import Memory, level_of
from pipeline.case.types import CaseRisk, Step
from pipeline.message import Sender


def trajectory(messages: Sequence[tuple[Analysis, Sender]]) -> list[Step]:
    """Steps of a case, ordered by `sent_at` (then id) whatever the order of arrival."""
    ordered = sorted(messages, key=lambda pair: (pair[0].sent_at, pair[0].id))
    memory, watch, known = Memory(), Watch(), Known()
    steps: list[Step] = []
    before, lowest = 0.0, 1.0
    for analysis, sender in ordered:
        value = memory.take(analysis)
        lowest = min(lowest, value)
        case_risk = CaseRisk(value, level_of(value), round(value - before, 4), round(value - lowest, 4))
        before = value
        steps.append(
            Step(
                analysis=analysis,
                sender=sender,
                case_risk=case_risk,
                alerts=watch.observe(analysis, case_risk.level),
                changes=known.take(analysis),
                next_deadline=memory.next_deadline(),
            )
        )
    return steps
