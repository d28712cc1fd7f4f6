"""What the phrases of the language folders stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase stands for: a kind ("currency", "threat", ...) and its value."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class ThreatEntry:
    """A threat phrase: its category, severity 1..4, and whether it tells of harm done or under way."""

    name: str
    severity: int
    carried_out: bool = False
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class SignEntry:
    """A sign that is no threat: hostage held, demand, pressure, proof of life, calm ..."""

    name: str


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A context cue: what it does to a finding, and how far it reaches."""

    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class CurrencyEntry:
    """A currency word: an ISO code, or a family ("franc") that the country decides; `value` for slang."""

    code: str | None
    family: str | None
    factor: float = 1.0
    countries: tuple[str, ...] = ()
    """used in these countries only"""
    glued: bool = False
    """only written on to its number"""
    capitals: bool = False
    """only in capitals: ISO codes that are words as well"""
