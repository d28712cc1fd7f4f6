"""Times: expressions ("avant demain 18h") are found by `parser`, and become moments in `resolve`."""

from pipeline.times.expression import TimeExpression
from pipeline.times.parser import find_times
from pipeline.times.resolve import Moment, resolve

__all__ = ["Moment", "TimeExpression", "find_times", "resolve"]
