"""Sums of money: `finder` finds them, `units` says which money a word means, `roles` what a sum is for."""

from pipeline.money.finder import find_amounts

__all__ = ["find_amounts"]
