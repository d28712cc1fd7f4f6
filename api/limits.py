"""What every request passes through: a bound on its size, and headers that keep a page to itself."""

from __future__ import annotations

from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.problems import Problem, in_words, language_of

UNBOUNDED = ("/api/v1/messages/bulk",)
"""Streams: each of their lines is bounded instead."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD", "OPTIONS")


class TooLarge(Exception):
    """The body of a request went over the bound."""


class BodyLimit:
    """Answers 413 to a body of more than `limit` bytes, announced or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the bytes as they come."""
        if scope["type"] != "http" or scope["path"] in UNBOUNDED:
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > self.limit:
            await self._refuse(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise TooLarge
            return message

        async def unless_too_large(message: Message) -> None:
            # The framework turns the exception into an answer of its own, which must not go out.
            if received <= self.limit:
                await send(message)

        with suppress(TooLarge):
            await self.app(scope, counted, unless_too_large)
        if received > self.limit:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        language = language_of(Headers(scope=scope).get("accept-language"))
        problem = Problem("body_too_large", "", {"limit": self.limit})
        body = {"error": in_words([problem], language), "problems": [problem.as_dict(language)]}
        await JSONResponse(body, status_code=413)(scope, receive, send)


class PageSafety:
    """Sets the headers above, and refuses what another site's page would have a browser send here."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless a browser says that it comes from elsewhere."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        foreign = Headers(scope=scope).get("sec-fetch-site") in ("cross-site", "same-site")
        if foreign and scope["method"] not in _SAFE:
            problem = Problem("http", "", {"message": "this request comes from another site's page"})
            body = {"error": in_words([problem]), "problems": [problem.as_dict()]}
            await JSONResponse(body, status_code=403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
