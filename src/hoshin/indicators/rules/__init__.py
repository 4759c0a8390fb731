"""Achievement, pace and outlook of indicators: pure functions on plain values."""

from hoshin.indicators.rules.achievement import Achievement, achievement
from hoshin.indicators.rules.facts import Accumulation, IndicatorFacts, Point, RuleKind, Wanted
from hoshin.indicators.rules.outlook import Bar, Mark, Outlook, outlook
from hoshin.indicators.rules.pace import Pace, Step, pace, reached_when
from hoshin.indicators.rules.refusal import Refusal

__all__ = [
    "Accumulation",
    "Achievement",
    "Bar",
    "IndicatorFacts",
    "Mark",
    "Outlook",
    "Pace",
    "Point",
    "Refusal",
    "RuleKind",
    "Step",
    "Wanted",
    "achievement",
    "outlook",
    "pace",
    "reached_when",
]
