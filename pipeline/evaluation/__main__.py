"""`make quality`: how well labelled messages are read, language by language.

Parts of `data/corpus`: `test` (nothing was written from it), `dev` (seen while writing), and with `--train`
the messages that rules and models were made from. Each cell is precision, recall, F1.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from data import ROOT
from pipeline.evaluation.compare import KINDS, Gold, Score, Tally, compare
from pipeline.languages import lexicon
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
    """Score by language, of the fully covered ones under "full", of the others, and of all."""
    full = {code for code, pack in lexicon().packs.items() if pack.full}
    scores: dict[str, Score] = defaultdict(Score)
    for gold in messages:
        message = Message(text=gold["text"], id=gold["id"], sent_at=gold["sent_at"], tz=gold["tz"])
        result = compare(analyse(message), gold)
        for row in (gold["lang"], "full" if gold["lang"] in full else "others", "all"):
            scores[row].add(result)
    return scores


def table(name: str, scores: dict[str, Score]) -> Table:
    """Rows by language; of each kind of finding precision / recall / F1."""
    shown = Table(title=name)
    for column in ("language", "n", "named", *KINDS, "false alarms", "level"):
        shown.add_column(column, justify="left" if column == "language" else "right")
    sums = ("full", "others", "all")
    for code in sorted(scores, key=lambda c: (c in sums, sums.index(c) if c in sums else 0, c)):
        row = scores[code]
        shown.add_row(
            code,
            str(row.messages),
            f"{row.language / row.messages:.2f}",
            *(_cell(row.tallies[kind]) for kind in KINDS),
            f"{row.false_alarms}/{row.quiet}",
            f"{row.level_exact / row.messages:.2f}",
            end_section=code not in sums and code == max(c for c in scores if c not in sums),
        )
    return shown


def _cell(tally: Tally) -> str:
    figures = (tally.precision, tally.recall, tally.f1)
    return "-" if tally.f1 is None else " ".join("  - " if f is None else f"{f:.2f}" for f in figures)


def main() -> None:
    """Print the table of each part of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="also the messages that rules were made from")
    parts = ("dev", "train", "test") if parser.parse_args().train else ("dev", "test")
    for part in parts:
        Console(width=130).print(table(f"corpus/{part}", score(labelled(CORPUS / part))))


if __name__ == "__main__":
    main()
