"""Phones and mobile-money numbers, read with Google's metadata (package phonenumberslite).

Written in digits of any script, with spaces, dots and keycap emoji, or said in words ("zéro sept quarante
deux ..."). A number that no numbering plan knows counts where it is written like one, or a word says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from pipeline.analysis import Contact, ContactKind
from pipeline.contacts.text import ContactText, contact
from pipeline.numbers import Number
from pipeline.reading import Reading

_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[ .\-()/\ufe0f\u20e3]{0,3}\d){6,14}(?![\w])")
_SHORT = re.compile(r"(?<![\w.,+])\d{5,7}(?![\w]|[.,]\d)")
_SUM = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?: .*)?|\d{1,2}(?:-\d{1,2}){4,}")
_LEAST_DIGITS, _MOST_DIGITS = 7, 15
_LEAST_SPOKEN, _MOST_SPOKEN = 8, 13
_NEAR = 14


def find_phones(source: ContactText) -> Iterator[Contact]:
    """Phones and mobile-money numbers."""
    if source.digits >= _LEAST_DIGITS:
        for match in _PHONE.finditer(source.text):
            found = _phone(match, source)
            if found:
                yield found
    if source.digits and source.cues:
        yield from _short_numbers(source)
    yield from _spoken(source.reading, source)


def _phone(match: re.Match[str], source: ContactText) -> Contact | None:
    raw = match.group()
    digits = re.sub(r"\D", "", raw)
    start, end = match.span()
    if not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS or _DATE.fullmatch(raw):
        return None
    cued = any(source.near(start, end, kind) for kind in ("phone", "mobile_money"))
    if _is_sum(match, source, cued=cued):
        return None
    number = _parse(raw, digits, source.reading.country)
    if number is None and not _looks_like_phone(raw, digits, cued=cued):
        return None
    return _found(raw, match.span(), source)


def _found(raw: str, span: tuple[int, int], source: ContactText) -> Contact:
    """The number in international form where its plan is known."""
    digits = re.sub(r"\D", "", raw)
    kind: ContactKind = "mobile_money" if source.near(*span, "mobile_money") else "phone"
    number = _parse(raw, digits, source.reading.country)
    if number is None:
        return contact(span, raw, kind, digits)
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return contact(span, raw, kind, value, phonenumbers.region_code_for_number(number))


def _is_sum(match: re.Match[str], source: ContactText, *, cued: bool) -> bool:
    """Digits in threes are a sum ("22 345 678"), unless a word close before speaks of a phone."""
    raw = match.group()
    if not _SUM.fullmatch(raw) or raw.startswith("0"):
        return False
    close = any(
        source.near(*match.span(), kind, reach=_NEAR, ahead=False) for kind in ("phone", "mobile_money")
    )
    return not (cued and close and len(re.sub(r"\D", "", raw)) >= _LEAST_SPOKEN) or _has_money(match, source)


def _has_money(match: re.Match[str], source: ContactText) -> bool:
    """Does a word for money follow right behind?"""
    tokens = source.reading.tokens
    spans = (tokens.span(hit.start, hit.end) for hit in source.reading.hits.of("currency"))
    return any(0 <= start - match.end() <= 1 for start, _ in spans)


def _parse(raw: str, digits: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    if raw.startswith("00"):
        digits = digits[2:]
    international = raw.startswith(("+", "00"))
    try:
        number = phonenumbers.parse("+" + digits if international else digits, country)
    except phonenumbers.NumberParseException:
        return None
    # Without a prefix it must be valid: "300 000 000" is possible in many countries, and money.
    sure = international or phonenumbers.is_valid_number(number)
    return number if sure and phonenumbers.is_possible_number(number) else None


def _looks_like_phone(raw: str, digits: str, *, cued: bool) -> bool:
    """No numbering plan knows it, but it is written like one: prefix, leading zero, groups, or a cue."""
    if raw.startswith(("+", "00")):
        return True
    grouped = len(re.findall(r"\d+", raw)) >= 3
    if len(digits) >= 8 and (digits.startswith("0") or grouped):
        return True
    return cued and len(digits) >= 8


def _short_numbers(source: ContactText) -> Iterator[Contact]:
    """Merchant and paybill numbers of five to seven digits right behind the service's name."""
    for match in _SHORT.finditer(source.text):
        if source.near(*match.span(), "mobile_money", reach=_NEAR, ahead=False) and not _has_money(
            match, source
        ):
            yield contact(match.span(), match.group(), "mobile_money", match.group())


def _spoken(reading: Reading, source: ContactText) -> Iterator[Contact]:
    """A phone said in number words, where a word close by speaks of one."""
    if not source.cues:
        return
    for run in _runs([n for n in reading.numbers if n.digits is None and n.value < 100 and not n.scaled]):
        digits = "".join(str(int(number.value)) for number in run)
        start, end = reading.tokens.span(run[0].start, run[-1].end)
        cued = any(source.near(start, end, kind) for kind in ("phone", "mobile_money"))
        if cued and _LEAST_SPOKEN <= len(digits) <= _MOST_SPOKEN:
            yield _found(digits, (start, end), source)


def _runs(numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Numbers that follow one another without a word between."""
    run: list[Number] = []
    for number in numbers:
        if run and number.start - run[-1].end > 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
