"""Numbers once, for money and time to build on: digits in every grouping, words, and mixtures.

Language data gives the bricks ("vingt" 20, "mille" x1000, "et demi" +0.5); how they combine is common
to the languages: values add inside a group of three digits, multipliers close a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.languages import SHARED, Hits
from pipeline.numbers_led import LedNumbers
from pipeline.phrases import Hit
from pipeline.tokens import Tokens

_TEENS_AFTER = (60, 80)  # soixante-douze, quatre-vingt-quinze


@dataclass(frozen=True, slots=True)
class Number:
    """A number over tokens `start` to `end`; `digits` is its written form when it is one plain token."""

    start: int
    end: int
    value: float
    digits: str | None = None
    scaled: bool = False
    """True where a multiplier (thousand, million, k) was written."""


def read_digits(raw: str) -> float:
    """'3.000', '3 000', '3,000', "3'000" are 3000; '1,5' and '2.5' are fractions; '2.500,50' is 2500.5."""
    compact = re.sub(r"[ ']", "", raw)
    separators = re.findall(r"[.,]", compact)
    if len(set(separators)) == 2:
        decimal = separators[-1]
        grouping = "," if decimal == "." else "."
        return float(compact.replace(grouping, "").replace(decimal, "."))
    if len(separators) > 1:
        return float(re.sub(r"[.,]", "", compact))
    if separators:
        whole, part = re.split(r"[.,]", compact)
        if len(part) == 3 and 1 <= len(whole) <= 3 and whole != "0":
            return float(whole + part)
        return float(f"{whole}.{part}")
    return float(compact)


def find_numbers(tokens: Tokens, hits: Hits) -> list[Number]:
    """All numbers of a message in text order, none overlapping."""
    reader = _Reader(tokens, hits)
    numbers: list[Number] = []
    at = 0
    while at < len(tokens):
        number = reader.read(at)
        if number is None:
            at += 1
        else:
            numbers.append(number)
            at = number.end
    return numbers


class _Reader:
    """Reads one number from a token on, brick by brick."""

    def __init__(self, tokens: Tokens, hits: Hits) -> None:
        self.tokens = tokens
        self.words = hits.starting("number")
        self.multipliers = hits.starting("multiplier")
        self.halves = hits.starting("half")
        self.joins = hits.starting("number_join")
        self.led = LedNumbers(hits.starting("leading_multiplier"), self.joins, self.halves, self._plain_value)

    def read(self, at: int) -> Number | None:
        """The longest number that begins at token `at`."""
        led = self.led.read(at)
        if led:
            return Number(at, led[1], led[0], None, scaled=led[0] >= 1000)
        plain = self._plain(at)
        follow = self.led.behind_digits(plain.end) if plain and plain.digits else None
        if plain and follow:
            return Number(at, follow[1], plain.value * follow[0], None, scaled=True)
        return plain

    def _plain_value(self, at: int) -> tuple[float, int] | None:
        number = self._plain(at, units_first=False) if at < len(self.tokens) else None
        return (number.value, number.end) if number else None

    def _plain(self, at: int, *, units_first: bool = True) -> Number | None:
        """A number without leading multipliers; `units_first`: "five and twenty" may be 25."""
        sum_ = _Sum(units_first=units_first)
        first = at
        in_digits = False
        while at < len(self.tokens):
            step = self._step(sum_, at, first)
            if step is None:
                break
            in_digits = in_digits or self.tokens.kinds[at] == "number"
            at = step
        if at == first or sum_.empty:
            return None
        digits = self.tokens.words[first] if in_digits and at == first + 1 else None
        return Number(first, at, sum_.value, digits, sum_.scaled)

    def _step(self, sum_: _Sum, at: int, first: int) -> int | None:
        """Take the brick at `at` into the sum; the token after it, or None where the number ends."""
        if self.tokens.kinds[at] == "number":
            return at + 1 if sum_.add_digits(read_digits(self.tokens.words[at])) else None
        multiplier = self.multipliers.get(at)
        if multiplier and self._may_multiply(multiplier, sum_):
            return multiplier.end if sum_.multiply(multiplier.payload.value) else None
        half = self.halves.get(at)
        if half and not sum_.empty:
            sum_.add_part(half.payload.value)
            return half.end
        word = self.words.get(at)
        if word:
            return word.end if sum_.add_word(word.payload.value) else None
        join = self.joins.get(at)
        if join and at > first and self._continues(sum_, join):
            sum_.joined, sum_.units_first = True, sum_.units_first and join.payload.value
            return join.end
        return None

    def _may_multiply(self, hit: Hit, sum_: _Sum) -> bool:
        """'k' and 'm' count only right behind digits; words of a language also alone ("mille")."""
        if hit.phrase.language != SHARED:
            return True
        before = hit.start - 1
        return (
            not sum_.empty
            and self.tokens.kinds[before] == "number"
            and self.tokens.ends[before] + 1 >= self.tokens.starts[hit.start]
        )

    def _continues(self, sum_: _Sum, join: Hit) -> bool:
        """Does the brick behind "and" belong to this number ("cinquante et un", not "two and three")?"""
        at = join.end
        word = self.words.get(at)
        if word and not join.payload.value and 0 < (sum_.group or 0) % 100 < 10:
            return False  # "seis y veinte" is no 26; only some languages count "six and twenty"
        return bool(
            (word and sum_.fits(word.payload.value, joined=True))
            or (at in self.halves)
            or (at in self.multipliers and sum_.fits(self.multipliers[at].payload.value, joined=True))
        )


class _Sum:
    """A number being put together: closed groups in `total`, the open group in `group`."""

    def __init__(self, *, units_first: bool) -> None:
        self.units_first = units_first
        self.total = 0.0
        self.group: float | None = None
        self.scale = 0.0
        self.joined = False
        self.from_digits = False

    @property
    def empty(self) -> bool:
        return self.group is None and not self.scale

    @property
    def scaled(self) -> bool:
        return self.scale >= 1000

    @property
    def value(self) -> float:
        return self.total + (self.group or 0.0)

    def fits(self, value: float, *, joined: bool) -> bool:
        """May a word of this value be added to the open group?"""
        if self.from_digits:
            return False
        if value >= 1000:
            return self.group is None
        group = self.group
        if group is None:
            return not self.scale or value < self.scale
        rest = group % 100
        if rest == 0 and group >= 100:
            return value < 100 or (joined and value == 100)
        if rest in _TEENS_AFTER and 10 <= value < 20:
            return True
        if rest >= 20 and rest % 10 == 0:
            return value < 10
        if rest == 10:
            return value < 10 if joined else 7 <= value <= 9  # kumi na tano, dix-sept
        # Arabic counts "five and twenty", "five ten".
        tens = value % 10 == 0 and (10 < value < 100 if joined else value == 10)
        return self.units_first and 0 < rest < 10 and tens

    def add_word(self, value: float) -> bool:
        if not self.fits(value, joined=self.joined):
            return False
        self.joined = False
        if value >= 1000:
            self.total += value
            self.scale = 1000.0 if value < 1_000_000 else 1_000_000.0
        else:
            self.group = (self.group or 0.0) + value
        return True

    def add_digits(self, value: float) -> bool:
        """Digits open a number, or follow a million: '2 millions 500' leaves the thousand out."""
        if self.group is not None:
            return False
        if self.scale >= 1_000_000 and 100 <= value < 1000:
            value *= self.scale / 1000
        elif self.scale and value >= self.scale:
            return False
        self.group = value
        self.from_digits = True
        return True

    def multiply(self, by: float) -> bool:
        self.joined = False
        if by == 100:
            if self.group is not None and not 0 < self.group < 100:
                return False
            self.group = (self.group or 1.0) * 100
            self.from_digits = False
            return True
        if self.scale and by >= self.scale:
            self.total = (self.total + (self.group or 0.0)) * by
        else:
            self.total += (self.group if self.group is not None else 1.0) * by
        self.group = None
        self.from_digits = False
        self.scale = by
        return True

    def add_part(self, part: float) -> None:
        """'un million et demi' adds half a million, 'trois et demi' adds a half."""
        if self.group is None:
            self.total += part * self.scale
        else:
            self.group += part
