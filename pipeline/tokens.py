"""Cutting folded text into tokens: words, numbers, dates, clock times, punctuation.

Apostrophes and hyphens inside words part them and vanish ("l'argent" is "l", "argent"). A word that
begins with a digit stays whole where it is a known word ("2main", "3andek") and is cut where the
letters are a unit ("48h", "3000f", "18h30").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.normalise import MARKS, Normalised
from pipeline.phrases import SENTENCE_BREAKS

_LEXEME = re.compile(
    r"""(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?!\d)
            |\d{1,2}/\d{1,2}(?![\d/]))
      | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))
      | (?P<number>\d{1,3}(?:'\d{3}(?:\.\d{3})*)+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?
            |\d{1,3}(?:(?P<group>[ .,'])\d{3}(?:(?P=group)\d{3})*)(?!\d)(?:[.,]\d{1,2}(?!\d))?
            |\d+(?:[.,]\d+)?)
      | (?P<word>[^\W\d_](?:[^\W_]|[MARKS])*)
      | (?P<symbol>[^\s'\-]|\n|(?<=\s)-(?=\s))""".replace("MARKS", MARKS),
    re.VERBOSE,
)
_LETTERS = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")
_RUN = re.compile(rf"(?:[^\W_]|[{MARKS}])+")


_LONGEST_NUMBER_WORD = 12


@dataclass(frozen=True)
class WordForms:
    """What the cutter must know of the languages: known words, units, written-on prefixes."""

    vocabulary: Collection[str] = frozenset()
    units: Collection[str] = frozenset()
    articles: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    """words that only look as if they had an article"""
    clitics: tuple[str, ...] = ()
    glued: frozenset[str] = frozenset()
    """number words that a language writes together ("ikibinbeşyüz")"""

    @cached_property
    def glued_beginnings(self) -> frozenset[str]:
        """First two letters of the number words, so that few other words are looked at closely."""
        return frozenset(word[:2] for word in self.glued)

    def parts(self, word: str) -> list[str]:
        """The number words that `word` is made of, two or more; none where it is another word."""
        ways: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - _LONGEST_NUMBER_WORD), end - 1):
                before = ways[start]
                if before is not None and word[start:end] in self.glued:
                    ways[end] = [*before, word[start:end]]
        found = ways[-1] or []
        return found if len(found) > 1 else []

    def canonical(self, word: str) -> str:
        """The word without a written-on article, as phrases store it."""
        if word in self.whole:
            return word
        for article in self.articles:
            if word.startswith(article) and len(word) - len(article) >= 2:
                return word[len(article) :]
        return word


@dataclass(slots=True)
class Tokens:
    """Parallel lists over a message: canonical `words`, their `kinds`, folded offsets `starts`/`ends`."""

    normalised: Normalised
    words: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, kind: str, start: int, end: int) -> None:
        """Append a token that lies at folded offsets `start` to `end`."""
        self.words.append(word)
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of tokens `start` to `end` (exclusive)."""
        return self.normalised.span(self.starts[start], self.ends[end - 1])

    def text(self, start: int, end: int) -> str:
        """Original text of tokens `start` to `end`."""
        first, last = self.span(start, end)
        return self.normalised.original[first:last]

    def at(self, offset: int) -> int:
        """Index of the first token that begins at or after the folded `offset`."""
        return bisect_left(self.starts, offset)

    def sentence(self, index: int) -> tuple[int, int]:
        """Bounds of the sentence around a token, at `.!?;` and line ends."""
        start = end = index
        while start and self.words[start - 1] not in SENTENCE_BREAKS:
            start -= 1
        while end < len(self.words) and self.words[end] not in SENTENCE_BREAKS:
            end += 1
        return start, end


def tokenise(normalised: Normalised, forms: WordForms) -> Tokens:
    """Cut the folded text; offsets are those of the folded text."""
    tokens = Tokens(normalised)
    text = normalised.text
    at = 0
    while match := _LEXEME.search(text, at):
        kind = match.lastgroup or "symbol"
        if kind in ("sep", "group"):
            kind = "date" if match.group("date") else "number"
        at = match.end()
        if kind == "number" and at < len(text) and text[at].isalpha():
            at = _number_with_letters(tokens, text, match.start(), at, forms)
        elif kind == "word":
            at = _word(tokens, match.group(), match.start(), forms)
        else:
            tokens.add(match.group(), kind, match.start(), at)
    return tokens


def _number_with_letters(tokens: Tokens, text: str, start: int, end: int, forms: WordForms) -> int:
    """Digits with letters right behind: a known word, a number before a unit, or one unknown word."""
    run = _RUN.match(text, start)
    letters = _LETTERS.match(text, end)
    assert run and letters
    whole = run.group()
    if whole in forms.vocabulary and run.end() >= letters.end():
        tokens.add(whole, "word", start, run.end())
        return run.end()
    if letters.group() in forms.units or "." in text[start:end] or "," in text[start:end]:
        tokens.add(text[start:end], "number", start, end)
        return end
    tokens.add(whole, "word", start, run.end())
    return run.end()


def _word(tokens: Tokens, word: str, start: int, forms: WordForms) -> int:
    if word in forms.vocabulary:
        tokens.add(forms.canonical(word), "word", start, start + len(word))
        return start + len(word)
    letters = _LETTERS.match(word)
    if letters and letters.end() < len(word) and (letters.group() in forms.units):
        tokens.add(letters.group(), "word", start, start + letters.end())
        return start + letters.end()
    return _word_with_prefix(tokens, word, start, forms)


def _word_with_prefix(tokens: Tokens, word: str, start: int, forms: WordForms) -> int:
    """Arabic writes "and", "to", "by" on to the word: part them where the rest is known."""
    end = start + len(word)
    if forms.glued and word[:2] in forms.glued_beginnings and (parts := forms.parts(word)):
        for part in parts:
            tokens.add(part, "word", start, start + len(part))
            start += len(part)
        return end
    canonical = forms.canonical(word)
    if canonical != word:
        tokens.add(canonical, "word", start, end)
        return end
    for clitic in forms.clitics:
        rest = word[len(clitic) :]
        if word.startswith(clitic) and rest[:1].isdigit():
            tokens.add(clitic, "word", start, start + len(clitic))
            return start + len(clitic)
        if word.startswith(clitic) and len(rest) >= 2:
            known = forms.canonical(rest)
            if known in forms.vocabulary:
                tokens.add(clitic, "word", start, start + len(clitic))
                tokens.add(known, "word", start + len(clitic), end)
                return end
    tokens.add(word, "word", start, end)
    return end
