"""Who answers, approves and accepts, and what they are asked. All rows need an open scope."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, Target
from hoshin.kernel.actor import Actor, Grant
from hoshin.kernel.clock import JST
from hoshin.kernel.fiscal import Period
from hoshin.kernel.installing import DEFAULT_ROLES
from hoshin.kernel.models import Department
from hoshin.kernel.quantity import Quantity, parse_quantity
from hoshin.plan.models import Item
from hoshin.reviews.actions.reports import accept_report, approve_report, save_report, submit_report
from hoshin.reviews.actions.rounds import open_round, plan_round
from hoshin.reviews.models import Report, Round
from hoshin.reviews.rules.content import ReportContent, StatedValue
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.cycle import ON
from tests.world import everything_allowed

AT = dt.datetime(2020, 10, 1, 9, 0, tzinfo=JST)
LATER = dt.datetime(2020, 10, 2, 17, 30, tzinfo=JST)
COORDINATOR = everything_allowed("情報 花子")
WRITTEN = ReportContent(progress="窓口を増やした。", next_plan="予約制にする。")


def member_of(department: Department | None, role: str = "reporter", name: str = "担当 太郎", **changes: Any) -> Actor:
    """Somebody who holds the default role in that department."""
    keys = frozenset(DEFAULT_ROLES[role][1] or ())
    grant = Grant(keys, department.pk if department else None, **changes)
    return Actor(name, keys, grants=(grant,), department_ids=frozenset({department.pk} if department else ()))


def head_of(department: Department) -> Actor:
    return member_of(department, "head", "課長 次郎")


def make_indicator(item: Item, key: str = "cards", **changes: Any) -> Indicator:
    """An indicator also of a published edition."""
    identity, _ = IndicatorIdentity.objects.get_or_create(policy=item.edition.policy, key=key)
    values = {"name": f"指標 {key}", "unit": "枚", "accumulation": "stock", **changes}
    return Indicator.objects.create(edition=item.edition, item=item, identity=identity, **values)


def make_target(indicator: Indicator, period: str = "FY2019", value: str = "50,000枚", series: str = "") -> Target:
    row = Target(indicator=indicator, series=series)
    row.period, row.quantity = Period.parse(period), parse_quantity(value)
    row.save()
    return row


def make_actual(
    indicator: Indicator, period: str = "FY2019", value: str = "42,678枚", *, as_of: dt.date | None = None
) -> Actual:
    row = Actual(identity=indicator.identity, edition_year=2020, as_of_date=as_of, entered_by="テスト")
    row.period, row.quantity = Period.parse(period), parse_quantity(value)
    row.save()
    return row


def ask(item: Item, *, period: str = "FY2019", **changes: Any) -> Report:
    """Open a round about the item's edition; the report of the item, with its round."""
    row = plan_round(
        COORDINATOR,
        edition=item.edition,
        **{
            "kind": Round.Kind.OTHER.value,
            "title": "令和元年度末の照会",
            "period": Period.parse(period),
            "opens_on": ON,
            "due_on": ON + dt.timedelta(days=14),
            **changes,
        },
    )
    open_round(COORDINATOR, round=row, at=AT)
    return Report.objects.select_related("round", "item", "department").get(round=row, item=item)


def stated(key: str = "cards", value: str | Quantity = "45,000枚", **changes: Any) -> StatedValue:
    return StatedValue(key, parse_quantity(value) if isinstance(value, str) else value, **changes)


def fresh(report: Report) -> Report:
    return Report.objects.select_related("round", "item", "department").get(pk=report.pk)


def brought_to(report: Report, status: ReportStatus, content: ReportContent = WRITTEN) -> Report:
    """Write the report and hand it on until it stands there."""
    by, head = member_of(report.department), head_of(report.department)
    ways: dict[ReportStatus, Any] = {
        ReportStatus.DRAFTING: lambda one: save_report(by, report=one, version=one.version, content=content, at=AT),
        ReportStatus.SUBMITTED: lambda one: submit_report(by, report=one, version=one.version, on=ON, at=AT),
        ReportStatus.APPROVED: lambda one: approve_report(head, report=one, version=one.version, at=AT),
        ReportStatus.ACCEPTED: lambda one: accept_report(COORDINATOR, report=one, version=one.version, on=ON, at=AT),
    }
    for step, way in ways.items():
        report = way(fresh(report))
        if step is status:
            break
    return fresh(report)
