"""What a person typed into the form, and the message that it makes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from api.cases.tables import CaseRow
from pipeline.message import Message, known_zone
from pipeline.problems import InputError, Problem, problems_of


class Entered(BaseModel):
    """The form's fields as typed; nothing is checked before it can be shown again."""

    text: str = ""
    case_id: str = ""
    sent_at: str = ""
    tz: str = ""
    country: str = ""
    sender: str = "unknown"
    captor: str = ""

    def message(self, session: Session) -> Message:
        """The message. Raises `InputError` that names each field that cannot be used."""
        case = session.get(CaseRow, self.case_id.strip()) if self.case_id.strip() else None
        tz = self.tz.strip() or (case.tz if case else None)
        fields: dict[str, object] = {
            "text": self.text.replace("\r\n", "\n"),
            "case_id": self.case_id.strip() or None,
            "tz": tz,
            "country": self.country.strip() or None,
            "sender": self.sender,
            "sent_at": _moment(self.sent_at.strip(), tz),
        }
        try:
            return Message.model_validate({k: v for k, v in fields.items() if v is not None})
        except ValidationError as error:
            raise InputError(*problems_of(error)) from None

    def captors(self) -> list[str]:
        """Names in a chat that are the captor's, given between commas."""
        return [name.strip() for name in self.captor.split(",") if name.strip()]


def _moment(written: str, tz: str | None) -> datetime | None:
    """The browser's local time on the case's clock; UTC where no zone is known."""
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise InputError(Problem("datetime", "sent_at")) from None
    if moment.tzinfo:
        return moment
    return moment.replace(tzinfo=_zone(tz))


def _zone(tz: str | None) -> ZoneInfo:
    try:
        return known_zone(tz) if tz else ZoneInfo("UTC")
    except ValueError:
        return ZoneInfo("UTC")  # the message's own check names the zone
