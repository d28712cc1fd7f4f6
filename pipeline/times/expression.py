"""What an expression of time says, brick by brick, before anybody asks which moment that is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as it is written; year and month are None where left out."""

    year: int | None
    month: int | None
    day: int
    calendar: str = "gregorian"
    """gregorian, islamic, persian or ethiopian"""


@dataclass(slots=True)
class TimeExpression:
    """Bricks of one expression; None where the text does not say. Token span `start` to `end`."""

    start: int
    end: int
    bound: str | None = None
    """before, by, until, within, oclock, at, after"""
    unbound: str | None = None
    """since, ago, every, past: it binds nobody"""
    lengths: list[tuple[float, str]] = field(default_factory=list)
    """a length of time: numbers and units, "2 days and 4 hours" """
    day: int | None = None
    """days from today"""
    weekday: str | None = None
    date: CalendarDate | None = None
    swapped: CalendarDate | None = None
    """the date read the other way round (04/05), where both are dates"""
    month: tuple[str, int] | None = None
    """a month without a day: calendar and number"""
    months_ahead: int = 0
    """1 for "the 5th of next month" """
    feast: str | None = None
    hour: int | None = None
    minute: int = 0
    meridiem: str | None = None
    part: str | None = None
    prayer: str | None = None
    end_of: str | None = None
    next: bool = False
    strong: bool = False
    """A word that only hours follow was said ("saa", "a las")."""
    clock: int = 24
    """How hours are said: 24, 12 ("at 6" may be 18:00) or 6 (counted from six, as in Swahili and Amharic)."""
    bricks: set[str] = field(default_factory=set)

    @property
    def counts(self) -> bool:
        """Is it a length of time?"""
        return bool(self.lengths)
