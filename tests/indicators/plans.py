"""Plans with indicators, made by small functions. All need an open scope."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.indicators.actions import Definition, define_indicator, record_actual, set_target
from hoshin.indicators.models import Actual, Indicator, Target
from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import parse_quantity
from hoshin.plan.models import Edition, EditionStatus, Item, ItemIdentity, Policy
from tests.world import everything_allowed

ON = dt.date(2021, 10, 1)


def make_edition(*, year: int = 2021, status: str = EditionStatus.DRAFT.value) -> Edition:
    policy, _ = Policy.objects.get_or_create(key="main", defaults={"name": "情報化方針", "is_main": True})
    return Edition.objects.create(policy=policy, year=year, title="情報化方針", status=status, levels=["重点取組"])


def make_item(*, edition: Edition | None = None, key: str = "cards") -> Item:
    edition = edition or make_edition()
    identity, _ = ItemIdentity.objects.get_or_create(policy=edition.policy, key=key)
    return Item.objects.create(edition=edition, identity=identity, number=key, title="個人番号カードの普及促進")


def make_indicator(item: Item, **changes: Any) -> Indicator:
    values = {"name": "交付枚数", "unit": "枚", "accumulation": "stock", **changes}
    return define_indicator(everything_allowed(), item=item, definition=Definition(**values))


def make_target(indicator: Indicator, period: str = "FY2023", value: str = "202,904枚", **changes: Any) -> Target:
    return set_target(
        everything_allowed(),
        indicator=indicator,
        period=Period.parse(period),
        value=parse_quantity(value),
        **changes,
    )


def make_actual(indicator: Indicator, period: str = "FY2020", value: str = "42,678枚", **changes: Any) -> Actual:
    return record_actual(
        everything_allowed(),
        indicator=indicator,
        period=Period.parse(period),
        value=parse_quantity(value),
        **{"on": ON, **changes},
    )


def publish(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED.value)
