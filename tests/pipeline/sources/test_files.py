"""JSON lines, tables, and what is in no known format."""

from __future__ import annotations

import pytest

from pipeline.problems import InputError
from pipeline.sources import Fault, Found, Item, Remarks, Setting, source_of

SETTING = Setting(case_id="c", tz="Africa/Tunis", country="TN")


def read(text: str | bytes) -> list[Item]:
    data = text.encode() if isinstance(text, str) else text
    return list(source_of("file", data).read(data, SETTING, Remarks()))


def texts(items: list[Item]) -> list[str]:
    return [item.message.text for item in items if isinstance(item, Found)]


def test_json_lines_keep_the_rest_when_one_is_bad() -> None:
    items = read('{"text": "un"}\n{"text": \n\n{"text": "deux", "from": "captor"}\n')
    assert texts(items) == ["un", "deux"]
    assert [item.line for item in items if isinstance(item, Fault)] == [2]
    assert [item.message.sender for item in items if isinstance(item, Found)] == ["unknown", "captor"]
    assert all(item.message.tz == "Africa/Tunis" for item in items if isinstance(item, Found))


@pytest.mark.parametrize(
    "table",
    [
        "date,texte\n13/10/2022 09:30,on attend",
        "Date;Expéditeur;Message\n2022-10-13 09:30;captor;on attend",
        "sent_at\ttext\n2022-10-13T09:30:00+01:00\ton attend",
        "\ufeffdate,text\n10/13/2022 9:30 AM,on attend",
        "التاريخ,النص\n٢٠٢٢-١٠-١٣ ٠٩:٣٠,on attend",
    ],
)
def test_tables_of_many_habits(table: str) -> None:
    items = read(table)
    assert texts(items) == ["on attend"]
    assert isinstance(items[0], Found)
    assert items[0].message.sent_at is not None
    assert items[0].message.sent_at.isoformat() == "2022-10-13T09:30:00+01:00"


def test_a_bad_row_is_named_by_its_line_and_the_rest_goes_on() -> None:
    items = read('date,text\nhier,"un\nsur deux lignes"\n2022-10-13 09:30,deux\n2022-10-13 09:31,\n')
    assert texts(items) == ["deux"]
    faults = [(item.line, str(item.error)) for item in items if isinstance(item, Fault)]
    assert [line for line, _ in faults] == [2, 5]
    assert "sent_at is no date and time" in faults[0][1]


def test_a_zone_that_is_none_is_named() -> None:
    fault = read("date,text,tz\n2022-10-13 09:30,un,Mars/Base")[0]
    assert isinstance(fault, Fault)
    assert "Mars/Base" in str(fault.error)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"hello", b"PK\x03\x04broken", "été".encode("cp1252")])
def test_an_unknown_format_says_what_is_read(data: bytes) -> None:
    with pytest.raises(InputError, match="JSON lines, CSV"):
        source_of("file.bin", data)
