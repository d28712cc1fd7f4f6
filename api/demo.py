"""The demo cases: loaded into an empty database, with a badge, and with times close to now where they say so.

A line of `data/demo/<case>.jsonl` is a message of the contract. `days_ago` and `at` in place of
`sent_at` put it that many days before today, at that local time.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.alerts.service import acknowledge, list_alerts
from api.cases.service import count_cases, get_case
from api.database.engine import Database
from api.messages.service import Origin, submit_many
from data import ROOT
from pipeline.message import Message

DEMO = ROOT / "demo"


def load_demo(database: Database, now: datetime | None = None) -> int:
    """Load all demo cases unless there are cases already; how many messages that were."""
    with database.read() as session:
        if count_cases(session):
            return 0
    now = now or datetime.now(UTC)
    loaded = 0
    for case in tomllib.loads((DEMO / "cases.toml").read_text("utf-8"))["case"]:
        messages = demo_messages(case, now)
        # One after the other, as they would arrive, so that every alert is raised by its message.
        for message in messages:
            submit_many(database, [(message, Origin(f"demo/{case['file']}"))])
        with database.write() as session:
            row = get_case(session, case["id"])
            row.title, row.demo = case["title"], True
            _acknowledge(session, case, now)
        loaded += len(messages)
    return loaded


def _acknowledge(session: Session, case: dict[str, Any], now: datetime) -> None:
    """Old alerts have been dealt with, so that the open ones stand out."""
    for alert, message in list_alerts(session, "open", case["id"], limit=1000):
        if message.sent_at < case.get("acknowledged_before", message.sent_at):
            acknowledge(session, alert.id, by="Officer on duty (demo)", note=None, now=now)


def demo_messages(case: dict[str, Any], now: datetime) -> list[Message]:
    """The messages of a demo case, with their times made out."""
    lines = (DEMO / case["file"]).read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    shared = {"case_id": case["id"], "tz": case["tz"], "country": case["country"]}
    messages = [Message.model_validate({**shared, **_dated(row, case["tz"], now)}) for row in rows]
    return [message for message in messages if message.sent_at and message.sent_at <= now]


def _dated(row: dict[str, Any], tz: str, now: datetime) -> dict[str, Any]:
    if "days_ago" not in row:
        return row
    day = now.astimezone(ZoneInfo(tz)).date() - timedelta(days=row.pop("days_ago"))
    moment = datetime.combine(day, time.fromisoformat(row.pop("at")), tzinfo=ZoneInfo(tz))
    return {**row, "sent_at": moment}
