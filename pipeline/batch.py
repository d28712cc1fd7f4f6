"""Many messages or cases at once: JSON lines in, records out, in the same order, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from pipeline.analysis import Analysis
from pipeline.case import Step, trajectory
from pipeline.jsonlines import error_record, lines_of, note_of, read_message, read_object
from pipeline.message import Message
from pipeline.problems import InputError, Problem
from pipeline.triage import analyse

Record = dict[str, Any]


def analyse_lines(stream: BinaryIO, language: str = "en") -> Iterator[Record]:
    """One analysis (or error record) for each line that is not blank."""
    for number, line in lines_of(stream):
        record: Record = {}
        try:
            record = read_object(line)
            yield _analyse(record).as_dict()
        except InputError as error:
            yield error_record(number, record.get("id"), error, language)


def _analyse(record: Record) -> Analysis:
    message, passed_over = read_message(record)
    analysis = analyse(message)
    return replace(analysis, notes=(*analysis.notes, *note_of(passed_over)))


def replay_lines(stream: BinaryIO, language: str = "en") -> Iterator[Record]:
    """One `{"case_id", "messages"}` (or error record) for each line that is not blank."""
    for number, line in lines_of(stream):
        record: Record = {}
        try:
            record = read_object(line)
            yield _replay(record, number, language)
        except InputError as error:
            yield error_record(number, record.get("case_id"), error, language)


def _replay(record: Record, number: int, language: str) -> Record:
    case_id, rows = record.get("case_id"), record.get("messages")
    if not isinstance(rows, list):
        raise InputError(Problem("missing", "messages"))
    if not isinstance(case_id, str):
        raise InputError(Problem("string_type" if "case_id" in record else "missing", "case_id"))
    answers: list[Record] = [{} for _ in rows]
    read: list[tuple[int, Message]] = []
    for place, row in enumerate(rows):
        try:
            if not isinstance(row, dict):
                raise InputError(Problem("not_an_object", f"messages.{place}"))
            read.append((place, read_message(row, case_id=case_id)[0]))
        except InputError as error:
            answers[place] = error_record(
                number, row.get("id") if isinstance(row, dict) else None, error, language
            )
    analyses = [(analyse(message), message.sender) for _, message in read]
    places = {id(analysis): place for (place, _), (analysis, _) in zip(read, analyses, strict=True)}
    for step in trajectory(analyses):
        answers[places[id(step.analysis)]] = step_record(step)
    return {"case_id": case_id, "messages": answers}


def step_record(step: Step) -> Record:
    """What the contract says of one message of a case: `risk`, `case_risk`, `alerts`."""
    return {"risk": step.analysis.as_dict()["risk"], **step.as_dict()}
