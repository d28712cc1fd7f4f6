"""Where a message speaks from: its country, from what the caller says or from the time zone.

Sources: IANA's zone table (package tzdata) for zone -> country, CLDR (package Babel) for
country -> currency, `data/shared/currencies.toml` for which currency a common word means.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from babel.core import get_global
from babel.numbers import get_territory_currencies

from data import ROOT


@cache
def _zone_countries() -> dict[str, str]:
    table: dict[str, str] = {}
    # zone.tab gives every zone a country of its own; zone1970.tab folds Abidjan, Dakar, Bamako into one.
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            table[zone] = country
    return table


@cache
def country_of_zone(zone: str) -> str | None:
    """ISO 3166-1 alpha-2 country of an IANA zone, older names included; None for UTC and the like."""
    country = _zone_countries().get(zone)
    if country is None:
        aliases = get_global("zone_aliases")
        country = _zone_countries().get(aliases.get(zone, ""))
    return country


@cache
def currency_of_country(country: str) -> str | None:
    """The legal tender of a country today (ISO 4217), None where it is not known."""
    try:
        currencies = get_territory_currencies(country)
    except LookupError:
        return None
    return currencies[0] if currencies else None


@cache
def _money() -> dict[str, Any]:
    with (ROOT / "shared" / "currencies.toml").open("rb") as file:
        return tomllib.load(file)


def currency_of_family(family: str, country: str | None) -> str | None:
    """Which "francs", "dinars", ... are meant in that country (None: not known)."""
    row = _money()["families"][family]
    local = currency_of_country(country) if country else None
    if local and (local in row["codes"] or family == "local"):
        return local
    return row["default"] or None


def habit(country: str, value: float, language: str | None) -> float:
    """What people there multiply with who name a sum of this size without its money (1: nothing).

    `language` is the message's; None where the text itself speaks of the local money.
    """
    row = _money()["habits"].get(country)
    if not row or value < row["least"] or (language and language not in row["languages"]):
        return 1.0
    return float(row["factor"])


def in_usd(value: float, currency: str | None) -> float | None:
    """Indicative US dollars at the dated rates of the table; None where there is no rate."""
    rate = _money()["rates"].get(currency) if currency else None
    return round(value / rate, 2) if rate else None
