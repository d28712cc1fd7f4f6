"""What a case says after each message: the contract's `case_risk` and `alerts`, and what changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.analysis import Analysis, Deadline, Level
from pipeline.message import Sender


@dataclass(frozen=True, slots=True)
class CaseRisk:
    """The case's score (0..1): `change` since the message before, `since_calm` above its lowest so far."""

    score: float
    level: Level
    change: float
    since_calm: float


@dataclass(frozen=True, slots=True)
class Alert:
    """Something new to tell: the rule's name, the reason in words, the level."""

    rule: str
    reason: str
    level: Level


@dataclass(frozen=True, slots=True)
class Change:
    """What a message changed in the case, in words: demand, threat, deadline, contact, silence."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the case in time order, with what it did to the case."""

    analysis: Analysis
    sender: Sender
    case_risk: CaseRisk
    alerts: tuple[Alert, ...]
    changes: tuple[Change, ...]
    next_deadline: Deadline | None

    def as_dict(self) -> dict[str, Any]:
        """The contract's `case_risk` and `alerts` as plain types."""
        return {"case_risk": asdict(self.case_risk), "alerts": [asdict(alert) for alert in self.alerts]}
