"""A case over time: what each message changes, when somebody is told, whatever the order of arrival."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis import Analysis
from pipeline.case import State, Step, curve, trajectory
from pipeline.message import Message, Sender
from pipeline.triage import analyse

START = datetime(2022, 10, 1, 8, 0, tzinfo=UTC)


def captor(days: float, text: str) -> tuple[Analysis, Sender]:
    message = Message(
        text=text, sent_at=START + timedelta(days=days), tz="Africa/Abidjan", country="CI", sender="captor"
    )
    return analyse(message), "captor"


def rules(step: Step) -> list[str]:
    return [alert.rule for alert in step.alerts]


def changes(step: Step) -> list[str]:
    return [f"{change.kind}: {change.text}" for change in step.changes]


def test_a_rise_is_told_once() -> None:
    steps = trajectory(
        [
            captor(0, "On a ton fils. On veut 3000 dollars."),
            captor(3, "Si tu paies pas on va le tuer"),
            captor(4, "On va le tuer si tu paies pas"),
        ]
    )
    assert rules(steps[0]) == []
    assert rules(steps[1]) == ["first_threat", "rise"]
    assert rules(steps[2]) == []


def test_a_worse_harm_and_a_near_moment_are_told_again() -> None:
    steps = trajectory(
        [
            captor(0, "On a ton fils, 3000 dollars. Pas de police."),
            captor(2, "on va le frapper si tu ne paies pas"),
            captor(4, "Demain à 9h on coupe un doigt"),
        ]
    )
    assert "first_threat" in rules(steps[0])
    assert "worse_threat" in rules(steps[1])
    assert "worse_threat" in rules(steps[2])


def test_after_a_long_calm_an_equal_threat_is_news() -> None:
    steps = trajectory([captor(0, "on va tuer ton fils"), captor(60, "on va tuer ton fils")])
    assert "first_threat" in rules(steps[1])


def test_a_countdown_under_threat_is_told() -> None:
    steps = trajectory([captor(0, "Demain 18h on tue ton fils, 3000 dollars"), captor(1.3, "50 minutes")])
    assert rules(steps[1]) == ["deadline_near"]


def test_what_changed_is_said_in_words() -> None:
    steps = trajectory(
        [
            captor(0, "On a ton fils. On veut 3000 dollars, appelle le 07 00 11 22 33"),
            captor(20, "Envoie 5000 dollars ou on va le tuer"),
            captor(21, "Envoie 2000 dollars avant demain midi"),
        ]
    )
    assert changes(steps[0]) == ["demand: first demand: 3,000 USD", "contact: new phone: +2250700112233"]
    assert changes(steps[1]) == [
        "silence: first message after 20 days",
        "demand: demand up: 3,000 USD to 5,000 USD",
        "threat: new threat: death",
    ]
    assert changes(steps[2])[0] == "demand: demand down: 5,000 USD to 2,000 USD"


def test_the_score_falls_in_calm_and_rises_as_a_deadline_comes_near() -> None:
    state = State()
    state.take(*captor(0, "Le 4 octobre à 18h on va tuer ton fils si tu paies pas"))
    soon, later = START + timedelta(days=3, hours=9), START + timedelta(days=40)
    assert state.risk_at(soon).score > state.risk_at(START + timedelta(days=1)).score
    assert state.risk_at(later).score < state.risk_at(soon).score
    assert state.risk_at(later).level == "low"


def test_the_curve_starts_at_the_first_message_and_is_in_time_order() -> None:
    steps = trajectory([captor(0, "on va tuer ton fils"), captor(5, "merci, bien reçu")])
    samples = curve(steps, START + timedelta(days=9))
    assert samples[0][0] == START
    assert [moment for moment, _ in samples] == sorted(moment for moment, _ in samples)
    assert all(0 <= score <= 1 for _, score in samples)


MESSAGES = [
    captor(0, "On a ton fils. On veut 3000 dollars."),
    captor(3, "Si tu paies pas on va le tuer"),
    captor(5, "Demain à 9h on coupe un doigt"),
    captor(5.5, "bien reçu merci"),
    captor(30, "on attend toujours"),
]


@settings(deadline=None)
@given(st.permutations(MESSAGES))
def test_any_order_of_arrival_ends_in_the_same_trajectory(arrived: list[tuple[Analysis, Sender]]) -> None:
    assert trajectory(arrived) == trajectory(MESSAGES)


def test_a_state_survives_storing_at_every_step() -> None:
    whole = trajectory(MESSAGES)
    state = State()
    for message, step in zip(MESSAGES, whole, strict=True):
        state = State.from_dict(json.loads(json.dumps(state.as_dict())))
        again = state.take(*message)
        assert (again.case_risk, again.alerts, again.changes) == (step.case_risk, step.alerts, step.changes)
