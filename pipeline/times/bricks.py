"""What was found in a message that times are built of: looked up by the token at which it begins."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.reading import Reading

_LEAD_REACH = 8
"""Tokens from the beginning of a lead within which a brick must begin."""
_BRICKS = tuple(
    "time_unit unit_first clock_before day day_part weekday month length part prayer feast "
    "end_of monthday ordinal_word shift".split()
)


@dataclass(frozen=True, slots=True)
class DayNumber:
    """A number that may be a day of the month, over tokens `start` to `end`, its ordinal sign included."""

    value: int
    start: int
    end: int
    digits: bool
    ordinal: bool


class Bricks:
    """Hits, numbers and tokens of one message for the time parser."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.words = reading.tokens.words
        self.kinds = reading.tokens.kinds
        self.numbers = {number.start: number for number in reading.numbers}
        self._starting = reading.hits.starting
        self._found = reading.hits.by_kind

    def __len__(self) -> int:
        return len(self.words)

    def at(self, kind: str, at: int) -> Hit | None:
        """The hit of a kind that begins at token `at`."""
        return self._starting(kind).get(at) if kind in self._found else None

    def any_at(self, kinds: tuple[str, ...], at: int) -> bool:
        """Does a hit of one of these kinds begin at token `at`?"""
        return any(kind in self._found and at in self._starting(kind) for kind in kinds)

    def openings(self) -> list[int]:
        """Tokens at which an expression may begin, in order: at a brick, or at a lead close before one."""
        bricks = set(self.numbers)
        for kind in _BRICKS:
            if kind in self._found:
                bricks.update(self._starting(kind))
        bricks.update(at for at, kind in enumerate(self.kinds) if kind in ("date", "clock"))
        leads = {at for kind in ("bound", "unbound") if kind in self._found for at in self._starting(kind)}
        close = {at for at in leads if not bricks.isdisjoint(range(at, at + _LEAD_REACH))}
        return sorted(bricks | close)

    def attached(self, at: int) -> bool:
        """Is the token written on to the one before it ("18h")?"""
        return at > 0 and self.tokens.starts[at] == self.tokens.ends[at - 1]

    def is_sign(self, at: int, sign: str) -> bool:
        """Is the token at `at` this sign?"""
        return at < len(self.words) and self.words[at] == sign

    def closes(self, at: int) -> bool:
        """Does the text end here, or a sign follow?"""
        return at >= len(self.words) or self.kinds[at] == "symbol"

    def day_number(self, at: int) -> DayNumber | None:
        """A day of the month at token `at`: "15", "15th", "1er", "fifteenth"."""
        word = self.at("ordinal_word", at)
        if word:
            return DayNumber(word.payload.value, at, word.end, digits=False, ordinal=True)
        number = self.whole(at, 1, 31)
        if number is None or number.scaled:
            return None
        ordinal = self.at("ordinal", number.end)
        end = ordinal.end if ordinal and self.attached(number.end) else number.end
        return DayNumber(
            int(number.value), at, end, digits=number.digits is not None, ordinal=end > number.end
        )

    def whole(self, at: int, least: int, most: int) -> Number | None:
        """A whole number between `least` and `most` that begins at token `at`."""
        number = self.numbers.get(at)
        if number is None or not least <= number.value <= most or number.value != int(number.value):
            return None
        return number
