"""Submitting messages: analysed, then stored with case, steps and alerts in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.cases.progress import advance
from api.cases.service import lock_case, open_case_id
from api.cases.tables import CaseRow
from api.database.engine import Database
from api.errors import IdTaken, NotFound
from api.messages.tables import FileRow, MessageRow
from pipeline.jsonlines import note_of
from pipeline.message import Message
from pipeline.triage import analyse


@dataclass(frozen=True, slots=True)
class Origin:
    """How a message came: "api", "page" or a file's name, with the file's hash and the line in it."""

    source: str
    file_sha256: str | None = None
    line: int | None = None
    author: str | None = None
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A message as it is stored now; `already` where it had been stored before."""

    row: MessageRow
    already: bool

    def as_dict(self) -> dict[str, Any]:
        """The contract's analysis, with the case's step and what was stored."""
        return {**message_record(self.row), "already_stored": self.already}


def message_record(row: MessageRow) -> dict[str, Any]:
    """The analysis as it holds now, with the step of the case and the evidence."""
    step = row.step or {}
    return {
        **row.current,
        "sender": row.sender,
        "case_risk": step.get("case_risk"),
        "alerts": step.get("alerts", []),
        "changes": step.get("changes", []),
        "corrected": row.corrected is not None,
        "evidence": {
            "sha256": row.sha256,
            "bytes": len(row.original),
            "received_at": row.received_at.isoformat(),
            "source": row.source,
            "file_sha256": row.file_sha256,
            "file_line": row.file_line,
        },
    }


def submit(
    database: Database, message: Message, origin: Origin, *, received_at: datetime | None = None
) -> Receipt:
    """Store one message; returns the first analysis where the same message is there already."""
    return submit_many(database, [(message, origin)], received_at=received_at)[0]


def submit_many(
    database: Database, messages: Sequence[tuple[Message, Origin]], *, received_at: datetime | None = None
) -> list[Receipt]:
    """Store messages in one transaction, in their order. Raises `IdTaken`, and then stores none."""
    now = received_at or datetime.now(UTC)
    prepared = _prepare(database, messages, now)
    receipts: list[Receipt] = []
    fresh: dict[str, list[MessageRow]] = {}
    with database.write() as session:
        for row, message in prepared:
            case = lock_case(session, row.case_id, now=now, tz=message.tz, country=message.country)
            receipt = _store(session, row)
            receipts.append(receipt)
            if not receipt.already:
                fresh.setdefault(case.id, []).append(receipt.row)
        for case_id, rows in fresh.items():
            advance(session, session.get_one(CaseRow, case_id), rows, now)
    return receipts


def _prepare(
    database: Database, messages: Sequence[tuple[Message, Origin]], now: datetime
) -> list[tuple[MessageRow, Message]]:
    """Rows ready to store. The analysis needs no lock, so it is done before the transaction."""
    with database.read() as session:
        wanted = {message.case_id for message, _ in messages if message.case_id}
        cases = {case.id: case for case in session.scalars(select(CaseRow).where(CaseRow.id.in_(wanted)))}
    return [(_row(m, origin, cases.get(m.case_id or ""), now), m) for m, origin in messages]


def _row(message: Message, origin: Origin, case: CaseRow | None, now: datetime) -> MessageRow:
    case_id = message.case_id or open_case_id(message, now)
    completed = message.model_copy(
        update={
            "case_id": case_id,
            "tz": message.tz or (case.tz if case else None),
            "country": message.country or (case.country if case else None),
        }
    )
    original = message.text.encode()
    analysis = analyse(completed, received_at=now).as_dict()
    analysis["notes"] = [*analysis["notes"], *note_of(origin.passed_over)]
    return MessageRow(
        case_id=case_id,
        id=message.id,
        identity=_identity(case_id, original, message.sent_at),
        original=original,
        sha256=hashlib.sha256(original).hexdigest(),
        sent_at=datetime.fromisoformat(analysis["sent_at"]),
        received_at=now,
        sender=message.sender,
        author=origin.author or None,
        source=origin.source,
        file_sha256=origin.file_sha256,
        file_line=origin.line,
        analysis=analysis,
    )


def _identity(case_id: str, original: bytes, sent_at: datetime | None) -> str:
    moment = sent_at.astimezone(UTC).isoformat() if sent_at else ""
    return hashlib.sha256(b"\x1f".join([case_id.encode(), moment.encode(), original])).hexdigest()


def _store(session: Session, row: MessageRow) -> Receipt:
    known = session.scalar(select(MessageRow).where(MessageRow.identity == row.identity))
    if known:
        return Receipt(known, already=True)
    taken = session.scalar(
        select(MessageRow.number).where(MessageRow.case_id == row.case_id, MessageRow.id == row.id)
    )
    if taken is not None:
        raise IdTaken(row.id)
    session.add(row)
    session.flush()
    return Receipt(row, already=False)


def keep_file(session: Session, name: str, content: bytes, now: datetime) -> str:
    """Keep a file's bytes; returns their SHA-256. The same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    if session.get(FileRow, sha256) is None:
        session.add(
            FileRow(sha256=sha256, name=name[:400], size=len(content), content=content, received_at=now)
        )
        session.flush()
    return sha256


def get_message(session: Session, case_id: str, message_id: str) -> MessageRow:
    """A message of a case. Raises `NotFound`."""
    row = session.scalar(select(MessageRow).where(MessageRow.case_id == case_id, MessageRow.id == message_id))
    if row is None:
        raise NotFound(f"message {message_id} in case {case_id}")
    return row


def list_messages(session: Session, case_id: str, *, limit: int, offset: int = 0) -> list[MessageRow]:
    """Messages of a case in the order of writing."""
    query = select(MessageRow).where(MessageRow.case_id == case_id)
    ordered = query.order_by(MessageRow.sent_at, MessageRow.id)
    return list(session.scalars(ordered.limit(limit).offset(offset)))
