"""JSON lines: one message a line, in the fields of the contract."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pipeline.jsonlines import lines_of, read_message, read_object
from pipeline.problems import InputError
from pipeline.sources.base import Fault, Found, Item, Remarks, Setting


class JsonLines:
    """Messages as JSON objects, one a line."""

    name = "JSON lines"

    def recognises(self, data: bytes) -> bool:
        """Does the first line that is not blank begin an object?"""
        return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"

    def read(self, data: bytes, setting: Setting, remarks: Remarks) -> Iterator[Item]:  # noqa: ARG002
        """Messages in the order of the file; what a line leaves out comes from the setting."""
        for number, line in lines_of(io.BytesIO(data)):
            identifier = None
            try:
                record = read_object(line)
                identifier = record.get("id")
                for name in ("tz", "country"):
                    record.setdefault(name, getattr(setting, name))
                message, passed_over = read_message(record, case_id=setting.case_id)
                yield Found(number, message, passed_over=tuple(passed_over))
            except InputError as error:
                yield Fault(number, error, identifier if isinstance(identifier, str) else None)
