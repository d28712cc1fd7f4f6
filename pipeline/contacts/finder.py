"""All contacts of a message, none overlapping, the surest kinds first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.analysis import Contact
from pipeline.contacts.accounts import find_accounts
from pipeline.contacts.addresses import find_addresses
from pipeline.contacts.phones import find_phones
from pipeline.contacts.text import ContactText, contact
from pipeline.reading import Reading

_CODE = re.compile(r"(?<!\w)(?=[A-Z\-]*\d)[A-Z0-9][A-Z0-9\-]{5,15}(?!\w)")
_LEAST_CODE_DIGITS = 4


def find_contacts(reading: Reading) -> tuple[list[Contact], frozenset[int]]:
    """Contacts in text order, and the tokens that they cover (they are no money)."""
    source = ContactText(reading)
    if source.is_empty:
        return [], frozenset()
    found: list[Contact] = []
    for candidate in _candidates(source):
        if not any(c.start < candidate.end and candidate.start < c.end for c in found):
            found.append(candidate)
    original = reading.tokens.normalised.original
    found = sorted((replace(c, text=original[c.start : c.end]) for c in found), key=lambda c: c.start)
    return found, _covered(found, reading)


def _candidates(source: ContactText) -> Iterator[Contact]:
    yield from find_addresses(source)
    if source.digits:
        yield from find_accounts(source)
        yield from _codes(source)
    yield from find_phones(source)


def _codes(source: ContactText) -> Iterator[Contact]:
    """Transfer codes: digits or capitals right behind "code", "MTCN", "Western Union"."""
    if not source.cues:
        return
    for match in _CODE.finditer(source.text):
        digits = sum(c.isdigit() for c in match.group())
        if digits >= _LEAST_CODE_DIGITS and source.near(*match.span(), "transfer_code", ahead=False):
            yield contact(match.span(), match.group(), "transfer_code", match.group())


def _covered(contacts: list[Contact], reading: Reading) -> frozenset[int]:
    """Tokens under the contacts."""
    if not contacts:
        return frozenset()
    tokens = reading.tokens
    spans = [tokens.span(at, at + 1) for at in range(len(tokens))]
    return frozenset(
        at for at, (start, end) in enumerate(spans) if any(start < c.end and c.start < end for c in contacts)
    )
