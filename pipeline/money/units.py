"""Which money a word means where the message was written: currencies, street words, subunits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.languages import CurrencyEntry
from pipeline.phrases import Hit
from pipeline.place import currency_of_country, currency_of_family
from pipeline.reading import Reading

KINDS = ("subunit", "slang", "currency")
HitsAt = Mapping[int, Sequence[Hit]]


class Units:
    """Money words of one message: behind a number (by first token) and before one (by the token after)."""

    def __init__(self, reading: Reading) -> None:
        self.tokens = reading.tokens
        self.country = reading.country
        self._behind = {kind: reading.hits.all_starting(kind) for kind in KINDS}
        self._before = {kind: reading.hits.all_ending(kind) for kind in ("currency", "slang_first")}
        self._of = reading.hits.starting("of")

    def behind(self, at: int) -> Hit | None:
        """The money word at token `at`, with "of" before it or not; street words before currencies."""
        of = self._of.get(at)
        places = (at, of.end) if of else (at,)
        return next((hit for kind in KINDS for place in places if (hit := self.at(kind, place))), None)

    def at(self, kind: str, at: int) -> Hit | None:
        """The word of one kind at token `at` that is used in this country."""
        return self._fitting(self._behind[kind].get(at, ()), at)

    def before(self, kind: str, at: int) -> Hit | None:
        """The word of one kind that ends right before token `at`."""
        return self._fitting(self._before[kind].get(at, ()), at)

    def _fitting(self, hits: Sequence[Hit], at: int) -> Hit | None:
        """Words of this country first, then those used anywhere; others only where no country is known."""
        usable = [hit for hit in hits if self._is_written_so(hit, at)]
        local = [hit for hit in usable if self.country in hit.payload.value.countries]
        anywhere = [hit for hit in usable if not hit.payload.value.countries]
        foreign = usable if self.country is None else []
        return next(iter((*local, *anywhere, *foreign)), None)

    def _is_written_so(self, hit: Hit, at: int) -> bool:
        entry: CurrencyEntry = hit.payload.value
        starts, ends = self.tokens.starts, self.tokens.ends
        if entry.glued:
            joint = at if hit.start == at else hit.end
            if not 0 < joint < len(starts) or starts[joint] != ends[joint - 1]:
                return False
        return not entry.capitals or self.tokens.text(hit.start, hit.end).isupper()

    def code(self, entry: CurrencyEntry) -> str | None:
        """ISO 4217 code; a family ("francs") is decided by the country."""
        if entry.code:
            return entry.code
        return currency_of_family(entry.family, self.country) if entry.family else None

    def subunit_code(self, entry: CurrencyEntry) -> str | None:
        """Whose hundredth or thousandth it is."""
        return entry.code or (currency_of_country(self.country) if self.country else None)
