"""Sums that lean on another one: "you asked for 60 million, you offer 7", "500 naira, pepper 300".

A bare number in a message that names a sum is one too where it is of like size, nothing counted follows,
and no word says that it is a code. Its multiplier and currency are those of the sum it leans on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.money.roles import Roles
from pipeline.money.sums import Sum, is_year
from pipeline.numbers import Number

_LIKE_SIZE = 10.0
_ROLE_REACH = 3
_LEAST_WORD = 3
Written = Sequence[tuple[Number, Sum]]


class Surroundings(Protocol):
    """What must be known of the words around a number."""

    roles: Roles

    def stands_alone(self, number: Number) -> bool:
        """Does no counted thing follow?"""

    def follows_common_word(self, number: Number) -> bool:
        """Does it open a clause, or is the word before it one of the commonest?"""

    def is_named(self, number: Number) -> bool:
        """Does a word before it say that it is a code?"""


def beside_another(number: Number, written: Written, around: Surroundings) -> Sum | None:
    """The sum that a bare number stands for beside the sums in `written` (not empty)."""
    if number.value <= 1 or is_year(number) or around.is_named(number) or not around.stands_alone(number):
        return None
    if number.digits is not None and (number.digits[0] == "0" or len(number.digits) > 9):
        return None
    role = _has_role(number, around.roles)
    if number.digits is None and not (role and number.value >= _LEAST_WORD):
        return None
    before = [pair for pair in written if pair[0].start < number.start]
    other, sum_ = before[-1] if before else written[0]
    return _leaning(number, other, sum_, around, role=role)


def _leaning(number: Number, other: Number, sum_: Sum, around: Surroundings, *, role: bool) -> Sum | None:
    mantissa = other.value / other.multiplier
    if other.multiplier >= 1000 and not number.scaled and number.value < 1000:
        if role or (_alike(number.value, mantissa) and around.follows_common_word(number)):
            unit = sum_.value / other.value  # centimes, bricks
            return Sum(number.start, number.end, number.value * other.multiplier * unit, sum_.currency)
        return None
    large = number.value >= 100 or number.value != int(number.value)
    if _alike(number.value, other.value) and (role or (large and around.follows_common_word(number))):
        return Sum(number.start, number.end, number.value * (sum_.value / other.value), sum_.currency)
    return None


def _alike(one: float, other: float) -> bool:
    return bool(other) and 1 / _LIKE_SIZE <= one / other <= _LIKE_SIZE


def _has_role(number: Number, roles: Roles) -> bool:
    near = roles.near(number.start, number.end)
    return bool(near) and near[0][0] <= _ROLE_REACH and near[0][1].payload.value != "other"
