"""What a table is read into."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.plan.models import EDITABLE, Edition, EditionStatus, Policy
from hoshin.publishing.queries.document import folder_of
from hoshin.publishing.rules.document import EditionDoc, IndicatorDoc, PolicyFolder
from hoshin.publishing.rules.importing.mapping import Context


@dataclass(frozen=True)
class Target:
    """The edition that a table goes into, and the policy around it."""

    context: Context
    folder: PolicyFolder

    @property
    def fixed(self) -> str:
        """Say why nothing can be loaded into it; "" where it can."""
        status = EditionStatus(self.context.edition.status)
        if self.context.is_new or status in EDITABLE:
            return ""
        return (
            f"{self.context.edition.year}年度版は「{status.label}」のため、表を読み込めません。"
            "公表した内容を直すには「訂正を始める」、決定を取り消すには「編集に戻す」を、公表の画面で選んでください。"
        )


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


def newest_year(policy_key: str) -> int:
    """Return the year of the policy's newest edition.

    :raises Edition.DoesNotExist: it has none.
    """
    edition = Edition.objects.filter(policy__key=policy_key).order_by("-year").first()
    if edition is None:
        raise Edition.DoesNotExist(policy_key)
    return edition.year


def policies_to_choose() -> list[Policy]:
    """Return the policies of the municipality, its main one first."""
    return list(Policy.objects.order_by("-is_main", "key"))


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
