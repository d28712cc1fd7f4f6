"""What comes out of reading a message: `Analysis` and its findings, the contract as code.

Offsets are code points of the ORIGINAL text, `text == message.text[start:end]` always.
Times are aware datetimes; money values are plain floats in the unit of their currency.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal, Self

from pydantic import TypeAdapter

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
Role = Literal["demand", "offer", "paid", "other"]
Status = Literal["active", "carried_out", "negated", "quoted"]
ContactKind = Literal[
    "phone",
    "email",
    "url",
    "handle",
    "iban",
    "card",
    "crypto_wallet",
    "mobile_money",
    "transfer_code",
    "location",
]
Granularity = Literal["minute", "hour", "part_of_day", "day", "week", "month"]


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
    granularity: Granularity
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
        return _reader().validate_python(record)  # type: ignore[return-value]


@cache
def _reader() -> TypeAdapter[Analysis]:
    return TypeAdapter(Analysis)


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
