from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from hoshin.indicators.actions.refusals import IndicatorInUse, _require_editable
from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, Target
from hoshin.indicators.permissions import EDIT_INDICATOR
from hoshin.indicators.queries.bindings import current_binding, metric_of
from hoshin.indicators.rules.admission import (
    SeriesInUse,
    UnitInUse,
    UnknownMetric,
    band_width,
    require_no_my_number,
)
from hoshin.indicators.rules.measuring import require_fit
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Certainty
from hoshin.kernel.quantity import same_unit
from hoshin.kernel.registry import registry
from hoshin.kernel.versioning import change
from hoshin.plan.models import Item, Policy

KEY_LENGTH = 63


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a person says of an indicator; the fields are the model's."""

    name: str
    definition: str = ""
    breaks_series: bool = False
    unit: str = ""
    category: str = Indicator.Category.OUTCOME.value
    accumulation: str = Indicator.Accumulation.UNKNOWN.value
    wanted: str = Indicator.Wanted.UP.value
    scope: str = ""
    series: tuple[str, ...] = ()
    source_kind: str = Indicator.SourceKind.PERSON.value
    source_key: str = ""
    source_text: str = ""
    rationale: str = ""
    rule: str = Indicator.Rule.RATIO.value
    is_capped: bool = False
    is_prorated: bool = False
    band_percent: int | None = None
    certainty: str = Certainty.STATED.value
    note: str = ""


@action(EDIT_INDICATOR, "indicators.indicator.defined")
def define_indicator(by: Actor, *, item: Item, definition: Definition) -> Indicator:
    """Add an indicator to an item of a draft, after those it has.

    :raises NotEditable: the edition is no draft any more.
    :raises Refused: for what `hoshin.indicators.rules.admission` does not admit.
    """
    _require_editable(item.edition)
    columns = _columns(definition)
    last = Indicator.objects.filter(item=item).aggregate(last=Max("order"))["last"]
    return Indicator.objects.create(
        edition=item.edition,
        item=item,
        identity=_new_identity(item),
        order=0 if last is None else last + 1,
        **columns,
    )


@action(EDIT_INDICATOR, "indicators.indicator.changed")
def change_indicator(by: Actor, *, indicator: Indicator, version: int, definition: Definition) -> Indicator:
    """Change what an indicator of a draft says of itself.

    :raises NotEditable: the edition is no draft any more.
    :raises EditedMeanwhile: somebody saved it after this person opened it.
    :raises UnitInUse: its values have another unit.
    :raises SeriesInUse: its values stand in a series that would be gone.
    :raises MetricUnitDiffers, MetricKindDiffers, HasSeries: what the ledger counts for it would fit no more.
    :raises Refused: for what else `hoshin.indicators.rules.admission` does not admit.
    """
    _require_editable(indicator.edition)
    columns = _columns(definition)
    _require_values_fit(indicator, definition)
    _require_metric_fits(indicator, definition)
    return change(indicator, version=version, **columns)


@action(EDIT_INDICATOR, "indicators.indicator.removed")
def remove_indicator(by: Actor, *, indicator: Indicator, version: int, reason: str = "") -> Indicator:
    """Take an indicator with its targets out of a draft. Its actuals stay: they belong to all editions.

    :raises NotEditable: the edition is no draft any more.
    :raises EditedMeanwhile: somebody saved it after this person looked at it.
    :raises IndicatorInUse: something was recorded of it, such as what a report states.
    """
    _require_editable(indicator.edition)
    require_no_my_number({"reason": reason})
    # The queryset leaves the row's id in our hands, which the audit entry names.
    try:
        Indicator.objects.filter(pk=change(indicator, version=version).pk).delete()
    except ProtectedError as error:
        rows = "、".join(sorted({str(row._meta.verbose_name) for row in error.protected_objects}))
        raise IndicatorInUse(_("記録（%(rows)s）があるため、削除できません。") % {"rows": rows}) from error
    return indicator


def _columns(definition: Definition) -> dict[str, Any]:
    columns = {field.name: getattr(definition, field.name) for field in fields(definition)}
    require_no_my_number({name: value for name, value in columns.items() if isinstance(value, str)})
    require_no_my_number({"series": "\n".join(definition.series)})
    columns["series"] = list(definition.series)
    columns["band_percent"] = band_width(definition.rule, definition.band_percent)
    if definition.source_kind == Indicator.SourceKind.METRIC:
        _require_metric(definition.source_key)
    return columns


def _require_metric(key: str) -> None:
    try:
        registry.metric(key)
    except KeyError:
        raise UnknownMetric(key) from None


def _require_values_fit(indicator: Indicator, definition: Definition) -> None:
    """The actuals of earlier editions are judged only if this edition does not begin the series anew."""
    targets = Target.objects.filter(indicator=indicator).values_list("unit", "series", "amount")
    actuals = Actual.objects.filter(identity=indicator.identity, successor=None, edition_year=indicator.edition.year)
    for unit, series, amount in [*targets, *actuals.values_list("unit", "series", "amount")]:
        if amount is not None and unit and not same_unit(unit, definition.unit):
            raise UnitInUse(unit)
        if series not in (definition.series or ("",)):
            raise SeriesInUse(series)


def _require_metric_fits(indicator: Indicator, definition: Definition) -> None:
    binding = current_binding(indicator.identity)
    metric = metric_of(binding) if binding else None
    before = (indicator.unit, indicator.accumulation, tuple(indicator.series))
    if metric is not None and before != (definition.unit, definition.accumulation, definition.series):
        require_fit(metric, unit=definition.unit, accumulation=definition.accumulation, series=definition.series)


def _new_identity(item: Item) -> IndicatorIdentity:
    """Name it after its item: the key is what a person meets in the policy's folder."""
    policy: Policy = item.edition.policy
    base = f"{item.identity.key[: KEY_LENGTH - 8]}-kpi"
    taken = set(IndicatorIdentity.objects.filter(policy=policy, key__startswith=base).values_list("key", flat=True))
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return IndicatorIdentity.objects.create(policy=policy, key=next(key for key in candidates if key not in taken))
