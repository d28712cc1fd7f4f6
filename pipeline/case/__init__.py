"""A case over time: its score after every message, what changed, whether to tell somebody."""

from pipeline.case.steps import State, curve, order_key, trajectory
from pipeline.case.types import Alert, CaseRisk, Change, Step

__all__ = ["Alert", "CaseRisk", "Change", "State", "Step", "curve", "order_key", "trajectory"]
