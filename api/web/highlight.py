"""A message's text cut where findings begin and end, so that a template can mark them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

GROUPS = ("threats", "deadlines", "amounts", "contacts")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with what was found on it: CSS classes and a description, empty where nothing was."""

    text: str
    classes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = field(default=())


def pieces_of(text: str, analysis: dict[str, Any]) -> list[Piece]:
    """The whole text in pieces, in order; joined they are the text again."""
    findings = [(group, finding) for group in GROUPS for finding in analysis[group]]
    cuts = sorted({0, len(text), *(f[end] for _, f in findings for end in ("start", "end"))})
    pieces = []
    for start, end in pairwise(cuts):
        over = [(g, f) for g, f in findings if f["start"] <= start and end <= f["end"]]
        classes = tuple(dict.fromkeys(name for g, f in over for name in _classes(g, f)))
        pieces.append(Piece(text[start:end], classes, tuple(_reason(g, f) for g, f in over)))
    return pieces


def _classes(group: str, finding: dict[str, Any]) -> tuple[str, ...]:
    if group != "threats":
        return (group,)
    live = finding["status"] in ("active", "carried_out")
    return (group, f"severity-{finding['severity']}" if live else "not-live")


def _reason(group: str, finding: dict[str, Any]) -> str:
    if group == "threats":
        parts = [finding["category"].replace("_", " "), finding["status"].replace("_", " ")]
        parts += ["conditional"] if finding["conditional"] else []
        return f"threat: {', '.join(parts)} ({finding['reason']})"
    if group == "amounts":
        return f"{finding['role']}: {money(finding)}"
    if group == "deadlines":
        due = finding["due_at"][:16].replace("T", " ")
        return f"deadline: {due} ({finding['granularity'].replace('_', ' ')})"
    return f"{finding['kind'].replace('_', ' ')}: {finding['value']}"


def money(amount: dict[str, Any]) -> str:
    """A sum in words: "3,000 USD", with dollars beside another currency."""
    value = amount["value"]
    words = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    words = f"{words} {amount['currency'] or '(currency not said)'}"
    if amount.get("usd") is not None and amount["currency"] not in ("USD", None):
        words += f" (about {amount['usd']:,.0f} USD)"
    return words
