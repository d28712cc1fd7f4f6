"""Numbers once, for money and time to build on: digits, words and mixtures of both."""

from pipeline.numbers.digits import read_digits
from pipeline.numbers.reader import Number, find_numbers

__all__ = ["Number", "find_numbers", "read_digits"]
