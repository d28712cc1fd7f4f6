"""Digits in every grouping and decimal convention."""

from __future__ import annotations

import re


def read_digits(raw: str) -> float:
    """'3.000', '3 000', '3,000', "3'000" are 3000; '1,5' and '2.5' are fractions; '2.500,50' is 2500.5."""
    if "'" in raw:
        raw = re.sub(r"['.](?=\d{3}(?!\d))", "", raw)  # Colombian 250'000.000
    compact = raw.replace(" ", "")
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
