"""The table of corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.database.base import Base, Json, Moment


class CorrectionRow(Base):
    """What a person said of a finding; corrections are added, never changed."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    message_number: Mapped[int] = mapped_column(ForeignKey("messages.number"), index=True)
    correction: Mapped[dict[str, Any]] = mapped_column(Json)
    """`pipeline.review.Correction` as plain data."""
    made_by: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
