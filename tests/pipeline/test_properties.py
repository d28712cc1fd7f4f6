"""What must hold for any text at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis import CATEGORIES, LEVELS, Amount, Analysis, Deadline, Status, Threat
from pipeline.message import Message
from pipeline.risk import score
from pipeline.triage import analyse

SENT = datetime(2022, 10, 4, 9, 30, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "on va le tuer",
        "3000 $",
        "demain 18h",
        "07 00 11 22 33",
        "ne",
        "pas",
        "si",
        "١٢",
        "الف",
        "ghodwa",
        "demain à",
        "before",
        "dans",
        "et demi",
        "h",
        "quatre",
        "🔪",
        "\n",
        ".",
    ]
)
TEXTS = st.one_of(st.text(min_size=1, max_size=300), st.lists(PIECES, min_size=1, max_size=12).map(" ".join))


def findings(analysis: Analysis) -> list[Any]:
    groups = (analysis.amounts, analysis.deadlines, analysis.threats, analysis.contacts, analysis.signs)
    return [finding for group in groups for finding in group]


def readable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return bool(text.strip())


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(readable))
def test_every_span_is_the_original_text(text: str) -> None:
    analysis = analyse(Message(text=text, sent_at=SENT, tz="Africa/Abidjan"))
    for finding in findings(analysis):
        assert text[finding.start : finding.end] == finding.text
        assert finding.text
    assert 0.0 <= analysis.risk.score <= 1.0
    assert analysis.risk.level in LEVELS


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(readable))
def test_an_analysis_survives_storing(text: str) -> None:
    analysis = analyse(Message(text=text, sent_at=SENT, tz="Africa/Algiers"))
    stored = json.loads(json.dumps(analysis.as_dict()))
    assert Analysis.from_dict(stored).as_dict() == analysis.as_dict()


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(readable))
def test_points_add_up_to_the_score(text: str) -> None:
    risk = analyse(Message(text=text, sent_at=SENT, sender="captor")).risk
    assert abs(sum(f.points for f in risk.factors) - risk.score) < 1e-3


THREATS = st.builds(
    Threat,
    start=st.just(0),
    end=st.just(1),
    text=st.just("x"),
    category=st.sampled_from(CATEGORIES),
    status=st.sampled_from(["active", "carried_out", "negated", "quoted"]),
    conditional=st.booleans(),
    severity=st.integers(1, 4),
)
DEADLINES = st.builds(
    Deadline,
    start=st.just(0),
    end=st.just(1),
    text=st.just("x"),
    due_at=st.just(SENT),
    granularity=st.just("hour"),
    hours_left=st.floats(-10, 500),
)
DEMAND = Amount(0, 1, "x", 3000.0, "USD", 3000.0, "demand")


@given(st.lists(THREATS, max_size=4), st.lists(DEADLINES, max_size=3), THREATS)
def test_adding_a_threat_never_lowers_the_score(
    threats: list[Threat], deadlines: list[Deadline], another: Threat
) -> None:
    before = score([DEMAND], deadlines, threats, [])
    after = score([DEMAND], deadlines, [*threats, another], [])
    assert after.score >= before.score - 1e-9


@given(st.lists(THREATS, min_size=1, max_size=4), DEADLINES, st.floats(0, 400))
def test_a_nearer_deadline_never_lowers_the_score(
    threats: list[Threat], deadline: Deadline, nearer: float
) -> None:
    far = deadline
    near = Deadline(0, 1, "x", SENT, "hour", far.hours_left - nearer)
    assert score([], [near], threats, []).score >= score([], [far], threats, []).score - 1e-9


@given(st.lists(THREATS, min_size=1, max_size=3), st.lists(DEADLINES, max_size=2))
def test_harm_under_way_never_lowers_the_score(threats: list[Threat], deadlines: list[Deadline]) -> None:
    announced = [_with_status(t, "active") for t in threats]
    done = [_with_status(t, "carried_out") for t in threats]
    assert score([], deadlines, done, []).score >= score([], deadlines, announced, []).score - 1e-9


def _with_status(threat: Threat, status: Status) -> Threat:
    return Threat(0, 1, "x", threat.category, status, threat.conditional, threat.severity)


@given(
    st.sampled_from(["Africa/Abidjan", "Africa/Algiers", "Asia/Kolkata", "America/Caracas", "Europe/Paris"])
)
def test_the_zone_moves_due_times_and_nothing_else(zone: str) -> None:
    text = "On a ton fils. Envoie 3000 dollars avant demain 18h ou on va le tuer. 48h après c'est fini"
    here = analyse(Message(id="a", text=text, sent_at=SENT, tz="UTC", country="CI")).as_dict()
    there = analyse(Message(id="a", text=text, sent_at=SENT, tz=zone, country="CI")).as_dict()
    for name in ("amounts", "threats", "contacts", "language", "signs"):
        assert here[name] == there[name]
    assert [d["text"] for d in here["deadlines"]] == [d["text"] for d in there["deadlines"]]


def test_a_length_of_time_is_elapsed_time_across_a_change_of_clocks() -> None:
    before_change = datetime(2024, 3, 30, 18, 0, tzinfo=UTC)
    analysis = analyse(
        Message(text="On a ton fils, 48h sinon on va le tuer", sent_at=before_change, tz="Europe/Paris")
    )
    assert analysis.deadlines[0].due_at - before_change == timedelta(hours=48)
