"""The phrase mini-language: what each form finds, and what a bad line says."""

from __future__ import annotations

import pytest

from pipeline.phrases import PhraseError, PhraseIndex, compile_phrase

CLASSES = {"him": ["him", "her", "your son"], "fut": ["n", "sn", ""]}


def found(phrase: str, text: str) -> list[str]:
    tokens = text.split()
    index = PhraseIndex([compile_phrase(phrase, "x", "en", CLASSES)])
    return [" ".join(tokens[hit.start : hit.end]) for hit in index.find(tokens, frozenset({"en"}))]


@pytest.mark.parametrize(
    ("phrase", "text", "match"),
    [
        ("kill him", "we kill him now", "kill him"),
        ("(kill|shoot) him", "we shoot him now", "shoot him"),
        ("dollar(s|)", "5 dollars", "dollars"),
        ("kill {him}", "we kill your son now", "kill your son"),
        ("{fut}qtel", "snqtel", "snqtel"),
        ("kill* him", "killing him", "killing him"),
        ("kill the? boy", "kill boy", "kill boy"),
        ("kill the? boy", "kill the boy", "kill the boy"),
        ("we ~2 kill him", "we will surely kill him", "we will surely kill him"),
        ("(no (more|other)|last) chance", "no other chance", "no other chance"),
        ("(a|) last call", "last call", "last call"),
        ("{fut}q(a|)tel{him}? now", "snqtel now", "snqtel now"),
    ],
)
def test_a_phrase_finds_its_forms(phrase: str, text: str, match: str) -> None:
    assert found(phrase, text) == [match]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("kill him", "kill them"),
        ("we ~2 kill him", "we . kill him"),
        ("we ~2 kill him", "we will not ever kill him"),
        ("kill* him", "skill him"),
    ],
)
def test_a_phrase_keeps_to_its_forms(phrase: str, text: str) -> None:
    assert found(phrase, text) == []


@pytest.mark.parametrize("phrase", ["(kill him", "kill {nobody}", "~3", "the? him?"])
def test_a_bad_line_names_itself(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(phrase, "x", "en", CLASSES)


def test_only_asked_languages_are_found() -> None:
    index = PhraseIndex([compile_phrase("main", "hand", "fr", {}), compile_phrase("main", "chief", "en", {})])
    hits = index.find(["main"], frozenset({"fr"}))
    assert [hit.payload for hit in hits] == ["hand"]
