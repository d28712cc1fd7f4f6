"""What the page of a case shows, made out of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from api.alerts.service import list_alerts
from api.alerts.tables import AlertRow
from api.cases.tables import CaseRow
from api.messages.service import list_messages
from api.messages.tables import MessageRow
from api.web.chart import Chart, draw
from api.web.highlight import Piece, pieces_of
from pipeline.analysis import Analysis
from pipeline.case import trajectory
from pipeline.message import Sender

MOST_MESSAGES = 5_000
RIGHT_TO_LEFT = ("Arab", "Hebr", "Nkoo", "Adlm")


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as the page shows it."""

    row: MessageRow
    analysis: dict[str, Any]
    step: dict[str, Any]
    pieces: list[Piece]
    direction: str
    alerts: list[AlertRow]


@dataclass(frozen=True, slots=True)
class CasePage:
    """The case's messages in the order of writing, its chart, its alerts that wait."""

    messages: list[ShownMessage]
    chart: Chart | None
    waiting: list[AlertRow]


def case_page(session: Session, case: CaseRow, now: datetime) -> CasePage:
    """Everything below the header of a case's page."""
    rows = list_messages(session, case.id, limit=MOST_MESSAGES)
    alerts: dict[int, list[AlertRow]] = {}
    for alert, message in list_alerts(session, "all", case.id, limit=100_000):
        alerts.setdefault(message.number, []).append(alert)
    steps = trajectory([(Analysis.from_dict(row.current), cast("Sender", row.sender)) for row in rows])
    waiting = [alert for of_message in alerts.values() for alert in of_message if alert.state == "open"]
    return CasePage(
        messages=[_shown(row, alerts.get(row.number, [])) for row in rows],
        chart=draw(steps, now),
        waiting=sorted(waiting, key=lambda alert: alert.id),
    )


def _shown(row: MessageRow, alerts: list[AlertRow]) -> ShownMessage:
    analysis = row.current
    return ShownMessage(
        row=row,
        analysis=analysis,
        step=row.step or {},
        pieces=pieces_of(row.text, analysis),
        direction="rtl" if analysis["language"]["script"] in RIGHT_TO_LEFT else "ltr",
        alerts=sorted(alerts, key=lambda alert: alert.id),
    )
