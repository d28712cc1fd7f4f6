"""Bringing a database up to date with Alembic, from inside the program."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_LOCK = 7_243_015
"""Number of the advisory lock under which one process at a time migrates a PostgreSQL database."""


def migrate(engine: Engine) -> None:
    """Run all migrations that are missing; a second process waits and finds nothing to do."""
    with engine.execution_options(immediate=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        command.upgrade(config(connection), "head")


def config(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(files("api.database") / "migrations"))
    settings.attributes["connection"] = connection
    return settings
