"""Reading the language folders: `data/languages/<code>/*.toml` become one index of phrases.

A folder is data. Each file speaks of one thing (numbers, money, time, threats, context, signs); here
they all turn into `Entry` payloads that the finders and qualifiers ask for by kind.
The folder `mul` holds what every language shares (signs, emoji, international words).
"""

from __future__ import annotations

import gc
import tomllib
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from data import ROOT
from pipeline.normalise import fold
from pipeline.phrases import Element, Hit, Phrase, PhraseIndex, compile_phrase, prepare
from pipeline.tokens import Tokens, WordForms

SHARED = "mul"
_READING = Lock()
_MONEY_KINDS = frozenset({"currency", "slang", "slang_first", "subunit"})
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_UNIT_KINDS = frozenset(
    {"currency", "slang", "subunit", "multiplier", "time_unit", "clock_mark", "meridiem", "ordinal"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase stands for: a kind ("currency", "threat", ...) and its value."""

    kind: str
    value: Any


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
    hours: int
    """12 where "at 6" may be 18:00 (English, Arabic), 24 where 18h is written (French), 6 where hours are
    counted from six (Swahili, Amharic)."""
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All folders together."""

    packs: dict[str, Pack]
    index: PhraseIndex
    forms: WordForms
    clocks: dict[str, int]
    """Folder -> how its language says hours."""

    @cache  # noqa: B019 - there is one lexicon, and few sets of languages occur
    def frequent(self, languages: frozenset[str]) -> frozenset[str]:
        """The most frequent words of these languages."""
        return frozenset().union(*(self.packs[code].words for code in languages))

    def find(self, tokens: Tokens, languages: frozenset[str]) -> Hits:
        """All phrases of `languages` (and the shared folder) in the message, by kind."""
        by_kind: dict[str, list[Hit]] = defaultdict(list)
        for hit in self.index.find(tokens.words, languages | {SHARED}):
            by_kind[hit.payload.kind].append(hit)
        return Hits({kind: _without_covered(hits) for kind, hits in by_kind.items()})


@dataclass(frozen=True, slots=True)
class Hits:
    """Phrases found, by kind of entry; within a kind the longest wins."""

    by_kind: dict[str, list[Hit]]

    def of(self, kind: str) -> list[Hit]:
        """Hits of one kind in text order."""
        return self.by_kind.get(kind, [])

    def all_starting(self, kind: str) -> dict[int, list[Hit]]:
        """Hits of one kind by their first token, longest first."""
        found: dict[int, list[Hit]] = {}
        for hit in self.of(kind):
            found.setdefault(hit.start, []).append(hit)
        return found

    def all_ending(self, kind: str) -> dict[int, list[Hit]]:
        """Hits of one kind by the token behind them, longest first."""
        found: dict[int, list[Hit]] = {}
        for hit in self.of(kind):
            found.setdefault(hit.end, []).append(hit)
        return found

    def starting(self, kind: str) -> dict[int, Hit]:
        """Hits of one kind by their first token."""
        return {hit.start: hit for hit in reversed(self.of(kind))}


def _without_covered(hits: list[Hit]) -> list[Hit]:
    """Drop hits that lie inside a longer one saying something of the same kind (threats: same category)."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_preference):
        if not any(k.start <= hit.start and hit.end <= k.end and _rival(k, hit) for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, -h.end))


def _preference(hit: Hit) -> tuple[int, int, bool]:
    """Longer first; over the same words, harm that is done before harm that is announced."""
    done = hit.payload.kind == "threat" and hit.payload.value.carried_out
    return hit.start - hit.end, hit.start, not done


def _rival(longer: Hit, hit: Hit) -> bool:
    if hit.payload.kind in ("threat", "sign", "cue"):
        same: bool = longer.payload.value.name == hit.payload.value.name
        return same
    if hit.payload.kind in _MONEY_KINDS:
        return (longer.start, longer.end) != (hit.start, hit.end)  # which one is meant the country decides
    return True


@dataclass(frozen=True, slots=True)
class ThreatEntry:
    """A threat phrase: its category, severity 1..4, and whether it tells of harm done or under way."""

    name: str
    severity: int
    carried_out: bool = False
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class SignEntry:
    """A sign that is no threat: hostage held, demand, pressure, proof of life, calm ..."""

    name: str


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A context cue: what it does to a finding, and how far it reaches."""

    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class CurrencyEntry:
    """A currency word: an ISO code, or a family ("franc") that the country decides; `value` for slang."""

    code: str | None
    family: str | None
    factor: float = 1.0
    countries: tuple[str, ...] = ()
    """used in these countries only"""
    glued: bool = False
    """only written on to its number"""
    capitals: bool = False
    """only in capitals: ISO codes that are words as well"""


def lexicon() -> Lexicon:
    """All language folders, read once, whichever thread asks first."""
    with _READING:
        return _read_all()


@cache
def _read_all() -> Lexicon:
    # A million small objects that stay: the collector would only slow their making down.
    gc.disable()
    try:
        return _compile_all()
    finally:
        gc.enable()
        gc.freeze()


def _compile_all() -> Lexicon:
    packs = {path.name: _read_pack(path) for path in sorted((ROOT / "languages").iterdir()) if path.is_dir()}
    index = PhraseIndex(phrase for pack in packs.values() for phrase in pack.phrases)
    units = {
        word
        for phrase in index.phrases
        if phrase.payload.kind in _UNIT_KINDS and len(phrase.elements) == 1
        for word in phrase.elements[0].words
    }
    forms = WordForms(
        vocabulary=index.vocabulary() | {w for p in packs.values() for w in p.words},
        units=frozenset(units),
        articles=tuple(sorted({a for p in packs.values() for a in p.forms.articles}, key=len, reverse=True)),
        clitics=tuple(sorted({c for p in packs.values() for c in p.forms.clitics}, key=len, reverse=True)),
    )
    clocks = {code: pack.hours for code, pack in packs.items() if code != SHARED}
    return Lexicon(packs, index, forms, clocks)


def _read_pack(folder: Path) -> Pack:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    language = files["language"]
    forms = WordForms(
        articles=tuple(fold(a) for a in language.get("articles", ())),
        clitics=tuple(fold(c) for c in language.get("clitics", ())),
    )
    written = {name: items for file in files.values() for name, items in file.get("classes", {}).items()}
    classes = prepare(written)
    canonical = forms.canonical if forms.articles else str
    known: dict[str, Element] = {}
    phrases = tuple(
        compile_phrase(source, entry, folder.name, classes, canonical, known)
        for name, reader in _READERS.items()
        if name in files
        for source, entry in reader(files[name])
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
        hours=language.get("hours", 24),
        phrases=phrases,
    )


Entries = Iterator[tuple[str, Entry]]


def _numbers(file: dict[str, Any]) -> Entries:
    multiplier = "leading_multiplier" if file.get("multiplier_first") else "multiplier"
    for kind, table in (("number", "words"), (multiplier, "multipliers"), ("half", "fractions")):
        for source, value in file.get(table, {}).items():
            yield source, Entry(kind, float(value))
    ones_first = bool(file.get("ones_first"))
    yield from ((source, Entry("number_join", ones_first)) for source in file.get("joins", ()))
    yield from (
        (source, Entry("number_lead", float(part))) for source, part in file.get("leading", {}).items()
    )
    yield from ((source, Entry("number_point", None)) for source in file.get("points", ()))


def _money(file: dict[str, Any]) -> Entries:
    for kind in ("currency", "slang", "subunit"):
        for row in file.get(kind, ()):
            value = CurrencyEntry(
                row.get("code"),
                row.get("family"),
                row.get("value", 1.0),
                tuple(row.get("countries", ())),
                row.get("glued", False),
            )
            name = f"{kind}_first" if row.get("unit_first") else kind
            yield from ((source, Entry(name, value)) for source in row["words"])
    for role, sources in file.get("roles", {}).items():
        yield from ((source, Entry("role", role)) for source in sources)
    for kind in ("counted", "of"):
        yield from ((source, Entry(kind, None)) for source in file.get(kind, ()))


def _time(file: dict[str, Any]) -> Entries:
    yield from _time_tables(file)
    yield from _months(file)
    yield from _bounds(file)
    for source, offset in file.get("days", {}).items():
        yield source, Entry("day", int(offset))
    for source, (count, unit) in file.get("lengths", {}).items():
        yield source, Entry("length", (float(count), unit))
    for source, (offset, part) in file.get("day_parts", {}).items():
        yield source, Entry("day_part", (int(offset), part))
    for name, kind in (("time_fillers", "time_filler"), ("ordinals", "ordinal"), ("behind", "behind")):
        yield from ((source, Entry(kind, None)) for source in file.get(name, ()))


def _time_tables(file: dict[str, Any]) -> Entries:
    """Tables of name = [phrases]."""
    for table, kind in _TIME_TABLES.items():
        for name, sources in file.get(table, {}).items():
            yield from ((source, Entry(kind, name)) for source in sources)
    if file.get("units_first"):
        for name, sources in file.get("units", {}).items():
            yield from ((source, Entry("unit_first", name)) for source in sources)
    for where, sources in file.get("monthday", {}).items():
        kind = "monthday_behind" if where == "behind" else "monthday"
        yield from ((source, Entry(kind, where)) for source in sources)


def _months(file: dict[str, Any]) -> Entries:
    for name, sources in file.get("months", {}).items():
        yield from ((source, Entry("month", ("gregorian", _MONTHS[name]))) for source in sources)
    for calendar in ("islamic", "persian", "ethiopian"):
        for number, sources in file.get(f"months_{calendar}", {}).items():
            yield from ((source, Entry("month", (calendar, int(number)))) for source in sources)


def _bounds(file: dict[str, Any]) -> Entries:
    if file.get("bounds_behind"):
        for name in ("before", "by", "until", "within"):
            yield from ((source, Entry("bound_behind", name)) for source in file["bounds"].get(name, ()))


_TIME_TABLES = {
    "units": "time_unit",
    "parts": "part",
    "weekdays": "weekday",
    "bounds": "bound",
    "unbound": "unbound",
    "meridiem": "meridiem",
    "clock": "clock_mark",
    "clock_before": "clock_before",
    "prayers": "prayer",
    "feasts": "feast",
    "month_of": "month_of",
    "shift": "shift",
    "end_of": "end_of",
}


def _threats(file: dict[str, Any]) -> Entries:
    for row in file.get("threat", ()):
        value = ThreatEntry(
            row["category"], row["severity"], row.get("carried_out", False), row.get("veiled", False)
        )
        yield from ((source, Entry("threat", value)) for source in row["phrases"])


def _signs(file: dict[str, Any]) -> Entries:
    for name, sources in file.get("signs", {}).items():
        yield from ((source, Entry("sign", SignEntry(name))) for source in sources)


def _context(file: dict[str, Any]) -> Entries:
    for row in file.get("cue", ()):
        value = CueEntry(row["kind"], row["reach"])
        yield from ((source, Entry("cue", value)) for source in row["phrases"])
    yield from ((source, Entry("clause", None)) for source in file.get("clause_limits", ()))


def _contacts(file: dict[str, Any]) -> Entries:
    for kind, sources in file.get("near", {}).items():
        yield from ((source, Entry("contact_cue", kind)) for source in sources)


_READERS = {
    "numbers": _numbers,
    "money": _money,
    "time": _time,
    "threats": _threats,
    "signs": _signs,
    "context": _context,
    "contacts": _contacts,
}
