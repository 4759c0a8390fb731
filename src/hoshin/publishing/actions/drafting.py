"""Begin the next edition from one that stands."""

from __future__ import annotations

from hoshin.indicators.actions import put_indicators
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.refusal import Refused
from hoshin.plan.actions.loading import put_edition
from hoshin.plan.models import Edition, EditionStatus
from hoshin.publishing.permissions import START_DRAFT
from hoshin.publishing.queries.document import edition_document
from hoshin.publishing.rules.document import EditionDoc, IndicatorDoc


class YearTaken(Refused):
    """The policy has an edition of that year already."""


@action(START_DRAFT, "publishing.draft.started")
def start_draft(by: Actor, *, source: Edition, year: int) -> Edition:
    """Make a draft of `year` that says what `source` says, for people to change.

    Items and indicators keep their identity. Targets that lie before the year are left to the edition that set them.

    :raises YearTaken: that year is there already.
    """
    fiscal_year = FiscalYear(year)
    if Edition.objects.filter(policy=source.policy, year=year).exists():
        raise YearTaken(f"{fiscal_year.label_both}版はすでにあります。", field="year")
    document = _for_year(edition_document(source.pk), fiscal_year)
    edition = put_edition(by, policy=source.policy, document=document.model_dump())
    put_indicators(
        by,
        edition=edition,
        indicators=[(item.key, indicator) for item in document.items for indicator in item.indicators],
    )
    return edition


def _for_year(document: EditionDoc, year: FiscalYear) -> EditionDoc:
    items = tuple(
        item.model_copy(
            update={
                "origins": (),
                "indicators": tuple(_for_indicator_year(indicator, year) for indicator in item.indicators),
            }
        )
        for item in document.items
    )
    return document.model_copy(
        update={
            "year": year.year,
            "year_label": "",
            "status": EditionStatus.DRAFT.value,
            "issued": None,
            "data_as_of": None,
            "items": items,
        }
    )


def _for_indicator_year(indicator: IndicatorDoc, year: FiscalYear) -> IndicatorDoc:
    ahead = tuple(target for target in indicator.targets if target.period.last_day >= year.first_day)
    return indicator.model_copy(update={"targets": ahead})
