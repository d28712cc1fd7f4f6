"""Which language a message is in: script, n-gram profiles and frequent words together.

The profiles know 55 languages but neither Arabizi nor Pidgin, and little of four hurried words. The
folders' word lists know those. Both speak as log-odds and are added; "und" is said where neither has
enough to go on.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray

from data import ROOT
from models.language.profiles import load_profiles
from pipeline.analysis import Language, LanguageGuess
from pipeline.languages import SHARED, lexicon
from pipeline.tokens import Tokens

PROFILE_WEIGHT = 0.2
"""Nats per n-gram count: neighbouring n-grams repeat one another, so they count for less than one each."""
WORD_WEIGHT = 7.0
"""Nats for a message made up wholly of frequent words of a language, times the square root of its words."""
PRIOR_COVERED = 3.0
"""Nats in favour of languages that have a folder: they are whom we work for."""
WORDLESS = 4.0
"""Nats against a folder that has no profile and knows too few of the words."""
LEAST_KNOWN = 0.25
"""Share of the message's words that such a folder must know."""
LEAST_CONFIDENCE = 0.1
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
    counts = Counter(name for name in map(script_of_character, text) if name)
    return counts.most_common(1)[0][0] if counts else "Zyyy"


@cache
def _word_languages() -> dict[str, tuple[str, ...]]:
    """Frequent word -> languages whose list holds it."""
    table: dict[str, list[str]] = {}
    for code, pack in lexicon().packs.items():
        for word in pack.words:
            table.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in table.items()}


@cache
def _candidates(script: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """Languages written in `script`: code -> profile column, and folders without a profile."""
    profiles = load_profiles()
    packs = lexicon().packs
    own = {pack.profile: code for code, pack in packs.items() if pack.profile}
    scripts = _scripts()[1]
    columns = {
        own.get(name, name): column
        for column, name in enumerate(profiles.languages)
        if scripts.get(name, "Latn") == script
    }
    others = tuple(
        code for code, p in packs.items() if p.script == script and not p.profile and code != SHARED
    )
    return columns, others


def identify(tokens: Tokens) -> Language:
    """The language of a message; confidence is the share of the evidence (0..1)."""
    text = tokens.normalised.original
    script = script_of(text)
    words = [word for word, kind in zip(tokens.words, tokens.kinds, strict=True) if kind == "word"]
    columns, others = _candidates(script)
    codes = (*columns, *others)
    if not codes or sum(map(len, words)) < LEAST_LETTERS:
        return Language("und", 0.0, script)
    by_words = _word_scores(words, codes)
    scores = _profile_scores(text, columns, others) + by_words
    known = by_words[len(columns) :] / (WORD_WEIGHT * max(1.0, math.sqrt(len(words))))
    scores[len(columns) :] -= WORDLESS * (known < LEAST_KNOWN)
    scores += [PRIOR_COVERED * (code in lexicon().packs) for code in codes]
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    order = np.argsort(-shares, kind="stable")
    guesses = [LanguageGuess(codes[i], round(float(shares[i]), 4)) for i in order[:4]]
    others_seen = tuple(g for g in guesses[1:] if g.confidence >= LEAST_CONFIDENCE)
    return Language(guesses[0].code, guesses[0].confidence, script, others_seen)


def _profile_scores(text: str, columns: dict[str, int], others: tuple[str, ...]) -> NDArray[np.float64]:
    """Log-odds by profile; a folder without one gets the best there is, so that its words decide."""
    means, count = load_profiles().mean_logs(text.lower())
    known = means[list(columns.values())]
    weight = PROFILE_WEIGHT * min(count, 80) / 2
    best = float(known.max()) if len(known) else 0.0
    return weight * np.concatenate([known, np.full(len(others), best)])


def _word_scores(words: list[str], codes: tuple[str, ...]) -> NDArray[np.float64]:
    table = _word_languages()
    places = {code: place for place, code in enumerate(codes)}
    scores = np.zeros(len(codes))
    for word in words:
        for code in table.get(word, ()):
            if code in places:
                scores[places[code]] += 1.0
    return WORD_WEIGHT * scores / max(1.0, math.sqrt(len(words)))
