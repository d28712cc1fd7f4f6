"""The table of cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.database.base import Base, Json, Moment


class CaseRow(Base):
    """A kidnapping: where its clock and its country are, and what is remembered of its messages."""

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    title: Mapped[str | None] = mapped_column(String(200))
    tz: Mapped[str | None] = mapped_column(String(64))
    country: Mapped[str | None] = mapped_column(String(2))
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    messages: Mapped[int] = mapped_column(default=0)
    last_sent_at: Mapped[datetime | None] = mapped_column(Moment)
    last_id: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """`pipeline.case.State` after the latest message."""
