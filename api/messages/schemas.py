"""What the API says of stored messages, for its description; a test holds real answers against it."""

from __future__ import annotations

from pydantic import BaseModel

from pipeline.analysis import Amount, Contact, Deadline, Language, Level, Risk, Sign, Threat
from pipeline.case import Alert, CaseRisk, Change
from pipeline.message import Sender


class AnalysisRecord(BaseModel):
    """The contract's analysis of a message."""

    id: str
    case_id: str | None
    sent_at: str
    language: Language
    amounts: list[Amount]
    deadlines: list[Deadline]
    threats: list[Threat]
    contacts: list[Contact]
    risk: Risk
    needs_translator: bool
    notes: list[str]
    signs: list[Sign]
    model: dict[str, str]


class Evidence(BaseModel):
    """What is kept of the original: its hash, how and when it came."""

    sha256: str
    bytes: int
    received_at: str
    source: str
    file_sha256: str | None
    file_line: int | None


class StoredMessage(AnalysisRecord):
    """An analysis with what the message did to its case."""

    sender: Sender
    case_risk: CaseRisk | None
    alerts: list[Alert]
    changes: list[Change]
    corrected: bool
    evidence: Evidence


class SubmittedMessage(StoredMessage):
    """A stored message; `already_stored` where the same one had been submitted before."""

    already_stored: bool


class FileFault(BaseModel):
    """A line of a file that could not be read."""

    line: int
    problems: list[dict[str, str]]


class FileReport(BaseModel):
    """What became of a file."""

    name: str
    format: str
    sha256: str
    stored: int
    already_stored: int
    alerts: int
    passed_over: dict[str, int]
    faults: list[FileFault]
    remarks: list[str]
    cases: list[str]


class TrajectoryPoint(BaseModel):
    """One message on the way of a case."""

    id: str
    sent_at: str
    sender: Sender
    score: float
    level: Level
    case_risk: CaseRisk | None
    alerts: list[Alert]
    changes: list[Change]


class Failure(BaseModel):
    """Every error: in words, and each problem with its field and mend."""

    error: str
    problems: list[dict[str, str]]
