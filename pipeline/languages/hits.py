"""The phrases found in one message, by kind of entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.phrases import Hit

_MONEY_KINDS = frozenset({"currency", "slang", "slang_first", "subunit"})


@dataclass(frozen=True, slots=True)
class Hits:
    """Phrases found, by kind of entry; within a kind the longest wins."""

    by_kind: dict[str, list[Hit]]
    _starting: dict[str, dict[int, Hit]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, kind: str) -> list[Hit]:
        """Hits of one kind in text order."""
        return self.by_kind.get(kind, [])

    def all_starting(self, kind: str) -> dict[int, list[Hit]]:
        """Hits of one kind by their first token, longest first."""
        found: dict[int, list[Hit]] = {}
        for hit in self.of(kind):
            found.setdefault(hit.start, []).append(hit)
        return found

    def all_ending(self, kind: str) -> dict[int, list[Hit]]:
        """Hits of one kind by the token behind them, longest first."""
        found: dict[int, list[Hit]] = {}
        for hit in self.of(kind):
            found.setdefault(hit.end, []).append(hit)
        return found

    def starting(self, kind: str) -> dict[int, Hit]:
        """Hits of one kind by their first token."""
        found = self._starting.get(kind)
        if found is None:
            found = self._starting[kind] = {hit.start: hit for hit in reversed(self.of(kind))}
        return found


def without_covered(hits: list[Hit]) -> list[Hit]:
    """Drop hits that lie inside a longer one saying something of the same kind (threats: same category)."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_preference):
        if not any(k.start <= hit.start and hit.end <= k.end and _rival(k, hit) for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, -h.end))


def _preference(hit: Hit) -> tuple[int, int, bool]:
    """Longer first; over the same words, harm that is done before harm that is announced."""
    done = hit.payload.kind == "threat" and hit.payload.value.carried_out
    return hit.start - hit.end, hit.start, not done


def _rival(longer: Hit, hit: Hit) -> bool:
    if hit.payload.kind in ("threat", "sign", "cue"):
        same: bool = longer.payload.value.name == hit.payload.value.name
        return same
    if hit.payload.kind in _MONEY_KINDS:
        return (longer.start, longer.end) != (hit.start, hit.end)  # which one is meant the country decides
    return True
