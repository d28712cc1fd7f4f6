"""Numbers whose multiplier comes first: Hausa "dubu dari biyar" 500,000, Swahili "elfu kumi na tano" 15,000.

A term is a multiplier with the number behind it, itself perhaps a term of a smaller multiplier; terms
follow one another from the greatest down, and a plain number may close them. The language folder says
`multiplier_first = true` in its `numbers.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.phrases import Hit

_MOST_BEHIND = 999
"""A multiplier never stands before a plain number greater than this."""
Plain = Callable[[int], tuple[float, int] | None]
"""Reads a plain number at a token: its value and the token behind it."""


@dataclass(frozen=True, slots=True)
class LedNumbers:
    """Reads such numbers from what was found in a message, by first token."""

    multipliers: Mapping[int, Hit]
    joins: Mapping[int, Hit]
    halves: Mapping[int, Hit]
    plain: Plain

    def read(self, at: int) -> tuple[float, int] | None:
        """Value and end of the number that a multiplier at `at` opens; None where there is none."""
        total, least, end = 0.0, float("inf"), at
        while True:
            begin = self._behind_join(end) if end > at else end
            hit = self.multipliers.get(begin)
            if hit is None or hit.payload.value >= least:
                break
            least = hit.payload.value
            factor, end = self._factor(hit.end, least)
            total += least * factor
        if end == at:
            return None
        return self._closed(total, least, end)

    def behind_digits(self, at: int) -> tuple[float, int] | None:
        """A multiplier that follows digits after all ("5 milioni"): its value and end."""
        hit = self.multipliers.get(at)
        if hit is None or self._factor(hit.end, hit.payload.value)[1] > hit.end:
            return None
        return hit.payload.value, hit.end

    def _factor(self, at: int, below: float) -> tuple[float, int]:
        """The number behind a multiplier: a term of a smaller one, a plain number; 1 where none is said."""
        hit = self.multipliers.get(at)
        if hit is not None and hit.payload.value < below:
            factor, end = self._factor(hit.end, hit.payload.value)
            return self._closed(hit.payload.value * factor, hit.payload.value, end)
        number = self.plain(at)
        if number is None or not 0 < number[0] <= _MOST_BEHIND:
            return 1.0, at
        return number

    def _closed(self, total: float, least: float, end: int) -> tuple[float, int]:
        """With a plain number or a half behind the last term ("mia tano na hamsini", "da rabi")."""
        half = self.halves.get(end)
        if half is not None:
            return total + half.payload.value * least, half.end
        begin = self._behind_join(end)
        number = self.plain(begin) if begin > end else None
        if number is not None and 0 < number[0] < least:
            return total + number[0], number[1]
        return total, end

    def _behind_join(self, at: int) -> int:
        join = self.joins.get(at)
        return join.end if join else at
