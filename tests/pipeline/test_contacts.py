"""Contacts: checksums, places, phones as people give them away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.contacts.accounts import base58_is_valid, iban_is_valid, luhn_is_valid
from pipeline.message import Message
from pipeline.triage import analyse

SENT = datetime(2022, 10, 4, 9, 30, tzinfo=UTC)


def contacts(text: str, tz: str = "Africa/Abidjan") -> list[tuple[str, str]]:
    analysis = analyse(Message(text=text, sent_at=SENT, tz=tz))
    return [(contact.kind, contact.value) for contact in analysis.contacts]


@pytest.mark.parametrize(
    ("text", "tz", "expected"),
    [
        ("appelle le 07 00 11 22 33", "Africa/Abidjan", ("phone", "+2250700112233")),
        ("appelle le 0️⃣7️⃣0️⃣0️⃣1️⃣1️⃣2️⃣2️⃣3️⃣3️⃣", "Africa/Abidjan", ("phone", "+2250700112233")),
        (
            "appelle zéro sept zéro zéro onze vingt deux trente trois",
            "Africa/Abidjan",
            ("phone", "+2250700112233"),
        ),
        ("اتصل ٠٧٠٠١١٢٢٣٣", "Africa/Abidjan", ("phone", "+2250700112233")),
        ("D17 au 52 330 417", "Africa/Tunis", ("mobile_money", "+21652330417")),
        ("point 36.80650, 10.18153", "Africa/Tunis", ("location", "36.80650,10.18153")),
        ("carte 4111 1111 1111 1111", "Africa/Tunis", ("card", "4111111111111111")),
        ("write to someone@mail.example", "UTC", ("email", "someone@mail.example")),
        ("write @some_one77", "UTC", ("handle", "@some_one77")),
    ],
)
def test_a_contact_with_its_common_form(text: str, tz: str, expected: tuple[str, str]) -> None:
    assert contacts(text, tz) == [expected]


def test_a_wallet_with_a_wrong_letter_is_none() -> None:
    wallet = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
    assert base58_is_valid(wallet)
    assert not base58_is_valid(wallet.replace("B", "C", 1))
    assert contacts(f"send to {wallet}") == [("crypto_wallet", f"BTC:{wallet}")]
    assert contacts("send to 1CvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2") == []


def test_other_checksums() -> None:
    assert iban_is_valid("GB82WEST12345698765432")
    assert not iban_is_valid("GB82WEST12345698765433")
    assert luhn_is_valid("4111111111111111")
    assert not luhn_is_valid("4111111111111112")


def test_sums_and_scores_are_no_phones() -> None:
    assert contacts("on veut 22 345 678 francs") == []
    assert contacts("Salió 4-17-23-31-38-45") == []
