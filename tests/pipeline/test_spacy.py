"""The journey as a spaCy component, with spaCy's own tools over it."""

from __future__ import annotations

import json
from typing import Any

import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import DocBin

TEXT = "On a ton fils. 3000 dollars avant demain 18h sinon on va le tuer. Appelle le 07 00 11 22 33"


def pipeline(**config: Any) -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("ransom_triage", config={"tz": "Africa/Abidjan", **config})
    return nlp


def test_findings_are_span_groups() -> None:
    doc = pipeline(country="CI")(TEXT)
    assert [(s.text, s.label_) for s in doc.spans["threats"]] == [("on va le tuer", "death")]
    assert [(s.text, s.label_) for s in doc.spans["amounts"]] == [("3000 dollars", "demand")]
    assert [s.label_ for s in doc.spans["contacts"]] == ["phone"]
    assert doc._.triage["risk"]["level"] == "critical"


def test_context_is_given_for_each_document() -> None:
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc.user_data["message"] = {"sent_at": "2022-10-04T09:30:00+00:00"}
    assert nlp(doc)._.triage["deadlines"][0]["due_at"] == "2022-10-05T18:00:00+00:00"


def test_pipe_display_and_docbin_work() -> None:
    nlp = pipeline()
    docs = list(nlp.pipe([TEXT, "bonjour", "  "]))
    html = displacy.render(docs[0], style="span", options={"spans_key": "threats"}, jupyter=False)
    assert "death" in html
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert json.loads(json.dumps(again[0]._.triage)) == docs[0]._.triage
    assert [s.text for s in again[0].spans["threats"]] == [s.text for s in docs[0].spans["threats"]]
    assert docs[2]._.triage is None
