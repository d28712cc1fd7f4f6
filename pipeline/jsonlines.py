"""Reading JSON lines: one message or one case a line, a bad line answered and passed over.

Files carry more than we read (labels, remarks): fields that are not a message's are passed over and
named in a note, but one that looks like a misspelt field of ours is an error, so that no `sent_at` is
lost to a typo.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, BinaryIO

from pydantic import ValidationError

from pipeline.message import Message
from pipeline.problems import InputError, Problem, in_words, problems_of

MAX_LINE = 1_000_000
"""Longest line that is read, in bytes."""
FIELDS = frozenset(Message.model_fields) | {"from"}
_LIKENESS = 0.8
"""From this likeness on (0..1, difflib) an unknown field counts as a misspelt one."""


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Number (from 1) and bytes of each line that is not blank; None for a line that is too long."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def read_object(line: bytes | None) -> dict[str, Any]:
    """The JSON object on a line. Raises `InputError` that says what is wrong."""
    if line is None or len(line) > MAX_LINE + 1:
        raise InputError(Problem("line_too_long", "", {"limit": MAX_LINE}))
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Problem("not_utf8", "", {"at": error.start})) from None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "nested"
        raise InputError(Problem("json", "", {"error": where})) from None
    if not isinstance(record, dict):
        raise InputError(Problem("not_an_object"))
    return record


def read_message(record: dict[str, Any], *, case_id: str | None = None) -> tuple[Message, list[str]]:
    """The message of a record, and the names of fields that were passed over."""
    passed_over = [name for name in record if name not in FIELDS]
    misspelt = [name for name in passed_over if get_close_matches(name.lower(), FIELDS, 1, _LIKENESS)]
    if misspelt:
        raise InputError(*(Problem("extra_forbidden", name) for name in misspelt))
    fields = {name: value for name, value in record.items() if name in FIELDS}
    if case_id is not None:
        fields.setdefault("case_id", case_id)
    try:
        return Message.model_validate(fields), passed_over
    except ValidationError as error:
        raise InputError(*problems_of(error)) from None


def note_of(passed_over: Iterable[str]) -> tuple[str, ...]:
    """The note that names fields which were not read; nothing where all were."""
    names = ", ".join(passed_over)
    return (f"fields that were not read: {names}",) if names else ()


def error_record(number: int, identifier: object, error: InputError, language: str = "en") -> dict[str, Any]:
    """What stands in the output for a bad line: `{"id", "error", "line", "problems"}`."""
    where = Problem("line", "", {"line": number}).words(language)[0]
    return {
        "id": identifier if isinstance(identifier, str) else None,
        "error": f"{where}: {in_words(error.problems, language)}",
        "line": number,
        "problems": [problem.as_dict(language) for problem in error.problems],
    }
