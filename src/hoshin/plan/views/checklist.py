"""What waits in an edition, in words and with the page where it is done."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Step
from hoshin.plan.queries.editing import Waiting


def checklist(waiting: list[Waiting]) -> tuple[Step, ...]:
    return tuple(step_of(one) for one in waiting)


def step_of(one: Waiting) -> Step:
    titles = {
        "stage_inferred": _("段階が推定のままです。確かめてください"),
        "stage_missing": _("段階が決まっていません"),
        "department_missing": _("所管課が決まっていません"),
        "part_inferred": _("所管課が推定のままです。確かめてください"),
        "text_outdated": _("前の年度版のままの文章があります（要更新）"),
        "reference_unresolved": _("検討分野への参照が未解決です"),
    }
    url = reverse("plan:item_edit", args=[one.item.pk]) if one.item else ""
    text = f"{one.name}（{one.detail}）" if one.detail else one.name
    return Step(title=titles[one.kind], url=url, text=text)
