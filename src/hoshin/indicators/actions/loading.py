"""Put all indicators of an edition into the database, from a document that has been checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, Target
from hoshin.indicators.queries.document import actuals_known_in
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.plan.models import Edition, Item, Policy
from hoshin.plan.permissions import LOAD_POLICY

LOADED = "読み込みによる訂正"

StatedKey = tuple[int, str, str, object]


@action(LOAD_POLICY, "indicators.edition.put")
def put_indicators(by: Actor, *, edition: Edition, indicators: Sequence[tuple[str, Any]]) -> Edition:
    """Put these in place of the edition's indicators and targets. Actuals are added where they are new or differ.

    :param indicators: the key of the item and the indicator, as the document's `IndicatorDoc`.
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
    known = _known(edition, [identity for identity, _ in documents])
    added = []
    for identity, document in documents:
        for stated in document.actuals:
            old = known.get((identity.pk, stated.series, str(stated.period), stated.as_of))
            if old is None:
                added.append(_actual(by, edition, identity, stated))
            elif not _says_the_same(old, stated):
                added.append(_actual(by, edition, identity, stated, instead_of=old))
    Actual.objects.bulk_create(added)


def _known(edition: Edition, identities: Sequence[IndicatorIdentity]) -> dict[StatedKey, Actual]:
    rows = actuals_known_in(edition.year).filter(identity__in=identities).select_related("successor")
    return {(row.identity_id, row.series, row.period_code, row.as_of_date): row for row in rows}


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
