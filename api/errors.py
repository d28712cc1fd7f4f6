"""Failures as named exceptions, and what a caller is told of each: field, problem, mend. Never the input."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from pipeline.message import MAX_TEXT
from pipeline.problems import InputError, Problem, in_words, language_of, problem_of

_PART_TOO_LONG = "Part exceeded maximum size"
"""How Starlette's reader of forms begins its complaint."""
log = logging.getLogger("triage")


class NotFound(LookupError):
    """There is no such case, message or alert."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.problem = Problem("not_found", "", {"name": what})


class IdTaken(InputError):
    """A caller's id that belongs to another message of the case."""

    def __init__(self, identifier: str) -> None:
        super().__init__(Problem("id_taken", "id", {"name": identifier}))


def answer(request: Request, status: int, problems: Sequence[Problem]) -> Response:
    """The body of every error: `{"error": words, "problems": [{"field", "code", "problem", "mend"}]}`."""
    language = language_of(request.headers.get("accept-language"))
    if _is_page(request):
        page: Response = request.app.state.error_page(
            request, status, [p.as_dict(language) for p in problems]
        )
        return page
    body = {
        "error": in_words(problems, language),
        "problems": [problem.as_dict(language) for problem in problems],
    }
    return JSONResponse(body, status_code=status, headers={"Content-Language": language})


def _is_page(request: Request) -> bool:
    """Is a person at a browser waiting for this answer?"""
    wants_page = "text/html" in request.headers.get("accept", "")
    return wants_page and not request.url.path.startswith("/api/")


def install(app: FastAPI) -> None:
    """Answer every failure in the one form."""

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        items = error.errors()
        return answer(request, 422, [problem_of(item, skip=1) for item in items])

    @app.exception_handler(IdTaken)
    def taken(request: Request, error: IdTaken) -> Response:
        return answer(request, 409, error.problems)

    @app.exception_handler(InputError)
    def unreadable(request: Request, error: InputError) -> Response:
        return answer(request, 422, error.problems)

    @app.exception_handler(NotFound)
    def missing(request: Request, error: NotFound) -> Response:
        return answer(request, 404, [error.problem])

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return answer(request, 404, [Problem("not_found", "", {"name": request.url.path})])
        if str(error.detail).startswith(_PART_TOO_LONG):  # a form's field that no message could be
            return answer(request, 422, [Problem("string_too_long", "text", {"max_length": MAX_TEXT})])
        return answer(request, error.status_code, [Problem("http", "", {"message": str(error.detail)})])

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        # The type alone: the text of an exception may hold words of a message.
        log.error("%s %s failed: %s", request.method, request.scope.get("route"), type(error).__name__)
        return answer(request, 500, [Problem("internal")])
