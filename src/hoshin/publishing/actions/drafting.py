"""Begin the next edition from one that stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.refusal import Refused
from hoshin.plan.actions.renewal import mark_texts
from hoshin.plan.models import Edition
from hoshin.publishing.actions.loading import put_document
from hoshin.publishing.permissions import START_DRAFT
from hoshin.publishing.queries.rolling import rolled_from


class YearTaken(Refused):
    """The policy has an edition of that year already."""


class NotLater(Refused):
    """The next edition is of a later year: decisions are carried forward."""


@action(START_DRAFT, "publishing.draft.started")
def roll_over(by: Actor, *, source: Edition, year: int) -> Edition:
    """Make a draft of `year` that says what `source` says and what was decided on it, for people to change.

    Items, indicators and targets keep their identity; `publishing.rules.rolling` says what becomes of each.

    :raises YearTaken: that year is there already.
    :raises NotLater: the year is not after that of `source`.
    """
    fiscal_year = FiscalYear(year)
    if Edition.objects.filter(policy=source.policy, year=year).exists():
        raise YearTaken(f"{fiscal_year.label_both}版はすでにあります。", field="year")
    if year <= source.year:
        raise NotLater(_("もとにする年度版より後の年度にしてください。"), field="year")
    found = rolled_from(source, fiscal_year)
    edition = put_document(by, policy=source.policy, document=found.document)
    return mark_texts(by, edition=edition, texts=found.stale)
