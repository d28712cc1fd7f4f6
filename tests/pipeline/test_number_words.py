"""Any number that a language's own rules write in words is read back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages import lexicon
from pipeline.normalise import normalise
from pipeline.numbers import find_numbers
from pipeline.tokens import tokenise


def numbers(text: str, language: str) -> list[float]:
    words = lexicon()
    tokens = tokenise(normalise(text, words.forms.vocabulary), words.forms)
    return [n.value for n in find_numbers(tokens, words.find(tokens, frozenset({language})))]


def leaves_thousands_out(number: int) -> bool:
    """ "Two million five hundred" means 2,500,000 to whoever asks for money: the one deliberate exception."""
    rest = number % 1_000_000
    return number >= 1_000_000 and 100 <= rest < 1000 and rest % 100 == 0


ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
ENGLISH_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
).split()
FRENCH_TENS = "_ _ vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()


def english(number: int) -> str:
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            link = " and " if size == 100 else " "
            return f"{english(number // size)} {name}" + (link + english(rest) if rest else "")
    if number < 20:
        return ENGLISH[number]
    return ENGLISH_TENS[number // 10] + (f"-{ENGLISH[number % 10]}" if number % 10 else "")


def french(number: int) -> str:
    for size, name in ((1_000_000, "million"), (1000, "mille"), (100, "cent")):
        if number >= size:
            times, rest = divmod(number, size)
            lead = f"{french(times)} " if times > 1 or size == 1_000_000 else ""
            return lead + name + (f" {french(rest)}" if rest else "")
    if number < 20:
        return FRENCH[number]
    tens, ones = divmod(number, 10)
    if tens in (7, 9):
        return f"{FRENCH_TENS[tens]}-{'et-' if number == 71 else ''}{FRENCH[10 + ones]}"
    link = "-et-" if ones == 1 and tens < 8 else "-"
    return FRENCH_TENS[tens] + (link + FRENCH[ones] if ones else "")


SPELL: dict[str, Callable[[int], str]] = {"en": english, "fr": french}


@pytest.mark.parametrize("language", ["en", "fr"])
@settings(max_examples=120, deadline=None)
@given(exponent=st.integers(1, 9), data=st.data())
def test_a_number_in_words_is_read_back(language: str, exponent: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(2, 10**exponent).filter(lambda n: not leaves_thousands_out(n)))
    assert numbers(SPELL[language](number), language) == [number]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "deux million cinq cent", 2_500_000),
        ("fr", "2 millions 500", 2_500_000),
        ("fr", "5 cent mille", 500_000),
        ("en", "two point five million", 2_500_000),
        ("en", "one thousand, two hundred", 1_200),
        ("tr", "ikibinbeşyüz", 2_500),
        ("tr", "üçyüzdoksanbirbinbir", 391_001),
        ("tr", "onbin", 10_000),
        ("ha", "dubu dari biyar", 500_000),
        ("sw", "elfu kumi na tano", 15_000),
        ("ar", "مليون ونص", 1_500_000),
        ("pt", "1 milhão e 200 mil", 1_200_000),
    ],
)
def test_numbers_as_people_write_them(language: str, text: str, value: float) -> None:
    assert numbers(text, language) == [value]
