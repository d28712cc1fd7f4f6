"""What a sum is for: the nearest role word says it; a demand needs somebody who is held."""

from __future__ import annotations

from pipeline.analysis import Role
from pipeline.phrases import Hit
from pipeline.reading import Reading

_REACH_BEHIND = 4
_REACH_AHEAD = 12


class Roles:
    """Role words of one message ("send", "I can only find", "rent")."""

    def __init__(self, reading: Reading) -> None:
        self.tokens = reading.tokens
        self.captive = reading.captive
        self.hits = reading.hits.of("role")

    def near(self, start: int, end: int) -> list[tuple[int, Hit]]:
        """Role words of the same sentence with their distance; behind the sum they count double."""
        if not self.hits:
            return []
        first, last = self.tokens.sentence(start)
        near: list[tuple[int, Hit]] = []
        for hit in self.hits:
            if first <= hit.start and hit.end <= start and start - hit.end <= _REACH_AHEAD:
                near.append((start - hit.end, hit))
            elif end <= hit.start < last and hit.start - end <= _REACH_BEHIND:
                near.append((2 * (hit.start - end) + 1, hit))
            elif hit.start < end and start < hit.end:
                near.append((0, hit))
        return sorted(near, key=lambda pair: pair[0])

    def of(self, start: int, end: int) -> Role:
        """The role of the sum over tokens `start` to `end`."""
        near = self.near(start, end)
        role: Role = near[0][1].payload.value if near else ("demand" if self.captive else "other")
        if role == "demand" and not self.captive:
            return "other"
        return role
