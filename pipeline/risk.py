"""From findings to facts to a score. Only findings count here, never raw words."""

from __future__ import annotations

from collections.abc import Sequence

from models.risk.scorecard import Fact, card
from models.risk.scorecard import score as reckon
from pipeline.analysis import LEVELS, Amount, Contact, Deadline, Factor, Risk, Sign, Threat

_WEIGHED_SIGNS = ("hostage_held", "pressure", "proof_refused", "child", "vulnerable", "insult")
_SIGN_LEVELS = {"hostage_held": "low"}


def score(
    amounts: Sequence[Amount],
    deadlines: Sequence[Deadline],
    threats: Sequence[Threat],
    contacts: Sequence[Contact],
    *,
    signs: Sequence[Sign] = (),
) -> Risk:
    """The risk of a message from its findings (also after a correction: pass what now holds)."""
    live = [t for t in threats if t.live]
    demands = [a for a in amounts if a.role == "demand"]
    held = [s for s in signs if s.name == "hostage_held"]
    if not (live or demands or held):
        return Risk(0.0, "none")
    facts = [
        *_threat_facts(live, deadlines),
        *_demand_facts(demands, deadlines, signs, threatened=bool(live)),
    ]
    facts += [_sign_fact(s) for s in _first_of_each(signs) if s.name in _WEIGHED_SIGNS]
    facts += [Fact("contact given", "contact", span=(c.start, c.end)) for c in contacts[:1]]
    value, level, parts = reckon(facts)
    factors = tuple(Factor(p.fact.name, p.points, p.fact.span) for p in parts)
    return Risk(value, LEVELS[level], factors)


def _threat_facts(live: Sequence[Threat], deadlines: Sequence[Deadline]) -> list[Fact]:
    figures = card()
    facts = []
    for threat in _worst_of_each_category(live):
        level = figures["severity"][str(threat.severity)]
        name = threat.category.replace("_", " ") + " threat"
        facts.append(Fact(name, threat.category, level, (threat.start, threat.end)))
    grave = [t for t in live if t.severity >= figures["thresholds"]["grave"]]
    done = next((t for t in grave if t.status == "carried_out"), None)
    if done:
        facts.append(Fact("harm under way or done", "carried_out", "critical", (done.start, done.end)))
    near = _nearest(deadlines)
    if grave and near and near.hours_left <= figures["thresholds"]["near_hours"]:
        facts.append(
            Fact(
                f"grave threat with a moment in {near.hours_left:.0f} h",
                "near_deadline",
                "critical",
                (near.start, near.end),
            )
        )
    elif near:
        facts.append(Fact("deadline", "deadline", span=(near.start, near.end)))
    return facts


def _demand_facts(
    demands: Sequence[Amount], deadlines: Sequence[Deadline], signs: Sequence[Sign], *, threatened: bool
) -> list[Fact]:
    facts = [Fact("demand for money", "demand", "low", (a.start, a.end)) for a in demands[:1]]
    near = _nearest(deadlines)
    if near and not threatened:
        pressing = bool(demands) and near.hours_left <= card()["thresholds"]["press_hours"]
        level = "moderate" if pressing else "low"
        facts.append(Fact("deadline", "deadline", level, (near.start, near.end)))
    if demands and not near and not threatened and any(s.name == "proof_refused" for s in signs):
        facts[0] = Fact("demand for money", "demand", "moderate", facts[0].span)
    return facts


def _sign_fact(sign: Sign) -> Fact:
    return Fact(
        sign.name.replace("_", " "), sign.name, _SIGN_LEVELS.get(sign.name, "none"), (sign.start, sign.end)
    )


def _nearest(deadlines: Sequence[Deadline]) -> Deadline | None:
    return min(deadlines, key=lambda d: d.hours_left, default=None)


def _worst_of_each_category(threats: Sequence[Threat]) -> list[Threat]:
    worst: dict[str, Threat] = {}
    for threat in threats:
        known = worst.get(threat.category)
        if known is None or threat.severity > known.severity:
            worst[threat.category] = threat
    return list(worst.values())


def _first_of_each(signs: Sequence[Sign]) -> list[Sign]:
    first: dict[str, Sign] = {}
    for sign in signs:
        first.setdefault(sign.name, sign)
    return list(first.values())
