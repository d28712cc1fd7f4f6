"""`kill -9` at any moment: what was answered 201 is there after the restart, with its analysis."""

from __future__ import annotations

import random
import threading

import httpx

from tests.servers import running

MESSAGES = 200
ROUNDS = 4


def message(number: int) -> dict[str, str]:
    return {
        "id": f"m{number}",
        "text": f"Message {number}. On a ton fils, {1000 + number} dollars demain 18h sinon on va le tuer",
        "case_id": f"case-{number % 3}",
        "sent_at": f"2022-10-04T09:{number // 60:02}:{number % 60:02}+00:00",
        "tz": "Africa/Abidjan",
    }


def submit_until_killed(database_url: str, first: int, answered: list[int], delay: float) -> None:
    """Submit one by one; the server is killed `delay` seconds after the first answer."""
    with running(database_url) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        timer = threading.Timer(delay, server.process.kill)
        for number in range(first, MESSAGES):
            try:
                answer = client.post("/api/v1/messages", json=message(number))
            except httpx.TransportError:
                break
            assert answer.status_code in (200, 201)
            answered.append(number)
            if not timer.is_alive() and delay:
                timer.start()
                delay = 0.0
        timer.cancel()


def test_nothing_that_was_answered_is_lost(database_url: str) -> None:
    chance = random.Random(20221004)
    answered: list[int] = []
    for _ in range(ROUNDS):
        submit_until_killed(database_url, len(answered), answered, chance.uniform(0.02, 0.6))
    with running(database_url) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        for number in range(len(answered), MESSAGES):
            assert client.post("/api/v1/messages", json=message(number)).status_code in (200, 201)
        for number in range(MESSAGES):
            stored = client.get(f"/api/v1/cases/case-{number % 3}/messages/m{number}").json()
            assert stored["text"] == message(number)["text"]
            assert stored["amounts"][0]["value"] == 1000 + number
            assert stored["case_risk"]["level"] == "critical"
        totals = [c["messages_total"] for c in client.get("/api/v1/cases").json()["cases"]]
        assert sum(totals) == MESSAGES
        alerts = client.get("/api/v1/alerts", params={"limit": 1000}).json()
        first = {a["case_id"] for a in alerts if a["rule"] == "first_threat"}
        assert first == {"case-0", "case-1", "case-2"}
