"""Cases: opening, the queue in order of urgency, a case with its trajectory."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.alerts.tables import AlertRow
from api.cases.tables import CaseRow
from api.errors import NotFound
from pipeline.analysis import LEVELS, Deadline, Level
from pipeline.case import CaseRisk, State
from pipeline.message import Message


@dataclass(frozen=True, slots=True)
class Summary:
    """A case as the queue shows it, at one moment."""

    case: CaseRow
    state: State
    risk: CaseRisk
    open_alerts: int
    urgency: Level
    """The case's level now, or that of its worst alert which nobody has acknowledged."""
    next_deadline: Deadline | None

    def as_dict(self) -> dict[str, Any]:
        """Plain types for the API."""
        known = self.state.known
        return {
            "case_id": self.case.id,
            "title": self.case.title,
            "tz": self.case.tz,
            "country": self.case.country,
            "demo": self.case.demo,
            "created_at": self.case.created_at.isoformat(),
            "messages_total": self.case.messages,
            "last_sent_at": self.case.last_sent_at.isoformat() if self.case.last_sent_at else None,
            "risk": asdict(self.risk),
            "urgency": self.urgency,
            "open_alerts": self.open_alerts,
            "next_deadline": _deadline(self.next_deadline),
            "demand": _demand(self.state),
            "threats": sorted(known.categories),
            "contacts": sorted(known.contacts),
        }


def _deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {**asdict(deadline), "due_at": deadline.due_at.isoformat()}


def _demand(state: State) -> dict[str, Any] | None:
    demand = state.known.demand
    return {"value": demand.value, "currency": demand.currency, "usd": demand.usd} if demand else None


def open_case_id(message: Message, now: datetime) -> str:
    """Number of a case that is opened for a message which names none; the same message opens the same one."""
    return f"new-{now:%Y%m%d}-{message.id.removeprefix('m-')[:8]}"


def lock_case(
    session: Session, case_id: str, *, now: datetime, tz: str | None = None, country: str | None = None
) -> CaseRow:
    """The case, opened if need be, locked until the transaction ends; learns its zone and country."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    fields = {"id": case_id, "tz": tz, "country": country, "demo": False, "created_at": now, "messages": 0}
    session.execute(dialect.insert(CaseRow).values(**fields).on_conflict_do_nothing())
    case = session.get_one(CaseRow, case_id, with_for_update=True)
    case.tz = case.tz or tz
    case.country = case.country or country
    return case


def get_case(session: Session, case_id: str) -> CaseRow:
    """A case. Raises `NotFound`."""
    case = session.get(CaseRow, case_id)
    if case is None:
        raise NotFound(f"case {case_id}")
    return case


def summary_of(session: Session, case: CaseRow, now: datetime) -> Summary:
    """One case as it stands at `now`."""
    return _summary(case, _open_levels(session, case.id).get(case.id, []), now)


def queue(session: Session, now: datetime) -> list[Summary]:
    """All cases, the most urgent first: level, next deadline, latest message."""
    levels = _open_levels(session)
    summaries = [_summary(case, levels.get(case.id, []), now) for case in session.scalars(select(CaseRow))]
    return sorted(summaries, key=_order)


def _order(summary: Summary) -> tuple[int, bool, float, float]:
    deadline = summary.next_deadline
    last = summary.case.last_sent_at or summary.case.created_at
    return (
        -LEVELS.index(summary.urgency),
        deadline is None,
        deadline.due_at.timestamp() if deadline else 0.0,
        -last.timestamp(),
    )


def _summary(case: CaseRow, open_levels: list[str], now: datetime) -> Summary:
    state = State.from_dict(case.state) if case.state else State()
    risk = state.risk_at(now)
    urgency = max([risk.level, *(level for level in LEVELS if level in open_levels)], key=LEVELS.index)
    ahead = [d for d in state.memory.deadlines if d.due_at > now]
    return Summary(
        case=case,
        state=state,
        risk=risk,
        open_alerts=len(open_levels),
        urgency=urgency,
        next_deadline=min(ahead, key=lambda d: d.due_at, default=None),
    )


def _open_levels(session: Session, case_id: str | None = None) -> dict[str, list[str]]:
    """Levels of the alerts that nobody has acknowledged, by case."""
    query = select(AlertRow.case_id, AlertRow.level).where(
        AlertRow.acknowledged_at.is_(None), AlertRow.withdrawn_at.is_(None)
    )
    if case_id is not None:
        query = query.where(AlertRow.case_id == case_id)
    levels: dict[str, list[str]] = {}
    for case, level in session.execute(query):
        levels.setdefault(case, []).append(level)
    return levels


def count_cases(session: Session) -> int:
    """How many cases there are."""
    return session.scalar(select(func.count()).select_from(CaseRow)) or 0
