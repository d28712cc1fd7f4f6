"""The journey as a spaCy component: `nlp = spacy.blank("fr"); nlp.add_pipe("ransom_triage")`.

Gives `doc.spans["threats" | "amounts" | "deadlines" | "contacts"]` and `doc._.triage`, the analysis as
plain data, so that displaCy, DocBin and `nlp.pipe` work on it. Context (`sent_at`, `tz`, `country`,
`sender`) is set in the component's config, or for one document in `doc.user_data["message"]`.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.analysis import Analysis
from pipeline.message import Message
from pipeline.triage import analyse

_LABELS = {"threats": "category", "amounts": "role", "deadlines": "granularity", "contacts": "kind"}
"""Groups of spans, and which field of a finding names it."""


class RansomTriage:
    """Reads each document as one message."""

    def __init__(self, tz: str | None, country: str | None, sender: str) -> None:
        self.defaults = {"tz": tz, "country": country, "sender": sender}
        if not Doc.has_extension("triage"):
            Doc.set_extension("triage", getter=_stored)

    def __call__(self, doc: Doc) -> Doc:
        """Analyse `doc.text`; empty documents are left as they are."""
        if not doc.text.strip():
            return doc
        given: dict[str, Any] = {**self.defaults, **doc.user_data.get("message", {})}
        analysis = analyse(Message(text=doc.text, **given))
        # Plain data, so that Doc.to_bytes and DocBin(store_user_data=True) can carry it.
        doc.user_data["triage"] = analysis.as_dict()
        for name in _LABELS:
            doc.spans[name] = SpanGroup(doc, name=name, spans=_spans(doc, analysis, name))
        return doc


def _stored(doc: Doc) -> dict[str, Any] | None:
    stored: dict[str, Any] | None = doc.user_data.get("triage")
    return stored


def _spans(doc: Doc, analysis: Analysis, name: str) -> list[Span]:
    spans = []
    for finding in getattr(analysis, name):
        label = getattr(finding, _LABELS[name])
        # Tokens of spaCy may be wider than the finding ("18h"), so the span grows to whole tokens.
        span = doc.char_span(finding.start, finding.end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    return spans


@Language.factory("ransom_triage", default_config={"tz": None, "country": None, "sender": "unknown"})
def make_ransom_triage(
    nlp: Language,  # noqa: ARG001 (spaCy's factory signature)
    name: str,  # noqa: ARG001
    tz: str | None,
    country: str | None,
    sender: str,
) -> RansomTriage:
    """Factory for spaCy, registered through the entry point `spacy_factories`."""
    return RansomTriage(tz, country, sender)
