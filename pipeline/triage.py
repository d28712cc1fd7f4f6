"""The journey of a message, in order: normalise, language, find, qualify, score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

from models.language.profiles import VERSION as LANGUAGE_VERSION
from models.risk.scorecard import card
from pipeline.analysis import Analysis, Language, Sign
from pipeline.contacts import find_contacts
from pipeline.context import Context
from pipeline.deadlines import counted_tokens, find_deadlines
from pipeline.language import identify
from pipeline.languages import Lexicon, lexicon
from pipeline.message import Message
from pipeline.money import find_amounts
from pipeline.normalise import normalise
from pipeline.numbers import find_numbers
from pipeline.place import country_of_zone
from pipeline.reading import Reading
from pipeline.risk import score
from pipeline.threats import find_threats
from pipeline.times import find_times
from pipeline.tokens import tokenise


def analyse(message: Message, *, received_at: datetime | None = None) -> Analysis:
    """Read one message. `received_at` (aware; default now) stands in where the message has no time."""
    reading = read(message, received_at=received_at)
    language = reading.language
    contacts, contact_tokens = find_contacts(reading)
    threats = find_threats(reading)
    times = find_times(reading, contact_tokens)
    amounts = find_amounts(reading, contact_tokens | counted_tokens(times))
    deadlines = find_deadlines(reading, times, amounts, contacts, threats)
    signs = _signs(reading)
    needs_translator = _needs_translator(language, lexicon())
    return Analysis(
        id=message.id,
        case_id=message.case_id,
        sent_at=reading.sent_at,
        language=language,
        amounts=tuple(amounts),
        deadlines=tuple(deadlines),
        threats=tuple(threats),
        contacts=tuple(contacts),
        risk=score(amounts, deadlines, threats, contacts, signs=signs),
        needs_translator=needs_translator,
        notes=tuple(_notes(message, language, needs_translator=needs_translator)),
        signs=tuple(signs),
        model=_versions(),
    )


def _sent_at(message: Message, received_at: datetime | None) -> datetime:
    """When it was written, in the clock that the writer means."""
    moment = message.sent_at or received_at or datetime.now(UTC)
    zone: tzinfo = ZoneInfo(message.tz) if message.tz else _offset(moment)
    return moment.astimezone(zone)


def _offset(moment: datetime) -> tzinfo:
    return timezone(moment.utcoffset() or timedelta())


def read(message: Message, *, received_at: datetime | None = None) -> Reading:
    """What the finders share: tokens, language, phrases, numbers and context of a message."""
    words = lexicon()
    tokens = tokenise(normalise(message.text, words.forms.vocabulary), words.forms)
    language = identify(tokens)
    languages = active_languages(language, words)
    hits = words.find(tokens, languages)
    return Reading(
        tokens=tokens,
        hits=hits,
        numbers=tuple(find_numbers(tokens, hits)),
        context=Context(tokens, hits, message.sender),
        language=language,
        sender=message.sender,
        sent_at=_sent_at(message, received_at),
        country=message.country or (country_of_zone(message.tz) if message.tz else None),
        frequent=words.frequent(languages),
        clock=words.clocks.get(language.code, 24),
        clocks=words.clocks,
    )


def active_languages(language: Language, words: Lexicon) -> frozenset[str]:
    """The languages whose phrases count: the main one, others seen, and what is usually mixed in."""
    seen = {language.code, *(guess.code for guess in language.others)} & words.packs.keys()
    if not seen:
        seen = {code for code, pack in words.packs.items() if pack.script == language.script}
    return frozenset(seen | {also for code in seen for also in words.packs[code].also})


def _signs(reading: Reading) -> list[Sign]:
    """Signs of the message, unless it speaks of a film, the news, a match, a bill or a joke."""
    if reading.context.telling:
        return []
    tokens = reading.tokens
    spans = [(*tokens.span(hit.start, hit.end), hit) for hit in reading.hits.of("sign")]
    text = tokens.normalised.original
    return [Sign(start, end, text[start:end], hit.payload.value.name) for start, end, hit in spans]


def _needs_translator(language: Language, words: Lexicon) -> bool:
    pack = words.packs.get(language.code)
    if language.code == "und":
        return language.script not in ("Zyyy", *{p.script for p in words.packs.values() if p.covered})
    return pack is None or not pack.covered


def _notes(message: Message, language: Language, *, needs_translator: bool) -> Iterator[str]:
    if message.sent_at is None:
        yield "no sent_at given: deadlines are resolved against the time of receipt"
    if message.tz is None:
        yield "no tz given: times are read in the clock of sent_at's offset"
    if needs_translator:
        yield (
            f"language {language.code} ({language.script}) cannot be read: the score rests on amounts, "
            "contacts and clock times; a translator is needed"
        )


@cache
def _versions() -> dict[str, str]:
    return {"pipeline": version("ransom-triage"), "risk": card()["version"], "language": LANGUAGE_VERSION}
