"""WhatsApp's own export of a chat: `.txt`, or `.zip` with the text and media beside it.

Every line that begins with a date and a clock begins a message; other lines go on with the one before.
The app writes no zone: the case's is used.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from zoneinfo import ZoneInfo

from data import ROOT
from pipeline.problems import InputError, Problem
from pipeline.sources.base import (
    MAX_FILE,
    Fault,
    Item,
    PassedOver,
    Reason,
    Remarks,
    Setting,
    decode,
    make_message,
)
from pipeline.sources.stamps import STAMP, Order, Stamp, half_of_day, order_of, plain, read_stamp

_LINES_TO_LOOK_AT = 50
_BEHIND = re.compile(r"(?P<half>[^\]\-–—:]{0,24}?)\s*(?:\]|\s[-–—](?=\s)|,(?=\s))\s?")
_HEAD = 90
"""So many characters at the most belong to a stamp."""
_AUTHOR = re.compile(r"(?P<author>[^:\"“”«»]{1,80}?)\s?: ?(?P<body>.*)", re.DOTALL)


@dataclass(slots=True)
class _Entry:
    line: int
    stamp: Stamp
    rest: str
    more: list[str] = field(default_factory=list)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    with (ROOT / "shared" / "whatsapp.toml").open("rb") as file:
        return {name: tuple(plain(w).lower() for w in words) for name, words in tomllib.load(file).items()}


class WhatsApp:
    """The text of an export."""

    name = "WhatsApp export (.txt)"

    def recognises(self, data: bytes) -> bool:
        """Do lines near the beginning carry a stamp and an author?"""
        head = data[:20_000].decode("utf-8", "replace").splitlines()[:_LINES_TO_LOOK_AT]
        return any(_begin(line, 0) is not None for line in head)

    def read(self, data: bytes, setting: Setting, remarks: Remarks) -> Iterator[Item]:
        """Messages in the order of the file."""
        entries = list(_entries(decode(data)))
        order, certain = order_of([entry.stamp for entry in entries], setting.country)
        if entries and not certain:
            remarks.lines.append(f"dates are read as {'/'.join(order)}: the file leaves it open")
        if not setting.tz:
            remarks.lines.append("clock times are read as UTC: neither the file nor the case names a zone")
        for entry in entries:
            yield _item(entry, order, setting)


class WhatsAppArchive:
    """The archive of an export; pictures and voice notes in it are left where they are."""

    name = "WhatsApp export (.zip)"

    def recognises(self, data: bytes) -> bool:
        """Is it a zip archive that holds a text?"""
        return data.startswith(b"PK") and _chat_in(data) is not None

    def read(self, data: bytes, setting: Setting, remarks: Remarks) -> Iterator[Item]:
        """Messages of the chat's text inside."""
        text = _chat_in(data)
        if text is None:
            raise InputError(Problem("unknown_format", "", {"name": "the archive"}))
        yield from WhatsApp().read(text, setting, remarks)


def _chat_in(data: bytes) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = [info for info in archive.infolist() if info.filename.lower().endswith(".txt")]
            if not texts:
                return None
            chat = max(texts, key=lambda info: (info.filename.endswith("_chat.txt"), info.file_size))
            if chat.file_size > MAX_FILE:
                raise InputError(Problem("too_large", "", {"name": chat.filename, "limit": MAX_FILE}))
            return archive.read(chat)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return None


def _entries(text: str) -> Iterator[_Entry]:
    """Stamped lines with the lines that belong to them; what stands before the first is no message."""
    entry: _Entry | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        begun = _begin(line, number)
        if begun:
            if entry:
                yield entry
            entry = begun
        elif entry:
            entry.more.append(line)
    if entry:
        yield entry


def _begin(line: str, number: int) -> _Entry | None:
    """The entry that this line begins, if it begins with a stamp."""
    head, places = _plain_with_places(line[:_HEAD])
    match = STAMP.match(head)
    behind = _BEHIND.match(head, match.end()) if match else None
    if not match or not behind:
        return None
    half = behind["half"].strip()
    if half and half_of_day(half) is None:
        return None
    # What follows is taken from the line as it is: marks and digits of the message itself stay.
    return _Entry(number, read_stamp(match, half), line[places[behind.end() - 1] + 1 :])


def _plain_with_places(line: str) -> tuple[str, list[int]]:
    """The line's beginning made plain, and where each of its characters stood."""
    kept = [(at, mark) for at, character in enumerate(line) if (mark := plain(character))]
    opened = next((n for n, (_, mark) in enumerate(kept) if mark not in " ["), len(kept))
    return "".join(mark for _, mark in kept[opened:]), [at for at, _ in kept[opened:]]


def _item(entry: _Entry, order: Order, setting: Setting) -> Item:
    match = _AUTHOR.match(entry.rest)
    if not match:
        return PassedOver(entry.line, "system")
    text = "\n".join([match["body"], *entry.more]).rstrip("\n ")
    reason = _reason_to_pass_over(text)
    if reason:
        return PassedOver(entry.line, reason)
    author = plain(match["author"]).strip("~ ")
    try:
        moment = entry.stamp.moment(order)
    except ValueError:
        return Fault(entry.line, InputError(Problem("datetime", "sent_at")))
    sent_at = moment.replace(tzinfo=ZoneInfo(setting.tz) if setting.tz else UTC)
    fields: dict[str, object] = {
        "text": text,
        "case_id": setting.case_id,
        "sent_at": sent_at,
        "tz": setting.tz,
        "country": setting.country,
        "sender": setting.role_of(author),
    }
    return make_message(entry.line, fields, author)


def _reason_to_pass_over(text: str) -> Reason | None:
    """Why a message holds no words of a person; None where it does."""
    body = plain(text).strip().lower()
    if not body or body in _words()["media"]:
        return "media"
    if "\n" not in body and any(word in body for word in _words()["attached"]):
        return "media"
    if body.rstrip(".") in _words()["deleted"]:
        return "deleted"
    return "system" if body.startswith(_words()["system"]) else None
