"""Finding sums of money: a number with a currency, a slang word or a money verb beside it, and its role."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.analysis import Amount, Role
from pipeline.languages import CurrencyEntry
from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.place import currency_of_country, currency_of_family, in_usd
from pipeline.reading import Reading
from pipeline.tokens import Tokens

LEAST_BARE = 500
"""A number without a currency counts as money from here on, where money is spoken of beside it."""
_REACH_BEHIND = 4
_REACH_AHEAD = 12


@dataclass(frozen=True, slots=True)
class _Sum:
    start: int
    end: int
    value: float
    currency: str | None


def find_amounts(reading: Reading, taken: frozenset[int]) -> list[Amount]:
    """Amounts in text order. `taken` are tokens that belong to contacts or times."""
    finder = _Finder(reading)
    free = [n for n in reading.numbers if not taken.intersection(range(n.start, n.end))]
    sums = _once([s for n in free if (s := finder.sum(n))], reading.tokens)
    known = next((s.currency for s in sums if s.currency), None)
    return [_amount(s, reading, finder.role(s), known) for s in sums]


class _Finder:
    def __init__(self, reading: Reading) -> None:
        hits = reading.hits
        self.reading = reading
        self.tokens = reading.tokens
        self.country = reading.country
        self.after = {
            kind: hits.starting(kind) for kind in ("currency", "slang", "subunit", "counted", "half")
        }
        self.before = {hit.end: hit for hit in hits.of("currency")}
        self.of = {hit.start for hit in hits.of("of")}
        self.roles = hits.of("role")

    def sum(self, number: Number) -> _Sum | None:
        """The sum that this number is part of, if it is money."""
        at = number.end
        if at in self.of:
            at += 1
        for kind in ("subunit", "slang", "currency"):
            hit = self.after[kind].get(at) or self.after[kind].get(number.end)
            if hit:
                return self._with_unit(number, hit, kind)
        hit_before = self.before.get(number.start)
        if hit_before:
            value = hit_before.payload.value
            return _Sum(hit_before.start, number.end, number.value, self._code(value))
        return self._bare(number)

    def _with_unit(self, number: Number, hit: Hit, kind: str) -> _Sum | None:
        entry: CurrencyEntry = hit.payload.value
        if kind == "subunit":
            if self.country and self.country not in entry.countries:
                return None
            code = currency_of_country(self.country) if self.country else None
            return _Sum(number.start, hit.end, number.value * entry.factor, code)
        end, code, value = hit.end, self._code(entry), number.value * entry.factor
        half = self.after["half"].get(end)
        if half and kind == "slang":
            end, value = half.end, value + half.payload.value * entry.factor
        follow = self.after["currency"].get(end)
        if follow:
            end = follow.end
            code = self._code(follow.payload.value) if kind == "slang" else code
        start = number.start
        lead = self.before.get(start)
        if lead and kind == "currency" and self._code(lead.payload.value) == code:
            start = lead.start
        return _Sum(start, end, value, code)

    def _code(self, entry: CurrencyEntry) -> str | None:
        if entry.code:
            return entry.code
        return currency_of_family(entry.family, self.country) if entry.family else None

    def _bare(self, number: Number) -> _Sum | None:
        """A number alone: money where it is large, no year, no count, and a money verb stands beside it."""
        if number.value < LEAST_BARE or number.end in self.after["counted"]:
            return None
        if number.digits and len(number.digits) == 4 and 1900 <= number.value <= 2100:
            return None
        if number.digits and (number.digits[0] == "0" or len(number.digits) > 9):
            return None
        if not number.scaled and not self._near(number.start, number.end):
            return None
        return _Sum(number.start, number.end, number.value, None)

    def _near(self, start: int, end: int) -> list[tuple[int, Hit]]:
        """Role cues of the same sentence with their distance; behind the sum they count double."""
        first, last = self.tokens.sentence(start)
        near: list[tuple[int, Hit]] = []
        for hit in self.roles:
            if first <= hit.start and hit.end <= start and start - hit.end <= _REACH_AHEAD:
                near.append((start - hit.end, hit))
            elif end <= hit.start < last and hit.start - end <= _REACH_BEHIND:
                near.append((2 * (hit.start - end) + 1, hit))
        return sorted(near, key=lambda pair: pair[0])

    def role(self, sum_: _Sum) -> Role:
        """What the sum is for: the nearest cue says it; a demand needs somebody who is held."""
        captive = self.reading.captive
        near = self._near(sum_.start, sum_.end)
        role: Role = near[0][1].payload.value if near else ("demand" if captive else "other")
        if role == "demand" and not captive:
            return "other"
        return role


def _once(sums: list[_Sum], tokens: Tokens) -> list[_Sum]:
    """One sum written twice side by side ("3000 (trois mille) dollars") is one."""
    merged: list[_Sum] = []
    for sum_ in sums:
        last = merged[-1] if merged else None
        if last and last.value == sum_.value and _only_marks(tokens, last.end, sum_.start):
            merged[-1] = replace(last, end=max(last.end, sum_.end), currency=last.currency or sum_.currency)
        elif not last or sum_.start >= last.end:
            merged.append(sum_)
    return merged


def _only_marks(tokens: Tokens, start: int, end: int) -> bool:
    return all(tokens.kinds[at] == "symbol" for at in range(start, end))


def _amount(sum_: _Sum, reading: Reading, role: Role, known: str | None) -> Amount:
    start, end = reading.tokens.span(sum_.start, sum_.end)
    currency = sum_.currency or known
    alternatives: tuple[dict[str, object], ...] = ()
    if currency is None and reading.country:
        # The text does not say: the country's own money is the likeliest, and the doubt is kept.
        currency = currency_of_country(reading.country)
        alternatives = ({"value": sum_.value, "currency": None},) if currency else ()
    return Amount(
        start=start,
        end=end,
        text=reading.tokens.normalised.original[start:end],
        value=round(sum_.value, 6),
        currency=currency,
        usd=in_usd(sum_.value, currency),
        role=role,
        alternatives=alternatives,
    )
