"""Alerts over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.alerts.service import AlertState, acknowledge, list_alerts
from api.alerts.tables import AlertRow
from api.deps import DatabaseDep, Now
from api.messages.schemas import Failure
from api.messages.tables import MessageRow
from pipeline.analysis import Level

router = APIRouter(tags=["alerts"])


class AlertRecord(BaseModel):
    """An alert with the message that raised it."""

    id: int
    case_id: str
    message_id: str
    rule: str
    reason: str
    level: Level
    state: str
    raised_at: str
    acknowledged_at: str | None
    acknowledged_by: str | None
    note: str | None


class Acknowledgement(BaseModel):
    """Who takes note of an alert."""

    model_config = ConfigDict(extra="forbid")

    by: str | None = Field(default=None, max_length=200, description="who acknowledges")
    note: str | None = Field(default=None, max_length=5_000)


@router.get("/alerts", response_model=None, responses={200: {"model": list[AlertRecord]}})
def read_alerts(
    database: DatabaseDep,
    state: AlertState = "open",
    case_id: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """Alerts, newest first."""
    with database.read() as session:
        rows = list_alerts(session, state, case_id, limit)
        return JSONResponse([_record(alert, message.id) for alert, message in rows])


@router.post(
    "/alerts/{alert_id}/acknowledge",
    response_model=None,
    responses={200: {"model": AlertRecord}, 404: {"model": Failure}},
)
def acknowledge_alert(
    database: DatabaseDep,
    now: Now,
    alert_id: Annotated[int, Path(ge=1, lt=2**31)],
    acknowledgement: Acknowledgement | None = None,
) -> Response:
    """Take note of an alert. The first acknowledgement stands; repeating it changes nothing."""
    given = acknowledgement or Acknowledgement()
    with database.write() as session:
        alert, first = acknowledge(session, alert_id, by=given.by, note=given.note, now=now)
        message_id = session.get_one(MessageRow, alert.message_number).id
        return JSONResponse({**_record(alert, message_id), "already_acknowledged": not first})


def _record(alert: AlertRow, message_id: str) -> dict[str, Any]:
    return {
        "id": alert.id,
        "case_id": alert.case_id,
        "message_id": message_id,
        "rule": alert.rule,
        "reason": alert.reason,
        "level": alert.level,
        "state": alert.state,
        "raised_at": alert.raised_at.isoformat(),
        "acknowledged_at": alert.acknowledged_at.isoformat() if alert.acknowledged_at else None,
        "acknowledged_by": alert.acknowledged_by,
        "note": alert.note,
    }
