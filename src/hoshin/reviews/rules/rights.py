"""Who may do what to what in which state: one table, which the pages, the tests and the documents read.

A verb asks for a permission; a permission of the owning section counts only where the report's department is the
actor's. That a state knows the verb at all is said by `rules.states`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from hoshin.reviews.rules.states import (
    GATE_MOVES,
    MEETING_MOVES,
    REPORT_MOVES,
    ROUND_MOVES,
    GateVerb,
    Labelled,
    MeetingVerb,
    ReportStatus,
    ReportVerb,
    RoundVerb,
)

S = TypeVar("S", bound=Labelled)
V = TypeVar("V", bound=Labelled)


@dataclass(frozen=True)
class Right:
    """What a verb asks for: a permission by its key, in the owning department or anywhere."""

    permission_key: str
    in_own_department: bool
    or_anywhere_with: str = ""  # beside that other permission the first one counts in every department


REPORT_RIGHTS: Mapping[ReportVerb, Right] = {
    ReportVerb.SAVE: Right("reviews.answer_report", in_own_department=True),
    ReportVerb.SUBMIT: Right("reviews.answer_report", in_own_department=True),
    ReportVerb.TAKE_BACK: Right("reviews.answer_report", in_own_department=True),
    ReportVerb.RETURN: Right("reviews.approve_report", in_own_department=True),
    ReportVerb.APPROVE: Right("reviews.approve_report", in_own_department=True),
    ReportVerb.QUERY: Right("reviews.run_round", in_own_department=False),
    ReportVerb.ACCEPT: Right("reviews.run_round", in_own_department=False),
}


def verbs_of(status: ReportStatus) -> tuple[ReportVerb, ...]:
    """Return what can be done to a report in that state, by whoever may."""
    return tuple(verb for verb in ReportVerb if (status, verb) in REPORT_MOVES)


ROUND_RIGHTS: Mapping[RoundVerb, Right] = dict.fromkeys(RoundVerb, Right("reviews.run_round", in_own_department=False))

# Who runs rounds may prepare the gates of every section: small sections have it done for them.
_PREPARES = Right("reviews.answer_report", in_own_department=True, or_anywhere_with="reviews.run_round")
_DECIDES = Right("reviews.decide", in_own_department=False)

GATE_RIGHTS: Mapping[GateVerb, Right] = {
    GateVerb.SUBMIT: _PREPARES,
    GateVerb.WITHDRAW: _PREPARES,
    GateVerb.PASS: _DECIDES,
    GateVerb.REFUSE: _DECIDES,
    GateVerb.RETURN: _DECIDES,
}

MEETING_RIGHTS: Mapping[MeetingVerb, Right] = dict.fromkeys(MeetingVerb, _DECIDES)


@dataclass(frozen=True)
class TableRow:
    """One cell of verb × state: what becomes of it, and what it asks for."""

    status: Labelled
    verb: Labelled
    next_status: Labelled
    right: Right


@dataclass(frozen=True)
class RightsTable:
    label: str
    rows: tuple[TableRow, ...]


def rights_tables() -> tuple[RightsTable, ...]:
    """Return every step that anything can take in a year's cycle, with what it asks for."""
    return (
        RightsTable("照会", _rows(ROUND_MOVES, ROUND_RIGHTS)),
        RightsTable("報告", _rows(REPORT_MOVES, REPORT_RIGHTS)),
        RightsTable("段階の移行", _rows(GATE_MOVES, GATE_RIGHTS)),
        RightsTable("会議", _rows(MEETING_MOVES, MEETING_RIGHTS)),
    )


def _rows(moves: Mapping[tuple[S, V], S], rights: Mapping[V, Right]) -> tuple[TableRow, ...]:
    return tuple(TableRow(status, verb, after, rights[verb]) for (status, verb), after in moves.items())
