"""The score of a case at a moment: what was said fades with time, open deadlines come nearer."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from data import ROOT
from models.risk.scorecard import card
from pipeline.analysis import LEVELS, Analysis, Deadline, Level


@cache
def rules() -> dict[str, Any]:
    """The figures of `data/shared/alerts.toml`."""
    with (ROOT / "shared" / "alerts.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(slots=True)
class Memory:
    """What a case still weighs: its score and that of its grave threats, both fading, and open deadlines."""

    value: float = 0.0
    grave: float = 0.0
    at: datetime | None = None
    held: bool = False
    deadlines: list[Deadline] = field(default_factory=list)

    def take(self, analysis: Analysis) -> float:
        """Add a message (in time order); the case's score when it was written."""
        self._fade_to(analysis.sent_at)
        if _calms(analysis):
            factor = rules()["memory"]["calm_factor"]
            self.value, self.grave = self.value * factor, self.grave * factor
        self.value = max(self.value, analysis.risk.score)
        if is_grave(analysis):
            self.grave = max(self.grave, analysis.risk.score)
        self.held = (self.held or analysis.risk.score > 0) and not _releases(analysis)
        if _releases(analysis):
            self.deadlines.clear()
        passed = timedelta(hours=rules()["deadline"]["passed_hours"])
        self.deadlines = [d for d in self.deadlines if d.due_at + passed >= analysis.sent_at]
        self.deadlines += analysis.deadlines
        return self.score_at(analysis.sent_at)

    def score_at(self, moment: datetime) -> float:
        """0..1 at `moment`, not before the last message: faded memory, or an open deadline under threat."""
        fade = self._fade(moment)
        value = self.value * fade
        if self.grave * fade >= card()["bands"]["moderate"][0]:
            value = max(value, _deadline_score(self.deadlines, moment))
        floor = rules()["memory"]["held_floor"] if self.held else 0.0
        return round(max(value, floor), 4)

    def next_deadline(self) -> Deadline | None:
        """The earliest deadline still to come after the last message."""
        ahead = [d for d in self.deadlines if self.at is not None and d.due_at > self.at]
        return min(ahead, key=lambda d: d.due_at, default=None)

    def _fade(self, moment: datetime) -> float:
        if self.at is None:
            return 1.0
        days = max(0.0, (moment - self.at).total_seconds() / 86_400)
        fade: float = 0.5 ** (days / rules()["memory"]["half_life_days"])
        return fade

    def _fade_to(self, moment: datetime) -> None:
        fade = self._fade(moment)
        self.value, self.grave, self.at = self.value * fade, self.grave * fade, moment


def level_of(value: float) -> Level:
    """The level whose band a score lies in."""
    bands = card()["bands"]
    return max((level for level in LEVELS if value >= bands[level][0]), key=LEVELS.index)


def is_grave(analysis: Analysis) -> bool:
    """Does the message hold a live threat of serious harm?"""
    return any(t.live and t.severity >= rules()["rank"]["grave"] for t in analysis.threats)


def _calms(analysis: Analysis) -> bool:
    calm = any(sign.name in ("calm", "released") for sign in analysis.signs)
    return calm and not any(t.live for t in analysis.threats)


def _releases(analysis: Analysis) -> bool:
    """Is the hostage said to be free, and nothing threatened?"""
    free = any(sign.name == "released" for sign in analysis.signs)
    return free and not any(t.live for t in analysis.threats)


def _deadline_score(deadlines: Iterable[Deadline], moment: datetime) -> float:
    figures = rules()["deadline"]
    best = 0.0
    for deadline in deadlines:
        hours = (deadline.due_at - moment).total_seconds() / 3600
        if -figures["passed_hours"] <= hours < 0:
            best = max(best, figures["passed_score"])
        elif 0 <= hours <= figures["open_hours"]:
            nearness = 1.0 - max(0.0, hours - 1.0) / figures["open_hours"]
            span = figures["last_score"] - figures["open_score"]
            best = max(best, figures["open_score"] + span * nearness)
    return best
