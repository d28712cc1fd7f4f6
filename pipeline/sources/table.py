"""A table: CSV with a header line, comma, semicolon or tab between its columns."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from data import ROOT
from pipeline.normalise import fold
from pipeline.problems import InputError, Problem
from pipeline.sources.base import Fault, Item, Remarks, Setting, decode, make_message
from pipeline.sources.stamps import STAMP, Order, half_of_day, order_of, plain, read_stamp

_DELIMITERS = ",;\t"
_SENDERS = ("captor", "family", "unknown")


@cache
def _columns() -> dict[str, str]:
    """Column name as folded -> field of a message."""
    with (ROOT / "shared" / "columns.toml").open("rb") as file:
        return {_squeeze(name): field for field, names in tomllib.load(file).items() for name in names}


def _squeeze(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


class Table:
    """Rows with a column for the text."""

    name = "table (CSV)"

    def recognises(self, data: bytes) -> bool:
        """Does the first line name a column for the text?"""
        try:
            lines = decode(data).splitlines()
        except InputError:
            return False
        return bool(lines) and "text" in _fields_of(_split(lines[0])).values()

    def read(self, data: bytes, setting: Setting, remarks: Remarks) -> Iterator[Item]:
        """Messages in the order of the rows."""
        text = decode(data)
        delimiter = _delimiter(text.splitlines()[0])
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        fields = _fields_of(next(rows))
        numbered: list[tuple[int, dict[str, str]]] = []
        begin = rows.line_num + 1
        for row in rows:
            if any(cell.strip() for cell in row):
                numbered.append((begin, {f: row[n] for n, f in fields.items() if n < len(row)}))
            begin = rows.line_num + 1
        order = _order(numbered, setting, remarks)
        for number, cells in numbered:
            yield _item(number, cells, order, setting)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _split(header: str) -> list[str]:
    return next(csv.reader([header], delimiter=_delimiter(header)), [])


def _fields_of(header: list[str]) -> dict[int, str]:
    """Column number -> field; the first column of each name counts."""
    found: dict[str, int] = {}
    for number, name in enumerate(header):
        field = _columns().get(_squeeze(name))
        if field:
            found.setdefault(field, number)
    return {number: field for field, number in found.items()}


def _order(rows: list[tuple[int, dict[str, str]]], setting: Setting, remarks: Remarks) -> Order:
    written = [plain(cells.get("sent_at", "")).strip() for _, cells in rows]
    stamps = [read_stamp(m, v[m.end() :]) for v in written if not _iso(v) and (m := STAMP.match(v))]
    order, certain = order_of(stamps, setting.country)
    if stamps and not certain:
        remarks.lines.append(f"dates are read as {'/'.join(order)}: the file leaves it open")
    return order


def _iso(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _item(number: int, cells: dict[str, str], order: Order, setting: Setting) -> Item:
    tz = cells.get("tz", "").strip() or setting.tz
    author = cells.get("sender", "").strip()
    try:
        sent_at = _sent_at(plain(cells.get("sent_at", "")).strip(), order, tz)
    except ValueError:
        problem = Problem("datetime", "sent_at")
        return Fault(number, InputError(problem), cells.get("id") or None)
    role = author.lower() if author.lower() in _SENDERS else setting.role_of(author)
    fields: dict[str, object] = {
        "text": cells.get("text", ""),
        "id": cells.get("id", "").strip() or None,
        "case_id": cells.get("case_id", "").strip() or setting.case_id,
        "sent_at": sent_at,
        "tz": tz,
        "country": cells.get("country", "").strip() or setting.country,
        "sender": role,
    }
    return make_message(number, fields, author)


def _sent_at(written: str, order: Order, tz: str | None) -> datetime | None:
    """The moment of a cell; a clock without offset is the zone's. `ValueError` where it is none."""
    if not written:
        return None
    moment = _iso(written)
    if moment is None:
        match = STAMP.match(written)
        if not match or (written[match.end() :].strip() and not half_of_day(written[match.end() :])):
            raise ValueError(written)
        moment = read_stamp(match, written[match.end() :]).moment(order)
    return moment if moment.tzinfo else moment.replace(tzinfo=_zone(tz))


def _zone(name: str | None) -> tzinfo:
    """The zone, or UTC where none is given or known (the message's own check names a wrong one)."""
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, ValueError, OSError):
        return UTC
