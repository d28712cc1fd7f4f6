"""Submitting and reading messages over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from api.deps import DatabaseDep, Now
from api.messages.bulk import TwoWayStream, answers
from api.messages.examples import SUBMIT
from api.messages.files import import_file
from api.messages.schemas import AnalysisRecord, Failure, FileReport, StoredMessage, SubmittedMessage
from api.messages.service import Origin, get_message, list_messages, message_record, submit
from pipeline.message import Message
from pipeline.problems import language_of
from pipeline.sources import Setting
from pipeline.triage import analyse

router = APIRouter(tags=["messages"])
_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": Failure, "description": "the problem, the mend"}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Failure}}


@router.post(
    "/messages",
    status_code=201,
    response_model=None,
    responses={
        201: {"model": SubmittedMessage, "description": "stored"},
        200: {
            "model": SubmittedMessage,
            "description": "stored before: its first analysis",
        },
        409: {"model": Failure, "description": "the id belongs to another message of the case"},
        **_FAILURES,
    },
)
def submit_message(
    database: DatabaseDep, now: Now, message: Annotated[Message, Body(openapi_examples=SUBMIT)]
) -> Response:
    """Store a message and read it. Without `case_id` a case is opened for it."""
    receipt = submit(database, message, Origin("api"), received_at=now)
    return JSONResponse(receipt.as_dict(), status_code=200 if receipt.already else 201)


@router.post("/analyse", response_model=None, responses={200: {"model": AnalysisRecord}, **_FAILURES})
def analyse_message(now: Now, message: Annotated[Message, Body(openapi_examples=SUBMIT)]) -> Response:
    """Read a message without storing anything."""
    return JSONResponse(analyse(message, received_at=now).as_dict())


@router.post(
    "/messages/bulk",
    response_model=None,
    responses={200: {"content": {"application/x-ndjson": {}}, "description": "one answer a line, in order"}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
        }
    },
)
async def submit_many(request: Request, database: DatabaseDep) -> TwoWayStream:
    """Store messages as JSON lines while they arrive; each line is answered with its number and a status."""
    language = language_of(request.headers.get("accept-language"))
    return TwoWayStream(answers(database, request.stream(), language), media_type="application/x-ndjson")


@router.post("/files", response_model=None, responses={200: {"model": FileReport}, **_FAILURES})
def submit_file(
    request: Request,
    database: DatabaseDep,
    file: Annotated[UploadFile, File(description="WhatsApp export, JSON lines or a table")],
    case_id: Annotated[str | None, Form()] = None,
    tz: Annotated[str | None, Form(description="zone of the clock in the file")] = None,
    country: Annotated[str | None, Form()] = None,
    captor: Annotated[list[str] | None, Form(description="names in the file that are the captor's")] = None,
    family: Annotated[list[str] | None, Form(description="names in the file that are the family's")] = None,
) -> Response:
    """Store all messages of a file; the same file twice adds nothing."""
    setting = Setting.checked(case_id, tz, country, captor or (), family or ())
    report = import_file(database, file.filename or "file", file.file.read(), setting)
    return JSONResponse(report.as_dict(language_of(request.headers.get("accept-language"))))


@router.get(
    "/cases/{case_id:path}/messages", response_model=None, responses={200: {"model": list[StoredMessage]}}
)
def read_messages(
    database: DatabaseDep,
    case_id: str,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> Response:
    """Messages of a case with their analyses, in the order of writing."""
    with database.read() as session:
        rows = list_messages(session, case_id, limit=limit, offset=offset)
        return JSONResponse([{**message_record(row), "text": row.text} for row in rows])


@router.get(
    "/cases/{case_id:path}/messages/{message_id:path}/original", response_model=None, responses=_MISSING
)
def read_original(database: DatabaseDep, case_id: str, message_id: str) -> Response:
    """The original bytes, as they came."""
    with database.read() as session:
        row = get_message(session, case_id, message_id)
        headers = {"X-Content-SHA256": row.sha256, "Content-Disposition": "attachment"}
        return Response(row.original, media_type="application/octet-stream", headers=headers)


@router.get(
    "/cases/{case_id:path}/messages/{message_id:path}",
    response_model=None,
    responses={200: {"model": StoredMessage}, **_MISSING},
)
def read_message(database: DatabaseDep, case_id: str, message_id: str) -> Response:
    """One message with its text and analysis."""
    with database.read() as session:
        row = get_message(session, case_id, message_id)
        return JSONResponse({**message_record(row), "text": row.text})
