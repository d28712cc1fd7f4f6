"""A sum of money while it is being read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.numbers import Number


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over tokens `start` to `end`; `others` are other readings as (value, currency)."""

    start: int
    end: int
    value: float
    currency: str | None
    others: tuple[tuple[float, str | None], ...] = ()


def is_year(number: Number) -> bool:
    """Four digits between 1900 and 2100."""
    return bool(number.digits and len(number.digits) == 4 and 1900 <= number.value <= 2100)
