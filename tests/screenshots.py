"""Makes the pictures of the README: `python -m tests.screenshots docs`. Needs Chromium."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.servers import running

PICTURES = (
    ("queue", "/", 1280, 620),
    ("case", "/cases/DEMO-1", 1280, 1000),
    ("phone", "/cases/DEMO-3", 390, 844),
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main(folder: Path) -> None:
    """Start the demo, take each picture."""
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        running(f"{place}/demo.sqlite3", "--demo") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for name, path, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height}, base_url=server.url)
            page.goto(path)
            page.wait_for_timeout(300)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
