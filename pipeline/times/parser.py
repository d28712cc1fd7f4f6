"""Reading expressions of time: "avant demain 18h", "within 48 hours", "يوم الاحد قبل الضهر".

`find_times` puts neighbouring bricks (day, clock, part of the day, length of time, bound) together into
one `TimeExpression`; `resolve` turns it into a moment; whether it binds anybody is for
`pipeline.deadlines` to say.
"""

from __future__ import annotations

from pipeline.phrases import Hit
from pipeline.reading import Reading
from pipeline.times.bricks import Bricks
from pipeline.times.clocks import take_clock
from pipeline.times.dates import take_date, take_day, take_end_of, take_part
from pipeline.times.expression import TimeExpression
from pipeline.times.lengths import take_length

_MOST_FILLERS = 2
_MOST_LEADS = 4
_TAKERS = (take_length, take_end_of, take_date, take_clock, take_day, take_part)
_STRONGER = ("before", "by", "until")
_DAY_WORDS = ("day_part", "day", "weekday", "length", "end_of", "feast", "prayer", "month_of", "clock_before")


def find_times(reading: Reading, taken: frozenset[int] = frozenset()) -> list[TimeExpression]:
    """Expressions of time in text order, none overlapping. `taken` are tokens of contacts."""
    bricks = Bricks(reading)
    parser = _Parser(bricks)
    found: list[TimeExpression] = []
    behind = 0
    for at in bricks.openings():
        expression = parser.parse(at) if at >= behind else None
        if expression is not None and not (
            taken and taken.intersection(range(expression.start, expression.end))
        ):
            found.append(expression)
            behind = expression.end
    return found


class _Parser:
    """Puts one expression together from a token on."""

    def __init__(self, bricks: Bricks) -> None:
        self.bricks = bricks

    def parse(self, start: int) -> TimeExpression | None:
        """The expression that begins at token `start`, with its leading bounds."""
        leads = self._leads(start)
        for count in range(len(leads), -1, -1):
            if count < len(leads) and not self._is_brick_too(leads[count]):
                return None
            expression = TimeExpression(start, start, clock=self.bricks.reading.clock)
            at = start
            for hit in leads[:count]:
                self._bind(expression, hit)
                at = hit.end
            if self._fill(expression, at):
                self._trail(expression)
                return expression
        return None

    def _fill(self, expression: TimeExpression, at: int) -> bool:
        """Take brick after brick from `at` on; False where there is none."""
        fillers = 0
        while at < len(self.bricks):
            behind = self._brick(expression, at)
            if behind is not None:
                expression.end = at = behind
                fillers = 0
                continue
            link = self._link(expression, at) if fillers < _MOST_FILLERS else None
            if link is None:
                break
            fillers += 1
            at = link
        return bool(expression.bricks)

    def _leads(self, start: int) -> list[Hit]:
        """Bounds and fillers before the first brick ("d'ici", "before the", "depuis")."""
        leads: list[Hit] = []
        at = start
        while len(leads) < _MOST_LEADS:
            bound = self.bricks.at("bound", at) or self.bricks.at("unbound", at)
            filler = self.bricks.at("time_filler", at) if leads else None
            hit = bound or filler
            if hit is None or self._brick_is_longer(hit, at) or self._is_monthday(at):
                break
            leads.append(hit)
            at = hit.end
        return leads

    def _is_monthday(self, at: int) -> bool:
        """Does "the day" with its number begin here ("يوم 10")?"""
        lead = self.bricks.at("monthday", at)
        if lead is None or self.bricks.whole(lead.end, 1, 31) is None:
            return False
        return self.bricks.at("weekday", lead.end) is None

    def _brick_is_longer(self, lead: Hit, at: int) -> bool:
        """Do the words here say a day ("starting tonight") that the lead would cut in two?"""
        hits = (self.bricks.at(kind, at) for kind in _DAY_WORDS)
        return any(hit is not None and hit.end > lead.end for hit in hits)

    def _is_brick_too(self, lead: Hit) -> bool:
        """May the words of a lead that leads nowhere be a brick themselves ("ساعة": "at", "an hour")?"""
        hits = (self.bricks.at(kind, lead.start) for kind in (*_DAY_WORDS, "part"))
        return lead.start in self.bricks.numbers or any(
            hit is not None and hit.end >= lead.end for hit in hits
        )

    def _bind(self, expression: TimeExpression, hit: Hit) -> None:
        kind, value = hit.payload.kind, hit.payload.value
        if kind == "unbound":
            expression.unbound = expression.unbound or value
        elif kind == "bound":
            if value == "oclock":
                expression.strong = True
                expression.clock = self.bricks.reading.clock_of(hit.phrase.language)
            if value in _STRONGER and expression.unbound == "since":
                expression.unbound = None  # "from today until Thursday"
            if expression.bound in (None, "at", "oclock") or value in _STRONGER:
                expression.bound = value

    def _link(self, expression: TimeExpression, at: int) -> int | None:
        """A word between two bricks: a filler, or a bound in mid-expression ("ce soir avant minuit")."""
        if self.bricks.is_sign(at, ",") and expression.bricks & {"day"}:
            return self._behind_comma(expression, at + 1)
        bound = self.bricks.at("bound", at)
        hit = bound or self.bricks.at("time_filler", at)
        if hit is None or not expression.bricks:
            return None
        hour_bound = bound is not None and bound.payload.value in ("oclock", "at", *_STRONGER)
        if not self._brick_follows(
            expression, hit.end, bound.payload.value if bound and hour_bound else None
        ):
            return None
        if bound:
            self._bind(expression, bound)
        return hit.end

    def _behind_comma(self, expression: TimeExpression, at: int) -> int | None:
        """ "Sunday, March 3", "Feb 14, 5pm": a comma goes on to a date or a clock time only."""
        trial = TimeExpression(at, at, bricks=set(expression.bricks), weekday=expression.weekday)
        self._brick(trial, at)
        more = trial.bricks - expression.bricks
        return at if more & {"clock", "date"} else None

    def _brick_follows(self, expression: TimeExpression, at: int, bound: str | None) -> bool:
        for _ in range(_MOST_FILLERS):
            trial = TimeExpression(at, at, bound=bound or expression.bound, bricks=set(expression.bricks))
            trial.strong = expression.strong or bound == "oclock"
            trial.weekday = expression.weekday
            if self._brick(trial, at) is not None:
                return True
            filler = self.bricks.at("time_filler", at) or self.bricks.at("bound", at)
            if filler is None:
                return False
            at = filler.end
        return False

    def _brick(self, expression: TimeExpression, at: int) -> int | None:
        if at >= len(self.bricks):
            return None
        for take in _TAKERS:
            behind = take(self.bricks, expression, at)
            if behind is not None:
                return behind
        return None

    def _trail(self, expression: TimeExpression) -> None:
        """Words behind: "from now", "ago", "next", "every day", and bounds that some languages put last."""
        behind = self.bricks.at("behind", expression.end)
        if behind:
            expression.end = behind.end
        shift = self.bricks.at("shift", expression.end)
        if shift and not expression.counts:
            expression.next = True
            expression.end = shift.end
        if self._bound_behind(expression):
            return
        hit = self.bricks.at("unbound", expression.end)
        bound = self.bricks.at("bound", expression.end)
        longer = bound is not None and hit is not None and bound.end > hit.end  # "dernier délai", "dernier"
        if hit and not longer and hit.payload.value in ("ago", "past", "every"):
            expression.unbound = hit.payload.value
        if (
            bound
            and expression.bound is None
            and bound.payload.value == "by"
            and self.bricks.closes(bound.end)
        ):
            expression.bound = "by"
            expression.end = bound.end

    def _bound_behind(self, expression: TimeExpression) -> bool:
        """A bound behind the time, where the language puts it there ("48 saat içinde", "জুমার আগে").

        "Before" behind a length of time looks back: "2 days before" is two days ago.
        """
        hit = self.bricks.at("bound_behind", expression.end)
        if hit is None or expression.bound not in (None, "at", "oclock", "within"):
            return False
        bound = hit.payload.value
        if (bound == "within" and not expression.counts) or (
            expression.bound == "within" and bound != "within"
        ):
            return False
        if bound == "before" and expression.counts:
            expression.unbound = expression.unbound or "ago"
        else:
            expression.bound = bound
        expression.end = hit.end
        return True
