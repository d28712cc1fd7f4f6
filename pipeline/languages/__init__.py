"""Language folders (`data/languages/<code>/`) as one lexicon of phrases."""

from pipeline.languages.entries import CueEntry, CurrencyEntry, Entry, SignEntry, ThreatEntry
from pipeline.languages.hits import Hits
from pipeline.languages.lexicon import Lexicon, lexicon
from pipeline.languages.packs import SHARED, Pack

__all__ = [
    "SHARED",
    "CueEntry",
    "CurrencyEntry",
    "Entry",
    "Hits",
    "Lexicon",
    "Pack",
    "SignEntry",
    "ThreatEntry",
    "lexicon",
]
