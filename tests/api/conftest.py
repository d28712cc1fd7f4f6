"""The service in-process, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.settings import Settings


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """A caller of the service over an empty database; errors of the server are answers, as in life."""
    app = create_app(Settings(database_url=database_url))
    with TestClient(app, raise_server_exceptions=False) as caller:
        yield caller
