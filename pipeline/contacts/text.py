"""What the contact finders share: the text with plain digits, and the words beside a number."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from data import ROOT
from pipeline.analysis import Contact, ContactKind
from pipeline.reading import Reading

CUE_REACH = 45
"""Characters between a cue ("Orange Money", "code") and the number that it speaks of."""


@cache
def shapes() -> dict[str, Any]:
    """`data/shared/contacts.toml`."""
    with (ROOT / "shared" / "contacts.toml").open("rb") as file:
        return tomllib.load(file)


class ContactText:
    """The original text, same length, with digits of any script as ASCII digits; and its cues."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        original = reading.tokens.normalised.original
        self.text = original if original.isascii() else _with_ascii_digits(original)
        self.digits = sum(map(str.isdigit, self.text))
        self.cues = [
            (*reading.tokens.span(hit.start, hit.end), hit.payload.value)
            for hit in reading.hits.of("contact_cue")
        ]

    @property
    def is_empty(self) -> bool:
        """Can there be no contact at all?"""
        return not (self.digits or self.cues or "." in self.text or "@" in self.text)

    def near(self, start: int, end: int, kind: str, *, reach: int = CUE_REACH, ahead: bool = True) -> bool:
        """Is a cue of this kind close before the span (or close behind it)?"""
        return any(
            cue == kind and (0 <= start - last <= reach or (ahead and 0 <= first - end <= reach // 2))
            for first, last, cue in self.cues
        )


def _with_ascii_digits(text: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def contact(
    span: tuple[int, int], raw: str, kind: ContactKind, value: str, country: str | None = None
) -> Contact:
    """A contact over a span of the original text."""
    return Contact(*span, raw, kind, value, country)
