"""Hidden and hurried spelling is read; the map back to the original is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise import fold, normalise

WORDS = frozenset(["on", "le", "tue", "tuer", "kill", "non", "nous", "tell"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("o n  l e  t u e", "on le tue"),
        ("on le t.u.e.r", "on le tuer"),
        ("o-n l-e t_u_e", "on le tue"),
        ("o n l e t u e", "on le tue"),
        ("تــهديد", "تهديد"),
        ("nooooon", "non"),
        ("kiiiilllll", "kill"),
        ("k1ll", "kill"),
        ("٣٠٠٠ and ۳۰۰۰ and ৩০০০", "3000 and 3000 and 3000"),
        ("оn lе tuе", "on le tue"),
        ("tu\u200bé", "tue"),
        ("ｋｉｌｌ ①", "kill 1"),
        ("أَعْطُونَا", "اعطونا"),
        ("TUÉ", "tue"),
    ],
)
def test_hidden_spelling_is_read(written: str, read: str) -> None:
    assert normalise(written, WORDS).text == read


@pytest.mark.parametrize(
    "text", ["R.D.C. est loin", "a b", "le 1 2 3", "привет мама", "hahahaha", "salle 4e", "50k"]
)
def test_ordinary_writing_keeps_its_words(text: str) -> None:
    assert normalise(text, WORDS).text == text.lower()


def test_span_covers_what_was_written() -> None:
    folded = normalise("on le tuuuuue !", WORDS)
    start = folded.text.index("tue")
    first, last = folded.span(start, start + 3)
    assert "on le tuuuuue !"[first:last] == "tuuuuue"


def test_an_accent_belongs_to_its_letter() -> None:
    decomposed = "tue\u0301 !"
    folded = normalise(decomposed)
    assert decomposed[slice(*folded.span(0, 3))] == "tue\u0301"


@given(st.text(max_size=200))
def test_the_map_is_monotone_and_inside_the_text(text: str) -> None:
    folded = normalise(text, WORDS)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert folded.starts == sorted(folded.starts)
    assert all(0 <= a <= b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
