"""langdetect's 55 language profiles as one matrix, evaluated deterministically.

As shipped, langdetect draws random n-grams and answers differently from run to run. Here every 1- to
3-gram of a text counts once: the score of a language is the sum of its log-probabilities. Source of
the figures: the profile files inside the installed package langdetect 1.0.9 (Nakatani Shuyo's
language-detection, made from Wikipedia).
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VERSION = "langdetect-1.0.9+own-1"
OWN = Path(__file__).with_name("own")
"""Profiles of languages that langdetect lacks; CARD.md says what they were made from."""
LEAST_SHARE = 5e-6
"""No n-gram is rarer than this in any language: profiles cut off at different counts become comparable."""
SMOOTHING = 0.5
"""Added to every n-gram count, so that an unseen n-gram does not rule a language out."""
_WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 20_000
"""Words whose figures are kept at hand: a few hundred bytes each."""
MOST_GRAMS = 600
"""Reading this many n-grams settles the language; the rest of a long text is left aside."""

Matrix = NDArray[np.float32]


class Profiles:
    """`languages` in order, and log-probabilities by n-gram: shape (n-grams, languages)."""

    def __init__(
        self, languages: tuple[str, ...], scripts: dict[str, str], rows: dict[str, int], logs: Matrix
    ) -> None:
        self.languages = languages
        self.scripts = scripts
        """ISO 15924 script of our own profiles, by language."""
        self._rows = rows
        self._logs = logs
        self.of_word = lru_cache(MOST_WORDS)(self._of_word)

    def mean_logs(self, text: str) -> tuple[NDArray[np.float64], int]:
        """Mean log-probability of the text's known n-grams by language, and how many there were."""
        total = np.zeros(len(self.languages))
        count = 0
        for word in _WORD.findall(text):
            logs, known = self.of_word(word)
            total += logs
            count += known
            if count > MOST_GRAMS:
                break
        return total / max(count, 1), count

    def _of_word(self, word: str) -> tuple[Matrix, int]:
        """Summed log-probabilities of one word's n-grams by language, and how many are known."""
        rows = [row for gram in grams(word) if (row := self._rows.get(gram)) is not None]
        return self._logs[rows].sum(axis=0), len(rows)


def grams(text: str) -> list[str]:
    """1- to 3-grams of each word with a space at its ends, as langdetect cuts them."""
    found: list[str] = []
    for word in _WORD.findall(text):
        padded = f" {word} "
        for size in (1, 2, 3):
            found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return [gram for gram in found if gram != " "]


@cache
def load_profiles() -> Profiles:
    """Read the profiles of the installed package once (about 90,000 n-grams, 20 MB)."""
    folder = files("langdetect") / "profiles"
    raw = {
        entry.name: json.loads(entry.read_text("utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if not entry.name.startswith((".", "__"))
    }
    raw |= {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(OWN.glob("*.json"))}
    languages = tuple(raw)
    rows: dict[str, int] = {}
    for profile in raw.values():
        for gram in profile["freq"]:
            rows.setdefault(gram, len(rows))
    counts = np.full((len(rows), len(languages)), SMOOTHING, dtype=np.float32)
    totals = np.ones((4, len(languages)), dtype=np.float64)
    lengths = np.fromiter((len(gram) for gram in rows), dtype=np.int64)
    for column, profile in enumerate(raw.values()):
        for gram, count in profile["freq"].items():
            counts[rows[gram], column] += count
        totals[1:, column] = profile["n_words"]
    logs = np.maximum(np.log(counts) - np.log(totals[lengths]), np.log(LEAST_SHARE))
    scripts = {name: profile["script"] for name, profile in raw.items() if "script" in profile}
    return Profiles(languages, scripts, rows, logs.astype(np.float32))
