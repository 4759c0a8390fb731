"""What a year's cycle works on, made by small functions. All need an open scope."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import Department
from hoshin.plan.models import Edition, EditionStatus, Item, ItemDepartment, ItemIdentity, Policy, Stage
from hoshin.reviews.models import Report, Round
from hoshin.reviews.rules.states import ReportStatus, RoundStatus

ON = dt.date(2020, 10, 1)
STAGES = (("survey", "調査研究", "none"), ("feasibility", "適用検討", "none"))
LAST_STAGE = ("rollout", "導入実行", "indicator_with_target")


def make_edition(*, year: int = 2020, status: str = EditionStatus.PUBLISHED.value) -> Edition:
    policy, _ = Policy.objects.get_or_create(key="main", defaults={"name": "情報化方針", "is_main": True})
    edition = Edition.objects.create(policy=policy, year=year, title="情報化方針", status=status, levels=["重点取組"])
    for order, (key, label, rule) in enumerate((*STAGES, LAST_STAGE)):
        Stage.objects.create(edition=edition, key=key, label=label, rule=rule, order=order)
    return edition


def make_department(key: str = "johou", name: str = "情報推進課") -> Department:
    return Department.objects.get_or_create(key=key, defaults={"name": name})[0]


def make_item(
    edition: Edition, key: str = "cards", *, stage: str = "feasibility", department: Department | None = None
) -> Item:
    identity, _ = ItemIdentity.objects.get_or_create(policy=edition.policy, key=key)
    order = Item.objects.filter(edition=edition).count()
    item = Item.objects.create(
        edition=edition,
        identity=identity,
        number=str(order + 1),
        order=order,
        title=f"取組 {key}",
        stage=Stage.objects.get(edition=edition, key=stage) if stage else None,
    )
    ItemDepartment.objects.create(item=item, department=department or make_department())
    return item


def make_round(edition: Edition, *, period: str = "FY2020", title: str = "年度末照会", **changes: Any) -> Round:
    """A round that is open; without reports."""
    row = Round(
        edition=edition,
        kind=Round.Kind.YEAR_END,
        title=title,
        opens_on=ON,
        due_on=ON + dt.timedelta(days=14),
        **{"status": RoundStatus.OPEN.value, **changes},
    )
    row.period = Period.parse(period)
    row.save()
    return row


def make_report(round_: Round, item: Item, *, status: str = ReportStatus.ACCEPTED.value, **changes: Any) -> Report:
    """A report of the item's first department."""
    department = ItemDepartment.objects.filter(item=item).order_by("order", "id")[0].department
    return Report.objects.create(round=round_, item=item, department=department, status=status, **changes)
