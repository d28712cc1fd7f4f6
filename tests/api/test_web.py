"""The page as a browser without a script sends and gets it."""

from __future__ import annotations

from fastapi.testclient import TestClient

PAGE = {"Accept": "text/html"}


def form(client: TestClient, **fields: str) -> tuple[int, str, str]:
    answer = client.post("/submit", data=fields, files={}, headers=PAGE, follow_redirects=False)
    return answer.status_code, answer.text, answer.headers.get("location", "")


def test_a_message_from_the_form_lands_on_its_case(client: TestClient) -> None:
    status, _, location = form(
        client,
        text="on va le tuer demain 18h",
        case_id="CI/1 é",
        sent_at="2022-10-04T09:30",
        tz="Africa/Algiers",
    )
    assert status == 303
    page = client.get(location, headers=PAGE).text
    assert 'class="threats severity-4"' in page
    record = client.get("/api/v1/cases/CI/1 é/messages").json()[0]
    assert record["sent_at"] == "2022-10-04T09:30:00+01:00"
    assert record["evidence"]["source"] == "page"


def test_words_of_a_message_are_never_markup(client: TestClient) -> None:
    form(client, text="<script>alert(1)</script> on va le tuer <b>", case_id="<i>c</i>")
    queue = client.get("/", headers=PAGE).text
    page = client.get("/cases/<i>c</i>", headers=PAGE).text
    for html in (queue, page):
        assert "<script>alert" not in html
        assert "<i>" not in html
    assert "&lt;script&gt;" in page


def test_a_form_that_is_wrong_comes_back_with_its_words(client: TestClient) -> None:
    status, page, _ = form(client, text="garde ces mots", tz="Mars/Base")
    assert status == 422
    assert "garde ces mots" in page
    assert "Africa/Abidjan" in page


def test_ten_megabytes_in_the_form_name_the_field(client: TestClient) -> None:
    answer = client.post(
        "/submit", files={"text": (None, "x" * 10_000_000)}, headers={**PAGE, "Accept-Language": "fr"}
    )
    assert answer.status_code == 422
    assert "text dépasse 100000 caractères" in answer.text


def test_what_is_not_there_is_a_page_too(client: TestClient) -> None:
    answer = client.get("/cases/none", headers={**PAGE, "Accept-Language": "es"})
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert "no existe" in answer.text


def test_going_back_never_leaves_the_service(client: TestClient) -> None:
    form(client, text="on va tuer ton fils", case_id="c")
    alert = client.get("/api/v1/alerts").json()[0]["id"]
    for back in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"):
        answer = client.post(
            "/alerts/acknowledge", data={"alert": alert, "back": back}, follow_redirects=False
        )
        assert answer.headers["location"] == "/alerts"


def test_the_chart_says_in_words_what_it_draws(client: TestClient) -> None:
    form(client, text="on va tuer ton fils", case_id="c", sent_at="2022-10-04T09:30")
    page = client.get("/cases/c", headers=PAGE).text
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in page
    assert "Score of the case over 1 messages, from 2022-10-04" in page
