"""Train `models/binding/weights.toml`: `python -m pipeline.training.binding`.

Rows are the times that could bind in the labelled messages of `data/corpus/train` and `dev` and in the
marked-up examples of the language folders. Cross-validated by message; the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from data import ROOT
from models.binding.weights import FILE
from pipeline.binding import Surroundings
from pipeline.contacts import find_contacts
from pipeline.deadlines import candidates, counted_tokens
from pipeline.evaluation.__main__ import labelled
from pipeline.evaluation.marked_up import read_examples
from pipeline.languages import SHARED, lexicon
from pipeline.message import Message
from pipeline.money import find_amounts
from pipeline.threats import find_threats
from pipeline.times import find_times
from pipeline.triage import read

VERSION = "2026-11-24"
THRESHOLD = 0.5
STRENGTH = 0.5
_FEWEST = 3
"""A fact that fewer rows show is left out."""


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled deadline: its place in the text, and when it falls within which tolerance."""

    start: int
    end: int
    due: datetime
    tolerance: timedelta


@dataclass(frozen=True, slots=True)
class Row:
    """One time: the facts about it, whether it binds, and the message it is from."""

    facts: frozenset[str]
    binds: bool
    message: int


def messages() -> Iterator[tuple[Message, list[Label]]]:
    """Labelled messages of the training parts, then the folders' examples."""
    for part in ("train", "dev"):
        for gold in labelled(ROOT / "corpus" / part):
            labels = [_label(gold["text"], row) for row in gold["deadlines"]]
            yield Message(text=gold["text"], sent_at=gold["sent_at"], tz=gold["tz"]), labels
    for code in lexicon().packs:
        if code != SHARED:
            for example in read_examples(code):
                message = example.message
                assert message.sent_at is not None
                zone = message.sent_at.tzinfo
                marks = [
                    (m.start, m.end, datetime.fromisoformat(m.arguments[0]).replace(tzinfo=zone))
                    for m in example.of("deadline")
                ]
                yield message, [Label(a, b, due, timedelta(hours=1)) for a, b, due in marks]


def _label(text: str, row: dict[str, str]) -> Label:
    start = text.find(row["text"])
    tolerance = timedelta(hours=float(row["tolerance_h"]), minutes=1)
    return Label(start, start + len(row["text"]), datetime.fromisoformat(row["due"]), tolerance)


def rows() -> Iterator[Row]:
    """Times that bind or do not; one that lies in a labelled deadline but falls elsewhere is left out."""
    for number, (message, labels) in enumerate(messages()):
        reading = read(message)
        contacts, taken = find_contacts(reading)
        times = find_times(reading, taken)
        money = find_amounts(reading, taken | counted_tokens(times))
        around = Surroundings(reading, money, contacts, find_threats(reading), times)
        for expression, moments in candidates(reading, times):
            due = moments[0].due
            start, end = reading.tokens.span(expression.start, expression.end)
            binds = any(abs(due - label.due) <= label.tolerance for label in labels)
            if not binds and any(start < label.end and label.start < end for label in labels):
                continue
            hours = (due - reading.sent_at).total_seconds() / 3600
            yield Row(around.facts(expression, hours_left=hours), binds, number)


def main() -> None:
    """Train, print how well it does on messages left out, and write the weights."""
    table = list(rows())
    counts = {fact: sum(fact in row.facts for row in table) for row in table for fact in row.facts}
    kept = {fact for fact, count in counts.items() if count >= _FEWEST}
    vectoriser = DictVectorizer(sparse=False)
    matrix = vectoriser.fit_transform([dict.fromkeys(sorted(row.facts & kept), 1.0) for row in table])
    binds = np.array([row.binds for row in table])
    groups = [row.message for row in table]
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    left_out = cross_val_predict(
        model, matrix, binds, groups=groups, cv=GroupKFold(10), method="predict_proba"
    )[:, 1]
    print(f"{len(table)} times, {binds.mean():.0%} bind")
    for threshold in (0.3, 0.4, 0.5, 0.6):
        print(f"threshold {threshold}: F1 {f1_score(binds, left_out >= threshold):.3f} on messages left out")
    model.fit(matrix, binds)
    _write(dict(zip(vectoriser.feature_names_, model.coef_[0], strict=True)), model.intercept_[0], table)


def _write(weights: dict[str, float], intercept: float, table: list[Row]) -> None:
    data = "\n".join(f"{sorted(row.facts)} {row.binds}" for row in table)
    lines = [
        "# Written by `python -m pipeline.training.binding`; see CARD.md. Log-odds of each fact.",
        f'version = "{VERSION}"',
        f'data = "{sha256(data.encode()).hexdigest()[:16]}"',
        f"rows = {len(table)}",
        f"threshold = {THRESHOLD}",
        f"intercept = {intercept:.3f}",
        "",
        "[facts]",
        *(f"{fact} = {weight:.3f}" for fact, weight in sorted(weights.items())),
    ]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
