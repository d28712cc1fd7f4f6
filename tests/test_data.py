"""The data folders: all of it can be read, nothing is untranslated, demo cases do what they say."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from api.demo import DEMO, demo_messages
from data import ROOT
from models.risk.scorecard import card
from pipeline.analysis import CATEGORIES, LEVELS
from pipeline.case import Step, trajectory
from pipeline.evaluation.marked_up import read_examples
from pipeline.languages import lexicon
from pipeline.problems import LANGUAGES, Problem
from pipeline.triage import analyse

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CASES = {case["id"]: case for case in tomllib.loads((DEMO / "cases.toml").read_text("utf-8"))["case"]}


def test_every_problem_is_said_in_every_interface_language() -> None:
    table = tomllib.loads((ROOT / "interface" / "problems.toml").read_text("utf-8"))
    for code, row in table.items():
        assert set(row) == set(LANGUAGES), code
        assert all(len(words) == 2 for words in row.values()), code
    values = {"at": 1, "name": "x", "year": 1, "limit": 1, "max_length": 1, "expected": "x", "error": "x"}
    for code in table:
        for language in LANGUAGES:
            problem = Problem(code, "text", {**values, "message": "x", "line": 1, "start": 0, "end": 1})
            assert all("{field}" not in words for words in problem.words(language))


@pytest.mark.parametrize("code", sorted(c for c in lexicon().packs if c != "mul"))
def test_every_language_has_examples_of_both_kinds(code: str) -> None:
    examples = read_examples(code)
    assert any(example.of("threat") for example in examples)
    assert sum(not example.of("threat") for example in examples) * 5 >= len(examples)
    assert {e.payload.value.name for e in lexicon().packs[code].phrases if e.payload.kind == "threat"} <= set(
        CATEGORIES
    )


def test_the_scorecard_names_every_category_and_level() -> None:
    assert set(card()["categories"]) == set(CATEGORIES)
    assert set(CATEGORIES) <= set(card()["weights"])
    assert tuple(card()["bands"]) == LEVELS


def demo_steps(case_id: str) -> list[Step]:
    messages = demo_messages(CASES[case_id], NOW)
    return trajectory([(analyse(message), message.sender) for message in messages])


def test_the_first_demo_case_rises_once_and_ends_in_relief() -> None:
    steps = demo_steps("DEMO-1")
    levels = {f"{step.analysis.sent_at:%Y-%m}": step.case_risk.level for step in steps}
    assert levels["2021-10"] == "moderate"
    assert levels["2022-08"] == "low"
    assert levels["2022-10"] == "critical"
    risen = [step for step in steps if any(alert.rule == "rise" for alert in step.alerts)]
    assert f"{risen[0].analysis.sent_at:%Y-%m-%d}" == "2022-10-10"
    assert steps[-1].case_risk.score < 0.6


def test_the_second_demo_case_calms_down() -> None:
    scores = [step.case_risk.score for step in demo_steps("DEMO-2")]
    assert max(scores) >= 0.55
    assert scores[-1] < 0.3


def test_the_third_demo_case_has_a_clock_running() -> None:
    steps = demo_steps("DEMO-3")
    assert [step.analysis.language.code for step in steps] == ["ar-Latn"] * len(steps)
    deadline = steps[-1].next_deadline
    assert deadline is not None
    assert deadline.due_at > NOW
    assert steps[-1].case_risk.level == "critical"
