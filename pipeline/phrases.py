"""The little language in which the data folders write phrases, and the matcher that finds them.

A phrase is words separated by spaces; each word may be written with

- `(a|b)`   one of these; an empty side makes the part optional: `dollar(s|)`
- `{name}`  a class of the folder's `[classes]`, alone or as a part of a word: `{we}قتل{him}`
- `word*`   any ending
- `word?`   the word may be missing; behind a bracket or class only that part: `kill{him}?`
- `~3`      up to three words between, within the sentence

A phrase is looked up by its rarest word (the anchor) and only then compared, so thousands of phrases
cost little on a message that holds none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from pipeline.normalise import fold

MAX_FORMS = 20_000
_MOST_WORDS = 20_000
"""Words of a set of languages whose phrases are kept at hand."""
SENTENCE_BREAKS = frozenset(".!?;\n")
_LITERAL = re.compile(r"[^\s(){}|?]+|\s+")


Forms = frozenset[tuple[str, ...]]
"""Forms of one place that are several words long."""


class PhraseError(ValueError):
    """A phrase in a data folder cannot be read; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: words, longer forms by their first word, prefixes, or a gap of `gap` words."""

    words: frozenset[str]
    sequences: Mapping[str, tuple[tuple[int, Forms], ...]] = field(default_factory=dict)
    """forms of several words by their first word and length, longest first"""
    patterns: tuple[tuple[str, ...], ...] = ()
    """forms of several words of which some have any ending ("pesa isipo*") or are any word ("*")"""
    prefixes: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0
    classes: tuple[Element, ...] = ()
    """classes that are whole alternatives ("(he|{captive})"): kept once, however many places name them"""

    def widths(self, tokens: Sequence[str], at: int) -> Iterator[int]:
        """How many tokens this place may take at `at`, preferred first; none when it does not fit."""
        if self.gap:
            yield 0
            for width in range(1, self.gap + 1):
                if at + width > len(tokens) or tokens[at + width - 1] in SENTENCE_BREAKS:
                    return
                yield width
            return
        if at < len(tokens):
            word = tokens[at]
            for size, forms in self.sequences.get(word, ()):
                if tuple(tokens[at : at + size]) in forms:
                    yield size
            for pattern in self.patterns:
                if _fits(pattern, tokens, at):
                    yield len(pattern)
            for element in self.classes:
                yield from element.widths(tokens, at)
            if word in self.words or (self.prefixes and word.startswith(self.prefixes)):
                yield 1
        if self.optional:
            yield 0

    @property
    def least(self) -> int:
        """Fewest tokens it takes."""
        if self.optional or self.gap:
            return 0
        if self.words or self.prefixes:
            return 1
        sizes = (*map(len, self.patterns), *(sizes[-1][0] for sizes in self.sequences.values()))
        return min((*sizes, *(element.least for element in self.classes)))

    @property
    def most(self) -> int:
        """Most tokens it takes."""
        sizes = (*map(len, self.patterns), *(sizes[0][0] for sizes in self.sequences.values()))
        return self.gap or max((*sizes, *(element.most for element in self.classes)), default=1)

    def anchors(self) -> frozenset[str]:
        """Words of which one must be there; a trailing `*` marks a prefix."""
        firsts = (pattern[0] for pattern in self.patterns)
        words = {*self.words, *self.sequences, *firsts, *(p + "*" for p in self.prefixes)}
        return frozenset(words.union(*(element.anchors() for element in self.classes)))

    @property
    def is_single(self) -> bool:
        """Does it always take just one token?"""
        return not (self.sequences or self.patterns) and all(element.is_single for element in self.classes)

    @property
    def is_open(self) -> bool:
        """Does it take words that are not written out?"""
        return bool(self.prefixes or self.patterns) or any(element.is_open for element in self.classes)

    def vocabulary(self) -> Iterator[str]:
        """Whole words of its forms."""
        yield from self.words
        grouped = (forms for sizes in self.sequences.values() for _, forms in sizes)
        yield from (word for forms in grouped for form in forms for word in form)
        yield from (w for form in self.patterns for w in form if w[-1] != "*")


def _fits(pattern: tuple[str, ...], tokens: Sequence[str], at: int) -> bool:
    """Do the tokens from `at` on match, a trailing `*` standing for any ending?"""
    if at + len(pattern) > len(tokens):
        return False
    for part, word in zip(pattern, tokens[at : at + len(pattern)], strict=True):
        if part[-1] == "*":
            if not word.startswith(part[:-1]) or word in SENTENCE_BREAKS:
                return False
        elif part != word:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase of one language with what it stands for."""

    elements: tuple[Element, ...]
    payload: Any
    language: str
    source: str

    def match(self, tokens: Sequence[str], starts: Iterable[int], at: int) -> tuple[int, int] | None:
        """Token span of a match that begins at one of `starts` and covers token `at`; the first that fits."""
        for start in starts:
            end = self._walk(tokens, 0, start, at)
            if end is not None:
                return start, end
        return None

    def _walk(self, tokens: Sequence[str], number: int, at: int, anchor_at: int) -> int | None:
        if number == len(self.elements):
            return at if at > anchor_at else None
        for width in self.elements[number].widths(tokens, at):
            end = self._walk(tokens, number + 1, at + width, anchor_at)
            if end is not None:
                return end
        return None


def prepare(classes: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """A folder's classes with every item written out; a class may name others."""
    ready = _Classes(classes)
    return {name: ready[name] for name in classes}


def written_forms(source: str) -> list[str]:
    """All folded forms of one bracketed word: "(bin|bn)" is "bin" and "bn"."""
    return _all_forms(_folded(source), {})


class _Classes(dict[str, list[str]]):
    """Classes that are written out when they are first named."""

    def __init__(self, written: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._written = dict(written)

    def __missing__(self, name: str) -> list[str]:
        items = self._written.pop(name)  # a class that names itself finds nothing: KeyError
        self[name] = [form for item in items for form in _all_forms(_folded(item), self)]
        return self[name]


def _folded(text: str) -> str:
    """Folded as messages are; apostrophes and hyphens part words as in tokens."""
    return fold(text).replace("'", " ").replace("-", " ")


def _all_forms(text: str, classes: Mapping[str, Sequence[str]]) -> list[str]:
    """All written forms of one phrase word that is folded already."""
    forms, rest = _alternatives(text, classes)
    if rest:
        raise PhraseError(f"{text!r}: a bracket is closed that was not opened")
    return forms


def _alternatives(text: str, classes: Mapping[str, Sequence[str]]) -> tuple[list[str], str]:
    """Forms of `a|b|...` up to a closing bracket, and what is left of the text from there on."""
    forms: list[str] = []
    sequence = [""]
    while text and text[0] != ")":
        if text[0] == "|":
            forms += sequence
            sequence, text = [""], text[1:]
            continue
        choices, text = _part(text, classes)
        sequence = [before + choice for before, choice in product(sequence, choices)]
        if len(sequence) > MAX_FORMS:
            raise PhraseError(f"a word has more than {MAX_FORMS} forms, at {text!r}")
    return forms + sequence, text


def _part(text: str, classes: Mapping[str, Sequence[str]]) -> tuple[list[str], str]:
    """Forms of the next literal, class or bracket with its `?`, and the text behind it."""
    if text[0] == "(":
        forms, rest = _alternatives(text[1:], classes)
        if not rest:
            raise PhraseError(f"a bracket is not closed in {text!r}")
        rest = rest[1:]
    elif text[0] == "{":
        name, _, rest = text[1:].partition("}")
        try:
            forms = list(classes[name])
        except KeyError:
            raise PhraseError(f"no class {{{name}}}") from None
    else:
        literal = _LITERAL.match(text)
        if literal is None:
            raise PhraseError(f"cannot read {text!r}")
        forms, rest = [literal.group()], text[literal.end() :]
    return ([*forms, ""], rest[1:]) if rest.startswith("?") else (forms, rest)


def _split(source: str) -> list[str]:
    """The words of a phrase: cut at spaces outside brackets."""
    words, depth = [""], 0
    for character in source:
        depth += (character in "({") - (character in ")}")
        if character.isspace() and depth == 0:
            words.append("")
        else:
            words[-1] += character
    if depth:
        raise PhraseError(f"{source!r}: a bracket is not closed")
    return [word for word in words if word]


def compile_phrase(
    source: str,
    payload: Any,
    language: str,
    classes: Mapping[str, Sequence[str]],
    canonical: Callable[[str], str] = str,
    known: dict[str, Element] | None = None,
) -> Phrase:
    """Compile one line of a data folder; `classes` as `prepare` gives them. Raises `PhraseError`.

    `known` keeps the folder's words that were compiled before: big classes recur in most of its lines.
    """
    known = {} if known is None else known
    words = _split(source)
    for word in words:
        if word not in known:
            known[word] = _element(word, classes, canonical, known)
    elements = [known[word] for word in words]
    if not any(e.least for e in elements):
        raise PhraseError(f"{source!r} ({language}) has no word that must be there")
    return Phrase(tuple(elements), payload, language, source)


def _element(
    word: str,
    classes: Mapping[str, Sequence[str]],
    canonical: Callable[[str], str],
    known: dict[str, Element],
) -> Element:
    """One place of a phrase; classes that are whole alternatives are compiled once in `known`."""
    own, named = _without_classes(word, classes)
    if not named:
        return _compiled(word, classes, canonical)
    for name in named:
        if name not in known:
            known[name] = _compiled(name, classes, canonical)
    parts = tuple(known[name] for name in named)
    optional = word.endswith("?") or any(part.optional for part in parts)
    if not own:
        return Element(frozenset(), optional=optional, classes=parts)
    element = _compiled(own, classes, canonical)
    return replace(element, optional=optional or element.optional, classes=parts)


def _without_classes(word: str, classes: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """A bracketed word without the alternatives that are just a class, and these classes."""
    bare = word.removesuffix("?")
    if not bare.startswith("(") or not _is_one_part(bare, classes):
        return word, []
    alternatives, depth = [""], 0
    for character in bare[1:-1]:
        depth += (character in "({") - (character in ")}")
        if character == "|" and depth == 0:
            alternatives.append("")
        else:
            alternatives[-1] += character
    named = [a for a in alternatives if re.fullmatch(r"\{[^{}]+\}", a)]
    if not named:
        return word, []
    own = [a for a in alternatives if a not in named]
    return "(" + "|".join(own) + ")" if own else "", named


def _compiled(word: str, classes: Mapping[str, Sequence[str]], canonical: Callable[[str], str]) -> Element:
    word = _folded(word)
    if re.fullmatch(r"~\d", word):
        return Element(frozenset(), gap=int(word[1:]))
    optional = word.endswith("?") and _is_one_part(word[:-1], classes)
    words: set[str] = set()
    sequences: set[tuple[str, ...]] = set()
    patterns: set[tuple[str, ...]] = set()
    prefixes: set[str] = set()
    for form in _all_forms(word.removesuffix("?") if optional else word, classes):
        parts = tuple(form.split() if canonical is str else map(canonical, form.split()))
        if not parts:
            optional = True
        elif len(parts) == 1:
            open_ended = parts[0][-1] == "*" and len(parts[0]) > 1
            (prefixes if open_ended else words).add(parts[0].removesuffix("*") if open_ended else parts[0])
        elif "~" in form or "*" in form:
            for sequence in _without_gaps(parts):
                (patterns if any(part[-1] == "*" for part in sequence) else sequences).add(sequence)
        else:
            sequences.add(parts)
    longest_first = sorted(patterns, key=lambda p: (-len(p), p))
    return Element(
        frozenset(words), _by_first(sequences), tuple(longest_first), tuple(sorted(prefixes)), optional
    )


def _by_first(sequences: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[int, Forms], ...]]:
    """Forms by their first word and their length, longest first."""
    grouped: dict[str, dict[int, set[tuple[str, ...]]]] = {}
    for sequence in sequences:
        grouped.setdefault(sequence[0], {}).setdefault(len(sequence), set()).add(sequence)
    return {
        word: tuple((size, frozenset(sizes[size])) for size in sorted(sizes, reverse=True))
        for word, sizes in grouped.items()
    }


def _without_gaps(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A form with `~2` inside, written out with none, one or two words of any kind."""
    gap = next((place for place, part in enumerate(parts) if re.fullmatch(r"~\d", part)), None)
    if gap is None:
        yield parts
        return
    for width in range(int(parts[gap][1]) + 1):
        filled = (*parts[:gap], *["*"] * width, *parts[gap + 1 :])
        if len(filled) > 1:
            yield from _without_gaps(filled)


def _is_one_part(word: str, classes: Mapping[str, Sequence[str]]) -> bool:
    """True for a lone literal, bracket or class: a `?` behind it speaks of the whole word."""
    return bool(word) and not _part(word, classes)[1]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found over tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    phrase: Phrase

    @property
    def payload(self) -> Any:
        """What the phrase stands for."""
        return self.phrase.payload


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase to be tried where its anchor word stands: how far before the anchor it may begin."""

    phrase: Phrase
    least: int
    most: int
    also: frozenset[str] | None
    """words of another place of which one must be in the message, None where that cannot be said"""
    alone: bool
    """the phrase is one word: where the anchor stands, it is found"""
    before: frozenset[str] | None = None
    """words of which one must stand right before the anchor, None where that cannot be said"""
    behind: frozenset[str] | None = None
    """the same right behind it"""

    def match(self, tokens: Sequence[str], at: int) -> tuple[int, int] | None:
        if self.before is not None and (at == 0 or tokens[at - 1] not in self.before):
            return None
        if self.behind is not None and (at + 1 >= len(tokens) or tokens[at + 1] not in self.behind):
            return None
        first = at - self.most
        return self.phrase.match(tokens, range(first if first > 0 else 0, at - self.least + 1), at)


class PhraseIndex:
    """All phrases of all languages, found in one pass over a message's tokens."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        # Elements are shared between phrases: each is looked into once.
        self._elements = {id(e): e for phrase in self.phrases for e in phrase.elements}
        uses = Counter(id(e) for phrase in self.phrases for e in phrase.elements)
        anchors = {key: element.anchors() for key, element in self._elements.items()}
        bounds = {key: (element.least, element.most) for key, element in self._elements.items()}
        firsts = {key: None if e.is_open else anchors[key] for key, e in self._elements.items()}
        counts: Counter[str] = Counter()
        for key, words in anchors.items():
            for word in words:
                counts[word] += uses[key]
        commonness = {key: max((counts[w] for w in words), default=0) for key, words in anchors.items()}
        self._by_word: dict[str, dict[str, list[_Candidate]]] = {}
        for phrase in self.phrases:
            number, other = _rarest(phrase, commonness)
            before = [bounds[id(e)] for e in phrase.elements[:number]]
            candidate = _Candidate(
                phrase,
                sum(b[0] for b in before),
                sum(b[1] for b in before),
                firsts[id(other)] if other else None,
                len(phrase.elements) == 1 and phrase.elements[0].is_single,
                *_neighbours(phrase, number, firsts),
            )
            for word in anchors[id(phrase.elements[number])]:
                self._by_word.setdefault(word, {}).setdefault(phrase.language, []).append(candidate)
        self._known: dict[frozenset[str], dict[str, tuple[_Candidate, ...]]] = {}
        self._prefix_lengths = sorted({len(w) - 1 for w in self._by_word if len(w) > 1 and w[-1] == "*"})

    def vocabulary(self) -> frozenset[str]:
        """Every whole word that occurs in a phrase."""
        elements = {id(e): e for top in self._elements.values() for e in (top, *top.classes)}
        words = {word for element in elements.values() for word in element.vocabulary()}
        return frozenset(words)

    def find(self, tokens: Sequence[str], languages: frozenset[str]) -> list[Hit]:
        """Hits of phrases in `languages`, each place once per phrase, in order of their start."""
        found: dict[tuple[int, int, int], Hit] = {}
        present = set(tokens)
        known = self._of_languages(languages)
        for at, word in enumerate(tokens):
            candidates = known.get(word)
            if candidates is None:
                candidates = known[word] = self._wanted(word, languages)
            for candidate in candidates:
                if candidate.alone:
                    span: tuple[int, int] | None = (at, at + 1)
                elif candidate.also is not None and candidate.also.isdisjoint(present):
                    continue
                else:
                    span = candidate.match(tokens, at)
                if span:
                    found.setdefault((*span, id(candidate.phrase)), Hit(*span, candidate.phrase))
        return sorted(found.values(), key=lambda hit: (hit.start, -hit.end))

    def _of_languages(self, languages: frozenset[str]) -> dict[str, tuple[_Candidate, ...]]:
        """What is known of words in these languages: few sets of languages occur, and words recur."""
        known = self._known.setdefault(languages, {})
        if len(known) > _MOST_WORDS:
            known.clear()
        return known

    def _wanted(self, word: str, languages: frozenset[str]) -> tuple[_Candidate, ...]:
        return tuple(
            candidate
            for by_language in self._candidates(word)
            for language in languages & by_language.keys()
            for candidate in by_language[language]
        )

    def _candidates(self, word: str) -> Iterator[Mapping[str, list[_Candidate]]]:
        whole = self._by_word.get(word)
        if whole:
            yield whole
        for length in self._prefix_lengths:
            if length > len(word):
                break
            prefixed = self._by_word.get(word[:length] + "*")
            if prefixed:
                yield prefixed


def _neighbours(
    phrase: Phrase, number: int, firsts: Mapping[int, frozenset[str] | None]
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Words right before and right behind the anchor, where these places always take just known words."""
    before = phrase.elements[number - 1] if number else None
    behind = phrase.elements[number + 1] if number + 1 < len(phrase.elements) else None
    closed = before is not None and before.least == 1 and before.is_single and not before.is_open
    follows = behind is not None and behind.least and phrase.elements[number].is_single
    return (
        before.words if before is not None and closed else None,
        firsts[id(behind)] if behind is not None and follows else None,
    )


def _rarest(phrase: Phrase, commonness: Mapping[int, int]) -> tuple[int, Element | None]:
    """Number of the mandatory element whose commonest word is in the fewest phrases, and the next one."""

    def cost(number: int) -> tuple[bool, int, int]:
        element = phrase.elements[number]
        return element.is_open, commonness[id(element)], number

    first, *others = sorted((n for n, e in enumerate(phrase.elements) if e.least), key=cost)
    return first, phrase.elements[others[0]] if others else None
