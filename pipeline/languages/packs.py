"""One language folder: its settings and its compiled phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.languages.cldr import currency_codes, currency_names
from pipeline.languages.entries import Entry
from pipeline.languages.readers import READERS
from pipeline.normalise import fold
from pipeline.phrases import Element, Phrase, compile_phrase, prepare, written_forms
from pipeline.tokens import WordForms

SHARED = "mul"


@dataclass(frozen=True, slots=True)
class Pack:
    """One language folder."""

    code: str
    name: str
    script: str
    profile: str | None
    also: tuple[str, ...]
    words: frozenset[str]
    forms: WordForms
    covered: bool
    """True where the folder can read threats, so that no translator is needed."""
    full: bool
    """True where coverage is meant to be full (`coverage = "full"`), False where it is good."""
    hours: int
    """12 where "at 6" may be 18:00 (English, Arabic), 24 where 18h is written (French), 6 where hours are
    counted from six (Swahili, Amharic)."""
    phrases: tuple[Phrase, ...]


def _entries(code: str, files: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Phrases of all files, and the currencies that CLDR knows."""
    for name, reader in READERS.items():
        if name in files:
            yield from reader(files[name])
    if code == SHARED:
        yield from currency_codes()
    elif "money" in files:
        yield from currency_names(code)


def _glued(numbers: dict[str, Any]) -> Iterator[str]:
    """Number words that are written together, where the folder says `glued = true`."""
    if numbers.get("glued"):
        for table in ("words", "multipliers", "inside"):
            for source in numbers.get(table, {}):
                yield from (form for form in written_forms(source) if form.isalpha())


def read_pack(folder: Path) -> Pack:
    """Read and compile one folder. Raises `PhraseError` or `tomllib.TOMLDecodeError`."""
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    language = files["language"]
    forms = WordForms(
        articles=tuple(fold(a) for a in language.get("articles", ())),
        whole=frozenset(fold(w) for w in language.get("whole", ())),
        clitics=tuple(fold(c) for c in language.get("clitics", ())),
        glued=frozenset(_glued(files.get("numbers", {}))),
    )
    written = {name: items for file in files.values() for name, items in file.get("classes", {}).items()}
    classes = prepare(written)
    canonical = forms.canonical if forms.articles else str
    known: dict[str, Element] = {}
    phrases = tuple(
        compile_phrase(source, entry, folder.name, classes, canonical, known)
        for source, entry in _entries(folder.name, files)
    )
    return Pack(
        code=folder.name,
        name=language["name"],
        script=language["script"],
        profile=language.get("profile"),
        also=tuple(language.get("also", ())),
        words=frozenset(forms.canonical(fold(word)) for word in language.get("words", "").split()),
        forms=forms,
        covered="threats" in files and folder.name != SHARED,
        full=language.get("coverage") == "full",
        hours=language.get("hours", 24),
        phrases=phrases,
    )
