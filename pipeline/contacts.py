"""Finding contacts: phones, e-mail and web addresses, handles, IBANs, wallets, transfer codes.

Phones are read with Google's metadata (package phonenumberslite); an IBAN must pass its checksum.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import phonenumbers

from data import ROOT
from pipeline.analysis import Contact, ContactKind
from pipeline.reading import Reading

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?P<top>[a-z]{2,7})(?![\w.@])(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}(?<!\.)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[ .\-()/]{0,2}\d){6,14}(?![\w])")
_CODE = re.compile(r"(?<!\w)(?=[A-Z\-]*\d)[A-Z0-9][A-Z0-9\-]{5,15}(?!\w)")
_CUE_REACH = 45
"""Characters between a cue ("Orange Money", "code") and the number that it speaks of."""
_LEAST_DIGITS, _MOST_DIGITS = 7, 15


@cache
def _shapes() -> dict[str, Any]:
    with (ROOT / "shared" / "contacts.toml").open("rb") as file:
        shapes = tomllib.load(file)
    shapes["wallets"] = {name: re.compile(rf"(?<!\w){p}(?!\w)") for name, p in shapes["wallets"].items()}
    return shapes


def find_contacts(reading: Reading) -> tuple[list[Contact], frozenset[int]]:
    """Contacts in text order, and the tokens that they cover (they are no money)."""
    text = _with_ascii_digits(reading)
    found: list[Contact] = []
    for contact in (*_addresses(text), *_codes(text, reading), *_phones(text, reading)):
        if not any(c.start < contact.end and contact.start < c.end for c in found):
            found.append(contact)
    original = reading.tokens.normalised.original
    found = sorted((replace(c, text=original[c.start : c.end]) for c in found), key=lambda c: c.start)
    return found, _covered(found, reading)


def _with_ascii_digits(reading: Reading) -> str:
    """The original text, same length, with digits of any script as ASCII digits."""
    original = reading.tokens.normalised.original
    if original.isascii():
        return original
    return "".join(str(int(c)) if c.isdecimal() else c for c in original)


def _addresses(text: str) -> Iterator[Contact]:
    for name, pattern in _shapes()["wallets"].items():
        for match in pattern.finditer(text):
            yield _contact(match.span(), match.group(), "crypto_wallet", f"{name}:{match.group()}")
    for match in _IBAN.finditer(text):
        compact = match.group().replace(" ", "")
        if _iban_is_valid(compact):
            yield _contact(match.span(), match.group(), "iban", compact, compact[:2])
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield _contact(match.span(), match.group(), "email", match.group().lower())
        for match in _HANDLE.finditer(text):
            yield _contact(match.span(), match.group(), "handle", match.group().lower())
    if "." in text:
        yield from _urls(text)


def _urls(text: str) -> Iterator[Contact]:
    for match in _URL.finditer(text):
        top = match.group("top")
        if top and top.lower() not in _shapes()["domains"]:
            continue
        start, raw = match.start(), match.group().rstrip(".,;:!?)")
        yield _contact((start, start + len(raw)), raw, "url", raw.lower())


def _iban_is_valid(iban: str) -> bool:
    """ISO 13616 checksum: the rotated digits leave 1 on division by 97."""
    rotated = iban[4:] + iban[:4]
    return len(iban) >= 15 and int("".join(str(int(c, 36)) for c in rotated)) % 97 == 1


def _phones(text: str, reading: Reading) -> Iterator[Contact]:
    for match in _PHONE.finditer(text):
        raw = match.group()
        digits = re.sub(r"\D", "", raw)
        if not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS or _is_date_or_sum(raw):
            continue
        number = _parse(raw, reading.country)
        if number is None and not _looks_like_phone(raw, digits, match.start(), reading):
            continue
        kind: ContactKind = (
            "mobile_money" if _near(reading, match.start(), match.end(), "mobile_money") else "phone"
        )
        yield _phone(match.span(), raw, digits, number, kind)


def _phone(
    span: tuple[int, int], raw: str, digits: str, number: phonenumbers.PhoneNumber | None, kind: ContactKind
) -> Contact:
    if number is None:
        return _contact(span, raw, kind, digits)
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return _contact(span, raw, kind, value, phonenumbers.region_code_for_number(number))


def _parse(raw: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    if raw.startswith("00"):
        raw = "+" + raw[2:]
    try:
        number = phonenumbers.parse(raw, country)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) and _written_as_phone(raw, number) else None


def _written_as_phone(raw: str, number: phonenumbers.PhoneNumber) -> bool:
    """A valid number, or one with a prefix: "300 000 000" is possible in many countries and is money."""
    return raw.startswith("+") or phonenumbers.is_valid_number(number)


def _is_date_or_sum(raw: str) -> bool:
    if re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+", raw) and not raw.startswith("0"):
        return True
    return bool(re.fullmatch(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?: .*)?", raw))


def _looks_like_phone(raw: str, digits: str, start: int, reading: Reading) -> bool:
    """No numbering plan knows it, but it is written like one: prefix, leading zero, pairs, or a cue."""
    if raw.startswith(("+", "00")):
        return True
    grouped = len(re.findall(r"\d+", raw)) >= 3
    if len(digits) >= 8 and (digits.startswith("0") or grouped):
        return True
    cued = any(_near(reading, start, start + len(raw), kind) for kind in ("phone", "mobile_money"))
    return cued and len(digits) >= 8


def _codes(text: str, reading: Reading) -> Iterator[Contact]:
    """Transfer codes: digits or capitals right behind "code", "MTCN", "Western Union"."""
    if not reading.hits.of("contact_cue"):
        return
    for match in _CODE.finditer(text):
        digits = sum(c.isdigit() for c in match.group())
        if digits >= 4 and _near(reading, match.start(), match.end(), "transfer_code", ahead=False):
            yield _contact(match.span(), match.group(), "transfer_code", match.group())


def _near(reading: Reading, start: int, end: int, kind: str, *, ahead: bool = True) -> bool:
    """Is a cue of this kind close before the span (or close behind it)?"""
    tokens = reading.tokens
    for hit in reading.hits.of("contact_cue"):
        if hit.payload.value != kind:
            continue
        cue_start, cue_end = tokens.span(hit.start, hit.end)
        if 0 <= start - cue_end <= _CUE_REACH or (ahead and 0 <= cue_start - end <= _CUE_REACH // 2):
            return True
    return False


def _contact(
    span: tuple[int, int], raw: str, kind: ContactKind, value: str, country: str | None = None
) -> Contact:
    return Contact(*span, raw, kind, value, country)


def _covered(contacts: list[Contact], reading: Reading) -> frozenset[int]:
    tokens = reading.tokens
    covered: set[int] = set()
    for contact in contacts:
        for at in range(len(tokens)):
            start, end = tokens.span(at, at + 1)
            if start < contact.end and contact.start < end:
                covered.add(at)
    return frozenset(covered)
