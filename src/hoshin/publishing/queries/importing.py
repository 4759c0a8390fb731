"""What a table is read into."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.plan.models import Edition
from hoshin.publishing.queries.document import folder_of
from hoshin.publishing.rules.document import EditionDoc, IndicatorDoc, PolicyFolder
from hoshin.publishing.rules.importing.mapping import Context


@dataclass(frozen=True)
class Target:
    """The edition that a table goes into, and the policy around it."""

    context: Context
    folder: PolicyFolder


def import_target(policy_key: str, year: int) -> Target:
    """Return the edition of that year; where there is none, one that begins with the words of the newest.

    :raises Policy.DoesNotExist: no such policy here.
    :raises Edition.DoesNotExist: the policy has no edition whose words could be used.
    """
    folder = folder_of(policy_key)
    found = next((edition for edition in folder.editions if edition.year == year), None)
    if found:
        return Target(Context(found, folder.departments), folder)
    if not folder.editions:
        raise Edition.DoesNotExist(policy_key)
    return Target(Context(_begun(folder.editions[-1], year), folder.departments, is_new=True), folder)


def _begun(before: EditionDoc, year: int) -> EditionDoc:
    """Keep the words and chapters; of the items what is needed to know them again."""
    items = tuple(
        item.model_copy(
            update={
                "origins": (),
                "summary": "",
                "note": "",
                "stage": None,
                "departments": (),
                "directions": (),
                "references": (),
                "progress": "",
                "plan": "",
                "schedule": (),
                "indicators": tuple(_without_values(one) for one in item.indicators),
            }
        )
        for item in before.items
        if item.repost_of is None
    )
    return before.model_copy(
        update={
            "year": year,
            "year_label": "",
            "status": "draft",
            "issued": None,
            "data_as_of": None,
            "items": items,
        }
    )


def _without_values(indicator: IndicatorDoc) -> IndicatorDoc:
    return indicator.model_copy(update={"targets": (), "actuals": ()})
