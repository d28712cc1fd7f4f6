"""The chart of a case: its score over time as an SVG that the server draws and a screen reader can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.risk.scorecard import card
from pipeline.analysis import LEVELS, Level
from pipeline.case import Step, curve
from pipeline.case.risk import level_of

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 76, 16, 34, 36
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A message on the chart."""

    x: float
    y: float
    level: Level
    message_id: str
    label: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template needs: coordinates in the SVG's own units."""

    path: str
    area: str
    points: tuple[Point, ...]
    bands: tuple[tuple[str, float, float], ...]
    """name of the level, top, height"""
    ticks: tuple[tuple[float, str], ...]
    deadlines: tuple[tuple[float, str], ...]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    floor: int = HEIGHT - BOTTOM


def draw(steps: Sequence[Step], now: datetime) -> Chart | None:
    """The chart of these steps; None where there is no message."""
    if not steps:
        return None
    first, last = steps[0].analysis.sent_at, steps[-1].analysis.sent_at
    until = _until(first, last, now)
    scale = _Scale(first, until)
    samples = [(scale.x(moment), scale.y(score)) for moment, score in curve(steps, until)]
    path = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in samples)
    floor = HEIGHT - BOTTOM
    return Chart(
        path=path,
        area=f"{path} L{samples[-1][0]:.1f},{floor} L{samples[0][0]:.1f},{floor} Z",
        points=tuple(_point(step, scale) for step in steps),
        bands=_bands(scale),
        ticks=_ticks(first, until, scale),
        deadlines=_deadlines(steps, scale, until),
        summary=_summary(steps),
    )


def _until(first: datetime, last: datetime, now: datetime) -> datetime:
    """Where the chart ends: now, but a case long at rest is not squeezed into its first inch."""
    rest = max(timedelta(days=1), (last - first) * 0.06)
    return max(min(now, last + rest), last + timedelta(hours=1))


class _Scale:
    def __init__(self, first: datetime, until: datetime) -> None:
        self.first, self.length = first, max((until - first).total_seconds(), 1.0)

    def x(self, moment: datetime) -> float:
        share = (moment - self.first).total_seconds() / self.length
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, score: float) -> float:
        return TOP + (1 - score) * (HEIGHT - TOP - BOTTOM)


def _point(step: Step, scale: _Scale) -> Point:
    analysis, case_risk = step.analysis, step.case_risk
    label = f"{analysis.sent_at:%Y-%m-%d %H:%M}: message {analysis.risk.level}, "
    label += f"case {case_risk.level} ({case_risk.score:.2f})"
    if step.alerts:
        label += "; alert: " + "; ".join(alert.reason for alert in step.alerts)
    return Point(
        x=round(scale.x(analysis.sent_at), 1),
        y=round(scale.y(case_risk.score), 1),
        level=analysis.risk.level,
        message_id=analysis.id,
        label=label,
        alert=bool(step.alerts),
    )


def _bands(scale: _Scale) -> tuple[tuple[str, float, float], ...]:
    bottoms = [card()["bands"][level][0] for level in LEVELS]
    tops = [*bottoms[1:], 1.0]
    return tuple(
        (level, round(scale.y(top), 1), round(scale.y(bottom) - scale.y(top), 1))
        for level, bottom, top in zip(LEVELS, bottoms, tops, strict=True)
    )


def _ticks(first: datetime, until: datetime, scale: _Scale) -> tuple[tuple[float, str], ...]:
    step = (until - first) / _TICKS
    pattern = "%d %b %H:%M" if until - first < timedelta(days=6) else "%d %b %Y"
    return tuple(
        (round(scale.x(first + step * n), 1), f"{first + step * n:{pattern}}") for n in range(_TICKS + 1)
    )


def _deadlines(steps: Sequence[Step], scale: _Scale, until: datetime) -> tuple[tuple[float, str], ...]:
    moments = dict.fromkeys(d.due_at for step in steps for d in step.analysis.deadlines if d.due_at <= until)
    return tuple((round(scale.x(moment), 1), f"{moment:%Y-%m-%d %H:%M}") for moment in moments)


def _summary(steps: Sequence[Step]) -> str:
    peak = max(steps, key=lambda step: step.case_risk.score)
    alerts = sum(len(step.alerts) for step in steps)
    return (
        f"Score of the case over {len(steps)} messages, from {steps[0].analysis.sent_at:%Y-%m-%d} to "
        f"{steps[-1].analysis.sent_at:%Y-%m-%d}. Highest {peak.case_risk.score:.2f} "
        f"({level_of(peak.case_risk.score)}) on {peak.analysis.sent_at:%Y-%m-%d}. Alerts raised: {alerts}."
    )
