"""Alerts: raised, withdrawn, listed, acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api.alerts.tables import AlertRow
from api.errors import NotFound
from api.messages.tables import MessageRow
from pipeline.case import Alert

AlertState = Literal["open", "acknowledged", "withdrawn", "all"]


def reconcile(session: Session, message: MessageRow, alerts: Sequence[Alert], now: datetime) -> None:
    """Raise what is new at this message; withdraw what is still open and no longer holds."""
    known = {
        row.rule: row
        for row in session.scalars(select(AlertRow).where(AlertRow.message_number == message.number))
    }
    for alert in alerts:
        row = known.pop(alert.rule, None)
        if row is None:
            session.add(_row(message, alert, now))
        elif row.withdrawn_at:
            row.withdrawn_at = None
    for row in known.values():
        if row.state == "open":
            row.withdrawn_at = now


def _row(message: MessageRow, alert: Alert, now: datetime) -> AlertRow:
    return AlertRow(
        case_id=message.case_id,
        message_number=message.number,
        rule=alert.rule,
        reason=alert.reason,
        level=alert.level,
        raised_at=now,
    )


def list_alerts(
    session: Session, state: AlertState = "open", case_id: str | None = None, limit: int = 100
) -> list[tuple[AlertRow, MessageRow]]:
    """Alerts with the message that caused each, newest first."""
    query = select(AlertRow, MessageRow).join(MessageRow, AlertRow.message_number == MessageRow.number)
    query = query.where(*_CONDITIONS[state])
    if case_id is not None:
        query = query.where(AlertRow.case_id == case_id)
    rows = session.execute(query.order_by(AlertRow.raised_at.desc(), AlertRow.id.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]


_CONDITIONS: dict[AlertState, tuple[ColumnElement[bool], ...]] = {
    "all": (),
    "open": (AlertRow.acknowledged_at.is_(None), AlertRow.withdrawn_at.is_(None)),
    "acknowledged": (AlertRow.acknowledged_at.is_not(None),),
    "withdrawn": (AlertRow.withdrawn_at.is_not(None), AlertRow.acknowledged_at.is_(None)),
}


def acknowledge(
    session: Session, alert_id: int, *, by: str | None, note: str | None, now: datetime
) -> tuple[AlertRow, bool]:
    """Acknowledge an alert; the first acknowledgement stands (False: somebody had done it before)."""
    alert = session.get(AlertRow, alert_id, with_for_update=True)
    if alert is None:
        raise NotFound(f"alert {alert_id}")
    if alert.acknowledged_at:
        return alert, False
    alert.acknowledged_at, alert.acknowledged_by, alert.note = now, by, note
    return alert, True
