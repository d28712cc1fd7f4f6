"""A message while it is being read: what the finders share, made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.analysis import Language
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
    language: Language
    sender: Sender
    sent_at: datetime
    """In the clock that the writer means."""
    country: str | None
    clock: int = 24
    """How the message's language says hours: 24, 12 ("at 6" may be 18:00) or 6 (counted from six o'clock)."""
    frequent: frozenset[str] = frozenset()
    """The most frequent words of the languages that the message shows: no counted things are among them."""
    clocks: Mapping[str, int] = field(default_factory=dict)
    """The same by language, for words of others mixed in."""

    def clock_of(self, language: str) -> int:
        """How a language says hours; words that all languages share follow the message's."""
        return self.clocks.get(language, self.clock)

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
        grave = any(
            hit.payload.value.severity >= 3
            and self.context.judge(hit.start, hit.end, hit.payload.value.name).status == "active"
            for hit in self.hits.of("threat")
        )
        return "hostage_held" in signs or grave
