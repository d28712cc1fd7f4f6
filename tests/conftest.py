"""What all tests share: what is missing skips a test on a user's machine and fails it in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, print_blob=True)
settings.load_profile("steady")


def missing(what: str, mend: str) -> NoReturn:
    """Skip because a tool is not here; in CI, where everything is installed, fail."""
    reason = f"{what} is missing: {mend}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    from tests.servers import postgres_database

    if request.param == "sqlite":
        yield str(tmp_path / "triage.sqlite3")
        return
    with postgres_database() as url:
        yield url
