"""Reading the language folders: `data/languages/<code>/*.toml` become one index of phrases.

A folder is data. Each file speaks of one thing (numbers, money, time, threats, context, signs); here
they all turn into `Entry` payloads that the finders and qualifiers ask for by kind.
The folder `mul` holds what every language shares (signs, emoji, international words).
"""

from __future__ import annotations

import gc
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from threading import Lock

from data import ROOT
from pipeline.languages.hits import Hits, without_covered
from pipeline.languages.packs import SHARED, Pack, read_pack
from pipeline.phrases import Hit, PhraseIndex
from pipeline.tokens import Tokens, WordForms

_READING = Lock()
_UNIT_KINDS = frozenset(
    {"currency", "slang", "subunit", "multiplier", "time_unit", "clock_mark", "meridiem", "ordinal"}
)


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
        return Hits({kind: without_covered(hits) for kind, hits in by_kind.items()})


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
    packs = {path.name: read_pack(path) for path in sorted((ROOT / "languages").iterdir()) if path.is_dir()}
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
        glued=frozenset(word for pack in packs.values() for word in pack.forms.glued),
        whole=frozenset(w for p in packs.values() for w in p.forms.whole),
        articles=tuple(sorted({a for p in packs.values() for a in p.forms.articles}, key=len, reverse=True)),
        clitics=tuple(sorted({c for p in packs.values() for c in p.forms.clitics}, key=len, reverse=True)),
    )
    clocks = {code: pack.hours for code, pack in packs.items() if code != SHARED}
    return Lexicon(packs, index, forms, clocks)
