"""The demo in headless Chromium, on a wide and on a phone-sized window, with and without JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.conftest import missing
from tests.servers import Server, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(str(tmp_path_factory.mktemp("demo") / "demo.sqlite3"), "--demo") as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        missing("Chromium", "install the package chromium")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        except Error as error:
            missing("a Chromium that starts", str(error).splitlines()[0])
        yield started
        started.close()


@pytest.fixture(params=["wide", "phone", "no script"])
def page(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    width = 390 if request.param == "phone" else 1440
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        base_url=server.url,
        java_script_enabled=request.param != "no script",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if "(Unprocessable" not in m.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    context.close()


def test_the_queue_leads_to_the_case_that_rose(page: Page) -> None:
    page.goto("/")
    first = page.locator("ol.queue li").first
    expect(first.locator(".level")).to_contain_text("critical")
    page.get_by_role("link", name="Boy of seven").click()
    expect(page.locator("h1")).to_contain_text("Boy of seven")
    expect(page.get_by_role("img", name="Score of the case over time")).to_be_visible()
    expect(page.locator("mark.severity-4").first).to_be_visible()
    expect(page.locator(".waiting")).to_contain_text("abuse media")


def test_no_page_is_wider_than_its_window(page: Page) -> None:
    assert page.viewport_size
    for path in ("/", "/cases/DEMO-1", "/cases/DEMO-3", "/alerts", "/submit", "/api"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], path


def test_a_message_is_submitted_and_its_alert_acknowledged(
    page: Page, request: pytest.FixtureRequest
) -> None:
    case = f"case {request.node.callspec.id}"
    page.goto("/submit")
    page.get_by_label("Message, word for word").fill("On a ton fils. 3000 dollars demain 18h sinon on le tue")
    page.get_by_label("Case", exact=True).fill(case)
    page.get_by_label("Written by").select_option("captor")
    page.get_by_label("Writer's time zone").fill("Africa/Abidjan")
    page.get_by_role("button", name="Read and store").click()
    expect(page.locator("h1")).to_have_text(case)
    expect(page.locator(".countdown").first).to_contain_text("in")
    page.locator(".waiting input[name=by]").fill("Lt Kouassi")
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.locator(".waiting")).to_have_count(0)
    expect(page.locator(".raised").first).to_contain_text("acknowledged by Lt Kouassi")


def test_bad_input_comes_back_with_what_was_typed(page: Page) -> None:
    page.goto("/submit")
    page.get_by_label("Message, word for word").fill("ne perdez pas ces mots")
    page.get_by_label("Writer's time zone").fill("Mars/Base")
    page.get_by_role("button", name="Read and store").click()
    expect(page.get_by_role("alert")).to_contain_text("Africa/Abidjan")
    expect(page.get_by_label("Message, word for word")).to_have_value("ne perdez pas ces mots")


def test_a_chat_is_taken_from_a_file(page: Page, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(
        "13/10/2022, 09:30 - Chef: On a ton fils\n13/10/2022, 09:31 - Chef: 3000 dollars", "utf-8"
    )
    page.goto("/submit")
    page.get_by_label("Case", exact=True).fill(f"chat {request.node.callspec.id}")
    page.locator("input[type=file]").set_input_files(chat)
    page.get_by_role("button", name="Read and store").click()
    expect(page.locator(".report")).to_contain_text("2 messages stored")
