"""A year's cycle on the small edition: a report that was accepted, a mark, a decision, a stage moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.plan.models import Edition, Item, Stage
from hoshin.reviews.actions.vocabulary import put_default_vocabulary
from hoshin.reviews.models import Assessment, Decision, DecisionKind, Gate, Report, Round, ScaleMark
from hoshin.reviews.rules.states import GateStatus, ReportStatus
from tests.publishing.editions import BY
from tests.reviews.cycle import make_report, make_round

MARCH = dt.date(2021, 3, 25)


def item_of(edition: Edition, key: str) -> Item:
    return Item.objects.select_related("edition__policy", "identity").get(edition=edition, identity__key=key)


def put_words(edition: Edition) -> None:
    put_default_vocabulary(BY, edition=edition)


def accepted(edition: Edition, key: str = "card", *, round_: Round | None = None, **says: Any) -> Report:
    texts = {"progress": "窓口を3か所増やしました。", "next_plan": "全ての窓口に広げます。", **says}
    round_ = round_ or make_round(edition)
    return make_report(round_, item_of(edition, key), status=ReportStatus.ACCEPTED.value, **texts)


def marked(edition: Edition, report: Report, *, mark: str = "A") -> Assessment:
    return Assessment.objects.create(
        round=report.round,
        item=report.item,
        mark=ScaleMark.objects.get(edition=edition, label=mark),
        comment="目標を上回りました。",
        assessed_by_name="情報推進課長",
        assessed_on=MARCH,
    )


def decided(edition: Edition, key: str = "card", effect: str = "carry", *, merge_into: str = "") -> Decision:
    return Decision.objects.create(
        edition=edition,
        item=item_of(edition, key),
        kind=DecisionKind.objects.filter(edition=edition, effect=effect).order_by("order")[0],
        reason="市民の役に立っています。",
        decider="推進本部",
        decided_on=MARCH,
        merge_into=item_of(edition, merge_into) if merge_into else None,
        recorded_by_name="情報推進課",
    )


def moved(edition: Edition, key: str, *, to: str) -> Gate:
    item = item_of(edition, key)
    assert item.stage is not None
    return Gate.objects.create(
        edition=edition,
        item=item,
        from_stage=item.stage,
        to_stage=Stage.objects.get(edition=edition, key=to) if to else None,
        status=GateStatus.PASSED.value,
        opened_by_name="情報推進課",
        opened_on=MARCH,
        decider="推進本部",
        decided_on=MARCH,
    )
