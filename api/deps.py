"""What every route needs: the open database and the settings of the running service."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

from api.database.engine import Database
from api.settings import Settings


def database(request: Request) -> Database:
    """The database that the service opened at its start."""
    opened: Database = request.app.state.database
    return opened


def settings(request: Request) -> Settings:
    """The settings that the service was started with."""
    given: Settings = request.app.state.settings
    return given


def now() -> datetime:
    """The moment of the request; a test may put another one here."""
    return datetime.now(UTC)


DatabaseDep = Annotated[Database, Depends(database)]
SettingsDep = Annotated[Settings, Depends(settings)]
Now = Annotated[datetime, Depends(now)]
