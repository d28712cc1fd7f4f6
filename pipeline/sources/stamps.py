"""Dates and clock times as apps and tables write them: any order, any digits, 12 or 24 hours.

The order of day, month and year is settled for a whole file at once: by what is possible, then by
what puts the messages in time order, then by habit. Words for before and after noon come from CLDR
(package Babel), for every locale.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from data import ROOT

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")
_MARKS = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c")
)
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u3000"), " ")
_CENTURY = 2000
_WORDS = tomllib.loads((ROOT / "shared" / "stamps.toml").read_text("utf-8"))
_BETWEEN = "|".join(map(re.escape, _WORDS["between"]))
STAMP = re.compile(
    r"""(?P<first>\d{1,4})\s?[./\-年년]\s?(?P<second>\d{1,2})\s?[./\-月월]\s?(?P<third>\d{1,4})[日일.]?
        \s*[,،]?\s*(?:(?:BETWEEN)\s+)?(?:(?P<lead>[^\W\d_]{2})\s?)?
        (?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d{2})(?:[:.](?P<second_of>\d{2}))?(?!\d)
    """.replace("BETWEEN", _BETWEEN),
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A written moment before its date order is known; `noon` is "am", "pm" or None."""

    parts: tuple[int, int, int]
    padded: bool
    long_year: bool
    hour: int
    minute: int
    second: int
    noon: str | None

    def moment(self, order: Order) -> datetime:
        """The naive local time. Raises `ValueError` where the order makes no date."""
        places = dict(zip(order, self.parts, strict=True))
        year = places["y"]
        if not self.long_year:
            if year > 99:
                raise ValueError("no year")
            year += _CENTURY
        hour = self.hour if self.noon is None else self.hour % 12 + (12 if self.noon == "pm" else 0)
        return datetime(year, places["m"], places["d"], hour, self.minute, self.second)


def plain(text: str) -> str:
    """Text without direction marks, with plain spaces and ASCII digits; lengths may change."""
    text = text.translate(_MARKS).translate(_SPACES)
    return text if text.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in text)


def read_stamp(match: re.Match[str], behind: str = "") -> Stamp:
    """The stamp of a match of `STAMP`; `behind` is what follows the clock, such as "p. m."."""
    first, third = match["first"], match["third"]
    return Stamp(
        parts=(int(first), int(match["second"]), int(third)),
        padded=first.startswith("0") or match["second"].startswith("0"),
        long_year=len(first) == 4 or len(third) == 4,
        hour=int(match["hour"]),
        minute=int(match["minute"]),
        second=int(match["second_of"] or 0),
        noon=half_of_day(match["lead"] or "") or half_of_day(behind),
    )


@cache
def _halves() -> dict[str, str]:
    """Words for before and after noon in all locales of CLDR; words that mean both are left out."""
    halves: dict[str, set[str]] = {}
    for name in locale_identifiers():
        try:
            periods = Locale.parse(name).day_periods.get("format", {})
        except (UnknownLocaleError, ValueError):
            continue
        for table in periods.values():
            for half in ("am", "pm"):
                if half in table:
                    halves.setdefault(_squeezed(table[half]), set()).add(half)
    return {word: next(iter(meant)) for word, meant in halves.items() if len(meant) == 1}


def half_of_day(word: str) -> str | None:
    """ "am" or "pm" for a word such as "PM", "p. m.", "م", "下午"; None for anything else."""
    squeezed = _squeezed(word)
    if squeezed in ("am", "pm"):
        return squeezed
    return _halves().get(squeezed) if squeezed else None


def _squeezed(word: str) -> str:
    return re.sub(r"[\s.]", "", plain(word)).lower()


def order_of(stamps: Sequence[Stamp], country: str | None = None) -> tuple[Order, bool]:
    """The date order of a file, and whether it is certain (False: another order would do as well)."""
    # A stamp that is no date in any order is one line's fault, not the file's.
    stamps = [stamp for stamp in stamps if any(_fits(stamp, order) for order in ORDERS)]
    possible = [order for order in ORDERS if all(_fits(stamp, order) for stamp in stamps)]
    if len(possible) == 1:
        return possible[0], True
    if not possible:
        return "dmy", False
    disorder = {order: _disorder([stamp.moment(order) for stamp in stamps]) for order in possible}
    least = min(disorder.values())
    best = [order for order in possible if disorder[order] == least]
    return (best[0], True) if len(best) == 1 else (_by_habit(stamps, best, country), False)


def _fits(stamp: Stamp, order: Order) -> bool:
    if stamp.long_year and (stamp.parts[0] > 99) != (order == "ymd"):
        return False
    if order == "ymd" and not stamp.long_year:
        return False
    try:
        stamp.moment(order)
    except ValueError:
        return False
    return True


def _disorder(moments: Sequence[datetime]) -> int:
    """How often time runs backwards."""
    return sum(later < earlier for earlier, later in pairwise(moments))


def _by_habit(stamps: Sequence[Stamp], orders: Sequence[Order], country: str | None) -> Order:
    """Month first is the habit of the United States, where neither padding nor long years are written."""
    american = country in ("US", "PH") or (
        country is None and all(s.noon and not s.padded and not s.long_year for s in stamps)
    )
    wanted: Order = "mdy" if american else "dmy"
    return wanted if wanted in orders else orders[0]
