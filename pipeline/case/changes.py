"""What a message changed in its case, in words: demand, threat, deadline, contact, silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.analysis import Amount, Analysis, Deadline
from pipeline.case.risk import rules
from pipeline.case.types import Change


@dataclass(slots=True)
class Known:
    """What the case has shown so far."""

    demand: Amount | None = None
    deadline: Deadline | None = None
    categories: set[str] = field(default_factory=set)
    contacts: set[str] = field(default_factory=set)
    last_message: datetime | None = None

    def take(self, analysis: Analysis) -> tuple[Change, ...]:
        """Changes that this message brings; remembers what it shows."""
        changes = (
            *self._silence(analysis),
            *self._demand(analysis),
            *self._threats(analysis),
            *self._deadline(analysis),
            *self._contacts(analysis),
        )
        self.last_message = analysis.sent_at
        return changes

    def _silence(self, analysis: Analysis) -> Iterator[Change]:
        if self.last_message is None:
            return
        days = (analysis.sent_at - self.last_message).days
        if days >= rules()["memory"]["silence_days"]:
            yield Change("silence", f"first message after {days} days")

    def _demand(self, analysis: Analysis) -> Iterator[Change]:
        demands = [a for a in analysis.amounts if a.role == "demand"]
        if not demands:
            return
        new = demands[-1]
        old = self.demand
        self.demand = new
        if old is None:
            yield Change("demand", f"first demand: {_money(new)}")
        elif (old.value, old.currency) != (new.value, new.currency):
            yield Change("demand", f"demand {_direction(old, new)}: {_money(old)} to {_money(new)}")

    def _threats(self, analysis: Analysis) -> Iterator[Change]:
        new = dict.fromkeys(
            t.category for t in analysis.threats if t.live and t.category not in self.categories
        )
        for category in new:
            self.categories.add(category)
            yield Change("threat", f"new threat: {category.replace('_', ' ')}")

    def _deadline(self, analysis: Analysis) -> Iterator[Change]:
        if not analysis.deadlines:
            return
        new = min(analysis.deadlines, key=lambda d: d.due_at)
        old = self.deadline
        self.deadline = new
        if old is None or old.due_at <= analysis.sent_at:
            yield Change("deadline", f"new deadline: {_moment(new)}")
        elif old.due_at != new.due_at:
            yield Change("deadline", f"deadline moved: {_moment(old)} to {_moment(new)}")

    def _contacts(self, analysis: Analysis) -> Iterator[Change]:
        for contact in analysis.contacts:
            if contact.value not in self.contacts:
                self.contacts.add(contact.value)
                yield Change("contact", f"new {contact.kind.replace('_', ' ')}: {contact.value}")


def _money(amount: Amount) -> str:
    value = f"{amount.value:,.0f}" if amount.value == int(amount.value) else f"{amount.value:,.2f}"
    return f"{value} {amount.currency or '(currency not said)'}"


def _direction(old: Amount, new: Amount) -> str:
    """Up or down in US dollars where both are known; sums in unknown currencies only "changed"."""
    if old.currency == new.currency:
        return "up" if new.value > old.value else "down"
    if old.usd is None or new.usd is None or old.usd == new.usd:
        return "changed"
    return "up" if new.usd > old.usd else "down"


def _moment(deadline: Deadline) -> str:
    return f"{deadline.due_at:%Y-%m-%d %H:%M}"
