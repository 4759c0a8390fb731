"""What a year's cycle made of an item: what the published edition tells, and what the next one begins with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """An assessment as the public reads it."""

    mark: str
    meaning: str
    comment: str
    assessed_on: dt.date


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision as the public reads it."""

    decision: str
    reason: str
    decider: str
    decided_on: dt.date


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item after a round: the accepted report, the assessment and the decision, as far as each is there."""

    item_key: str
    round_title: str = ""
    progress: str = ""
    next_plan: str = ""
    shortfalls: tuple[str, ...] = ()  # fact, cause and response in one text each
    verdict: Verdict | None = None
    resolution: Resolution | None = None
    stage_from: str = ""  # labels; "" without a passed gate
    stage_to: str = ""


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What the next edition does with an item. `effect` is one of models.DecisionKind.Effect; undecided items carry."""

    item_key: str
    effect: str = "carry"
    reason: str = ""
    merge_into_key: str = ""
    stage_to_key: str | None = None  # a passed gate leads there; "" where the initiative stops
    progress: str = ""  # of the accepted report: the next edition's これまでの取組
    next_plan: str = ""  # of the accepted report: the next edition's plan


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One series of an indicator in a meeting's paper, in words that were computed and judge nothing."""

    name: str
    target: str
    actual: str
    standing: str  # 達成 / 未達 / 未計測 / 算出できない
    needed: str  # the change a year that the target asks for
    reached_in: str  # at the pace so far
    remarks: tuple[str, ...] = ()  # breaks of definition, stale or contradictory data
    questions: tuple[str, ...] = ()  # worth asking
    forecast: str = ""  # for the end of the target's period, with its range; "" with fewer than four comparable actuals


@dataclass(frozen=True, slots=True)
class ItemPaper:
    number: str
    title: str
    departments: str
    stage: str
    report: ItemResult
    indicators: tuple[IndicatorLine, ...] = ()
    costs: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()  # criteria with who signed them


@dataclass(frozen=True, slots=True)
class AgendaLine:
    number: int
    title: str
    note: str = ""
    discussion: str = ""
    paper: ItemPaper | None = None


@dataclass(frozen=True, slots=True)
class MeetingPapers:
    """All that agenda, papers and minutes of one meeting say."""

    municipality: str
    title: str
    held_on: dt.date
    place: str
    chair: str
    attendees: str
    status: str
    agenda: tuple[AgendaLine, ...]
    minutes: str = ""
