"""Sums: which money a word means where, sums that lean on another, sums said twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.message import Message
from pipeline.triage import analyse

SENT = datetime(2022, 10, 4, 9, 30, tzinfo=UTC)


def sums(text: str, tz: str = "UTC") -> list[tuple[float, str | None]]:
    analysis = analyse(Message(text=text, sent_at=SENT, tz=tz, sender="captor"))
    return [(amount.value, amount.currency) for amount in analysis.amounts]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$2.5M", 2_500_000, "USD"),
        ("1.298,00 €", 1298, "EUR"),
        ("₹1,00,000", 100_000, "INR"),
        ("HK$ 300", 300, "HKD"),
        ("R$ 3.790,00", 3790, "BRL"),
        ("100 Canadian dollars", 100, "CAD"),
        ("three dollars and twenty cents", 3.2, "USD"),
        ("5€50", 5.5, "EUR"),
        ("0.5 BTC", 0.5, "BTC"),
        ("UGX 50,000", 50_000, "UGX"),
        ("3000 (trois mille) dollars", 3000, "USD"),
        ("We need 2M, yaani two million Kenya shillings", 2_000_000, "KES"),
    ],
)
def test_a_sum_with_its_money(text: str, value: float, currency: str) -> None:
    assert sums(text) == [(value, currency)]


def test_all_and_the_lek_are_told_apart_by_capitals() -> None:
    assert sums("send us 500 ALL", "Europe/Tirane") == [(500, "ALL")]
    assert ("ALL" in {currency for _, currency in sums("he owes 500 all in all")}) is False


@pytest.mark.parametrize(
    ("tz", "currency"),
    [("America/Mexico_City", "MXN"), ("America/Bogota", "COP"), ("UTC", "USD")],
)
def test_the_dollar_sign_is_the_local_money(tz: str, currency: str) -> None:
    assert sums("Deposite $50,000 hoy o lo matamos", tz) == [(50_000, currency)]


def test_millions_without_a_money_are_centimes_in_algiers() -> None:
    message = Message(text="On a ton fils. On veut 200 millions", sent_at=SENT, tz="Africa/Algiers")
    [amount] = analyse(message).amounts
    assert (amount.value, amount.currency) == (2_000_000, "DZD")
    assert amount.alternatives == ({"value": 200_000_000, "currency": "DZD"},)


def test_thousands_left_out_are_those_of_the_sum_before() -> None:
    text = "je vous avais demandé 60 millions FCFA, vous proposez 7. Montez à 40 et on parle"
    assert sums(text, "Africa/Libreville") == [(60e6, "XAF"), (7e6, "XAF"), (40e6, "XAF")]


def test_what_is_no_money() -> None:
    assert sums("Appartement F3, PIN 4471, chambre 12, il a 7 ans") == []
