"""The scorecard: weighted facts in, a score in 0..1 with its level and additive explanation out.

Monotone by construction: a further fact can only raise the band or add weight, and within a band the
score grows with the weight. Bands do not overlap, so the level is the band.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from data import ROOT

BANDS = ("none", "low", "moderate", "high", "critical")


@dataclass(frozen=True, slots=True)
class Fact:
    """One reason: a name, the weight's key, the least level that it asks for, its place in the text."""

    name: str
    weight: str
    level: str = "none"
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """A fact and its part of the score."""

    fact: Fact
    points: float


@cache
def card() -> dict[str, Any]:
    """The figures of `data/shared/risk.toml`."""
    with (ROOT / "shared" / "risk.toml").open("rb") as file:
        return tomllib.load(file)


def score(facts: Sequence[Fact]) -> tuple[float, int, tuple[Points, ...]]:
    """Score, number of the band (0 to 4), points by fact, largest first; the points add up to the score."""
    if not facts:
        return 0.0, 0, ()
    lead = max(facts, key=lambda f: (BANDS.index(f.level), _weight(f)))
    floor, width = card()["bands"][lead.level]
    total = sum(map(_weight, facts))
    moved = width * (1.0 - math.exp(-total))
    shares = [moved * _weight(f) / total + (floor if f is lead else 0.0) for f in facts]
    parts = [Points(f, round(points, 4)) for f, points in zip(facts, shares, strict=True)]
    value = round(sum(p.points for p in parts), 4)
    return value, BANDS.index(lead.level), tuple(sorted(parts, key=lambda p: -p.points))


def _weight(fact: Fact) -> float:
    weight: float = card()["weights"][fact.weight]
    return weight
