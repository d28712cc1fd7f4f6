"""Submitting messages: stored once with the original bytes, read, and answered clearly when wrong."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.messages.examples import SUBMIT
from api.messages.schemas import Failure, FileReport, StoredMessage, SubmittedMessage

MENACE = {
    "text": "On a ton fils. 3000 dollars avant demain 18h sinon on va le tuer. Pas de police.",
    "case_id": "CI-1",
    "sent_at": "2022-10-04T09:30:00+00:00",
    "tz": "Africa/Abidjan",
    "sender": "captor",
}


def submit(client: TestClient, **changes: Any) -> Any:
    return client.post("/api/v1/messages", json={**MENACE, **changes})


def test_a_message_is_read_and_stored(client: TestClient) -> None:
    answer = submit(client)
    assert answer.status_code == 201
    record = SubmittedMessage.model_validate(answer.json())
    assert record.risk.level == "critical"
    assert [amount.value for amount in record.amounts] == [3000.0]
    assert [alert.rule for alert in record.alerts] == ["first_threat", "rise"]
    assert record.evidence.sha256 == hashlib.sha256(MENACE["text"].encode()).hexdigest()


def test_the_same_message_is_stored_once(client: TestClient) -> None:
    first, second = submit(client), submit(client)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["already_stored"] is True
    assert {**second.json(), "already_stored": False} == first.json()
    assert client.get("/api/v1/cases/CI-1").json()["messages_total"] == 1


def test_the_same_moment_in_another_zone_is_the_same_message(client: TestClient) -> None:
    submit(client)
    assert submit(client, sent_at="2022-10-04T10:30:00+01:00").status_code == 200
    assert submit(client, sent_at="2022-10-04T10:30:00+00:00").status_code == 201


def test_the_original_bytes_stay(client: TestClient) -> None:
    text = "on l\u200be  tu\u0065\u0301 \U0001f52a\r\n\u202e٣٠٠٠"
    record = submit(client, text=text, id="a/b c").json()
    answer = client.get("/api/v1/cases/CI-1/messages/a/b c/original")
    assert answer.content == text.encode()
    assert answer.headers["x-content-sha256"] == record["evidence"]["sha256"]
    assert client.get("/api/v1/cases/CI-1/messages/a/b c").json()["text"] == text


def test_zero_bytes_and_every_plane_of_unicode_are_kept(client: TestClient) -> None:
    text = "on le tue \x00 \U0010fffd \U0001e922 ߒ"
    identifier = submit(client, text=text).json()["id"]
    assert client.get(f"/api/v1/cases/CI-1/messages/{identifier}").json()["text"] == text


def test_an_id_that_is_taken_is_refused_and_the_first_stays(client: TestClient) -> None:
    submit(client, id="7")
    answer = submit(client, id="7", text="autre chose")
    assert answer.status_code == 409
    assert "another message" in Failure.model_validate(answer.json()).error
    assert client.get("/api/v1/cases/CI-1/messages/7").json()["text"] == MENACE["text"]


def test_a_message_without_a_case_opens_one(client: TestClient) -> None:
    case_id = submit(client, case_id=None).json()["case_id"]
    assert case_id.startswith("new-")
    assert client.get(f"/api/v1/cases/{case_id}").status_code == 200


@pytest.mark.parametrize("example", SUBMIT.values(), ids=SUBMIT.keys())
def test_every_example_of_the_description_works(client: TestClient, example: Any) -> None:
    assert client.post("/api/v1/messages", json=example["value"]).status_code == 201


@pytest.mark.parametrize(
    ("changes", "field", "mend"),
    [
        ({"text": ""}, "text", "at least one character"),
        ({"text": " \n\t"}, "text", "the words of the message"),
        ({"text": "x" * 100_001}, "text", "in parts"),
        ({"text": "x" * 10_000_000}, "text", "in parts"),
        ({"text": 7}, "text", "as a string"),
        ({"tz": "Mars/Base"}, "tz", "Africa/Abidjan"),
        ({"sent_at": "0001-01-01T00:00:00Z"}, "sent_at", "from 1990"),
        ({"sent_at": "2022-10-04T09:30:00"}, "sent_at", "add one"),
        ({"sent_at": "yesterday"}, "sent_at", "ISO 8601"),
        ({"country": "Ivory Coast"}, "country", "two letters"),
        ({"sender": "boss"}, "sender", "'captor', 'family' or 'unknown'"),
        ({"txet": "x"}, "txet", "spelling"),
        ({"case_id": "a\nb"}, "case_id", "ordinary signs"),
    ],
)
def test_bad_input_names_the_field_and_the_mend(
    client: TestClient, changes: dict[str, Any], field: str, mend: str
) -> None:
    answer = submit(client, **changes)
    assert answer.status_code == 422
    problem = Failure.model_validate(answer.json()).problems[0]
    assert problem["field"] == field
    assert mend in problem["mend"]
    assert len(answer.content) < 1000
    assert client.get("/api/v1/cases").json()["total"] == 0


def test_a_missing_text_and_half_a_character_are_named(client: TestClient) -> None:
    assert client.post("/api/v1/messages", json={}).json()["problems"][0]["problem"] == "text is missing"
    answer = client.post(
        "/api/v1/messages",
        content=b'{"text": "\\ud800"}',
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422
    assert "UTF-8" in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"x"', b'{"text": "\xff"}', b"\x00"])
def test_what_is_no_message_at_all_is_answered(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/v1/messages", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["problems"]


@pytest.mark.parametrize(
    ("language", "words"), [("fr-CI,fr;q=0.9", "le texte est vide"), ("ar", "النص فارغ"), ("es-MX", "vacío")]
)
def test_errors_speak_the_callers_language(client: TestClient, language: str, words: str) -> None:
    answer = client.post("/api/v1/messages", json={"text": "  "}, headers={"Accept-Language": language})
    assert words in answer.json()["error"]


@pytest.mark.parametrize("text", ["x", "👍", "🔪⚰️", "٣", ".", "\u200f", "𞤀"])
def test_one_character_or_only_emoji_is_no_error(client: TestClient, text: str) -> None:
    assert submit(client, text=text).status_code == 201


def test_lines_are_answered_one_by_one_and_a_bad_one_loses_nothing(client: TestClient) -> None:
    lines = [
        json.dumps({**MENACE, "text": "un"}).encode(),
        b'{"text": ',
        b"",
        b'{"text": "\xff"}',
        json.dumps({**MENACE, "text": "deux", "labels": [1]}).encode(),
        json.dumps({**MENACE, "text": "un"}).encode(),
        b'{"text": "' + b"x" * 1_100_000 + b'"}',
        json.dumps({**MENACE, "text": "trois"}).encode(),
    ]
    answer = client.post("/api/v1/messages/bulk", content=b"\n".join(lines))
    answers = [json.loads(line) for line in answer.text.splitlines()]
    assert [(a["line"], a["status"]) for a in answers] == [
        (1, 201),
        (2, 422),
        (4, 422),
        (5, 201),
        (6, 200),
        (7, 422),
        (8, 201),
    ]
    assert "fields that were not read: labels" in answers[3]["notes"]
    assert client.get("/api/v1/cases/CI-1").json()["messages_total"] == 3


CHAT = """13/10/2022, 09:30 - Chef: On a ton fils
13/10/2022, 09:31 - Awa: <Médias omis>
14/10/2022, 09:30 - Chef: 3000 dollars"""


def upload(client: TestClient, name: str, data: bytes, **fields: str) -> Any:
    return client.post("/api/v1/files", files={"file": (name, io.BytesIO(data))}, data=fields)


def test_a_chat_is_stored_with_its_file_and_twice_adds_nothing(client: TestClient) -> None:
    fields = {"case_id": "CI-2", "tz": "Africa/Abidjan", "captor": "Chef"}
    first = FileReport.model_validate(upload(client, "chat.txt", CHAT.encode(), **fields).json())
    assert (first.stored, first.passed_over) == (2, {"media": 1})
    second = FileReport.model_validate(upload(client, "chat.txt", CHAT.encode(), **fields).json())
    assert (second.stored, second.already_stored) == (0, 2)
    messages = client.get("/api/v1/cases/CI-2/messages").json()
    assert [m["sender"] for m in messages] == ["captor", "captor"]
    assert [m["evidence"]["file_line"] for m in messages] == [1, 3]
    assert messages[0]["evidence"]["file_sha256"] == hashlib.sha256(CHAT.encode()).hexdigest()


def test_the_archive_adds_nothing_to_its_text(client: TestClient) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_chat.txt", CHAT)
    upload(client, "chat.txt", CHAT.encode(), case_id="CI-2", tz="Africa/Abidjan")
    report = upload(client, "chat.zip", buffer.getvalue(), case_id="CI-2", tz="Africa/Abidjan").json()
    assert (report["stored"], report["already_stored"]) == (0, 2)


def test_a_bad_line_in_a_file_is_named_and_the_rest_stored(client: TestClient) -> None:
    data = b'{"text": "un", "id": "1"}\n{"text": ""}\n{"text": "autre", "id": "1"}\n{"text": "deux"}'
    report = FileReport.model_validate(upload(client, "x.jsonl", data, case_id="c").json())
    assert report.stored == 2
    assert [fault.line for fault in report.faults] == [2, 3]


def test_an_unknown_file_is_refused_with_what_is_read(client: TestClient) -> None:
    answer = upload(client, "photo.jpg", b"\xff\xd8\xff")
    assert answer.status_code == 422
    assert "WhatsApp" in answer.json()["error"]


def test_messages_come_back_in_pages(client: TestClient) -> None:
    for number in range(3):
        submit(client, text=f"message {number}", sent_at=f"2022-10-0{number + 1}T09:30:00+00:00")
    page = client.get("/api/v1/cases/CI-1/messages", params={"limit": 2, "offset": 1}).json()
    assert [StoredMessage.model_validate(m).sent_at[:10] for m in page] == ["2022-10-02", "2022-10-03"]


def test_analysing_stores_nothing(client: TestClient) -> None:
    answer = client.post("/api/v1/analyse", json=MENACE)
    assert answer.json()["risk"]["level"] == "critical"
    assert client.get("/api/v1/cases").json()["total"] == 0
