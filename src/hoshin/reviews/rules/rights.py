"""Who may do what to a report in which state: one table, which the pages, the tests and the documents read.

A verb asks for a permission; a permission of the owning section counts only where the report's department is the
actor's. That a state knows the verb at all is said by `rules.states`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hoshin.reviews.rules.states import REPORT_MOVES, ReportStatus, ReportVerb


@dataclass(frozen=True)
class Right:
    """What a verb asks for: a permission by its key, in the report's own department or anywhere."""

    permission_key: str
    in_own_department: bool


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
