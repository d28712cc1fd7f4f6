"""What goes in: one message as it reached the family. The contract's input as code."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, AwareDatetime, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

MAX_TEXT = 100_000
"""Longest text that is read, in code points."""
FIRST_YEAR, LAST_YEAR = 1990, 2200

Sender = Literal["captor", "family", "unknown"]


class Message(BaseModel):
    """One message as it reached the family. Unknown fields are refused, so that a typo loses nothing.

    Errors carry codes whose words, with the mend, stand in `data/interface/problems.toml`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    text: str = Field(min_length=1, max_length=MAX_TEXT, description="verbatim text of the message")
    id: str = Field(
        default="", max_length=200, description="the caller's own; made from the content when absent"
    )
    case_id: str | None = Field(default=None, min_length=1, max_length=200)
    sent_at: AwareDatetime | None = Field(default=None, description="ISO 8601 with offset")
    tz: str | None = Field(default=None, description="IANA zone of the clock that the writer means")
    country: str | None = Field(
        default=None, description="ISO 3166-1 alpha-2, for bare phones and currencies"
    )
    sender: Sender = Field(default="unknown", validation_alias=AliasChoices("sender", "from"))

    def model_post_init(self, _context: object, /) -> None:
        """Make the id where the caller gave none: the same message always gets the same one."""
        if not self.id:
            parts = (self.case_id or "", self.sent_at.isoformat() if self.sent_at else "", self.text)
            digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
            object.__setattr__(self, "id", f"m-{digest[:16]}")

    @field_validator("text")
    @classmethod
    def _text_has_content(cls, value: str) -> str:
        if not value.strip():
            raise PydanticCustomError("text_empty", "the text is empty")
        if (at := _lone_surrogate(value)) is not None:
            raise PydanticCustomError("text_broken", "half a character at position {at}", {"at": at})
        return value

    @field_validator("id", "case_id")
    @classmethod
    def _name_can_be_written(cls, value: str | None) -> str | None:
        return None if value is None else known_name(value)

    @field_validator("sent_at")
    @classmethod
    def _date_can_be_reckoned_with(cls, value: datetime | None) -> datetime | None:
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise PydanticCustomError("year", "the year {year} is no date of a message", {"year": value.year})
        return value

    @field_validator("tz")
    @classmethod
    def _zone_is_known(cls, value: str | None) -> str | None:
        if value is not None:
            known_zone(value)
        return value

    @field_validator("country")
    @classmethod
    def _country_is_two_letters(cls, value: str | None) -> str | None:
        return None if value is None else known_country(value)


def known_zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; an error of code `zone` where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("zone", "{name} is no IANA time zone", {"name": repr(name)}) from None


def known_country(value: str) -> str:
    """Two letters in capitals; an error of code `country` for anything else."""
    if len(value) != 2 or not value.isascii() or not value.isalpha():
        raise PydanticCustomError("country", "{name} is no ISO 3166-1 alpha-2 country", {"name": repr(value)})
    return value.upper()


def known_name(value: str) -> str:
    """An id as given; an error of code `name` where it holds control or broken characters."""
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in value) or value != value.strip():
        raise PydanticCustomError("name", "an id holds characters that cannot be shown")
    return value


def _lone_surrogate(text: str) -> int | None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None
