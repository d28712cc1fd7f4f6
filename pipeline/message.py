"""The contract as code: what goes in (`Message`) and what comes out (`Analysis`).

Offsets are code points of the ORIGINAL text, `text == message.text[start:end]` always.
Times are aware datetimes; money values are plain floats in the unit of their currency.
"""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

MAX_TEXT = 100_000
"""Longest text that is read, in code points."""

CATEGORIES = (
    "death",
    "physical_harm",
    "mutilation",
    "sexual_violence",
    "deprivation",
    "sale_or_transfer",
    "abandonment",
    "abuse_media",
    "family_harm",
    "disappearance",
    "no_authorities",
    "final_warning",
)

Level = Literal["none", "low", "moderate", "high", "critical"]
LEVELS: tuple[Level, ...] = ("none", "low", "moderate", "high", "critical")
Sender = Literal["captor", "family", "unknown"]
Role = Literal["demand", "offer", "paid", "other"]
Status = Literal["active", "carried_out", "negated", "quoted"]
ContactKind = Literal[
    "phone", "email", "url", "handle", "iban", "crypto_wallet", "mobile_money", "transfer_code"
]


class Message(BaseModel):
    """One message as it reached the family. Unknown fields are refused, so that a typo loses nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1, max_length=MAX_TEXT, description="verbatim text of the message")
    id: str = Field(default_factory=lambda: uuid.uuid4().hex, min_length=1, max_length=200)
    case_id: str | None = Field(default=None, min_length=1, max_length=200)
    sent_at: AwareDatetime | None = Field(default=None, description="ISO 8601 with offset")
    tz: str | None = Field(default=None, description="IANA zone of the clock that the writer means")
    country: str | None = Field(
        default=None, description="ISO 3166-1 alpha-2, for bare phones and currencies"
    )
    sender: Sender = "unknown"

    @field_validator("text")
    @classmethod
    def _text_has_content(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("the text is empty: send the words of the message")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ValueError(
                f"the text holds half a character (lone surrogate) at position {error.start}: "
                "send the original bytes as UTF-8"
            ) from None
        return value

    @field_validator("sent_at")
    @classmethod
    def _date_can_be_reckoned_with(cls, value: datetime | None) -> datetime | None:
        if value is not None and not 1990 <= value.year <= 2200:
            raise ValueError(f"the year {value.year} is no date of a message: give one from 1990 to 2200")
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
        if value is None:
            return None
        if len(value) != 2 or not value.isascii() or not value.isalpha():
            raise ValueError(f"{value!r} is no ISO 3166-1 alpha-2 country: two letters such as CI, DZ, NG")
        return value.upper()


def known_zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; `ValueError` with the mend where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f"{name!r} is no IANA time zone: use a name such as Africa/Abidjan, Africa/Algiers, Europe/Paris"
        ) from None


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """A language and how sure: `confidence` in 0..1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Language:
    """The main language (`und` where nothing can be said), its script (ISO 15924) and others seen."""

    code: str
    confidence: float
    script: str
    others: tuple[LanguageGuess, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; `value` is the number meant, `usd` an indicative value at a dated rate."""

    start: int
    end: int
    text: str
    value: float
    currency: str | None
    usd: float | None
    role: Role
    alternatives: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment that binds; `hours_left` counts from `sent_at` to `due_at` and may be negative."""

    start: int
    end: int
    text: str
    due_at: datetime
    granularity: Literal["minute", "hour", "part_of_day", "day", "week", "month"]
    hours_left: float
    alternatives: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Threat:
    """Harm announced, conditional, done, or only looking like one; `severity` 1 (veiled) to 4 (life)."""

    start: int
    end: int
    text: str
    category: str
    status: Status
    conditional: bool
    severity: int
    reason: str = ""

    @property
    def live(self) -> bool:
        """True where the threat feeds the risk: announced, conditional, carried out."""
        return self.status in ("active", "carried_out")


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the captor or to pay; `value` is its normal form, such as E.164 for a phone."""

    start: int
    end: int
    text: str
    kind: ContactKind
    value: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What else a message shows, no threat by itself: a hostage held, proof of life, calm, a child ..."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for the score; the points of all factors add up to it."""

    name: str
    points: float
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """`score` in 0..1, its level, and the factors that make it up."""

    score: float
    level: Level
    factors: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read from one message."""

    id: str
    case_id: str | None
    sent_at: datetime
    language: Language
    amounts: tuple[Amount, ...]
    deadlines: tuple[Deadline, ...]
    threats: tuple[Threat, ...]
    contacts: tuple[Contact, ...]
    risk: Risk
    needs_translator: bool
    notes: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    model: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The contract's JSON shape: plain types, times in ISO 8601."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Self:
        """Read back what `as_dict` wrote (the stored record); extra keys are ignored."""
        language = dict(record["language"])
        language["others"] = tuple(LanguageGuess(**guess) for guess in language["others"])
        risk = dict(record["risk"])
        risk["factors"] = tuple(
            Factor(f["name"], f["points"], tuple(f["span"]) if f["span"] else None) for f in risk["factors"]
        )
        deadlines = tuple(
            Deadline(
                **{
                    **d,
                    "due_at": datetime.fromisoformat(d["due_at"]),
                    "alternatives": tuple(d["alternatives"]),
                }
            )
            for d in record["deadlines"]
        )
        return cls(
            id=record["id"],
            case_id=record["case_id"],
            sent_at=datetime.fromisoformat(record["sent_at"]),
            language=Language(**language),
            amounts=tuple(
                Amount(**{**a, "alternatives": tuple(a["alternatives"])}) for a in record["amounts"]
            ),
            deadlines=deadlines,
            threats=tuple(Threat(**t) for t in record["threats"]),
            contacts=tuple(Contact(**c) for c in record["contacts"]),
            risk=Risk(**risk),
            needs_translator=record["needs_translator"],
            notes=tuple(record["notes"]),
            signs=tuple(Sign(**s) for s in record["signs"]),
            model=dict(record["model"]),
        )


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
