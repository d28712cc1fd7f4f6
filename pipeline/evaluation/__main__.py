"""`make quality`: one table, language by language, on the labelled messages and the folders' examples."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from data import ROOT
from pipeline.evaluation.compare import KINDS, Gold, Score, compare
from pipeline.message import Message
from pipeline.triage import analyse

CORPUS = ROOT / "corpus"


def labelled(folder: Path) -> Iterator[Gold]:
    """Labelled messages of a folder's `messages-*.jsonl`."""
    for path in sorted(folder.glob("messages-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def score(messages: Iterator[Gold]) -> dict[str, Score]:
    """Score by language, and of all under "all"."""
    scores: dict[str, Score] = defaultdict(Score)
    for gold in messages:
        message = Message(text=gold["text"], id=gold["id"], sent_at=gold["sent_at"], tz=gold["tz"])
        result = compare(analyse(message), gold)
        scores[gold["lang"]].add(result)
        scores["all"].add(result)
    return scores


def table(name: str, scores: dict[str, Score]) -> Table:
    """Rows by language: F1 of each kind, share of right languages and levels, false alarms."""
    shown = Table(title=name)
    for column in ("language", "n", "identified", *KINDS, "false alarms", "level exact"):
        shown.add_column(column, justify="left" if column == "language" else "right")
    for code in sorted(scores, key=lambda c: (c == "all", c)):
        row = scores[code]
        f1s = ["-" if (f1 := row.tallies[kind].f1) is None else f"{f1:.2f}" for kind in KINDS]
        alarms = f"{row.false_alarms}/{row.quiet}"
        shown.add_row(
            code,
            str(row.messages),
            f"{row.language / row.messages:.2f}",
            *f1s,
            alarms,
            f"{row.level_exact / row.messages:.2f}",
        )
    return shown


def main() -> None:
    """Print the table of each part of the corpus."""
    for folder in sorted(path for path in CORPUS.iterdir() if path.is_dir()):
        Console(width=110).print(table(f"corpus/{folder.name}", score(labelled(folder))))


if __name__ == "__main__":
    main()
