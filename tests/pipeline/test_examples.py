"""Every example of every language folder is read as it is marked up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from data import ROOT
from pipeline.analysis import Analysis
from pipeline.evaluation.marked_up import Example, Mark, read_examples
from pipeline.triage import analyse

LANGUAGES = sorted(path.parent.name for path in ROOT.glob("languages/*/examples.toml"))
EXAMPLES = [example for language in LANGUAGES for example in read_examples(language)]


def name(example: Example) -> str:
    return f"{example.language}: {example.message.text[:60]}"


def overlaps(finding: Any, mark: Mark) -> bool:
    return bool(finding.start < mark.end and mark.start < finding.end)


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_example_is_read_as_marked(example: Example) -> None:
    analysis = analyse(example.message)

    assert amounts(analysis) == [marked_amount(mark) for mark in example.of("amount")]
    assert due_times(analysis) == [mark.arguments[0] for mark in example.of("deadline")]
    assert [c.kind for c in analysis.contacts] == [mark.arguments[0] for mark in example.of("contact")]
    for mark in example.of("threat"):
        assert any(t.live and t.category == mark.arguments[0] and overlaps(t, mark) for t in analysis.threats)
    for mark in example.of("not"):
        assert not any(t.live and t.category == mark.arguments[0] for t in analysis.threats)
    wanted = {mark.arguments[0] for mark in example.of("threat")}
    assert {t.category for t in analysis.threats if t.live} == wanted


def amounts(analysis: Analysis) -> list[tuple[float, str | None, str]]:
    return [(a.value, a.currency, a.role) for a in analysis.amounts]


def marked_amount(mark: Mark) -> tuple[float, str | None, str]:
    value, currency, role = (*mark.arguments, "demand")[:3]
    return float(value), None if currency == "?" else currency, role


def due_times(analysis: Analysis) -> list[str]:
    return [f"{d.due_at.replace(tzinfo=None):%Y-%m-%dT%H:%M}" for d in analysis.deadlines]


def test_a_done_harm_is_carried_out() -> None:
    done = [e for e in EXAMPLES if any("carried_out" in m.arguments for m in e.of("threat"))]
    assert done
    for example in done:
        statuses = {(t.category, t.status) for t in analyse(example.message).threats}
        for mark in example.of("threat"):
            if "carried_out" in mark.arguments:
                assert (mark.arguments[0], "carried_out") in statuses, example.message.text


def test_examples_give_times_with_an_offset() -> None:
    for example in EXAMPLES:
        assert isinstance(example.message.sent_at, datetime)
        assert example.message.sent_at.utcoffset() is not None
