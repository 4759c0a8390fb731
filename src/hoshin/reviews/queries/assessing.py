"""What an assessor has before the eyes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hoshin.plan.models import Item
from hoshin.reviews.models import Assessment, Report, Round
from hoshin.reviews.queries.decisions import assessments_of
from hoshin.reviews.queries.standing import indicator_lines
from hoshin.reviews.rules.results import IndicatorLine


@dataclass(frozen=True)
class Assessable:
    item: Item
    report: Report | None
    indicators: tuple[IndicatorLine, ...]
    assessment: Assessment | None


def assessables_of(row: Round, on: dt.date, *, only: int | None = None) -> list[Assessable]:
    """Return the initiatives of the round's edition with what is reckoned and said of them, in four statements.

    :param only: the id of one item.
    :raises Item.DoesNotExist: the edition has no such initiative.
    """
    items = Item.objects.filter(edition=row.edition, is_initiative=True, repost_of=None)
    if only is not None:
        items = items.filter(pk=only)
    rows = list(items.select_related("identity", "stage").order_by("order", "id"))
    if only is not None and not rows:
        raise Item.DoesNotExist(only)
    reports = {one.item_id: one for one in Report.objects.filter(round=row)}
    lines, marks = indicator_lines(row.edition, on, asked=row.period), assessments_of(row)
    return [
        Assessable(item, reports.get(item.pk), lines.get(item.identity.key, ()), marks.get(item.pk)) for item in rows
    ]
