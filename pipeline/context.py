"""Qualifying what the finders found, after the ConText idea: cues with a reach, one step for all finders.

A cue reaches to the words after or before it within its clause, to its sentence, or over the whole
message. Pseudo-cues come first and shield their words ("on ne va pas hésiter" is no negation). A
clause ends at punctuation and at words such as "mais", "sinon", "but", "إلا".
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.analysis import Status
from pipeline.languages import Hits
from pipeline.message import Sender
from pipeline.phrases import Hit
from pipeline.tokens import Tokens

NEGATION_REACH = 5
"""Words between a negation and what it denies, at most (NegEx uses 5 to 6 as well)."""
_CLAUSE_PUNCTUATION = frozenset('.!?;:,\n()"…')
_TELLING = ("fiction", "news", "sport", "joke", "debt")
# Threats whose own words are a refusal or a ban: a "not" before them is part of them.
_NEGATIVE_BY_NATURE = frozenset({"no_authorities", "final_warning", "disappearance"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What context makes of a finding: its status, whether a condition hangs on it, and why."""

    status: Status
    conditional: bool
    reason: str = ""


class Context:
    """The cues of one message, ready to judge token spans."""

    def __init__(self, tokens: Tokens, hits: Hits, sender: Sender) -> None:
        self.tokens = tokens
        self.sender = sender
        shields = [hit for hit in hits.of("cue") if hit.payload.value.name == "pseudo"]
        self.cues = [
            hit
            for hit in hits.of("cue")
            if hit.payload.value.name != "pseudo" and not any(_shields(shield, hit) for shield in shields)
        ]
        self.limits = {hit.start for hit in hits.of("clause")}
        signs = {hit.payload.value.name for hit in hits.of("sign")}
        threats = {hit.payload.value.name for hit in hits.of("threat")}
        self.telling = self._telling(signs, threats)

    def _telling(self, signs: set[str], threats: set[str]) -> str | None:
        """The kind of talk this message is, where it is no captor's: film, news, match, joke, bill."""
        kinds = [hit.payload.value.name for hit in self.cues]
        found = next((kind for kind in _TELLING if kind in kinds), None)
        held = "hostage_held" in signs and ("demand" in signs or "no_authorities" in threats)
        if found in ("sport", "joke", "debt") and (held or self.sender == "captor"):
            return None
        if found == "news" and self.sender == "captor":
            return None
        return found

    def has(self, kind: str, start: int, end: int) -> bool:
        """Is there a cue of this kind in the sentence of the span, or over the message?"""
        first, last = self._sentence(start, end)
        return any(
            hit.payload.value.name == kind
            and (hit.payload.value.reach == "message" or (first <= hit.start and hit.end <= last))
            for hit in self.cues
        )

    def judge(self, start: int, end: int, category: str) -> Verdict:
        """Status of a threat over tokens `start` to `end`."""
        conditional = self.has("condition", start, end)
        if self.telling:
            return Verdict("quoted", conditional, f"told as {self.telling}")
        if category not in _NEGATIVE_BY_NATURE:
            denial = self._denial(start, end)
            if denial:
                words = self.tokens.text(denial.start, denial.end)
                return Verdict("negated", conditional, f"denied by “{words}”")
        return Verdict("active", conditional)

    def _denial(self, start: int, end: int) -> Hit | None:
        for hit in self.cues:
            if hit.payload.value.name != "negation":
                continue
            if hit.payload.value.reach == "after" and self._reaches(hit.end, start):
                return hit
            if hit.payload.value.reach == "before" and self._reaches(end, hit.start):
                return hit
        return None

    def _reaches(self, first: int, second: int) -> bool:
        """Is the gap from token `first` up to `second` short and inside one clause?

        A finding that begins with a subject of its own begins a clause as well.
        """
        if not 0 <= second - first <= NEGATION_REACH or (second > first and second in self.limits):
            return False
        return not any(
            self.tokens.words[at] in _CLAUSE_PUNCTUATION or at in self.limits for at in range(first, second)
        )

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        return self.tokens.sentence(start)[0], self.tokens.sentence(max(start, end - 1))[1]


def _shields(shield: Hit, cue: Hit) -> bool:
    """A pseudo-cue shields cues that begin inside it, unless the cue reaches well beyond."""
    return cue.payload.value.name in ("negation",) and shield.start < cue.end and cue.start < shield.end
