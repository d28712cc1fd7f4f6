"""What every format of file gives: messages, faults and what was passed over, each with its place.

A format is one module with an object of type `Source`; `pipeline.sources.SOURCES` lists them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, Self

from pydantic import ValidationError

from pipeline.message import Message, Sender
from pipeline.problems import InputError, Problem, problems_of

MAX_FILE = 50_000_000
"""Largest file, and largest text inside an archive, in bytes."""
Reason = Literal["system", "media", "deleted"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the file does not say: its case, zone, country, and who of the people in it is who."""

    case_id: str | None = None
    tz: str | None = None
    country: str | None = None
    captors: Collection[str] = ()
    family: Collection[str] = ()

    @classmethod
    def checked(
        cls,
        case_id: str | None,
        tz: str | None,
        country: str | None,
        captors: Collection[str] = (),
        family: Collection[str] = (),
    ) -> Self:
        """A setting whose case, zone and country can be used. Raises `InputError` that names the field."""
        given = {"text": "-", "case_id": case_id or None, "tz": tz or None, "country": country or None}
        try:
            probe = Message.model_validate(given)
        except ValidationError as error:
            raise InputError(*problems_of(error)) from None
        return cls(probe.case_id, probe.tz, probe.country, frozenset(captors), frozenset(family))

    def role_of(self, name: str) -> Sender:
        """The part that a person of the file plays; `unknown` unless somebody said it."""
        if name in self.captors:
            return "captor"
        return "family" if name in self.family else "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """A message, and the line (from 1) where it begins."""

    line: int
    message: Message
    author: str = ""
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that could not be read, and why."""

    line: int
    error: InputError
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A line that holds no words of a person: the app's own, media left out, a message taken back."""

    line: int
    reason: Reason


Item = Found | Fault | PassedOver


@dataclass(slots=True)
class Remarks:
    """What the reader had to suppose about a file (date order, zone), for the person to check."""

    lines: list[str] = field(default_factory=list)


class Source(Protocol):
    """One format of file."""

    name: str

    def recognises(self, data: bytes) -> bool:
        """Is this the format? By content, never by the file's name."""

    def read(self, data: bytes, setting: Setting, remarks: Remarks) -> Iterator[Item]:
        """Everything in the file, in its order. Raises `InputError` where nothing can be read."""


def decode(data: bytes) -> str:
    """Text of UTF-8 or marked UTF-16 bytes. Raises `InputError` for anything else: no guessing."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Problem("not_utf8", "", {"at": error.start})) from None


def make_message(line: int, fields: dict[str, object], author: str = "") -> Item:
    """A message of these fields, or the fault that they make."""
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        return Found(line, Message.model_validate(given), author)
    except ValidationError as error:
        return Fault(line, InputError(*problems_of(error)))
