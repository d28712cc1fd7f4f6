"""The table of alerts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.database.base import Base, Moment


class AlertRow(Base):
    """Something new to tell, stored with the message that caused it; open until acknowledged."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("message_number", "rule"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    message_number: Mapped[int] = mapped_column(ForeignKey("messages.number"))
    rule: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(400))
    level: Mapped[str] = mapped_column(String(10))
    raised_at: Mapped[datetime] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_by: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    """When a correction or a late message took the ground from an alert that was still open."""

    @property
    def state(self) -> str:
        """open, acknowledged or withdrawn."""
        if self.acknowledged_at:
            return "acknowledged"
        return "withdrawn" if self.withdrawn_at else "open"
