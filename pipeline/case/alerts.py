"""Alert rules: somebody is told when danger rises above everything so far, and not when it is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pipeline.analysis import LEVELS, Analysis, Deadline, Level, Threat
from pipeline.case.risk import is_grave, rules
from pipeline.case.types import Alert


@dataclass(slots=True)
class Watch:
    """What has been told so far: the worst rank, kinds of harm with a moment, levels, hours of countdown."""

    rank: float = 0.0
    level: int = 0
    moments: set[str] = field(default_factory=set)
    told_hours: float | None = None
    """nearest line of the countdown (24, 6, 1 hours) that was told"""
    last_threat: datetime | None = None
    under_threat: bool = False

    def observe(self, analysis: Analysis, level: Level) -> tuple[Alert, ...]:
        """Alerts that this message gives rise to; the watch remembers them."""
        self._forget_after_calm(analysis)
        alerts = tuple(self._rules(analysis, level))
        self._remember(analysis, level)
        return alerts

    def _forget_after_calm(self, analysis: Analysis) -> None:
        """After a long time without a live threat, or once the hostage is free, an equal threat is news."""
        calm = timedelta(days=rules()["memory"]["calm_days"])
        quiet = self.last_threat is not None and analysis.sent_at - self.last_threat > calm
        if quiet or any(sign.name == "released" for sign in analysis.signs):
            self.rank, self.level, self.told_hours, self.under_threat = 0.0, 0, None, False
            self.moments.clear()

    def _rules(self, analysis: Analysis, level: Level) -> Iterator[Alert]:
        live = [t for t in analysis.threats if t.live]
        near = nearest_deadline(analysis)
        threat = self._threat_rule(analysis, live, level)
        if threat:
            yield threat
        least = LEVELS.index(rules()["rise"]["least_level"])
        if LEVELS.index(level) > max(self.level, least - 1) and (live or self.under_threat):
            yield _alert("rise", level, before=LEVELS[self.level], level=level)
        hours_told = threat is not None and bool(_with_moment(analysis))
        if near and not hours_told and (self.under_threat or is_grave(analysis)) and self._crosses(near):
            yield _alert("deadline_near", level, hours=_hours(near))

    def _threat_rule(self, analysis: Analysis, live: list[Threat], level: Level) -> Alert | None:
        """What is new about the threats of a message, if anything is: the first, a worse one, a moment."""
        if not live:
            return None
        worst = max(live, key=lambda t: rank(t, analysis))
        near = nearest_deadline(analysis)
        soon = _hours(near) if near and _with_moment(analysis) else None
        if self.rank == 0:
            return _threat_alert("first_threat", level, worst.category, soon)
        if rank(worst, analysis) > self.rank and worst.severity >= rules()["rank"]["grave"]:
            return _threat_alert("worse_threat", level, worst.category, soon)
        new = [t for t in _with_moment(analysis) if t.category not in self.moments]
        return _threat_alert("new_moment", level, new[0].category, soon) if new else None

    def _crosses(self, deadline: Deadline) -> bool:
        """Is a line (24 h, 6 h, 1 h) crossed that no earlier message has crossed?"""
        lines = [line for line in rules()["deadline"]["tell_at_hours"] if deadline.hours_left <= line]
        return bool(lines) and (self.told_hours is None or min(lines) < self.told_hours)

    def _remember(self, analysis: Analysis, level: Level) -> None:
        live = [t for t in analysis.threats if t.live]
        if live:
            self.rank = max(self.rank, *(rank(t, analysis) for t in live))
            self.last_threat = analysis.sent_at
            self.under_threat = self.under_threat or is_grave(analysis)
        self.moments.update(t.category for t in _with_moment(analysis))
        self.level = max(self.level, LEVELS.index(level))
        near = nearest_deadline(analysis)
        if near and self.under_threat:
            lines = [line for line in rules()["deadline"]["tell_at_hours"] if near.hours_left <= line]
            told = [] if self.told_hours is None else [self.told_hours]
            self.told_hours = min([*told, *lines], default=None)


def rank(threat: Threat, analysis: Analysis) -> float:
    """How bad a threat is among those of a case: severity, done or under way, a moment close by."""
    figures = rules()["rank"]
    value = float(threat.severity)
    if threat.severity >= figures["grave"]:
        value += figures["done"] if threat.status == "carried_out" else 0.0
        value += figures["near"] if threat in _with_moment(analysis) else 0.0
    return value


def nearest_deadline(analysis: Analysis) -> Deadline | None:
    """The next deadline of a message that is still to come when it is written."""
    ahead = [d for d in analysis.deadlines if d.hours_left > 0]
    return min(ahead, key=lambda d: d.hours_left, default=None)


def _with_moment(analysis: Analysis) -> list[Threat]:
    """Grave threats that are announced with a moment within the open hours."""
    near = nearest_deadline(analysis)
    if near is None or near.hours_left > rules()["deadline"]["open_hours"]:
        return []
    grave = rules()["rank"]["grave"]
    return [t for t in analysis.threats if t.status == "active" and t.severity >= grave]


def _hours(deadline: Deadline) -> str:
    if deadline.hours_left < 1:
        return f"{round(deadline.hours_left * 60)} min"
    return f"{deadline.hours_left:.0f} h"


def _threat_alert(rule: str, level: Level, category: str, soon: str | None) -> Alert:
    """An alert about a threat, with the hours that are left where a moment is close."""
    alert = _alert(rule, level, category=category.replace("_", " "))
    if soon is None:
        return alert
    return replace(alert, reason=rules()["reasons"]["soon"].format(reason=alert.reason, hours=soon))


def _alert(rule: str, severity: Level, **words: str) -> Alert:
    return Alert(rule, rules()["reasons"][rule].format(**words), severity)
