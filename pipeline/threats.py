"""Finding threats: phrases of the language folders, judged in context, one finding a place and category."""

from __future__ import annotations

from pipeline.analysis import Status, Threat
from pipeline.languages import ThreatEntry
from pipeline.phrases import Hit
from pipeline.reading import Reading


def find_threats(reading: Reading) -> list[Threat]:
    """Threats with their status; spans in the original text, in text order."""
    found = [_threat(hit, reading) for hit in _longest(reading.hits.of("threat"))]
    return sorted(found, key=lambda threat: (threat.start, threat.end))


def _longest(hits: list[Hit]) -> list[Hit]:
    """One hit for each run of overlapping hits of one category: the longest, done before announced."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (not h.payload.value.carried_out, h.start - h.end, h.start)):
        rival = any(
            other.payload.value.name == hit.payload.value.name
            and other.start < hit.end
            and hit.start < other.end
            for other in chosen
        )
        if not rival:
            chosen.append(hit)
    return chosen


def _threat(hit: Hit, reading: Reading) -> Threat:
    entry: ThreatEntry = hit.payload.value
    verdict = reading.context.judge(hit.start, hit.end, entry.name)
    status: Status = verdict.status
    if status == "active" and entry.carried_out:
        status = "carried_out"
    start, end = reading.tokens.span(hit.start, hit.end)
    return Threat(
        start=start,
        end=end,
        text=reading.tokens.normalised.original[start:end],
        category=entry.name,
        status=status,
        conditional=verdict.conditional and status == "active",
        severity=entry.severity,
        reason=_reason(hit, verdict.reason, veiled=entry.veiled),
    )


def _reason(hit: Hit, context: str, *, veiled: bool) -> str:
    kind = "veiled phrase" if veiled else "phrase"
    return f"{kind} ({hit.phrase.language})" + (f"; {context}" if context else "")
