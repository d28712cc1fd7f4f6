"""A person's corrections lie over the analysis; the score follows them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis import Analysis
from pipeline.message import Message
from pipeline.problems import InputError
from pipeline.review import Correction, apply
from pipeline.triage import analyse

TEXT = "On a ton fils. 3000 dollars avant demain 18h sinon on va le tuer."


def reading() -> Analysis:
    return analyse(Message(text=TEXT, sent_at=datetime(2022, 10, 4, 9, 30, tzinfo=UTC), tz="Africa/Abidjan"))


def test_a_rejected_threat_no_longer_feeds_the_score() -> None:
    first = reading()
    threat = first.threats[0]
    now = apply(
        first, TEXT, [Correction(group="threats", action="reject", start=threat.start, end=threat.end)]
    )
    assert now.threats == ()
    assert now.risk.score < first.risk.score
    assert first.threats == (threat,)


def test_a_changed_amount_is_reckoned_anew() -> None:
    first = reading()
    sum_ = first.amounts[0]
    change = Correction(
        group="amounts", action="change", start=sum_.start, end=sum_.end, values={"currency": "EUR"}
    )
    now = apply(first, TEXT, [change]).amounts[0]
    assert (now.value, now.currency) == (3000.0, "EUR")
    assert now.usd is not None
    assert now.usd > 3000


def test_a_threat_that_was_missed_is_added_with_its_severity() -> None:
    text = "il va voir ce qu'il va voir"
    first = analyse(Message(text=text, sent_at=datetime(2022, 10, 4, tzinfo=UTC)))
    add = Correction(
        group="threats", action="add", start=0, end=len(text), values={"category": "physical_harm"}
    )
    now = apply(first, text, [add])
    assert [(t.text, t.category, t.severity) for t in now.threats] == [(text, "physical_harm", 3)]
    assert now.risk.level == "high"


@pytest.mark.parametrize(
    ("correction", "field", "words"),
    [
        (Correction(group="threats", action="reject", start=0, end=2), "start", "no such finding"),
        (Correction(group="amounts", action="add", start=5, end=900), "start", "not inside the text"),
        (
            Correction(group="threats", action="add", start=0, end=2, values={"category": "rude"}),
            "values.category",
            "use one of death",
        ),
        (
            Correction(group="amounts", action="change", start=15, end=27, values={"valeu": 3}),
            "values.valeu",
            "currency, role, value",
        ),
        (
            Correction(group="amounts", action="change", start=15, end=27, values={"value": "many"}),
            "values.value",
            "see the API",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_mend(correction: Correction, field: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        apply(reading(), TEXT, [correction])
    assert caught.value.problems[0].field == field
    assert words in str(caught.value)


@given(st.lists(st.sampled_from(["accept", "change"]), max_size=3))
def test_accepting_changes_nothing(actions: list[str]) -> None:
    first = reading()
    threat = first.threats[0]
    corrections = [
        Correction.model_validate(
            {"group": "threats", "action": action, "start": threat.start, "end": threat.end}
        )
        for action in actions
    ]
    assert apply(first, TEXT, corrections) == first
