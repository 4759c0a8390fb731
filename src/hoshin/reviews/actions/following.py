"""Reports follow the duty: what a section has not answered yet goes on with whoever answers for the item by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import get_municipality
from hoshin.reviews.models import Report
from hoshin.reviews.permissions import EDIT_DUTIES
from hoshin.reviews.queries.holders import reports_astray


@action(EDIT_DUTIES, "reviews.reports.followed")
def follow_duties(by: Actor, *, on: dt.date) -> Municipality:
    """Bring every unanswered report to whoever answers for its item on that day."""
    _let_reports_follow(on=on)
    return get_municipality()


def _let_reports_follow(*, on: dt.date, identities: Collection[int] | None = None) -> int:
    """Move the reports and return how many those were. Part of an action.

    The version stays: no text changes, and who is writing at this moment is not told of a conflict that is none.
    """
    astray = reports_astray(on=on, identities=identities)
    for report, holder in astray:
        Report.objects.filter(pk=report.pk).update(department=holder.department_id, person=holder.person_id)
    return len(astray)
