"""E-mail and web addresses, handles, map links and coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.analysis import Contact
from pipeline.contacts.text import ContactText, contact, shapes

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?P<top>[a-z]{2,7})(?![\w.@])(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}(?<!\.)")
_PAY_HANDLE = re.compile(r"(?<![\w@.])[\w.\-]{2,40}@[A-Za-z][A-Za-z0-9]{2,20}(?![\w@]|\.\w)")
_NAMED_HANDLE = re.compile(r"\W{1,3}(?P<name>[A-Za-z](?=[\w.]*[\d_.])[\w.]{3,30}(?<!\.))(?![\w@])")
_COORDINATES = re.compile(
    r"(?<![\d.,])(?P<lat>-?\d{1,2}\.\d{3,})°?\s?[NSns]?\s?[,; ]"
    r"\s?(?P<lon>-?\d{1,3}\.\d{3,})°?\s?[EWOewo]?(?![\d.])"
)


def find_addresses(source: ContactText) -> Iterator[Contact]:
    """Addresses in the text, the surest first."""
    text = source.text
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield contact(match.span(), match.group(), "email", match.group().lower())
        for pattern in (_HANDLE, _PAY_HANDLE):
            for match in pattern.finditer(text):
                yield contact(match.span(), match.group(), "handle", match.group().lower())
    if "." in text:
        yield from _urls(text)
        yield from _coordinates(text)
    yield from _named_handles(source)


def _urls(text: str) -> Iterator[Contact]:
    for match in _URL.finditer(text):
        top = match.group("top")
        if top and top.lower() not in shapes()["domains"]:
            continue
        start, raw = match.start(), match.group().rstrip(".,;:!?)")
        yield contact((start, start + len(raw)), raw, "url", raw.lower())


def _coordinates(text: str) -> Iterator[Contact]:
    """Latitude and longitude with three decimals or more (a hundred metres)."""
    for match in _COORDINATES.finditer(text):
        latitude, longitude = float(match["lat"]), float(match["lon"])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            yield contact(match.span(), match.group(), "location", f"{latitude:.5f},{longitude:.5f}")


def _named_handles(source: ContactText) -> Iterator[Contact]:
    """ "telegram: kassim_77": a user name right behind the service, told by a digit, dot or underscore."""
    for _, end, cue in source.cues:
        match = _NAMED_HANDLE.match(source.text, end) if cue == "handle" else None
        if match:
            yield contact(match.span("name"), match["name"], "handle", "@" + match["name"].lower())
