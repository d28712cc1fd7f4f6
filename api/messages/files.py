"""Importing a file: kept as it came, its messages stored in batches, what failed named by its line."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from api.cases.tables import CaseRow
from api.database.engine import Database
from api.messages.service import Origin, Receipt, keep_file, submit_many
from pipeline.message import Message
from pipeline.problems import InputError, Problem
from pipeline.sources import Fault, Found, PassedOver, Remarks, Setting, source_of

_BATCH = 200
"""Messages that are stored in one transaction."""


@dataclass(slots=True)
class Report:
    """What became of a file."""

    name: str
    format: str
    sha256: str
    stored: int = 0
    already: int = 0
    alerts: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, tuple[Problem, ...]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    cases: dict[str, None] = field(default_factory=dict)

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Plain types for the API."""
        return {
            "name": self.name,
            "format": self.format,
            "sha256": self.sha256,
            "stored": self.stored,
            "already_stored": self.already,
            "alerts": self.alerts,
            "passed_over": dict(self.passed_over),
            "faults": [
                {"line": line, "problems": [problem.as_dict(language) for problem in problems]}
                for line, problems in self.faults
            ],
            "remarks": self.remarks,
            "cases": list(self.cases),
        }


def import_file(
    database: Database,
    name: str,
    data: bytes,
    setting: Setting,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Store all messages of a file. Raises `InputError` where it is in no known format.

    `progress` is called with the number of messages and faults that each batch has dealt with.
    """
    source = source_of(name, data)
    now = datetime.now(UTC)
    sha256 = hashlib.sha256(data).hexdigest()
    report, remarks = Report(name, source.name, sha256), Remarks()
    with database.write() as session:
        keep_file(session, name, data, now)
    setting = _completed(database, setting, sha256, now)
    items = source.read(data, setting, remarks)
    while batch := list(islice(items, _BATCH)):
        _store(database, batch, report, now)
        progress(len(batch))
    report.remarks = remarks.lines
    return report


def _completed(database: Database, setting: Setting, sha256: str, now: datetime) -> Setting:
    """The setting with what the case knows; a file without a case opens one, always the same."""
    if setting.case_id is None:
        return replace(setting, case_id=f"new-{now:%Y%m%d}-{sha256[:8]}")
    with database.read() as session:
        case = session.get(CaseRow, setting.case_id)
        if case is None:
            return setting
        return replace(setting, tz=setting.tz or case.tz, country=setting.country or case.country)


def _store(
    database: Database, batch: Sequence[Found | Fault | PassedOver], report: Report, now: datetime
) -> None:
    messages: list[tuple[Message, Origin]] = []
    for item in batch:
        if isinstance(item, PassedOver):
            report.passed_over[item.reason] += 1
        elif isinstance(item, Fault):
            report.faults.append((item.line, item.error.problems))
        else:
            origin = Origin(report.name, report.sha256, item.line, item.author, item.passed_over)
            messages.append((item.message, origin))
    for receipt in _submit(database, messages, report, now):
        report.cases[receipt.row.case_id] = None
        if receipt.already:
            report.already += 1
        else:
            report.stored += 1
            report.alerts += len((receipt.row.step or {}).get("alerts", []))


def _submit(
    database: Database, messages: Sequence[tuple[Message, Origin]], report: Report, now: datetime
) -> list[Receipt]:
    """A batch in one transaction; where one message spoils it, each by itself."""
    try:
        receipts = submit_many(database, messages, received_at=now)
    except InputError:
        receipts = [r for one in messages for r in _submit_one(database, one, report, now)]
    return receipts


def _submit_one(
    database: Database, message: tuple[Message, Origin], report: Report, now: datetime
) -> list[Receipt]:
    """One message in a transaction of its own; what is wrong with it goes into the report."""
    try:
        return submit_many(database, [message], received_at=now)
    except InputError as error:
        report.faults.append((message[1].line or 0, error.problems))
        return []
