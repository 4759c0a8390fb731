"""Put all indicators of an edition into the database, from a document that has been checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, MetricBinding, Target
from hoshin.indicators.queries.document import actuals_known_in
from hoshin.indicators.rules.measuring import MeasuredInDocument, StatedByHand, is_measured
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import Period
from hoshin.plan.models import Edition, Item, Policy
from hoshin.plan.permissions import LOAD_POLICY

LOADED = "読み込みによる訂正"

StatedKey = tuple[int, str, str, object]


@action(LOAD_POLICY, "indicators.edition.put")
def put_indicators(by: Actor, *, edition: Edition, indicators: Sequence[tuple[str, Any]]) -> Edition:
    """Put these in place of the edition's indicators and targets. Actuals are added where they are new or differ.

    :param indicators: the key of the item and the indicator, as the document's `IndicatorDoc`.
    :raises MeasuredInDocument: an actual of a period that the ledger measures, which the ledger has not said.
    """
    Indicator.objects.filter(edition=edition).delete()
    identities = _identities(edition.policy, {document.key for _, document in indicators})
    items = {item.identity.key: item for item in Item.objects.filter(edition=edition).select_related("identity")}
    rows = [
        _indicator(edition, items[key], identities[document.key], order, document)
        for order, (key, document) in enumerate(indicators)
    ]
    Indicator.objects.bulk_create(rows)
    Target.objects.bulk_create(
        _target(row, order, target)
        for row, (_, document) in zip(rows, indicators, strict=True)
        for order, target in enumerate(document.targets)
    )
    _put_actuals(by, edition, [(identities[document.key], document) for _, document in indicators])
    return edition


def _identities(policy: Policy, keys: set[str]) -> dict[str, IndicatorIdentity]:
    """Return the policy's identities of these keys, adding those that are new."""
    IndicatorIdentity.objects.bulk_create(
        [IndicatorIdentity(policy=policy, key=key) for key in sorted(keys)], ignore_conflicts=True
    )
    return {row.key: row for row in IndicatorIdentity.objects.filter(policy=policy, key__in=keys)}


def _indicator(edition: Edition, item: Item, identity: IndicatorIdentity, order: int, document: Any) -> Indicator:
    same = ("name", "definition", "breaks_series", "unit", "category", "accumulation", "scope", "rationale")
    return Indicator(
        edition=edition,
        item=item,
        identity=identity,
        order=order,
        wanted=document.direction,
        series=list(document.series),
        source_kind=document.source.kind,
        source_key=document.source.key,
        source_text=document.source.text,
        rule=document.rule.kind,
        is_capped=document.rule.capped,
        is_prorated=document.rule.prorated,
        band_percent=document.rule.band_percent,
        certainty=document.certainty,
        note=document.note,
        **{name: getattr(document, name) for name in same},
    )


def _target(indicator: Indicator, order: int, document: Any) -> Target:
    same = ("series", "period_label", "reason", "certainty", "note")
    row = Target(indicator=indicator, order=order, **{name: getattr(document, name) for name in same})
    row.period, row.quantity = document.period, document.value
    return row


def _put_actuals(by: Actor, edition: Edition, documents: Sequence[tuple[IndicatorIdentity, Any]]) -> None:
    identities = [identity for identity, _ in documents]
    known, measures = _known(edition, identities), _measures(edition, identities)
    added, refused = [], []
    for identity, document in documents:
        for place, stated in enumerate(document.actuals):
            old = known.get((identity.pk, stated.series, str(stated.period), stated.as_of))
            measured = measures.get(identity.pk, NOT_MEASURED)
            if (old is not None and _says_the_same(old, stated)) or measured.has_said(stated):
                continue
            if (binding := measured.binding_of(stated.period)) is not None:
                refused.append(StatedByHand(document.key, place, stated.value, binding.metric_key, binding.from_date))
            added.append(_actual(by, edition, identity, stated, instead_of=old))
    if refused:
        raise MeasuredInDocument(refused)
    Actual.objects.bulk_create(added)


def _known(edition: Edition, identities: Sequence[IndicatorIdentity]) -> dict[StatedKey, Actual]:
    rows = actuals_known_in(edition.year).filter(identity__in=identities).select_related("successor")
    return {(row.identity_id, row.series, row.period_code, row.as_of_date): row for row in rows}


@dataclass
class _Measured:
    """How an indicator is measured, and all that the ledger ever said of it: a folder may have been written in between,
    and what a newer reading has replaced since is neither stated again nor refused."""

    bindings: list[MetricBinding] = field(default_factory=list)
    said: list[Actual] = field(default_factory=list)

    def binding_of(self, period: Period) -> MetricBinding | None:
        holds = (
            one for one in self.bindings if is_measured(period, from_date=one.from_date, ended_date=one.ended_date)
        )
        return next(holds, None)

    def has_said(self, stated: Any) -> bool:
        key = (stated.series, str(stated.period), stated.as_of)
        return any(
            (row.series, row.period_code, row.as_of_date) == key and _says_the_same(row, stated) for row in self.said
        )


NOT_MEASURED = _Measured()


def _measures(edition: Edition, identities: Sequence[IndicatorIdentity]) -> dict[int, _Measured]:
    found: dict[int, _Measured] = defaultdict(_Measured)
    for binding in MetricBinding.objects.filter(identity__in=identities).order_by("from_date"):
        found[binding.identity_id].bindings.append(binding)
    rows = Actual.objects.filter(identity__in=found, edition_year__lte=edition.year).exclude(metric_key="")
    for row in rows:
        found[row.identity_id].said.append(row)
    return found


def _says_the_same(row: Actual, stated: Any) -> bool:
    reason = "" if row.reason == LOADED and not stated.reason else row.reason
    return (row.quantity, row.certainty, row.note, reason) == (
        stated.value,
        stated.certainty,
        stated.note,
        stated.reason,
    )


def _actual(
    by: Actor, edition: Edition, identity: IndicatorIdentity, stated: Any, *, instead_of: Actual | None = None
) -> Actual:
    """A row that a later edition has corrected has its successor already: then the new one stands beside it, and
    counts for being the later statement of the same period and day."""
    is_free = instead_of is not None and not hasattr(instead_of, "successor")
    row = Actual(
        identity=identity,
        edition_year=edition.year,
        series=stated.series,
        as_of_date=stated.as_of,
        certainty=stated.certainty,
        note=stated.note,
        reason=stated.reason or (LOADED if instead_of else ""),
        supersedes=instead_of if is_free else None,
        entered_by=by.name[:80],
    )
    row.period, row.quantity = stated.period, stated.value
    return row
