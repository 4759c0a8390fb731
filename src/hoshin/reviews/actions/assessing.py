"""What people think of an item after a round."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.plan.models import Item
from hoshin.reviews.models import Assessment, Round, ScaleMark
from hoshin.reviews.permissions import ASSESS
from hoshin.reviews.rules.decisions import OfAnotherEdition, RoundIsNotAsked
from hoshin.reviews.rules.states import RoundStatus

ASSESSABLE = frozenset({RoundStatus.OPEN.value, RoundStatus.CLOSED.value})


@action(ASSESS, "reviews.assessment.made")
def assess(
    by: Actor, *, round: Round, item: Item, mark: ScaleMark, comment: str, version: int | None, on: dt.date
) -> Assessment:
    """Assess an item in a round, or change what was thought of it.

    :param version: of the assessment that the person saw; None where there was none.
    :raises EditedMeanwhile: somebody else assessed it first.
    :raises OfAnotherEdition: item or mark are not of the round's edition.
    :raises RoundIsNotAsked: the round has not begun or was given up.
    """
    require_no_my_number({"comment": comment})
    asked = Round.objects.select_for_update().get(pk=round.pk)
    if asked.status not in ASSESSABLE:
        raise RoundIsNotAsked(asked.get_status_display())
    if item.edition_id != round.edition_id:
        raise OfAnotherEdition("item")
    if mark.edition_id != round.edition_id:
        raise OfAnotherEdition("mark")
    values = {"mark": mark, "comment": comment, "assessed_by_name": by.name[:80], "assessed_on": on}
    row = Assessment.objects.filter(round=round, item=item).first()
    if row is not None:
        return change(row, version=version or 0, **values)
    try:
        with transaction.atomic():
            return Assessment.objects.create(round=round, item=item, **values)
    except IntegrityError as error:
        raise EditedMeanwhile(Assessment.objects.get(round=round, item=item)) from error
