"""Reading expressions of time: "avant demain 18h", "within 48 hours", "يوم الاحد قبل الضهر".

`find_times` puts neighbouring bricks (day, clock, part of the day, length of time, bound) together into
one `TimeExpression`; `resolve` in `pipeline.calendar` turns it into a moment; whether it binds anybody is
for `pipeline.deadlines` to say.
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass, field

from pipeline.numbers import Number
from pipeline.phrases import Hit
from pipeline.reading import Reading

_MOST_FILLERS = 2
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?")


@dataclass(slots=True)
class TimeExpression:
    """Bricks of one expression; None where the text does not say. Token span `start` to `end`."""

    start: int
    end: int
    bound: str | None = None
    """before, by, within, at, after"""
    unbound: str | None = None
    """since, ago, every, past: it binds nobody"""
    length: tuple[float, str] | None = None
    """a length of time: number and unit"""
    day: int | None = None
    weekday: str | None = None
    date: tuple[int | None, int | None, int] | None = None
    """year, month, day of month; None where left out"""
    swapped: tuple[int | None, int | None, int] | None = None
    """the date read the other way round (04/05), where both are dates"""
    hour: int | None = None
    minute: int = 0
    meridiem: str | None = None
    part: str | None = None
    end_of: str | None = None
    next: bool = False
    bricks: set[str] = field(default_factory=set)

    @property
    def dated(self) -> bool:
        """Does it say which day?"""
        return self.day is not None or self.weekday is not None or self.date is not None


def find_times(reading: Reading) -> list[TimeExpression]:
    """Expressions of time in text order, none overlapping."""
    parser = _Parser(reading)
    found: list[TimeExpression] = []
    at = 0
    while at < len(reading.tokens):
        expression = parser.parse(at)
        if expression is None:
            at += 1
        else:
            found.append(expression)
            at = expression.end
    return found


class _Parser:
    """Tries each kind of brick at a token; each `_take_*` answers the token behind the brick, or None."""

    def __init__(self, reading: Reading) -> None:
        self.tokens = reading.tokens
        self.month_first = reading.country in ("US", "PH")
        self.numbers = {number.start: number for number in reading.numbers}
        self.by_kind = {kind: reading.hits.starting(kind) for kind in _KINDS}
        self.takers = (
            self._take_length,
            self._take_clock,
            self._take_day,
            self._take_date,
            self._take_part,
            self._take_end_of,
        )

    def parse(self, start: int) -> TimeExpression | None:
        """The expression that begins at token `start`, with its leading bound."""
        expression = TimeExpression(start, start)
        at = self._lead(expression, start)
        fillers = 0
        while at < len(self.tokens):
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
        if not expression.bricks:
            return None
        self._trail(expression)
        return expression

    def _lead(self, expression: TimeExpression, at: int) -> int:
        """Bounds and fillers before the first brick ("d'ici", "before the", "depuis")."""
        for _ in range(3):
            hit = self.by_kind["bound"].get(at) or self.by_kind["unbound"].get(at)
            filler = self.by_kind["time_filler"].get(at)
            lead = hit or filler
            if lead and self._brick_is_longer(lead, at):
                break
            if hit:
                self._bind(expression, hit)
                at = hit.end
            elif filler and at > expression.start:
                at = filler.end
            else:
                break
        return at

    def _brick_is_longer(self, lead: Hit, at: int) -> bool:
        """Do the words here say a day ("starting tonight") that the lead would cut in two?"""
        hits = (self.by_kind[kind].get(at) for kind in ("day_part", "day", "weekday", "length", "end_of"))
        return any(hit is not None and hit.end > lead.end for hit in hits)

    def _bind(self, expression: TimeExpression, hit: Hit) -> None:
        if hit.payload.kind == "unbound":
            expression.unbound = expression.unbound or hit.payload.value
        elif expression.bound in (None, "at") or hit.payload.value in ("before", "by"):
            expression.bound = hit.payload.value

    def _link(self, expression: TimeExpression, at: int) -> int | None:
        """A word between two bricks: a filler, or a bound in mid-expression ("ce soir avant minuit")."""
        bound = self.by_kind["bound"].get(at)
        filler = self.by_kind["time_filler"].get(at)
        hit = bound or filler
        if hit is None or not expression.bricks or not self._brick_follows(expression, hit.end):
            return None
        if bound:
            self._bind(expression, bound)
        return hit.end

    def _brick_follows(self, expression: TimeExpression, at: int) -> bool:
        for _ in range(_MOST_FILLERS):
            trial = TimeExpression(at, at, bricks=set(expression.bricks))
            if self._brick(trial, at) is not None:
                return True
            filler = self.by_kind["time_filler"].get(at) or self.by_kind["bound"].get(at)
            if filler is None:
                return False
            at = filler.end
        return False

    def _brick(self, expression: TimeExpression, at: int) -> int | None:
        if at >= len(self.tokens):
            return None
        for take in self.takers:
            behind = take(expression, at)
            if behind is not None:
                return behind
        return None

    def _trail(self, expression: TimeExpression) -> None:
        """Words behind: "ago", "next", "past", and bounds that some languages put last."""
        shift = self.by_kind["shift"].get(expression.end)
        if shift:
            expression.next = True
            expression.end = shift.end
        if self._bound_behind(expression):
            return
        hit = self.by_kind["unbound"].get(expression.end)
        if hit and hit.payload.value in ("ago", "past"):
            expression.unbound = hit.payload.value
        bound = self.by_kind["bound"].get(expression.end)
        if bound and expression.bound is None and bound.payload.value == "by" and self._closes(bound.end):
            expression.bound = "by"
            expression.end = bound.end

    def _bound_behind(self, expression: TimeExpression) -> bool:
        """A bound behind the time, where the language puts it there ("48 saat içinde", "জুমার আগে").

        "Before" behind a length of time looks back: "2 days before" is two days ago.
        """
        hit = self.by_kind["bound_behind"].get(expression.end)
        if hit is None or expression.bound not in (None, "at"):
            return False
        counts, bound = expression.length is not None, hit.payload.value
        if bound == "within" and not counts:
            return False
        if bound == "before" and counts:
            expression.unbound = expression.unbound or "ago"
        else:
            expression.bound = bound
        expression.end = hit.end
        return True

    def _closes(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens.kinds[at] == "symbol"

    def _take_length(self, expression: TimeExpression, at: int) -> int | None:
        if expression.bricks & {"length", "clock", "day"}:
            return None
        whole = self.by_kind["length"].get(at)
        if whole:
            return self._set_length(expression, whole.payload.value, whole.end)
        number = self.numbers.get(at)
        if not number:
            return None
        unit = self.by_kind["time_unit"].get(number.end)
        if not unit or self._is_clock(expression, number, unit):
            return None
        value = number.value
        end = unit.end
        half = self.by_kind["half"].get(end)
        if half:
            value, end = value + half.payload.value, half.end
        return self._set_length(expression, (value, unit.payload.value), end)

    def _set_length(self, expression: TimeExpression, length: tuple[float, str], end: int) -> int:
        expression.length = length
        expression.bricks.add("length")
        return end

    def _is_clock(self, expression: TimeExpression, number: Number, unit: Hit) -> bool:
        """'18h' behind "avant", "à" or a day, or written in one, is a clock time; '48h' is a length."""
        mark = self.by_kind["clock_mark"].get(number.end)
        if not mark or number.value > 24 or number.value != int(number.value) or not number.digits:
            return False
        if expression.bound in ("within", "by") or expression.unbound:
            return False
        minutes = self.numbers.get(mark.end)
        if minutes and minutes.digits and len(minutes.digits) == 2 and minutes.value < 60:
            return True
        if expression.bound in ("before", "at") or expression.bricks & {"day", "part"}:
            return True
        if self._brick_day_follows(mark.end):
            return True
        attached = self.tokens.starts[number.end] == self.tokens.ends[number.end - 1]
        return (
            attached
            and number.value not in (24, 12)
            and unit.payload.value == "hour"
            and not expression.bound
        )

    def _brick_day_follows(self, at: int) -> bool:
        return any(at in self.by_kind[kind] for kind in ("day", "day_part", "weekday"))

    def _take_clock(self, expression: TimeExpression, at: int) -> int | None:
        if expression.bricks & {"clock", "length"}:
            return None
        if self.tokens.kinds[at] == "clock":
            hour, minute = (int(part) for part in self.tokens.words[at].split(":")[:2])
            return self._set_clock(expression, hour, minute, at + 1)
        number = self.numbers.get(at)
        if not number or not 0 <= number.value <= 24 or self._after_ordinal(number.end) > number.end:
            return None
        return self._clock_from_number(expression, number)

    def _clock_from_number(self, expression: TimeExpression, number: Number) -> int | None:
        hour, end = int(number.value), number.end
        if number.value != hour:
            minutes = _minutes_of(number.digits)
            if minutes is None or end not in self.by_kind["meridiem"]:
                return None
            return self._set_clock(expression, hour, minutes, end)
        mark = self.by_kind["clock_mark"].get(end)
        if mark and mark.payload.value == "mark":
            return self._clock_with_mark(expression, hour, mark)
        if end in self.by_kind["meridiem"]:
            return self._set_clock(expression, hour, 0, end)
        beside_day = bool(expression.bricks & {"day"}) and number.digits is not None
        if (expression.bound in ("at", "before", "by") or beside_day) and self._may_end_clock(end):
            return self._set_clock(expression, hour, 0, end)
        return None

    def _clock_with_mark(self, expression: TimeExpression, hour: int, mark: Hit) -> int | None:
        if expression.bound == "within":
            return None
        minutes = self.numbers.get(mark.end)
        minute, end = 0, mark.end
        if minutes and minutes.digits and len(minutes.digits) == 2 and minutes.value < 60:
            minute, end = int(minutes.value), minutes.end
        return self._set_clock(expression, hour, minute, end)

    def _may_end_clock(self, at: int) -> bool:
        """A bare "at 6" is a clock time unless a counted thing or a currency follows."""
        if at >= len(self.tokens) or self.tokens.kinds[at] == "symbol":
            return True
        kinds = ("part", "day", "day_part", "weekday", "time_filler", "bound", "clock_mark", "meridiem")
        return any(at in self.by_kind[kind] for kind in kinds) or not any(
            at in self.by_kind[kind]
            for kind in ("currency", "slang", "counted", "multiplier", "time_unit", "month")
        )

    def _set_clock(self, expression: TimeExpression, hour: int, minute: int, end: int) -> int | None:
        if hour > 24 or minute > 59:
            return None
        fraction = self.by_kind["clock_mark"].get(end)
        if fraction and fraction.payload.value in _FRACTIONS:
            minute, end = _FRACTIONS[fraction.payload.value], fraction.end
        if minute < 0:
            hour, minute = hour - 1, minute + 60
        meridiem = self.by_kind["meridiem"].get(end)
        if meridiem and hour <= 12:
            expression.meridiem, end = meridiem.payload.value, meridiem.end
        expression.hour, expression.minute = hour, minute
        expression.bricks.add("clock")
        return end

    def _take_day(self, expression: TimeExpression, at: int) -> int | None:
        day_part = self.by_kind["day_part"].get(at)
        if day_part and not expression.bricks & {"day", "part", "length"}:
            expression.day, expression.part = day_part.payload.value
            expression.bricks |= {"day", "part"}
            return day_part.end
        if expression.bricks & {"length"}:
            return None
        day = self.by_kind["day"].get(at)
        if day and "day" not in expression.bricks:
            expression.day = day.payload.value
            expression.bricks.add("day")
            return day.end
        weekday = self.by_kind["weekday"].get(at)
        if weekday and not expression.bricks & {"day", "weekday"}:
            expression.weekday = weekday.payload.value
            expression.bricks |= {"day", "weekday"}
            shift = self.by_kind["shift"].get(weekday.end)
            expression.next = expression.next or bool(shift)
            return shift.end if shift else weekday.end
        return None

    def _take_date(self, expression: TimeExpression, at: int) -> int | None:
        if expression.bricks & {"date", "length"} or (
            "day" in expression.bricks and expression.weekday is None
        ):
            return None
        if self.tokens.kinds[at] == "date":
            return self._written_date(expression, at)
        number = self.numbers.get(at)
        month = self.by_kind["month"].get(at)
        if number and number.value == int(number.value) and 1 <= number.value <= 31:
            return self._day_of_month(expression, int(number.value), number)
        if month and (number_behind := self.numbers.get(month.end)) and 1 <= number_behind.value <= 31:
            end = self._after_ordinal(number_behind.end)
            return self._set_date(
                expression, (None, _MONTHS[month.payload.value], int(number_behind.value)), end
            )
        return None

    def _day_of_month(self, expression: TimeExpression, day: int, number: Number) -> int | None:
        end = self._after_ordinal(number.end)
        is_ordinal = end > number.end
        at = end
        filler = self.by_kind["time_filler"].get(at) or self.by_kind["of"].get(at)
        if filler and filler.end in self.by_kind["month"]:
            at = filler.end
        month = self.by_kind["month"].get(at)
        if month:
            year = self.numbers.get(month.end)
            with_year = bool(year and year.digits and 2000 <= year.value <= 2100)
            date = (int(year.value) if year and with_year else None, _MONTHS[month.payload.value], day)
            return self._set_date(expression, date, year.end if year and with_year else month.end)
        if is_ordinal and self._is_led(number.start):
            return self._set_date(expression, (None, None, day), end)
        return None

    def _is_led(self, at: int) -> bool:
        """ "the 15th" is a day, "15th" alone counts something."""
        return any(at - 1 in self.by_kind[kind] for kind in ("time_filler", "bound"))

    def _after_ordinal(self, at: int) -> int:
        hit = self.by_kind["ordinal"].get(at)
        return hit.end if hit and self.tokens.starts[at] == self.tokens.ends[at - 1] else at

    def _set_date(
        self, expression: TimeExpression, date: tuple[int | None, int | None, int], end: int
    ) -> int:
        expression.date = date
        expression.bricks |= {"day", "date"}
        return end

    def _written_date(self, expression: TimeExpression, at: int) -> int | None:
        match = _DATE.fullmatch(self.tokens.words[at])
        if not match:
            return None
        if match.group(1):
            return self._set_date(expression, (int(match[1]), int(match[2]), int(match[3])), at + 1)
        first, second = int(match[4]), int(match[5])
        year = int(match[6]) if match[6] else None
        if year is not None and year < 100:
            year += 2000
        day, month = (second, first) if (self.month_first and first <= 12) or second > 12 else (first, second)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        if day <= 12 and day != month:
            expression.swapped = (year, day, month)
        return self._set_date(expression, (year, month, day), at + 1)

    def _take_part(self, expression: TimeExpression, at: int) -> int | None:
        part = self.by_kind["part"].get(at)
        if not part or "length" in expression.bricks:
            return None
        if "part" in expression.bricks and part.payload.value not in ("midnight", "noon"):
            return None
        expression.part = part.payload.value
        expression.bricks.add("part")
        return part.end

    def _take_end_of(self, expression: TimeExpression, at: int) -> int | None:
        hit = self.by_kind["end_of"].get(at)
        if not hit or expression.bricks:
            return None
        expression.end_of = hit.payload.value
        expression.bricks.add("end_of")
        return hit.end


def _minutes_of(digits: str | None) -> int | None:
    """'5.30' before "pm" is half past five."""
    match = re.fullmatch(r"\d{1,2}[.,](\d{2})", digits or "")
    return int(match[1]) if match else None


_FRACTIONS = {"half": 30, "quarter": 15, "quarter_to": -15}
_KINDS = (
    *(
        "bound",
        "bound_behind",
        "unbound",
        "time_unit",
        "clock_mark",
        "meridiem",
        "day",
        "day_part",
        "weekday",
        "month",
    ),
    *("length", "part", "end_of", "shift", "time_filler", "half", "ordinal", "of"),
    *("currency", "slang", "counted", "multiplier"),
)
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
