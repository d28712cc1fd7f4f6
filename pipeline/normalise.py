"""Reading text that was written in a hurry or to hide: one folded form, with an exact map back.

`normalise` folds Unicode forms, case, accents, digits, look-alike letters, elongation and spaced-out
letters. Matching happens on the folded text; every span is given back in the ORIGINAL text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from data import ROOT

MARKS = "".join(c for c in map(chr, range(0x0900, 0x10A0)) if unicodedata.category(c) in ("Mn", "Mc"))
"""Vowel signs of Indic and South-East Asian scripts: no letters to `re`, but parts of their words."""
_SPACED_OUT = re.compile(rf"(?<![^\W_])[^\W\d_](?:([ .\-_*·])(?:\1?)[^\W\d_](?![^\W_]|[{MARKS}])){{2,}}")
_ELONGATED = re.compile(r"([^\W\d_])\1\1")
_ELONGATED_RUN = re.compile(r"([^\W\d_])\1\1+")
_WORD = re.compile(rf"(?:[^\W_]|[{MARKS}])+")
_SIGNED_WORD = re.compile(r"[\w@$€!]+")
_NOT_LATIN_LOOK = re.compile(r"[\u0370-\u052f\u0561-\u0587ɑɡ]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Folded text; `starts[i]` and `ends[i]` bound the original characters behind folded character i."""

    original: str
    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span behind the folded span (`start` < `end`)."""
        return self.starts[start], self.ends[end - 1]


@cache
def _letters() -> dict[str, dict[str, str]]:
    with (ROOT / "shared" / "letters.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _fold_character(character: str) -> str:
    """One character folded: compatibility form, lower case, no accent, ASCII digit; '' when invisible."""
    same = _letters()["same_letter"]
    if character in same:
        return same[character]
    if character == "\n":
        return "\n"
    if unicodedata.category(character) in ("Cf", "Cc") and character not in "\t\r":
        return ""
    if character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed.isspace():
        return " "
    return "".join(_fold_part(part, same) for part in decomposed.casefold())


def _fold_part(part: str, same: dict[str, str]) -> str:
    if _is_dropped_mark(part):
        return ""
    digit = unicodedata.decimal(part, None)
    if digit is not None:
        return str(digit)
    return same.get(part, part)


def _is_dropped_mark(character: str) -> bool:
    """Accents, Arabic vowel signs, tatweel, variation selectors. Vowel signs of Indic scripts stay."""
    code = ord(character)
    return (
        0x0300 <= code <= 0x036F
        or 0x064B <= code <= 0x065F
        or code in (0x0640, 0x0670)
        or 0x06D6 <= code <= 0x06ED
        or 0x0610 <= code <= 0x061A
        or 0xFE00 <= code <= 0xFE0F
    )


def fold(text: str) -> str:
    """Fold without a map: for words of the data folders."""
    return "".join(map(_fold_character, text))


def normalise(text: str, vocabulary: Collection[str] = frozenset()) -> Normalised:
    """Fold `text`; `vocabulary` holds known folded words that guide what hidden spelling means."""
    folded = _fold_with_map(text)
    if _NOT_LATIN_LOOK.search(folded.text):
        folded = _replace_words(folded, _WORD, _look_alike_reader(folded.text))
    if _SPACED_OUT.search(folded.text):
        folded = _join_spaced_letters(folded, vocabulary)
    if _ELONGATED.search(folded.text):
        folded = _shorten(folded, vocabulary)
    if vocabulary:
        folded = _replace_words(folded, _SIGNED_WORD, _sign_reader(vocabulary))
    return folded


def _fold_with_map(text: str) -> Normalised:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        folded = _fold_character(character)
        if len(folded) == 1:
            parts.append(folded)
            starts.append(index)
            ends.append(index + 1)
        elif folded:
            parts.append(folded)
            starts.extend([index] * len(folded))
            ends.extend([index + 1] * len(folded))
        elif ends and ends[-1] == index and unicodedata.combining(character):
            ends[-1] = index + 1  # a mark belongs to the letter before it
    return Normalised(text, "".join(parts), starts, ends)


def _replace_words(
    folded: Normalised, words: re.Pattern[str], read: Callable[[str], str | None]
) -> Normalised:
    """Replace words by readings of the same length; the map stays as it is."""
    pieces: list[str] = []
    last = 0
    for match in words.finditer(folded.text):
        reading = read(match.group())
        if reading is not None:
            pieces += (folded.text[last : match.start()], reading)
            last = match.end()
    if not pieces:
        return folded
    pieces.append(folded.text[last:])
    return Normalised(folded.original, "".join(pieces), folded.starts, folded.ends)


def _look_alike_reader(text: str) -> Callable[[str], str | None]:
    table = _letters()["look_alikes"]
    latin_text = sum("a" <= c <= "z" for c in text) * 2 > sum(c.isalpha() for c in text)

    def read(word: str) -> str | None:
        replaced = "".join(table.get(c, c) for c in word)
        if replaced == word or not replaced.isascii():
            return None
        mixed = any("a" <= c <= "z" for c in word)
        return replaced if mixed or latin_text else None

    return read


def _sign_reader(vocabulary: Collection[str]) -> Callable[[str], str | None]:
    table = _letters()["signs_for_letters"]

    def read(word: str) -> str | None:
        if len(word) < 4 or word.isalpha() or word in vocabulary:
            return None
        core = word.rstrip("!$")
        if core.isalpha() or sum(c.isalpha() for c in core) < 2:
            return None
        replaced = "".join(table.get(c, c) for c in core)
        return replaced + word[len(core) :] if replaced in vocabulary and replaced.isalpha() else None

    return read


def _shorten(folded: Normalised, vocabulary: Collection[str]) -> Normalised:
    """Cut runs of three or more equal letters to one or two, whichever makes a known word; else to one."""
    keep = bytearray(b"\x01" * len(folded.text))
    ends = list(folded.ends)
    for match in _WORD.finditer(folded.text):
        runs = list(_ELONGATED_RUN.finditer(folded.text, match.start(), match.end()))
        for run, length in zip(runs, _lengths(match.group(), len(runs), vocabulary), strict=True):
            keep[run.start() + length : run.end()] = bytes(run.end() - run.start() - length)
            ends[run.start() + length - 1] = folded.ends[run.end() - 1]
    indices = [i for i, kept in enumerate(keep) if kept]
    return Normalised(
        folded.original,
        "".join(folded.text[i] for i in indices),
        [folded.starts[i] for i in indices],
        [ends[i] for i in indices],
    )


def _lengths(word: str, runs: int, vocabulary: Collection[str]) -> tuple[int, ...]:
    """How long to leave each run of a word; laughter and sighs ("hhhh", "ههههه") keep three."""
    ones, threes = (1,) * runs, (3,) * runs
    if len(set(word)) <= 2 and _with_runs(word, threes) in vocabulary:
        return threes
    for lengths in product((1, 2), repeat=runs) if runs <= 4 else (ones,):
        if _with_runs(word, lengths) in vocabulary:
            return lengths
    return threes if len(set(word)) <= 2 else ones


def _with_runs(word: str, lengths: tuple[int, ...]) -> str:
    left = iter(lengths)
    return _ELONGATED_RUN.sub(lambda run: run.group(1) * next(left), word)


def _join_spaced_letters(folded: Normalised, vocabulary: Collection[str]) -> Normalised:
    """'o n  l e  t u e' and 't.u.e' read as words: a double gap parts words, else the vocabulary does."""
    indices: list[int] = []
    breaks: set[int] = set()
    last = 0
    for match in _SPACED_OUT.finditer(folded.text):
        letters = [i for i in range(match.start(), match.end()) if folded.text[i].isalpha()]
        groups = _groups(letters)
        if len(groups) == 1 and len(letters) < 4:
            word = "".join(folded.text[i] for i in letters)
            if word not in vocabulary:
                continue
        indices += range(last, match.start())
        for group in groups:
            cuts = _segment("".join(folded.text[i] for i in group), vocabulary)
            breaks.update(group[cut] for cut in cuts)
            breaks.add(group[0])
            indices += group
        last = match.end()
    indices += range(last, len(folded.text))
    return _with_breaks(folded, indices, breaks)


def _groups(letters: list[int]) -> list[list[int]]:
    """Letters parted where the gap is wider than one separator."""
    groups = [[letters[0]]]
    for before, index in pairwise(letters):
        if index - before > 2:
            groups.append([])
        groups[-1].append(index)
    return groups


def _segment(letters: str, vocabulary: Collection[str]) -> list[int]:
    """Cut positions that split `letters` into the fewest known words; none when it cannot be split."""
    if letters in vocabulary or len(letters) > 200:
        return []
    best: list[list[int] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 20), end):
            before = best[start]
            if before is None or letters[start:end] not in vocabulary:
                continue
            found = best[end]
            if found is None or len(before) + 1 < len(found):
                best[end] = [*before, start]
    return (best[-1] or [])[1:]


def _with_breaks(folded: Normalised, indices: list[int], breaks: set[int]) -> Normalised:
    """Select characters and put a space before each index in `breaks` (mapped to an empty place)."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index in indices:
        if index in breaks and parts and parts[-1] != " ":
            parts.append(" ")
            starts.append(ends[-1])
            ends.append(ends[-1])
        parts.append(folded.text[index])
        starts.append(folded.starts[index])
        ends.append(folded.ends[index])
    return Normalised(folded.original, "".join(parts), starts, ends)
