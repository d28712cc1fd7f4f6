"""Tables of messages and of the files that brought them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.database.base import Base, Json, Moment


class FileRow(Base):
    """A file as it was brought: its bytes, never changed, under their SHA-256."""

    __tablename__ = "files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(400))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Moment)


class MessageRow(Base):
    """A message: original bytes, the first analysis, the analysis as it holds after review, its step."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("case_id", "id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    id: Mapped[str] = mapped_column(String(200))
    identity: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 over case, bytes and the sender's time: the same message is stored once."""
    original: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment)
    sender: Mapped[str] = mapped_column(String(10))
    author: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(400))
    """How it came: "api", "page", or the name of a file."""
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("files.sha256"))
    file_line: Mapped[int | None]
    analysis: Mapped[dict[str, Any]] = mapped_column(Json)
    corrected: Mapped[dict[str, Any] | None] = mapped_column(Json)
    step: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """`case_risk`, `alerts`, `changes` of the case at this message."""

    @property
    def text(self) -> str:
        """The message as it reached the family."""
        return self.original.decode("utf-8")

    @property
    def current(self) -> dict[str, Any]:
        """The analysis as it holds now."""
        return self.corrected or self.analysis
