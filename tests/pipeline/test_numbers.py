"""Numbers in digits, words and mixtures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import lexicon
from pipeline.normalise import normalise
from pipeline.numbers import find_numbers, read_digits
from pipeline.tokens import tokenise


def numbers(text: str, language: str = "fr") -> list[float]:
    words = lexicon()
    tokens = tokenise(normalise(text, words.forms.vocabulary), words.forms)
    return [n.value for n in find_numbers(tokens, words.find(tokens, frozenset({language})))]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("3.000", 3000),
        ("3 000", 3000),
        ("3,000", 3000),
        ("3'000", 3000),
        ("1,5", 1.5),
        ("2.5", 2.5),
        ("2.500,50", 2500.5),
        ("1,234,567", 1234567),
        ("0.125", 0.125),
    ],
)
def test_digits_in_every_grouping(raw: str, value: float) -> None:
    assert read_digits(raw) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("deux millions cinq cent mille", [2_500_000]),
        ("quatre-vingt-dix-sept", [97]),
        ("soixante et onze", [71]),
        ("3 mille", [3000]),
        ("5 cent mille", [500_000]),
        ("2 millions 500", [2_500_000]),
        ("un million et demi", [1_500_000]),
        ("1,5 million", [1_500_000]),
        ("10K", [10_000]),
        ("2.5k", [2500]),
        ("3M", [3_000_000]),
        ("trwa mil", [3000]),
        ("٣٠٠٠", [3000]),
        ("deux trois", [2, 3]),
        ("mille", [1000]),
    ],
)
def test_french_numbers(text: str, values: list[float]) -> None:
    assert numbers(text) == values


ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def in_french(n: int) -> str:
    """French cardinal of 1 to 999,999 by the language's own rules."""
    if n >= 1000:
        head = "" if n // 1000 == 1 else in_french(n // 1000) + " "
        return (head + "mille " + (in_french(n % 1000) if n % 1000 else "")).strip()
    if n >= 100:
        head = "" if n // 100 == 1 else ONES[n // 100] + " "
        return (head + "cent " + (in_french(n % 100) if n % 100 else "")).strip()
    if n <= 16:
        return ONES[n]
    if n < 20:
        return "dix-" + ONES[n - 10]
    ten = n // 10 * 10 if n // 10 not in (7, 9) else n // 10 * 10 - 10
    rest = n - ten
    if rest == 0:
        return TENS[ten]
    return TENS[ten] + (" et " if rest in (1, 11) and ten != 80 else "-") + in_french(rest)


@given(st.integers(1, 999_999))
def test_any_french_cardinal_is_read_back(n: int) -> None:
    assert numbers(in_french(n)) == [n]


@given(st.integers(1, 999_999_999), st.sampled_from(["{:,}", "{:_}"]), st.sampled_from([" ", ".", ",", "'"]))
def test_any_grouping_is_read_back(n: int, pattern: str, separator: str) -> None:
    written = pattern.format(n).replace("_", ",").replace(",", separator)
    assert read_digits(written) == n


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("miliyan biyar", "ha", [5_000_000]),
        ("dubu dari biyar", "ha", [500_000]),
        ("dubu dari biyu", "ha", [200_000]),
        ("miliyan goma sha biyar", "ha", [15_000_000]),
        ("miliyan biyu da rabi", "ha", [2_500_000]),
        ("miliyan 20", "ha", [20_000_000]),
        ("20 miliyan", "ha", [20_000_000]),
        ("dubu biyar da dari uku", "ha", [5300]),
        ("milioni mbili", "sw", [2_000_000]),
        ("laki tano", "sw", [500_000]),
        ("elfu kumi na tano", "sw", [15_000]),
        ("mia tano", "sw", [500]),
        ("elfu tano mia tatu na hamsini", "sw", [5350]),
        ("milioni moja na laki tano", "sw", [1_500_000]),
        ("5 milioni", "sw", [5_000_000]),
        ("tano na sita", "sw", [5, 6]),
    ],
)
def test_the_multiplier_may_come_first(text: str, language: str, values: list[float]) -> None:
    assert numbers(text, language) == values
