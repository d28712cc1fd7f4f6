"""Corrections over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Response
from fastapi.openapi.models import Example
from fastapi.responses import JSONResponse
from pydantic import Field

from api.deps import DatabaseDep, Now
from api.messages.schemas import Failure, StoredMessage
from api.messages.service import get_message, message_record
from api.review.service import correct, list_corrections
from pipeline.review import Correction

router = APIRouter(tags=["review"])
_EXAMPLES: dict[str, Example] = {
    "rejeter une menace": {
        "value": {
            "group": "threats",
            "action": "reject",
            "start": 51,
            "end": 60,
            "reason": "plaisanterie",
        }
    },
    "the sum was already paid": {
        "value": {"group": "amounts", "action": "change", "start": 0, "end": 12, "values": {"role": "paid"}}
    },
    "إضافة تهديد لم يكتشف": {
        "value": {"group": "threats", "action": "add", "start": 4, "end": 18, "values": {"category": "death"}}
    },
}


class CorrectionRequest(Correction):
    """A correction, with who makes it and why."""

    by: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=5_000)


@router.post(
    "/cases/{case_id:path}/messages/{message_id:path}/corrections",
    status_code=201,
    response_model=None,
    responses={201: {"model": StoredMessage}, 404: {"model": Failure}, 422: {"model": Failure}},
)
def add_correction(
    database: DatabaseDep,
    now: Now,
    case_id: str,
    message_id: str,
    request: Annotated[CorrectionRequest, Body(openapi_examples=_EXAMPLES)],
) -> Response:
    """Accept, reject, change or add a finding; the first analysis stays, score and case follow."""
    correction = Correction.model_validate(request.model_dump(exclude={"by", "reason"}))
    with database.write() as session:
        row = correct(session, case_id, message_id, correction, by=request.by, reason=request.reason, now=now)
        return JSONResponse(message_record(row), status_code=201)


@router.get("/cases/{case_id:path}/messages/{message_id:path}/corrections", response_model=None)
def read_corrections(database: DatabaseDep, case_id: str, message_id: str) -> Response:
    """Who corrected what, in order."""
    with database.read() as session:
        rows = list_corrections(session, get_message(session, case_id, message_id))
        return JSONResponse(
            [
                {**c.correction, "by": c.made_by, "reason": c.reason, "made_at": c.made_at.isoformat()}
                for c in rows
            ]
        )
