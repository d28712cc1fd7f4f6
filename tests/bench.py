"""`make bench`: what reading a message costs, with bare spaCy tokenising of the same messages as the unit."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import spacy

from data import ROOT
from pipeline.contacts import find_contacts
from pipeline.context import Context
from pipeline.deadlines import counted_tokens, find_deadlines
from pipeline.evaluation.__main__ import labelled
from pipeline.language import identify
from pipeline.languages import Hits, lexicon
from pipeline.message import Message
from pipeline.money import find_amounts
from pipeline.normalise import normalise
from pipeline.numbers import find_numbers
from pipeline.reading import Reading
from pipeline.threats import find_threats
from pipeline.times import find_times
from pipeline.tokens import Tokens, tokenise
from pipeline.triage import active_languages, analyse, read

ROUNDS = 7


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run: the median of several."""
    runs = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        runs.append(time.process_time() - begin)
    return median(runs)


def steps() -> tuple[list[str], list[tuple[str, Callable[[], object]]]]:
    """The messages, and each step over all of them, with what comes before it done beforehand."""
    golds = list(labelled(ROOT / "corpus" / "train"))
    messages = [Message(text=g["text"], sent_at=g["sent_at"], tz=g["tz"]) for g in golds]
    texts = [message.text for message in messages]
    words = lexicon()

    def cut(text: str) -> Tokens:
        return tokenise(normalise(text, words.forms.vocabulary), words.forms)

    tokens = [cut(text) for text in texts]
    found = [active_languages(identify(t), words) for t in tokens]
    hits = [words.find(t, codes) for t, codes in zip(tokens, found, strict=True)]
    readings = [read(message) for message in messages]
    nlp = spacy.blank("fr")
    return texts, [
        ("spaCy, tokenising only", lambda: [nlp.make_doc(text) for text in texts]),
        ("normalise and tokenise", lambda: [cut(text) for text in texts]),
        ("language", lambda: [identify(t) for t in tokens]),
        ("phrases", lambda: [words.find(t, codes) for t, codes in zip(tokens, found, strict=True)]),
        ("numbers", lambda: [find_numbers(t, h) for t, h in zip(tokens, hits, strict=True)]),
        ("amounts, deadlines, contacts", lambda: [_three(reading) for reading in readings]),
        ("context and threats", lambda: [_threats(t, h) for t, h in zip(readings, hits, strict=True)]),
        ("the whole journey", lambda: [analyse(message) for message in messages]),
    ]


def _three(reading: Reading) -> object:
    contacts, taken = find_contacts(reading)
    times = find_times(reading, taken)
    amounts = find_amounts(reading, taken | counted_tokens(times))
    return find_deadlines(reading, times, amounts, contacts)


def _threats(reading: Reading, hits: Hits) -> object:
    Context(reading.tokens, hits, "unknown")
    return find_threats(reading)


def main() -> None:
    """Print microseconds a message and the ratio to spaCy's tokenising."""
    texts, timings = steps()
    unit = timed(timings[0][1])
    size = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} messages, {size:.0f} words each on average")
    for name, work in timings:
        seconds = timed(work)
        print(f"{name:30}{seconds / len(texts) * 1e6:8.0f} µs a message {seconds / unit:8.1f} x")


if __name__ == "__main__":
    main()
