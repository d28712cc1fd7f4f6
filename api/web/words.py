"""Times and levels as a page says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MARKS = {"critical": "◆", "high": "▲", "moderate": "●", "low": "○", "none": "·"}
"""A level's shape beside its colour and its word, for eyes that do not tell colours."""


def local(moment: datetime, tz: str | None) -> str:
    """The moment on the case's clock: "2022-10-05 18:00"."""
    return f"{moment.astimezone(ZoneInfo(tz) if tz else UTC):%Y-%m-%d %H:%M}"


def distance(moment: datetime, now: datetime) -> str:
    """How far away: "in 3 h 12 min", "5 days ago"."""
    gap = moment - now
    words = _length(abs(gap))
    if words == "now":
        return words
    return f"in {words}" if gap > timedelta() else f"{words} ago"


def _length(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    hours, days = minutes // 60, gap.days
    if days >= 60:
        return f"{days // 30} months"
    if days >= 2:
        return f"{days} days"
    if hours >= 1:
        return f"{hours} h {minutes % 60} min"
    return f"{minutes} min" if minutes else "now"
