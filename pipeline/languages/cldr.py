"""Currencies that need no folder: every ISO code, and official names, from CLDR (package Babel).

A code counts only in capitals ("ALL" is the Albanian lek, "all" is not). Names count where they have two
words or more ("Jamaican dollars"): one-word names are the folders' business, for many are words as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from pipeline.languages.entries import CurrencyEntry, Entry

_PLAIN = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)+")
_COUNTS = (None, 1, 2, 5)


@cache
def _tender() -> frozenset[str]:
    """ISO 4217 codes that are legal tender somewhere today."""
    territories = get_global("territory_currencies")
    return frozenset(code for territory in territories for code in get_territory_currencies(territory))


def currency_codes() -> Iterator[tuple[str, Entry]]:
    """All codes, in capitals only."""
    for code in sorted(_tender()):
        yield code, Entry("currency", CurrencyEntry(code, None, capitals=True))


def currency_names(language: str) -> Iterator[tuple[str, Entry]]:
    """The names of all currencies in a language, singular and plural; none where CLDR lacks it."""
    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError):
        return
    for code in sorted(_tender()):
        names = {get_currency_name(code, count=count, locale=locale) for count in _COUNTS}
        for name in sorted(names):
            if _PLAIN.fullmatch(name):
                yield name, Entry("currency", CurrencyEntry(code, None))
