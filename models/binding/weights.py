"""The weights and how they are summed: log-odds, so that each fact's part in a decision can be told."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds of each fact, of none of them (`intercept`), and from which probability on a time binds."""

    version: str
    intercept: float
    threshold: float
    facts: dict[str, float]

    def probability(self, facts: Iterable[str]) -> float:
        """How likely a time with these facts binds (0..1); unknown facts count nothing."""
        odds = self.intercept + sum(self.facts.get(fact, 0.0) for fact in facts)
        return 1 / (1 + math.exp(-odds))

    def binds(self, facts: Iterable[str]) -> bool:
        """Is it likelier than the threshold?"""
        return self.probability(facts) >= self.threshold


@cache
def binding_weights() -> Weights:
    """The trained weights (`python -m pipeline.training.binding` writes them)."""
    with FILE.open("rb") as file:
        table = tomllib.load(file)
    return Weights(table["version"], table["intercept"], table["threshold"], table["facts"])
