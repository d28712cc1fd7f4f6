"""The database: migrations give what the tables say, nothing half-done stays, the disk has it all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from api.cases.service import count_cases, lock_case
from api.database.engine import Database
from api.database.tables import Base, CaseRow
from api.settings import Settings

NOW = datetime(2024, 5, 14, tzinfo=UTC)


def opened(url: str) -> Database:
    return Database(Settings(database_url=url).sqlalchemy_url)


def test_migrations_give_what_the_tables_say(database_url: str) -> None:
    database = opened(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_opening_twice_changes_nothing(database_url: str) -> None:
    first = opened(database_url)
    with first.write() as session:
        lock_case(session, "c", now=NOW)
    second = opened(database_url)
    with second.read() as session:
        assert count_cases(session) == 1
    first.close()
    second.close()


def test_a_transaction_that_fails_leaves_nothing(database_url: str) -> None:
    database = opened(database_url)
    with pytest.raises(RuntimeError), database.write() as session:
        lock_case(session, "c", now=NOW)
        session.flush()
        raise RuntimeError
    with database.read() as session:
        assert session.scalars(select(CaseRow)).all() == []
    database.close()


def test_sqlite_writes_through_to_the_disk(tmp_path: object) -> None:
    database = opened(f"{tmp_path}/sub/t.sqlite3")
    with database.read() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA synchronous")) == 2
    database.close()


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("var/t.sqlite3", "sqlite:///var/t.sqlite3"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////srv/t.sqlite3", "sqlite:////srv/t.sqlite3"),
    ],
)
def test_a_path_or_a_url_names_the_database(given: str, url: str) -> None:
    assert Settings(database_url=given).sqlalchemy_url == url


def test_the_environment_sets_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://h/a")
    assert Settings().database_url == "postgresql://h/a"
    monkeypatch.setenv("TRIAGE_DATABASE_URL", "postgresql://h/b")
    assert Settings().database_url == "postgresql://h/b"
