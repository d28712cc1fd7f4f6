"""Files that families and officers bring: one module a format, found by content."""

from pipeline.problems import InputError, Problem
from pipeline.sources.base import MAX_FILE, Fault, Found, Item, PassedOver, Remarks, Setting, Source
from pipeline.sources.json_lines import JsonLines
from pipeline.sources.table import Table
from pipeline.sources.whatsapp import WhatsApp, WhatsAppArchive

SOURCES: tuple[Source, ...] = (WhatsAppArchive(), JsonLines(), WhatsApp(), Table())
"""All formats, the surest sign first."""

__all__ = ["SOURCES", "Fault", "Found", "Item", "PassedOver", "Remarks", "Setting", "Source", "source_of"]


def source_of(name: str, data: bytes) -> Source:
    """The format of a file. Raises `InputError` where it is too large or in none that is known."""
    if len(data) > MAX_FILE:
        raise InputError(Problem("too_large", "", {"name": name, "limit": MAX_FILE}))
    for source in SOURCES:
        if source.recognises(data):
            return source
    raise InputError(Problem("unknown_format", "", {"name": name}))
