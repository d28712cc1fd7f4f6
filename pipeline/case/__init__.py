"""A case over time: its score after every message, what changed, whether to tell somebody."""

from pipeline.case.risk import risk_at
from pipeline.case.steps import trajectory
from pipeline.case.types import Alert, CaseRisk, Change, Step

__all__ = ["Alert", "CaseRisk", "Change", "Step", "risk_at", "trajectory"]
