"""A number being put together from bricks: values add inside a group, multipliers close a group."""

from __future__ import annotations

_TEENS_AFTER = (60, 80)  # soixante-douze, quatre-vingt-quinze


class NumberSum:
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
        """Has nothing been taken in yet?"""
        return self.group is None and not self.scale

    @property
    def scaled(self) -> bool:
        """Was a thousand or more written as a word?"""
        return self.scale >= 1000

    @property
    def value(self) -> float:
        """The number; "two million five hundred" means 2,500,000 where money is spoken of."""
        if self.leaves_thousands_out:
            return self.total + (self.group or 0.0) * self.scale / 1000
        return self.literal

    @property
    def literal(self) -> float:
        """The number as the words stand: 2,000,500."""
        return self.total + (self.group or 0.0)

    @property
    def leaves_thousands_out(self) -> bool:
        """Full hundreds right behind a million, and nothing after them."""
        group = self.group
        return bool(group and self.scale >= 1_000_000 and 100 <= group < 1000 and group % 100 == 0)

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
        """Take in a number word; False where it does not continue this number."""
        if not self.fits(value, joined=self.joined):
            return False
        self.joined = False
        if value >= 1000:
            self.total += value
            self.scale = 1000.0 if value < 1_000_000 else 1_000_000.0
        else:
            self.group = (self.group or 0.0) + value
        return True

    def takes_digits(self, value: float) -> bool:
        """Does "and 500" continue a multiplied number ("18 thousand and 500", not "3 million and 2")?"""
        return self.group is None and 100 <= value < self.scale

    def add_digits(self, value: float) -> bool:
        """Digits open a number, or follow a multiplier: '2 thousand 5', '2 millions 500'."""
        if self.group is not None or (self.scale and value >= self.scale):
            return False
        self.group = value
        self.from_digits = True
        return True

    def multiply(self, by: float) -> bool:
        """Close the group with a multiplier; False where it belongs to another number."""
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

    def add_decimals(self, part: float) -> bool:
        """'two point five': decimals said behind the open group."""
        if self.group is None or self.group != int(self.group):
            return False
        self.group += part
        self.from_digits = True
        return True

    def add_part(self, part: float) -> None:
        """'un million et demi' adds half a million, 'trois et demi' adds a half."""
        if self.group is None:
            self.total += part * self.scale
        else:
            self.group += part
