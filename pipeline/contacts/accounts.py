"""Accounts that carry a checksum: IBAN, bank cards, crypto wallets. A failing checksum is no account.

Sources: ISO 13616 (IBAN), ISO/IEC 7812 (Luhn), base58check as in Bitcoin and Tron, BIP 173 and BIP 350
(bech32). Ethereum addresses carry theirs in the case of their letters only where the writer kept it, so
they are taken by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from pipeline.analysis import Contact
from pipeline.contacts.text import ContactText, contact, shapes

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CARD = re.compile(r"(?<![\d+])\d{4}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?!\d)")
_CARD_DIGITS = 16
_LONG_WORD = re.compile(r"\w{25}")
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_SUMS = (1, 0x2BC830A3)


@cache
def _wallets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?<!\w){p}(?!\w)")) for name, p in shapes()["wallets"].items())


def find_accounts(source: ContactText) -> Iterator[Contact]:
    """Wallets, IBANs and cards whose checksum holds."""
    text = source.text
    for name, pattern in _wallets() if _LONG_WORD.search(text) else ():
        for match in pattern.finditer(text):
            if name == "ETH" or _wallet_is_valid(match.group()):
                yield contact(match.span(), match.group(), "crypto_wallet", f"{name}:{match.group()}")
    for match in _IBAN.finditer(text):
        compact = match.group().replace(" ", "")
        if iban_is_valid(compact):
            yield contact(match.span(), match.group(), "iban", compact, compact[:2])
    for match in _CARD.finditer(text) if source.digits >= _CARD_DIGITS else ():
        digits = re.sub(r"\D", "", match.group())
        if luhn_is_valid(digits):
            yield contact(match.span(), match.group(), "card", digits)


def iban_is_valid(iban: str) -> bool:
    """ISO 13616 checksum: the rotated digits leave 1 on division by 97."""
    rotated = iban[4:] + iban[:4]
    return len(iban) >= 15 and int("".join(str(int(c, 36)) for c in rotated)) % 97 == 1


def luhn_is_valid(digits: str) -> bool:
    """The check digit of bank cards."""
    doubled = (int(c) * (2 if place % 2 else 1) for place, c in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and digits[0] != "0"


def _wallet_is_valid(address: str) -> bool:
    return _bech32_is_valid(address) if address[:3].lower() == "bc1" else base58_is_valid(address)


def base58_is_valid(address: str) -> bool:
    """The last four bytes are the double SHA-256 of those before."""
    number = 0
    for character in address:
        number = number * 58 + _BASE58.index(character)
    try:
        raw = number.to_bytes(25, "big")
    except OverflowError:
        return False
    return sha256(sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


def _bech32_is_valid(address: str) -> bool:
    prefix, _, data = address.lower().rpartition("1")
    if not prefix or any(c not in _BECH32 for c in data):
        return False
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    values += [_BECH32.index(c) for c in data]
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATOR):
            total ^= generator if (top >> bit) & 1 else 0
    return total in _BECH32_SUMS
