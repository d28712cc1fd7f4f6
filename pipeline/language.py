"""Which language a message is in: script, n-gram profiles and frequent words together.

The profiles know 55 languages but neither Arabizi nor Pidgin, and little of four hurried words. The
folders' word lists know those. Both speak as log-odds and are added; "und" is said where neither has
enough to go on.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from data import ROOT
from models.language.profiles import load_profiles
from pipeline.analysis import Language, LanguageGuess
from pipeline.languages import SHARED, lexicon
from pipeline.tokens import Tokens

PROFILE_WEIGHT = 0.25
"""Nats per n-gram count: neighbouring n-grams repeat one another, so they count for less than one each."""
WORD_WEIGHT = 5.0
"""Nats for a message made up wholly of frequent words of a language, times the square root of its words."""
PRIOR_COVERED = 3.0
"""Nats in favour of languages that have a folder: they are whom we work for."""
WORDLESS = 4.0
"""Nats against a folder that has no profile and knows too few of the words."""
LEAST_KNOWN = 0.25
"""Share of the message's words that such a folder must know."""
LEAST_CONFIDENCE = 0.1
MOST_GRAMS = 80
"""Longer texts are no surer: their n-grams repeat one another."""
SHARPNESS = 0.7
"""Makes confidence calibrated; see `models/language/CARD.md`."""
LEAST_LETTERS = 3


@cache
def _scripts() -> tuple[tuple[tuple[int, int, str], ...], dict[str, str]]:
    with (ROOT / "shared" / "scripts.toml").open("rb") as file:
        table = tomllib.load(file)
    return tuple(sorted((a, b, name) for a, b, name in table["ranges"])), table["profiles"]


@cache
def script_of_character(character: str) -> str | None:
    """ISO 15924 code of a letter's script, None for anything else."""
    if not character.isalpha():
        return None
    code = ord(character)
    return next((name for first, last, name in _scripts()[0] if first <= code <= last), "Zzzz")


def script_of(text: str) -> str:
    """The script that most letters are in; `Zyyy` (common) where there is no letter."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    counts = Counter(name for name in map(script_of_character, text) if name)
    return counts.most_common(1)[0][0] if counts else "Zyyy"


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Languages of one script: their codes, profile columns (-1: none) and, by frequent word, who has it."""

    codes: tuple[str, ...]
    columns: NDArray[np.intp]
    prior: NDArray[np.float64]
    by_word: dict[str, tuple[int, ...]]

    @property
    def profiled(self) -> int:
        """How many have a profile; they stand first."""
        return int((self.columns >= 0).sum())


@cache
def _candidates(script: str) -> _Candidates:
    """Languages written in `script`: those with a profile first, then folders without one."""
    profiles, packs = load_profiles(), lexicon().packs
    own = {pack.profile: code for code, pack in packs.items() if pack.profile}
    scripts = _scripts()[1] | profiles.scripts
    columns = {
        own.get(name, name): column
        for column, name in enumerate(profiles.languages)
        if scripts.get(name, "Latn") == script
    }
    others = [c for c, p in packs.items() if p.script == script and c not in columns and c != SHARED]
    codes = (*columns, *others)
    by_word: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        for word in packs[code].words if code in packs else ():
            by_word.setdefault(word, []).append(place)
    return _Candidates(
        codes,
        np.array([*columns.values(), *(-1 for _ in others)], dtype=np.intp),
        np.array([PRIOR_COVERED * (code in packs) for code in codes]),
        {word: tuple(places) for word, places in by_word.items()},
    )


def identify(tokens: Tokens) -> Language:
    """The language of a message; confidence is the share of the evidence (0..1)."""
    text = tokens.normalised.original
    script = script_of(text)
    words = [word for word, kind in zip(tokens.words, tokens.kinds, strict=True) if kind == "word"]
    candidates = _candidates(script)
    if not candidates.codes or sum(map(len, words)) < LEAST_LETTERS:
        return Language("und", 0.0, script)
    by_words = _word_scores(words, candidates)
    scores = _profile_scores(text, candidates) + by_words + candidates.prior
    known = by_words[candidates.profiled :] / (WORD_WEIGHT * max(1.0, math.sqrt(len(words))))
    scores[candidates.profiled :] -= WORDLESS * (known < LEAST_KNOWN)
    shares = np.exp(SHARPNESS * (scores - scores.max()))
    shares /= shares.sum()
    order = np.argsort(-shares, kind="stable")[:4].tolist()
    guesses = [LanguageGuess(candidates.codes[i], round(float(shares[i]), 4)) for i in order]
    others_seen = tuple(g for g in guesses[1:] if g.confidence >= LEAST_CONFIDENCE)
    return Language(guesses[0].code, guesses[0].confidence, script, others_seen)


def _profile_scores(text: str, candidates: _Candidates) -> NDArray[np.float64]:
    """Log-odds by profile; a folder without one gets the best there is, so that its words decide."""
    means, count = load_profiles().mean_logs(text.lower())
    scores = means[candidates.columns]
    profiled = candidates.profiled
    scores[profiled:] = scores[:profiled].max() if profiled else 0.0
    return (PROFILE_WEIGHT * min(count, MOST_GRAMS) / 2) * scores


def _word_scores(words: list[str], candidates: _Candidates) -> NDArray[np.float64]:
    scores = np.zeros(len(candidates.codes))
    for word in words:
        for place in candidates.by_word.get(word, ()):
            scores[place] += 1.0
    return WORD_WEIGHT * scores / max(1.0, math.sqrt(len(words)))
