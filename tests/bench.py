"""`make bench`: what reading a message costs, with bare spaCy tokenising of the same messages as the unit."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median

import spacy

from data import ROOT
from pipeline.context import Context
from pipeline.evaluation.__main__ import labelled
from pipeline.language import identify
from pipeline.languages import lexicon
from pipeline.message import Message
from pipeline.normalise import normalise
from pipeline.tokens import Tokens, tokenise
from pipeline.triage import analyse

ROUNDS = 7


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run: the median of several."""
    runs = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begin)
    return median(runs)


def main() -> None:
    """Print microseconds a message and the ratio to spaCy's tokenising."""
    golds = list(labelled(ROOT / "corpus" / "dev"))
    messages = [Message(text=g["text"], sent_at=g["sent_at"], tz=g["tz"]) for g in golds]
    texts = [message.text for message in messages]
    nlp, words = spacy.blank("fr"), lexicon()

    def cut(text: str) -> Tokens:
        return tokenise(normalise(text, words.forms.vocabulary), words.forms)

    tokens = [cut(text) for text in texts]
    languages = frozenset(words.packs)
    steps: Sequence[tuple[str, Callable[[], object]]] = (
        ("spaCy, tokenising only", lambda: [nlp.make_doc(text) for text in texts]),
        (
            "normalise and tokenise",
            lambda: [cut(text) for text in texts],
        ),
        ("language", lambda: [identify(t) for t in tokens]),
        ("phrases of all languages", lambda: [words.find(t, languages) for t in tokens]),
        ("context", lambda: [Context(t, words.find(t, languages), "unknown") for t in tokens]),
        ("the whole journey", lambda: [analyse(message) for message in messages]),
    )
    unit = timed(steps[0][1])
    print(
        f"{len(texts)} messages, {sum(len(t.split()) for t in texts) / len(texts):.0f} words each on average"
    )
    for name, work in steps:
        seconds = timed(work)
        print(f"{name:28}{seconds / len(texts) * 1e6:10.0f} µs a message {seconds / unit:8.1f} x")


if __name__ == "__main__":
    main()
