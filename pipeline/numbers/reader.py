"""Numbers once, for money and time to build on: digits in every grouping, words, and mixtures.

Language data gives the bricks ("vingt" 20, "mille" x1000, "et demi" +0.5); how they combine is common
to the languages: values add inside a group of three digits, multipliers close a group.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.languages import SHARED, Hits
from pipeline.numbers.digits import read_digits
from pipeline.numbers.led import LedNumbers
from pipeline.numbers.sum import NumberSum
from pipeline.phrases import Hit
from pipeline.tokens import Tokens

_OPENING = ("number", "number_inside", "multiplier", "leading_multiplier", "number_lead")


@dataclass(frozen=True, slots=True)
class Number:
    """A number over tokens `start` to `end`; `digits` is its written form when it is one plain token."""

    start: int
    end: int
    value: float
    digits: str | None = None
    scaled: bool = False
    """True where a multiplier (thousand, million, k) was written."""
    literal: float | None = None
    """The value as the words stand, where they mean another ("two million five hundred" as 2,000,500)."""
    multiplier: float = 1.0
    """The last multiplier written, 1 where there is none."""


def find_numbers(tokens: Tokens, hits: Hits) -> list[Number]:
    """All numbers of a message in text order, none overlapping."""
    places = {at for at, kind in enumerate(tokens.kinds) if kind == "number"}
    for kind in _OPENING:
        places.update(hits.starting(kind))
    if not places:
        return []
    reader = _Reader(tokens, hits)
    numbers: list[Number] = []
    behind = 0
    for at in sorted(places):
        number = reader.read(at) if at >= behind else None
        if number is not None:
            numbers.append(number)
            behind = number.end
    return numbers


class _Reader:
    """Reads one number from a token on, brick by brick."""

    def __init__(self, tokens: Tokens, hits: Hits) -> None:
        self.tokens = tokens
        self.words = hits.starting("number")
        self.multipliers = hits.starting("multiplier")
        self.halves = hits.starting("half")
        self.joins = hits.starting("number_join")
        self.points = hits.starting("number_point")
        self.leads = hits.starting("number_lead")
        self.inside = hits.starting("number_inside")
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
        sum_ = NumberSum(units_first=units_first)
        first = at
        in_digits = False
        lead = self.leads.get(at)
        if lead and (self.words.get(lead.end) or self._is_digits(lead.end)):
            at = lead.end
        while at < len(self.tokens):
            step = self._step(sum_, at, first)
            if step is None:
                break
            in_digits = in_digits or self.tokens.kinds[at] == "number"
            at = step
            if lead and sum_.group is not None:
                sum_.add_decimals(lead.payload.value)  # "ساڑھے سات لاکھ": a half before the multiplier
                lead = None
        if sum_.empty:
            return None
        digits = self.tokens.words[first] if in_digits and at == first + 1 else None
        literal = sum_.literal if sum_.leaves_thousands_out else None
        return Number(first, at, sum_.value, digits, sum_.scaled, literal, max(sum_.scale, 1.0))

    def _step(self, sum_: NumberSum, at: int, first: int) -> int | None:
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
        if at in self.points and not sum_.empty:
            return self._decimals(sum_, self.points[at].end)
        word = self.words.get(at)
        if word:
            return word.end if sum_.add_word(word.payload.value) else None
        inside = self.inside.get(at)
        if inside and (not sum_.empty or self._is_glued(at)):
            return inside.end if sum_.add_word(inside.payload.value) else None
        if self._is_comma_inside(sum_, at):
            return at + 1
        join = self.joins.get(at)
        if join and at > first and self._continues(sum_, join):
            sum_.joined, sum_.units_first = True, sum_.units_first and join.payload.value
            return join.end
        return None

    def _is_glued(self, at: int) -> bool:
        """Is the next token written on to this one ("onbin")?"""
        return at + 1 < len(self.tokens) and self.tokens.starts[at + 1] == self.tokens.ends[at]

    def _is_comma_inside(self, sum_: NumberSum, at: int) -> bool:
        """ "one thousand, two hundred": a comma right behind a multiplier, before a smaller number word."""
        if self.tokens.words[at] != "," or not sum_.scaled or sum_.group is not None:
            return False
        word = self.words.get(at + 1)
        own = self.multipliers.get(word.end) if word else None
        return bool(
            word and word.payload.value < sum_.scale and not (own and own.payload.value >= sum_.scale)
        )

    def _decimals(self, sum_: NumberSum, at: int) -> int | None:
        """ "point five", "virgule vingt-cinq": the token behind the decimals."""
        digits = ""
        while (word := self.words.get(at)) is not None and len(digits) < 3:
            digits += str(int(word.payload.value))
            at = word.end
        if not digits and self._is_digits(at):
            digits, at = self.tokens.words[at], at + 1
        return at if digits.isdigit() and sum_.add_decimals(float(f"0.{digits}")) else None

    def _is_digits(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens.kinds[at] == "number"

    def _may_multiply(self, hit: Hit, sum_: NumberSum) -> bool:
        """'k' and 'm' count only right behind digits; words of a language also alone ("mille")."""
        if hit.phrase.language != SHARED:
            return True
        before = hit.start - 1
        return (
            not sum_.empty
            and self.tokens.kinds[before] == "number"
            and self.tokens.ends[before] + 1 >= self.tokens.starts[hit.start]
        )

    def _continues(self, sum_: NumberSum, join: Hit) -> bool:
        """Does the brick behind "and" belong to this number ("cinquante et un", not "two and three")?"""
        at = join.end
        word = self.words.get(at) or self.inside.get(at)
        if word and not join.payload.value and 0 < (sum_.group or 0) % 100 < 10:
            return False  # "seis y veinte" is no 26; only some languages count "six and twenty"
        return bool(
            (word and sum_.fits(word.payload.value, joined=True))
            or (self._is_digits(at) and sum_.takes_digits(read_digits(self.tokens.words[at])))
            or (at in self.halves)
            or (at in self.multipliers and sum_.fits(self.multipliers[at].payload.value, joined=True))
        )
