"""Messages as JSON lines in a stream: each line is stored and answered by itself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.database.engine import Database
from api.errors import IdTaken
from api.messages.service import Origin, submit
from pipeline.jsonlines import MAX_LINE, read_message, read_object
from pipeline.problems import InputError


class TwoWayStream(StreamingResponse):
    """A response that is sent while its request is still read.

    Starlette's own listens for the caller hanging up, and would swallow the body by doing so.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send what comes; nothing else reads from `receive`."""
        await self.stream_response(send)


async def answers(database: Database, chunks: AsyncIterator[bytes], language: str) -> AsyncIterator[bytes]:
    """One JSON line for each line that is not blank: `{"line", "status", ...}`."""
    async for number, line in _lines(chunks):
        answer = await run_in_threadpool(_answer, database, number, line, language)
        yield json.dumps(answer, ensure_ascii=False).encode() + b"\n"


async def _lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[tuple[int, bytes | None]]:
    """Lines with their number from 1; None for one that is too long, which is never held whole."""
    rest, number, too_long = b"", 0, False
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            number += 1
            if line.strip() or too_long:
                yield number, None if too_long or len(line) > MAX_LINE else line
            too_long = False
        if len(rest) > MAX_LINE:
            rest, too_long = b"", True
    if rest.strip() or too_long:
        yield number + 1, None if too_long else rest


def _answer(database: Database, number: int, line: bytes | None, language: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    try:
        record = read_object(line)
        message, passed_over = read_message(record)
        receipt = submit(database, message, Origin("api", line=number, passed_over=tuple(passed_over)))
        return {"line": number, "status": 200 if receipt.already else 201, **receipt.as_dict()}
    except InputError as error:
        identifier = record.get("id")
        return {
            "line": number,
            "status": 409 if isinstance(error, IdTaken) else 422,
            "id": identifier if isinstance(identifier, str) else None,
            "problems": [problem.as_dict(language) for problem in error.problems],
        }
