"""Corrections as layers: what a person accepted, rejected, changed or added, over an analysis that stays.

The first analysis is never touched; `apply` gives the analysis as it now holds, scored anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from models.risk.scorecard import card
from pipeline.analysis import CATEGORIES, Amount, Analysis, Contact, Deadline, Threat
from pipeline.place import in_usd
from pipeline.problems import InputError, Problem, problems_of
from pipeline.risk import score

Group = Literal["amounts", "deadlines", "threats", "contacts"]
Action = Literal["accept", "reject", "change", "add"]
Finding = Amount | Deadline | Threat | Contact

_TYPES: dict[str, type[Finding]] = {
    "amounts": Amount,
    "deadlines": Deadline,
    "threats": Threat,
    "contacts": Contact,
}
_MAY_CHANGE: dict[str, frozenset[str]] = {
    "amounts": frozenset({"value", "currency", "role"}),
    "deadlines": frozenset({"due_at", "granularity"}),
    "threats": frozenset({"category", "status", "conditional", "severity"}),
    "contacts": frozenset({"kind", "value", "country"}),
}


class Correction(BaseModel):
    """What a person says of one finding, named by its group and its span in the original text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group: Group
    action: Action
    start: int = Field(ge=0, description="first code point of the finding in the original text")
    end: int = Field(gt=0, description="code point behind the last one")
    values: dict[str, Any] = Field(
        default_factory=dict,
        description="fields that change, such as {'role': 'paid'} or {'category': 'death'}",
    )
    which: str | None = Field(
        default=None, description="category of the threat meant, where two stand on one span"
    )


def apply(analysis: Analysis, text: str, corrections: Iterable[Correction]) -> Analysis:
    """The analysis with all corrections in order. Raises `InputError` that names what does not fit."""
    groups: dict[str, list[Finding]] = {name: list(getattr(analysis, name)) for name in _TYPES}
    for correction in corrections:
        _apply_one(groups[correction.group], correction, analysis, text)
    found: dict[str, Any] = {
        name: tuple(sorted(rows, key=lambda f: (f.start, f.end))) for name, rows in groups.items()
    }
    corrected = replace(analysis, **found)
    risk = score(
        corrected.amounts, corrected.deadlines, corrected.threats, corrected.contacts, signs=analysis.signs
    )
    return replace(corrected, risk=risk)


def _apply_one(rows: list[Finding], correction: Correction, analysis: Analysis, text: str) -> None:
    if correction.action == "add":
        rows.append(_made(correction, analysis, text))
        return
    place = _place_of(rows, correction)
    if correction.action == "reject":
        del rows[place]
    elif correction.action == "change":
        rows[place] = _changed(rows[place], correction, analysis)


def _place_of(rows: Sequence[Finding], correction: Correction) -> int:
    for place, row in enumerate(rows):
        same_span = (row.start, row.end) == (correction.start, correction.end)
        if same_span and correction.which in (None, getattr(row, "category", None)):
            return place
    name = f"{correction.group} {correction.start}-{correction.end}"
    raise InputError(Problem("finding", "start", {"name": name}))


def _changed(row: Finding, correction: Correction, analysis: Analysis) -> Finding:
    _check_fields(correction)
    return _valid(correction, {**dataclasses.asdict(row), **correction.values}, analysis)


def _made(correction: Correction, analysis: Analysis, text: str) -> Finding:
    _check_fields(correction)
    start, end = correction.start, correction.end
    if not start < end <= len(text):
        raise InputError(Problem("span", "start", {"start": start, "end": end}))
    fields = {"start": start, "end": end, "text": text[start:end], **_DEFAULTS[correction.group]}
    return _valid(correction, {**fields, **correction.values}, analysis)


_DEFAULTS: dict[str, dict[str, Any]] = {
    "amounts": {"currency": None, "usd": None, "role": "demand"},
    "deadlines": {"granularity": "hour", "hours_left": 0.0},
    "threats": {"status": "active", "conditional": False, "severity": 0, "reason": "added by a person"},
    "contacts": {"country": None},
}


def _check_fields(correction: Correction) -> None:
    unknown = correction.values.keys() - _MAY_CHANGE[correction.group]
    if unknown:
        expected = ", ".join(sorted(_MAY_CHANGE[correction.group]))
        raise InputError(
            *(Problem("literal_error", f"values.{n}", {"expected": expected}) for n in sorted(unknown))
        )
    category = correction.values.get("category")
    if category is not None and category not in CATEGORIES:
        raise InputError(Problem("literal_error", "values.category", {"expected": ", ".join(CATEGORIES)}))


def _valid(correction: Correction, fields: dict[str, Any], analysis: Analysis) -> Finding:
    """The finding of these fields, with what follows from them (dollars, hours left, severity)."""
    try:
        finding: Finding = _adapter(correction.group).validate_python(fields)
    except ValidationError as error:
        raise InputError(*(replace(p, field=f"values.{p.field}") for p in problems_of(error))) from None
    if isinstance(finding, Amount):
        return replace(finding, usd=in_usd(finding.value, finding.currency))
    if isinstance(finding, Deadline):
        if finding.due_at.tzinfo is None:
            raise InputError(Problem("timezone_aware", "values.due_at"))
        hours = (finding.due_at - analysis.sent_at).total_seconds() / 3600
        return replace(finding, hours_left=round(hours, 2))
    if (
        isinstance(finding, Threat)
        and "severity" not in correction.values
        and "category" in correction.values
    ):
        return replace(finding, severity=card()["categories"][finding.category])
    return finding


@cache
def _adapter(group: str) -> TypeAdapter[Any]:
    return TypeAdapter(_TYPES[group])
