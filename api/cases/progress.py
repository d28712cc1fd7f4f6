"""Keeping a case's trajectory up to date: state, steps and alerts after messages or corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.alerts.service import reconcile
from api.cases.tables import CaseRow
from api.messages.tables import MessageRow
from pipeline.analysis import Analysis
from pipeline.case import State, Step
from pipeline.message import Sender


def advance(session: Session, case: CaseRow, new: Sequence[MessageRow], now: datetime) -> None:
    """Take new messages into the case; only a message older than the last one costs a whole recount."""
    ordered = sorted(new, key=_key)
    if not ordered:
        return
    case.messages += len(ordered)
    if case.state is None or _is_after(ordered[0], case):
        state = State.from_dict(case.state) if case.state else State()
        _take(session, case, state, ordered, now)
    else:
        recount(session, case, now)


def recount(session: Session, case: CaseRow, now: datetime) -> None:
    """The whole trajectory anew, from the analyses as they hold now."""
    session.flush()
    rows = session.scalars(
        select(MessageRow).where(MessageRow.case_id == case.id).order_by(MessageRow.sent_at, MessageRow.id)
    ).all()
    _take(session, case, State(), rows, now)


def _take(session: Session, case: CaseRow, state: State, rows: Sequence[MessageRow], now: datetime) -> None:
    for row in rows:
        step = state.take(Analysis.from_dict(row.current), cast("Sender", row.sender))
        row.step = _record(step)
        session.flush()
        reconcile(session, row, step.alerts, now)
    if rows:
        case.last_sent_at, case.last_id = rows[-1].sent_at, rows[-1].id
    case.state = state.as_dict()


def _record(step: Step) -> dict[str, object]:
    return {**step.as_dict(), "changes": [asdict(change) for change in step.changes]}


def _key(row: MessageRow) -> tuple[datetime, str]:
    return row.sent_at, row.id


def _is_after(row: MessageRow, case: CaseRow) -> bool:
    return case.last_sent_at is not None and _key(row) > (case.last_sent_at, case.last_id or "")
