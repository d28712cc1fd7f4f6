"""Correcting what was extracted: a layer is added, the analysis as it holds and the case follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.cases.progress import recount
from api.cases.tables import CaseRow
from api.messages.service import get_message
from api.messages.tables import MessageRow
from api.review.tables import CorrectionRow
from pipeline.analysis import Analysis
from pipeline.review import Correction, apply


def correct(
    session: Session,
    case_id: str,
    message_id: str,
    correction: Correction,
    *,
    by: str | None,
    reason: str | None,
    now: datetime,
) -> MessageRow:
    """Add a correction to a message. Raises `NotFound`, or `InputError` where it does not fit."""
    case = session.get(CaseRow, case_id, with_for_update=True)
    row = get_message(session, case_id, message_id)
    layers = [Correction.model_validate(c.correction) for c in list_corrections(session, row)]
    corrected = apply(Analysis.from_dict(row.analysis), row.text, [*layers, correction])
    session.add(
        CorrectionRow(
            message_number=row.number,
            correction=correction.model_dump(mode="json"),
            made_by=by,
            reason=reason,
            made_at=now,
        )
    )
    row.corrected = corrected.as_dict()
    assert case is not None  # the message's foreign key says so
    recount(session, case, now)
    return row


def list_corrections(session: Session, row: MessageRow) -> list[CorrectionRow]:
    """Corrections of a message in the order in which they were made."""
    query = select(CorrectionRow).where(CorrectionRow.message_number == row.number)
    return list(session.scalars(query.order_by(CorrectionRow.id)))
