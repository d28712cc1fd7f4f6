"""The queue and single cases over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from api.cases.schemas import CaseDetail, CaseSettings, CaseSummary, Queue
from api.cases.service import get_case, queue, summary_of
from api.deps import DatabaseDep, Now
from api.messages.schemas import Failure
from api.messages.service import list_messages
from api.messages.tables import MessageRow
from pipeline.analysis import LEVELS, Level

router = APIRouter(tags=["cases"])
_ALL = 1_000_000


@router.get("/cases", response_model=None, responses={200: {"model": Queue}})
def list_cases(
    database: DatabaseDep,
    now: Now,
    least: Annotated[Level, Query(description="leave out what is less urgent")] = "none",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> Response:
    """Cases by urgency: level, next deadline, latest message."""
    with database.read() as session:
        least_index = LEVELS.index(least)
        cases = [c for c in queue(session, now) if LEVELS.index(c.urgency) >= least_index]
        page = [case.as_dict() for case in cases[offset : offset + limit]]
    return JSONResponse({"total": len(cases), "cases": page})


@router.patch(
    "/cases/{case_id:path}",
    response_model=None,
    responses={200: {"model": CaseSummary}, 404: {"model": Failure}, 422: {"model": Failure}},
)
def change_case(database: DatabaseDep, now: Now, case_id: str, change: CaseSettings) -> Response:
    """Set a case's title, zone or country; messages that come later are read with them."""
    with database.write() as session:
        case = get_case(session, case_id)
        for name in change.model_fields_set:
            setattr(case, name, getattr(change, name))
        return JSONResponse(summary_of(session, case, now).as_dict())


@router.get(
    "/cases/{case_id:path}",
    response_model=None,
    responses={200: {"model": CaseDetail}, 404: {"model": Failure}},
)
def read_case(database: DatabaseDep, now: Now, case_id: str) -> Response:
    """A case as it stands now, with what each message did to it."""
    with database.read() as session:
        case = get_case(session, case_id)
        detail = {**summary_of(session, case, now).as_dict(), "trajectory": _trajectory(session, case_id)}
    return JSONResponse(detail)


def _trajectory(session: Session, case_id: str) -> list[dict[str, Any]]:
    return [_point(row) for row in list_messages(session, case_id, limit=_ALL)]


def _point(row: MessageRow) -> dict[str, Any]:
    risk = row.current["risk"]
    return {
        "id": row.id,
        "sent_at": row.current["sent_at"],
        "sender": row.sender,
        "score": risk["score"],
        "level": risk["level"],
        **{name: (row.step or {}).get(name) for name in ("case_risk", "alerts", "changes")},
    }
