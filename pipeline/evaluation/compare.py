"""Comparing an analysis with the labels of a message: hits, false finds and misses, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pipeline.analysis import LEVELS, Amount, Analysis, Contact, Deadline

Gold = dict[str, Any]
KINDS = ("amounts", "deadlines", "contacts", "threats")


@dataclass(slots=True)
class Tally:
    """Counts of one kind of finding."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.hits += other.hits
        self.false += other.false
        self.missed += other.missed

    @property
    def precision(self) -> float | None:
        """Share of the findings that are right; None where there are none."""
        found = self.hits + self.false
        return self.hits / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of the labels that were found; None where there are none."""
        labels = self.hits + self.missed
        return self.hits / labels if labels else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there was nothing to find and nothing was."""
        total = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / total if total else None


@dataclass(slots=True)
class Score:
    """What a set of messages comes to."""

    messages: int = 0
    language: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    quiet: int = 0
    false_alarms: int = 0
    level_exact: int = 0

    def add(self, other: Score) -> None:
        """Add another score to this one."""
        for name in ("messages", "language", "quiet", "false_alarms", "level_exact"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, tally in other.tallies.items():
            self.tallies[kind].add(tally)


def compare(analysis: Analysis, gold: Gold) -> Score:
    """The score of one message."""
    wanted = {threat["category"] for threat in gold["threats"]}
    got = {threat.category for threat in analysis.threats if threat.live}
    score = Score(messages=1, language=int(analysis.language.code == gold["lang"]))
    score.tallies["amounts"] = _tally(gold["amounts"], analysis.amounts, _same_amount)
    score.tallies["deadlines"] = _tally(gold["deadlines"], analysis.deadlines, _same_deadline)
    score.tallies["contacts"] = _tally(gold["contacts"], analysis.contacts, _same_contact)
    score.tallies["threats"] = Tally(len(wanted & got), len(got - wanted), len(wanted - got))
    score.quiet = int(not wanted)
    score.false_alarms = int(not wanted and bool(got))
    score.level_exact = int(LEVELS.index(analysis.risk.level) == gold["risk"])
    return score


def _tally(gold: Sequence[Gold], found: Sequence[Any], same: Callable[[Gold, Any], bool]) -> Tally:
    left = list(found)
    for label in gold:
        match = next((finding for finding in left if same(label, finding)), None)
        if match is not None:
            left.remove(match)
    hits = len(found) - len(left)
    return Tally(hits, len(left), len(gold) - hits)


def _same_amount(gold: Gold, amount: Amount) -> bool:
    close = abs(amount.value - gold["value"]) <= 0.005 * max(abs(gold["value"]), 1)
    return close and gold["currency"] in (None, amount.currency)


def _same_deadline(gold: Gold, deadline: Deadline) -> bool:
    gap = abs(deadline.due_at - datetime.fromisoformat(gold["due"]))
    return gap <= timedelta(hours=gold["tolerance_h"], minutes=1)


def _same_contact(gold: Gold, contact: Contact) -> bool:
    digits = ["".join(c for c in text if c.isdigit()) for text in (gold["text"], contact.text)]
    if min(map(len, digits)) >= 6:
        return digits[0][-7:] == digits[1][-7:]
    return gold["text"].lower() in contact.text.lower() or contact.text.lower() in gold["text"].lower()
