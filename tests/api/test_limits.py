"""Bounds and safety of every request; nothing of a message in logs or errors."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.settings import Settings

SECRET = "Aminata Sékou 3000 dollars"


def service(tmp_path: Path, limit: int = 64_000_000) -> TestClient:
    settings = Settings(database_url=str(tmp_path / "t.sqlite3"), max_body_bytes=limit)
    return TestClient(create_app(settings), raise_server_exceptions=False)


def test_a_body_over_the_bound_is_refused_announced_or_not(tmp_path: Path) -> None:
    with service(tmp_path, limit=1000) as client:
        announced = client.post("/api/v1/messages", content=b"x" * 1001)
        streamed = client.post("/api/v1/messages", content=iter([b"x" * 600] * 2))
    for answer in (announced, streamed):
        assert answer.status_code == 413
        assert "bulk" in answer.json()["problems"][0]["mend"]


def test_another_sites_page_cannot_make_a_browser_submit(tmp_path: Path) -> None:
    with service(tmp_path) as client:
        foreign = {"Sec-Fetch-Site": "cross-site"}
        answer = client.post("/submit", data={"text": "x"}, headers=foreign)
        assert answer.status_code == 403
        assert client.get("/", headers=foreign).status_code == 200


def test_pages_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    with service(tmp_path) as client:
        policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy


def test_nothing_of_a_message_in_logs_or_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot read {SECRET}")

    monkeypatch.setattr("api.messages.service.analyse", failing)
    with caplog.at_level(logging.DEBUG), service(tmp_path) as client:
        failed = client.post("/api/v1/messages", json={"text": SECRET, "case_id": "c"})
        refused = client.post("/api/v1/messages", json={"text": SECRET, "sender": SECRET})
    assert (failed.status_code, refused.status_code) == (500, 422)
    assert "RuntimeError" in caplog.text
    for words in (caplog.text, failed.text, refused.text):
        assert "Aminata" not in words
        assert "3000" not in words
