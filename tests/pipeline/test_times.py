"""From words to moments: clocks, calendars, feasts, and what must always hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.message import Message
from pipeline.times import TimeExpression, resolve
from pipeline.times.calendars import next_feast, to_gregorian
from pipeline.times.dates import WEEKDAYS
from pipeline.triage import analyse

TUESDAY = datetime(2022, 10, 4, 9, 30, tzinfo=UTC)


def due(text: str, *, tz: str = "Africa/Abidjan", sent: datetime = TUESDAY) -> list[str]:
    """Local due times of a captor's message."""
    analysis = analyse(Message(text=text, sent_at=sent, tz=tz, sender="captor"))
    return [deadline.due_at.strftime("%Y-%m-%dT%H:%M") for deadline in analysis.deadlines]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tu payes avant demain 18h30 sinon il meurt", "2022-10-05T18:30"),
        ("Tu payes dans 1h30 sinon il meurt", "2022-10-04T11:00"),
        ("Tu payes à dix heures vingt sinon il meurt", "2022-10-04T10:20"),
        ("Tu payes avant le 10 sinon il meurt", "2022-10-10T00:00"),
        ("You pay by 1600 hours or he dies", "2022-10-04T16:00"),
        ("You pay by Sunday, October 9 or he dies", "2022-10-09T23:59"),
        ("You pay by Feb 14, 5pm or he dies", "2023-02-14T17:00"),
        ("You pay in two hours and thirty minutes or he dies", "2022-10-04T12:00"),
        ("Pague mañana a las 3 de la tarde o lo matamos", "2022-10-05T15:00"),
    ],
)
def test_words_become_moments(text: str, moment: str) -> None:
    assert due(text) == [moment]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Lipa kesho saa nne asubuhi ama tutamuua", "2022-10-05T10:00"),
        ("Lipa leo saa kumi na mbili jioni ama tutamuua", "2022-10-04T18:00"),
        ("Lipa leo saa mbili usiku ama tutamuua", "2022-10-04T20:00"),
    ],
)
def test_swahili_counts_hours_from_six(text: str, moment: str) -> None:
    assert due(text, tz="Africa/Nairobi") == [moment]


def test_an_hour_that_may_be_either_keeps_the_other_reading() -> None:
    analysis = analyse(
        Message(text="You pay by 8 tomorrow or he dies", sent_at=TUESDAY, tz="UTC", sender="captor")
    )
    [deadline] = analysis.deadlines
    others = [str(other["due_at"])[11:16] for other in deadline.alternatives]
    assert [deadline.due_at.strftime("%H:%M"), *others] == ["08:00", "20:00"]


@pytest.mark.parametrize(
    ("calendar", "written", "day"),
    [
        ("ethiopian", (2015, 1, 1), date(2022, 9, 11)),
        ("ethiopian", (2016, 1, 1), date(2023, 9, 12)),
        ("persian", (1402, 1, 1), date(2023, 3, 21)),
        ("islamic", (1445, 10, 1), date(2024, 4, 10)),
    ],
)
def test_other_calendars(calendar: str, written: tuple[int, int, int], day: date) -> None:
    assert to_gregorian(calendar, *written) == day


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("christmas", date(2022, 12, 25)),
        ("easter", date(2023, 4, 9)),
        ("eid_al_adha", date(2023, 6, 28)),
        ("eid", date(2023, 4, 21)),
        ("genna", date(2023, 1, 7)),
        ("nowruz", date(2023, 3, 21)),
        ("payday", date(2022, 10, 31)),
    ],
)
def test_feasts(feast: str, day: date) -> None:
    assert next_feast(feast, date(2022, 10, 4)) == day


EXPRESSIONS = st.builds(
    TimeExpression,
    start=st.just(0),
    end=st.just(1),
    bound=st.sampled_from([None, "before", "by", "until", "at"]),
    lengths=st.one_of(
        st.just([]),
        st.lists(
            st.tuples(st.floats(0.25, 500), st.sampled_from(["minute", "hour", "day", "week"])), max_size=2
        ),
    ),
    weekday=st.one_of(st.none(), st.sampled_from(WEEKDAYS)),
    hour=st.one_of(st.none(), st.integers(0, 24)),
    minute=st.sampled_from([0, 15, 30]),
    part=st.one_of(st.none(), st.sampled_from(["dawn", "morning", "noon", "afternoon", "evening", "night"])),
    clock=st.sampled_from([24, 12, 6]),
)
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2026, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=ZoneInfo("Europe/Paris"))
)


@given(EXPRESSIONS, MOMENTS)
def test_a_time_that_names_no_past_day_lies_ahead(expression: TimeExpression, sent: datetime) -> None:
    for moment in resolve(expression, sent)[:1]:
        assert moment.due.timestamp() >= sent.timestamp() - timedelta(hours=24).total_seconds()
        if not expression.weekday:
            assert moment.due.timestamp() > sent.timestamp() - 3600  # an hour that the clocks skip


@given(st.integers(0, 400), MOMENTS)
def test_every_day_of_the_ethiopian_year_follows_the_one_before(days: int, sent: datetime) -> None:
    year, month, day = 2015 + days // 365, min(days % 365 // 30 + 1, 12), days % 30 + 1
    following = to_gregorian("ethiopian", year, month, day % 30 + 1)
    assert abs((following - to_gregorian("ethiopian", year, month, day)).days) in (1, 29)
