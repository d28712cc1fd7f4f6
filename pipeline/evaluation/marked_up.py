"""Reading the marked-up examples of the language folders."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from data import ROOT
from pipeline.message import Message

_MARK = re.compile(r"<(amount|deadline|threat|not|contact) ([^<>]*)>([^<>]*)</>")


@dataclass(frozen=True)
class Mark:
    """What an example says of a stretch of its text."""

    tag: str
    arguments: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Example:
    """A message with its marks."""

    language: str
    message: Message
    marks: tuple[Mark, ...]

    def of(self, tag: str) -> list[Mark]:
        """Marks with one tag."""
        return [mark for mark in self.marks if mark.tag == tag]


def read_examples(language: str) -> list[Example]:
    """All examples of a language folder."""
    file = tomllib.loads((ROOT / "languages" / language / "examples.toml").read_text("utf-8"))
    return [_example(language, row, file) for row in file["example"]]


def _example(language: str, row: dict[str, Any], file: dict[str, Any]) -> Example:
    text, marks = _strip(row["text"])
    tz = row.get("tz", file["tz"])
    message = Message(
        text=text,
        tz=tz,
        sent_at=datetime.fromisoformat(row.get("sent_at", file["sent_at"])).astimezone(ZoneInfo(tz)),
        sender=row.get("sender", "unknown"),
        country=row.get("country"),
    )
    return Example(language, message, tuple(marks))


def _strip(marked: str) -> tuple[str, list[Mark]]:
    text, last, marks = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append(Mark(match[1], tuple(match[2].split()), len(text), len(text) + len(match[3])))
        text += match[3]
        last = match.end()
    return text + marked[last:], marks
