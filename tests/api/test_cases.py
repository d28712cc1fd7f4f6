"""The queue, a case with its trajectory, alerts, corrections."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from api.alerts.routes import AlertRecord
from api.cases.schemas import CaseDetail, CaseSummary, Queue

SENT = "2022-10-04T09:30:00+00:00"


def captor(client: TestClient, case_id: str, text: str, sent_at: str = SENT, **more: Any) -> dict[str, Any]:
    message = {"text": text, "case_id": case_id, "sent_at": sent_at, "sender": "captor", **more}
    answer = client.post("/api/v1/messages", json={"tz": "Africa/Abidjan", **message})
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    return record


def test_the_most_urgent_case_stands_on_top(client: TestClient) -> None:
    captor(client, "calm", "bonjour, on a bien reçu, merci")
    captor(client, "grave", "on va tuer ton fils demain si tu paies pas")
    captor(client, "pressing", "Pas de police")
    queue = Queue.model_validate(client.get("/api/v1/cases").json())
    assert [case.case_id for case in queue.cases] == ["grave", "pressing", "calm"]
    assert queue.cases[0].open_alerts == 2
    high = client.get("/api/v1/cases", params={"least": "high"}).json()
    assert [case["case_id"] for case in high["cases"]] == ["grave"]


def test_a_case_shows_its_trajectory(client: TestClient) -> None:
    captor(client, "c", "On a ton fils, 3000 dollars", "2022-10-01T08:00:00+00:00")
    captor(client, "c", "sinon on va le tuer", "2022-10-03T08:00:00+00:00")
    case = CaseDetail.model_validate(client.get("/api/v1/cases/c").json())
    assert [point.level for point in case.trajectory] == ["low", "high"]
    assert [[a.rule for a in point.alerts] for point in case.trajectory] == [[], ["first_threat", "rise"]]
    assert case.trajectory[0].changes[0].text == "first demand: 3,000 USD"
    assert case.demand is not None
    assert case.demand.value == 3000


def test_a_late_message_takes_its_place_in_time(client: TestClient) -> None:
    captor(client, "c", "sinon on va le tuer", "2022-10-03T08:00:00+00:00")
    captor(client, "c", "On a ton fils, 3000 dollars", "2022-10-01T08:00:00+00:00")
    late = client.get("/api/v1/cases/c").json()
    captor(client, "d", "On a ton fils, 3000 dollars", "2022-10-01T08:00:00+00:00")
    captor(client, "d", "sinon on va le tuer", "2022-10-03T08:00:00+00:00")
    in_order = client.get("/api/v1/cases/d").json()
    for one, other in zip(late["trajectory"], in_order["trajectory"], strict=True):
        assert {**one, "id": ""} == {**other, "id": ""}
    assert late["risk"] == in_order["risk"]


def test_the_cases_zone_reads_later_messages(client: TestClient) -> None:
    captor(client, "c", "salut", tz="America/Bogota")
    record = captor(client, "c", "on va le tuer demain à 18h", "2022-10-05T09:30:00+00:00", tz=None)
    assert record["deadlines"][0]["due_at"] == "2022-10-06T18:00:00-05:00"


def test_a_case_can_be_named_and_placed(client: TestClient) -> None:
    captor(client, "CI/2022/17", "salut")
    change = {"title": "Garçon de sept ans", "tz": "Africa/Algiers", "country": "dz"}
    case = CaseSummary.model_validate(client.patch("/api/v1/cases/CI/2022/17", json=change).json())
    assert (case.title, case.tz, case.country) == ("Garçon de sept ans", "Africa/Algiers", "DZ")
    answer = client.patch("/api/v1/cases/CI/2022/17", json={"tz": "Mars"})
    assert answer.json()["problems"][0]["field"] == "tz"


def test_what_is_not_there_is_said(client: TestClient) -> None:
    for path in ("/api/v1/cases/x", "/api/v1/cases/x/messages/y", "/api/v1/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "there is no" in answer.json()["error"]


def test_alerts_wait_until_somebody_takes_note(client: TestClient) -> None:
    captor(client, "c", "on va tuer ton fils")
    alerts = [AlertRecord.model_validate(a) for a in client.get("/api/v1/alerts").json()]
    assert {alert.rule for alert in alerts} == {"first_threat", "rise"}
    path = f"/api/v1/alerts/{alerts[0].id}/acknowledge"
    first = client.post(path, json={"by": "Lt Kouassi", "note": "vu"}).json()
    assert (first["state"], first["already_acknowledged"]) == ("acknowledged", False)
    second = client.post(path, json={"by": "another"}).json()
    assert (second["acknowledged_by"], second["already_acknowledged"]) == ("Lt Kouassi", True)
    assert len(client.get("/api/v1/alerts").json()) == 1
    assert client.get("/api/v1/cases/c").json()["open_alerts"] == 1
    assert client.post("/api/v1/alerts/999999/acknowledge").status_code == 404


def test_a_case_nobody_looked_at_stays_on_top_though_it_is_old(client: TestClient) -> None:
    captor(client, "c", "on va tuer ton fils", "2020-10-04T09:30:00+00:00")
    case = client.get("/api/v1/cases/c").json()
    assert (case["risk"]["level"], case["urgency"]) == ("low", "high")
    for alert in client.get("/api/v1/alerts").json():
        client.post(f"/api/v1/alerts/{alert['id']}/acknowledge")
    assert client.get("/api/v1/cases/c").json()["urgency"] == "low"


def test_a_correction_changes_score_case_and_alerts_but_not_the_first_analysis(client: TestClient) -> None:
    record = captor(client, "c", "on va tuer ton fils")
    threat = record["threats"][0]
    path = f"/api/v1/cases/c/messages/{record['id']}/corrections"
    reject = {"group": "threats", "action": "reject", "start": threat["start"], "end": threat["end"]}
    answer = client.post(path, json={**reject, "by": "Lt Kouassi", "reason": "blague"})
    assert answer.status_code == 201
    assert answer.json()["threats"] == []
    assert answer.json()["corrected"] is True
    assert client.get("/api/v1/alerts").json() == []
    withdrawn = client.get("/api/v1/alerts", params={"state": "withdrawn"}).json()
    assert {alert["rule"] for alert in withdrawn} == {"first_threat", "rise"}
    assert client.get("/api/v1/cases/c").json()["trajectory"][0]["level"] == "none"
    layers = client.get(path).json()
    assert [(layer["by"], layer["action"]) for layer in layers] == [("Lt Kouassi", "reject")]
    again = client.post(
        "/api/v1/messages", json={"text": "on va tuer ton fils", "case_id": "c", "sent_at": SENT}
    )
    assert again.json()["already_stored"] is True


def test_a_correction_that_does_not_fit_is_refused(client: TestClient) -> None:
    record = captor(client, "c", "on va tuer ton fils")
    path = f"/api/v1/cases/c/messages/{record['id']}/corrections"
    wrong = client.post(path, json={"group": "threats", "action": "reject", "start": 0, "end": 1})
    assert wrong.status_code == 422
    assert "no such finding" in wrong.json()["error"]
    assert client.get(path).json() == []


def test_the_description_names_every_path(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()
    examples = description["paths"]["/api/v1/messages"]["post"]["requestBody"]["content"]
    assert len(examples["application/json"]["examples"]) == 3
    assert "/api/v1/messages/bulk" in description["paths"]
