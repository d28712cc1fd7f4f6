"""What the API says of cases, for its description; a test holds real answers against it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.messages.schemas import TrajectoryPoint
from pipeline.analysis import Deadline, Level
from pipeline.case import CaseRisk
from pipeline.message import known_country, known_zone


class Demand(BaseModel):
    """The latest sum that was demanded."""

    value: float
    currency: str | None
    usd: float | None


class CaseSummary(BaseModel):
    """A case as the queue shows it, at the moment of asking."""

    case_id: str
    title: str | None
    tz: str | None
    country: str | None
    demo: bool
    created_at: str
    messages_total: int
    last_sent_at: str | None
    risk: CaseRisk
    urgency: Level = Field(description="level now, or that of the worst alert nobody has acknowledged")
    open_alerts: int
    next_deadline: Deadline | None
    demand: Demand | None
    threats: list[str]
    contacts: list[str]


class CaseDetail(CaseSummary):
    """A case with its trajectory."""

    trajectory: list[TrajectoryPoint]


class Queue(BaseModel):
    """A page of the queue, the most urgent first."""

    total: int
    cases: list[CaseSummary]


class CaseSettings(BaseModel):
    """What a person may set about a case."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    tz: str | None = None
    country: str | None = None

    @field_validator("tz")
    @classmethod
    def _zone(cls, value: str | None) -> str | None:
        if value is not None:
            known_zone(value)
        return value

    @field_validator("country")
    @classmethod
    def _two_letters(cls, value: str | None) -> str | None:
        return None if value is None else known_country(value)
