"""A message while it is being read: what the finders share, made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.context import Context
from pipeline.languages import Hits
from pipeline.message import Sender
from pipeline.numbers import Number
from pipeline.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens, phrases found, numbers and context of one message, with where and when it was written."""

    tokens: Tokens
    hits: Hits
    numbers: tuple[Number, ...]
    context: Context
    sender: Sender
    sent_at: datetime
    """In the clock that the writer means."""
    country: str | None
    twelve_hours: bool
    """True where the language says "6" for 18:00 as readily as for 06:00."""

    @property
    def zone(self) -> ZoneInfo | None:
        """The writer's zone, None where only an offset is known."""
        zone = self.sent_at.tzinfo
        return zone if isinstance(zone, ZoneInfo) else None

    @property
    def captive(self) -> bool:
        """Does the message speak of a hostage, or come from a captor?"""
        if self.context.telling:
            return False
        if self.sender == "captor":
            return True
        signs = {hit.payload.value.name for hit in self.hits.of("sign")}
        grave = any(hit.payload.value.severity >= 3 for hit in self.hits.of("threat"))
        return "hostage_held" in signs or grave
