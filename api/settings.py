"""Every setting of the service in one typed place; each can be set as `TRIAGE_<NAME>` in the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings with their defaults: one process, one SQLite file, nothing else needed."""

    model_config = SettingsConfigDict(env_prefix="TRIAGE_", populate_by_name=True, extra="ignore")

    database_url: str = Field(
        default="var/triage.sqlite3",
        validation_alias=AliasChoices("TRIAGE_DATABASE_URL", "DATABASE_URL"),
        description="path of a SQLite file, or the URL of a PostgreSQL database",
    )
    demo: bool = Field(default=False, description="load the demo cases into an empty database")
    max_body_bytes: int = Field(default=64_000_000, description="largest request that is read")
    poll_seconds: int = Field(default=15, description="how often an open page asks for new alerts")

    @property
    def sqlalchemy_url(self) -> str:
        """The URL as SQLAlchemy wants it; a bare path is a SQLite file."""
        url = self.database_url
        if "://" not in url:
            return f"sqlite:///{Path(url).expanduser()}"
        scheme, _, rest = url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url
