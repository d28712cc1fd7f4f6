"""The page: queue, case, submit, alerts. Plain forms; the script only makes them nicer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from api.alerts.service import AlertState, acknowledge, list_alerts
from api.alerts.tables import AlertRow
from api.cases.service import get_case, queue, summary_of
from api.deps import DatabaseDep, Now, SettingsDep
from api.messages.files import Report, import_file
from api.messages.service import Origin, submit
from api.messages.tables import MessageRow
from api.web.case_page import case_page
from api.web.forms import Entered
from api.web.highlight import money
from api.web.words import MARKS, distance, local
from pipeline.analysis import LEVELS
from pipeline.problems import InputError, Problem, language_of
from pipeline.sources import Setting

HERE = Path(__file__).parent
STATIC = HERE / "static"
router = APIRouter()
templates = Jinja2Templates(directory=HERE / "templates")
templates.env.globals.update(mark=MARKS.get, local=local, distance=distance, money=money)
templates.env.filters["path"] = lambda value: quote(str(value), safe="/")


def _page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    return templates.TemplateResponse(request, name, values, status_code=status)


def error_page(request: Request, status: int, problems: list[dict[str, str]]) -> Response:
    """What a person at a browser sees of a failure."""
    return _page(request, "error.html", status, problems=problems)


@router.get("/")
def show_queue(request: Request, database: DatabaseDep, settings: SettingsDep, now: Now) -> Response:
    """Cases by urgency."""
    with database.read() as session:
        cases = queue(session, now)
        alerts = list_alerts(session, "open", limit=1000)
        return _page(
            request, "queue.html", cases=cases, now=now, open_alerts=len(alerts), poll=settings.poll_seconds
        )


@router.get("/alerts")
def show_alerts(
    request: Request, database: DatabaseDep, settings: SettingsDep, now: Now, state: AlertState = "open"
) -> Response:
    """Alerts, open ones first."""
    with database.read() as session:
        alerts = list_alerts(session, state, limit=500)
        waiting = len(list_alerts(session, "open", limit=1000))
        return _page(
            request,
            "alerts.html",
            alerts=alerts,
            state=state,
            now=now,
            open_alerts=waiting,
            poll=settings.poll_seconds,
        )


@router.post("/alerts/acknowledge")
def take_note(
    database: DatabaseDep,
    now: Now,
    alert: Annotated[list[int], Form()],
    by: Annotated[str, Form(max_length=200)] = "",
    note: Annotated[str, Form(max_length=5000)] = "",
    back: Annotated[str, Form()] = "/alerts",
) -> Response:
    """Acknowledge alerts and go back to where the button was."""
    with database.write() as session:
        for alert_id in alert:
            acknowledge(session, alert_id, by=by or None, note=note or None, now=now)
    ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if ours else "/alerts", status_code=303)


def _by_message(
    alerts: list[tuple[AlertRow, MessageRow]],
) -> list[tuple[MessageRow, list[AlertRow]]]:
    """Alerts of one message together, in the order in which each message first appears."""
    groups: dict[int, tuple[MessageRow, list[AlertRow]]] = {}
    for alert, message in alerts:
        groups.setdefault(message.number, (message, []))[1].insert(0, alert)
    return list(groups.values())


def _worst(alerts: list[AlertRow]) -> str:
    levels = {alert.level for alert in alerts}
    return next((level for level in reversed(LEVELS) if level in levels), "none")


templates.env.filters.update(groupby_message=_by_message, worst=_worst)


@router.get("/submit")
def show_form(request: Request, database: DatabaseDep, settings: SettingsDep, case_id: str = "") -> Response:
    """The form for a message or a file."""
    return _form(request, database, settings, Entered(case_id=case_id))


@router.post("/submit")
def take_form(
    request: Request,
    database: DatabaseDep,
    settings: SettingsDep,
    entered: Annotated[Entered, Form()],
    file: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Store a message or files; on a problem the form comes back with everything that was typed."""
    files = [upload for upload in file or [] if upload.filename]
    try:
        if files:
            reports = _import(database, entered, files)
            return _page(request, "imported.html", reports=reports, open_alerts=0, poll=settings.poll_seconds)
        with database.read() as session:
            message = entered.message(session)
        receipt = submit(database, message, Origin("page"), received_at=datetime.now(UTC))
    except InputError as error:
        return _form(request, database, settings, entered, error.problems)
    row = receipt.row
    return RedirectResponse(f"/cases/{quote(row.case_id)}#{quote(row.id)}", status_code=303)


def _import(database: DatabaseDep, entered: Entered, files: list[UploadFile]) -> list[Report]:
    setting = Setting.checked(entered.case_id, entered.tz, entered.country, entered.captors())
    return [import_file(database, f.filename or "file", f.file.read(), setting) for f in files]


def _form(
    request: Request,
    database: DatabaseDep,
    settings: SettingsDep,
    entered: Entered,
    problems: tuple[Problem, ...] = (),
) -> Response:
    language = language_of(request.headers.get("accept-language"))
    with database.read() as session:
        cases = queue(session, datetime.now(UTC))
        waiting = len(list_alerts(session, "open", limit=1000))
        return _page(
            request,
            "submit.html",
            422 if problems else 200,
            entered=entered,
            cases=cases,
            problems=[problem.as_dict(language) for problem in problems],
            open_alerts=waiting,
            poll=settings.poll_seconds,
        )


@router.get("/api")
def show_api(request: Request, settings: SettingsDep) -> Response:
    """The API's description as a page: paths, what they do, examples."""
    return _page(
        request, "api.html", description=request.app.openapi(), open_alerts=0, poll=settings.poll_seconds
    )


@router.get("/cases/{case_id:path}")
def show_case(
    request: Request, database: DatabaseDep, settings: SettingsDep, now: Now, case_id: str
) -> Response:
    """A case: where it stands, its chart, its messages."""
    with database.read() as session:
        case = get_case(session, case_id)
        summary = summary_of(session, case, now)
        return _page(
            request,
            "case.html",
            summary=summary,
            page=case_page(session, case, now),
            now=now,
            open_alerts=len(list_alerts(session, "open", limit=1000)),
            poll=settings.poll_seconds,
        )
