"""Finding sums of money: a number with a currency, a street word or a money verb beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.analysis import Amount
from pipeline.languages import CurrencyEntry
from pipeline.money.roles import Roles
from pipeline.money.units import Units
from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.place import currency_of_country, habit, in_usd
from pipeline.reading import Reading
from pipeline.tokens import Tokens

LEAST_BARE = 500
"""A number without a currency counts as money from here on, where money is spoken of beside it."""
_MOST_ELIDED = 999
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over tokens `start` to `end`; `others` are other readings as (value, currency)."""

    start: int
    end: int
    value: float
    currency: str | None
    others: tuple[tuple[float, str | None], ...] = ()


def find_amounts(reading: Reading, taken: frozenset[int]) -> list[Amount]:
    """Amounts in text order. `taken` are tokens that belong to contacts or times."""
    free = [n for n in reading.numbers if not taken.intersection(range(n.start, n.end))]
    finder = _Finder(reading)
    found = [(number, finder.sum(number)) for number in free]
    sums = [sum_ or finder.elided(number, found) for number, sum_ in found]
    sums_found = _once([sum_ for sum_ in sums if sum_], reading.tokens)
    known = next((sum_.currency for sum_ in sums_found if sum_.currency), None)
    return [_amount(sum_, reading, finder.roles, known) for sum_ in sums_found]


class _Finder:
    def __init__(self, reading: Reading) -> None:
        hits = reading.hits
        self.tokens = reading.tokens
        self.country = reading.country
        self.units = Units(reading)
        self.roles = Roles(reading)
        self.counted = hits.starting("counted")
        self.halves = hits.starting("half")
        self.joins = hits.starting("number_join")
        self.numbers = {number.start: number for number in reading.numbers}

    def sum(self, number: Number) -> Sum | None:
        """The sum that this number is part of, if it is money."""
        hit = self.units.behind(number.end)
        if hit:
            return self._with_unit(number, hit)
        slang = self.units.before("slang_first", number.start)
        if slang:
            value = number.value * slang.payload.value.factor
            return Sum(slang.start, number.end, value, self.units.code(slang.payload.value))
        currency = self.units.before("currency", number.start)
        if currency:
            return self._written(Sum(currency.start, number.end, number.value, None), number, currency)
        return self._bare(number)

    def elided(self, number: Number, found: list[tuple[Number, Sum | None]]) -> Sum | None:
        """ "You asked for 60 million, you offer 7": a small bare number beside a role word, in the millions.

        The multiplier and the currency are those of the sum before it, else of the one after.
        """
        if not number.digits or not 0 < number.value <= _MOST_ELIDED or number.end in self.counted:
            return None
        scaled = [(n, s) for n, s in found if s and n.multiplier >= 1000]
        if not scaled or not self._stands_alone(number) or not self._beside_role(number):
            return None
        before = [pair for pair in scaled if pair[0].start < number.start]
        other, sum_ = before[-1] if before else scaled[0]
        return Sum(number.start, number.end, number.value * other.multiplier, sum_.currency)

    def _stands_alone(self, number: Number) -> bool:
        at = number.end
        return at >= len(self.tokens) or self.tokens.kinds[at] == "symbol" or at in self.joins

    def _beside_role(self, number: Number) -> bool:
        near = self.roles.near(number.start, number.end)
        return bool(near) and near[0][0] <= 2 and near[0][1].payload.value in ("demand", "offer", "paid")

    def _with_unit(self, number: Number, hit: Hit) -> Sum | None:
        entry: CurrencyEntry = hit.payload.value
        kind = hit.payload.kind
        if kind == "subunit":
            code = self.units.subunit_code(entry)
            return Sum(number.start, hit.end, number.value * entry.factor, code)
        if kind == "currency":
            sum_ = self._written(Sum(number.start, hit.end, number.value, None), number, hit)
            return self._with_cents(self._with_lead(sum_))
        end, code, value = hit.end, self.units.code(entry), number.value * entry.factor
        half = self.halves.get(end)
        if half:
            end, value = half.end, value + half.payload.value * entry.factor
        follow = self.units.at("currency", end)
        if follow:
            end, code = follow.end, self.units.code(follow.payload.value) or code
        return Sum(number.start, end, value, code)

    def _written(self, sum_: Sum, number: Number, hit: Hit) -> Sum:
        """A sum with its currency written out, and how else it may be read."""
        code = self.units.code(hit.payload.value)
        others = ((number.literal, code),) if number.literal is not None else ()
        return replace(sum_, currency=code, others=others)

    def _with_lead(self, sum_: Sum) -> Sum:
        """ "US$ 5000 dollars": the same money named on both sides; "5000 $ CAD": once more behind."""
        lead = self.units.before("currency", sum_.start)
        if lead and self.units.code(lead.payload.value) == sum_.currency:
            sum_ = replace(sum_, start=lead.start)
        follow = self.units.at("currency", sum_.end)
        if follow and self.tokens.kinds[sum_.end] == "word":
            sum_ = replace(
                sum_, end=follow.end, currency=self.units.code(follow.payload.value) or sum_.currency
            )
        return sum_

    def _with_cents(self, sum_: Sum) -> Sum:
        """ "3 dollars and 20 cents", "5€50"."""
        join = self.joins.get(sum_.end)
        number = self.numbers.get(join.end if join else sum_.end)
        if number is None or not 0 < number.value < 100:
            return sum_
        cents = self.units.at("subunit", number.end)
        if cents:
            return replace(sum_, end=cents.end, value=sum_.value + number.value * cents.payload.value.factor)
        glued = self.tokens.starts[number.start] == self.tokens.ends[number.start - 1]
        if glued and number.digits and len(number.digits) == 2 and number.start == sum_.end:
            return replace(sum_, end=number.end, value=sum_.value + number.value / 100)
        return sum_

    def _bare(self, number: Number) -> Sum | None:
        """A number alone: money where it is large, no year, no count, and a money verb stands beside it."""
        if number.value < LEAST_BARE or number.end in self.counted:
            return None
        digits = number.digits
        if digits and len(digits) == 4 and 1900 <= number.value <= 2100:
            return None
        if digits and (digits[0] == "0" or len(digits) > _MOST_DIGITS):
            return None
        if not number.scaled and not self.roles.near(number.start, number.end):
            return None
        others = ((number.literal, None),) if number.literal is not None else ()
        return Sum(number.start, number.end, number.value, None, others)


def _once(sums: list[Sum], tokens: Tokens) -> list[Sum]:
    """One sum written twice side by side ("3000 (trois mille) dollars") is one."""
    merged: list[Sum] = []
    for sum_ in sums:
        last = merged[-1] if merged else None
        if last and last.value == sum_.value and _only_marks(tokens, last.end, sum_.start):
            merged[-1] = replace(last, end=max(last.end, sum_.end), currency=last.currency or sum_.currency)
        elif not last or sum_.start >= last.end:
            merged.append(sum_)
    return merged


def _only_marks(tokens: Tokens, start: int, end: int) -> bool:
    return all(tokens.kinds[at] == "symbol" for at in range(start, end))


def _amount(sum_: Sum, reading: Reading, roles: Roles, known: str | None) -> Amount:
    start, end = reading.tokens.span(sum_.start, sum_.end)
    value, currency, others = _valued(sum_, reading, known)
    return Amount(
        start=start,
        end=end,
        text=reading.tokens.normalised.original[start:end],
        value=round(value, 6),
        currency=currency,
        usd=in_usd(value, currency),
        role=roles.of(sum_.start, sum_.end),
        alternatives=tuple({"value": round(other, 6), "currency": code} for other, code in others),
    )


def _valued(
    sum_: Sum, reading: Reading, known: str | None
) -> tuple[float, str | None, tuple[tuple[float, str | None], ...]]:
    """Value, currency and other readings; a sum without its money is the country's, the doubt is kept."""
    if sum_.currency or not reading.country:
        return sum_.value, sum_.currency or known, sum_.others
    local = currency_of_country(reading.country)
    factor = habit(reading.country, sum_.value)
    if factor != 1 and known in (None, local):
        # "200 millions" in Algiers are centimes to whoever speaks so.
        return sum_.value * factor, local, ((sum_.value, local), *sum_.others)
    if known:
        return sum_.value, known, sum_.others
    return sum_.value, local, (*sum_.others, (sum_.value, None)) if local else sum_.others
