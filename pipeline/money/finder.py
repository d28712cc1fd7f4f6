"""Finding sums of money: a number with a currency, a street word or a money verb beside it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.analysis import Amount
from pipeline.languages import CurrencyEntry
from pipeline.money.beside import beside_another
from pipeline.money.roles import Roles
from pipeline.money.sums import Sum, is_year
from pipeline.money.units import Units
from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.place import currency_of_country, habit, in_usd
from pipeline.reading import Reading

LEAST_BARE = 500
"""A number without a currency counts as money from here on, where money is spoken of beside it."""
_NAMING_REACH = 2
_LEAST_LETTERED = 100
_MOST_ASIDE = 3
_LIKE_SIZE = 300.0
_MOST_DIGITS = 9


def find_amounts(reading: Reading, taken: frozenset[int]) -> list[Amount]:
    """Amounts in text order. `taken` are tokens that belong to contacts or times."""
    free = [n for n in reading.numbers if not taken.intersection(range(n.start, n.end))]
    finder = _Finder(reading)
    found = [(number, finder.sum(number)) for number in free]
    written = [(number, sum_) for number, sum_ in found if sum_]
    sums = [sum_ or (beside_another(number, written, finder) if written else None) for number, sum_ in found]
    named = [sum_ for sum_ in sums if sum_ and sum_.currency]
    valued = [_valued(sum_, reading, _known(sum_, named)) for sum_ in sums if sum_]
    return [_amount(sum_, reading, finder.roles) for sum_ in _once(valued, finder)]


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
        self.cues = [hit for hit in hits.of("contact_cue") if hit.payload.value in ("transfer_code", "phone")]
        self.frequent = reading.frequent

    def sum(self, number: Number) -> Sum | None:
        """The sum that this number is part of, if it is money."""
        number = self._with_aside(number)
        hit = self.units.behind(number.end)
        if hit and not (number.digits is None and not number.scaled and self._is_letter(hit, number)):
            return self._with_unit(number, hit)
        slang = self.units.before("slang_first", number.start)
        if slang:
            value = number.value * slang.payload.value.factor
            return Sum(slang.start, number.end, value, self.units.code(slang.payload.value))
        currency = self.units.before("currency", number.start)
        if currency and not self._is_letter(currency, number):
            return self._with_cents(
                self._written(Sum(currency.start, number.end, number.value, None), number, currency)
            )
        return self._bare(number)

    def _with_aside(self, number: Number) -> Number:
        """ "3000 (trois mille) dollars": the same number in brackets belongs to it."""
        if number.end >= len(self.tokens) or self.tokens.words[number.end] != "(":
            return number
        again = self.numbers.get(number.end + 1)
        closed = again and again.end < len(self.tokens) and self.tokens.words[again.end] == ")"
        if not again or not closed or again.value != number.value:
            return number
        return replace(number, end=again.end + 1, digits=None)

    def _is_letter(self, hit: Hit, number: Number) -> bool:
        """Is it a lone letter beside a small number ("F3", "one n")?"""
        return (
            hit.end - hit.start == 1
            and len(self.tokens.words[hit.start]) == 1
            and (self.tokens.kinds[hit.start] == "word" and number.value < _LEAST_LETTERED)
        )

    def is_aside(self, start: int, end: int) -> bool:
        """Only signs, or a word or two that join nothing ("yaani", "c'est à dire"), between two sums?"""
        if all(self.tokens.kinds[at] == "symbol" for at in range(start, end)):
            return True
        words = [at for at in range(start, end) if self.tokens.kinds[at] != "symbol"]
        return (
            len(words) <= _MOST_ASIDE
            and len(words) < end - start
            and not any(at in self.joins for at in words)
        )

    def stands_alone(self, number: Number) -> bool:
        """No counted thing follows: the text ends, a sign or one of the commonest words comes."""
        at = number.end
        if at in self.counted or at >= len(self.tokens):
            return at not in self.counted
        return self.tokens.kinds[at] == "symbol" or at in self.joins or self.tokens.words[at] in self.frequent

    def follows_common_word(self, number: Number) -> bool:
        """Not behind the name of a thing that is numbered ("plaza 61", "exit 26")."""
        before = number.start - 1
        return (
            before < 0 or self.tokens.kinds[before] == "symbol" or self.tokens.words[before] in self.frequent
        )

    def is_named(self, number: Number) -> bool:
        """Does a word before it say that it is a code or a phone ("PIN 4471")?"""
        return not number.scaled and any(0 <= number.start - cue.end <= _NAMING_REACH for cue in self.cues)

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
        unit_between = sum_.end - 1 not in self.numbers
        if glued and unit_between and number.digits and len(number.digits) == 2 and not join:
            return replace(sum_, end=number.end, value=sum_.value + number.value / 100)
        return sum_

    def _bare(self, number: Number) -> Sum | None:
        """A number alone: money where it is large, no year, no count, and a money verb stands beside it."""
        if (
            number.value < LEAST_BARE
            or number.end in self.counted
            or is_year(number)
            or self.is_named(number)
        ):
            return None
        digits = number.digits
        if digits and (digits[0] == "0" or len(digits) > _MOST_DIGITS):
            return None
        if not number.scaled and not self.roles.near(number.start, number.end):
            return None
        others = ((number.literal, None),) if number.literal is not None else ()
        return Sum(number.start, number.end, number.value, None, others)


def _once(sums: list[Sum], finder: _Finder) -> list[Sum]:
    """One sum written twice side by side ("3000 (trois mille) dollars", "2M, yaani two million") is one."""
    merged: list[Sum] = []
    for sum_ in sums:
        last = merged[-1] if merged else None
        same = last and last.value == sum_.value and last.currency == sum_.currency
        if last and same and finder.is_aside(last.end, sum_.start):
            merged[-1] = replace(last, end=max(last.end, sum_.end))
        elif not last or sum_.start >= last.end:
            merged.append(sum_)
    return merged


def _amount(sum_: Sum, reading: Reading, roles: Roles) -> Amount:
    start, end = reading.tokens.span(sum_.start, sum_.end)
    return Amount(
        start=start,
        end=end,
        text=reading.tokens.normalised.original[start:end],
        value=round(sum_.value, 6),
        currency=sum_.currency,
        usd=in_usd(sum_.value, sum_.currency),
        role=roles.of(sum_.start, sum_.end),
        alternatives=tuple({"value": round(other, 6), "currency": code} for other, code in sum_.others),
    )


def _known(sum_: Sum, named: list[Sum]) -> str | None:
    """The currency of the sum before, else behind, that is of like size: francs and euros are not."""
    alike = [s for s in named if s.value and 1 / _LIKE_SIZE <= sum_.value / s.value <= _LIKE_SIZE]
    before = [s for s in alike if s.start <= sum_.start]
    return before[-1].currency if before else alike[0].currency if alike else None


def _valued(sum_: Sum, reading: Reading, known: str | None) -> Sum:
    """With its currency: a sum without one has the message's or the country's, and the doubt is kept."""
    if sum_.currency or not reading.country:
        return replace(sum_, currency=sum_.currency or known)
    local = currency_of_country(reading.country)
    factor = habit(reading.country, sum_.value, None if known else reading.language.code)
    if factor != 1 and known in (None, local):
        # "200 millions" in Algiers are centimes to whoever speaks so.
        others = ((sum_.value, local), *sum_.others)
        return replace(sum_, value=sum_.value * factor, currency=local, others=others)
    if known:
        return replace(sum_, currency=known)
    return replace(sum_, currency=local, others=(*sum_.others, (sum_.value, None)) if local else sum_.others)
