from __future__ import annotations

from django.db.models import F

from hoshin.indicators.actions.refusals import _require_editable
from hoshin.indicators.models import Indicator, Target
from hoshin.indicators.permissions import EDIT_INDICATOR
from hoshin.indicators.rules.admission import (
    TargetExists,
    require_no_my_number,
    require_reason,
    require_series,
    require_target_ahead,
    require_unit,
)
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import Certainty
from hoshin.kernel.quantity import Quantity
from hoshin.kernel.versioning import change


@action(EDIT_INDICATOR, "indicators.target.set")
def set_target(
    by: Actor,
    *,
    indicator: Indicator,
    period: Period,
    value: Quantity,
    series: str = "",
    period_label: str = "",
    certainty: str = Certainty.STATED.value,
    note: str = "",
    reason: str = "",
) -> Target:
    """Add a target to an indicator of a draft, in its place by time.

    :param period_label: the time as printed, where it says it otherwise (令和3年度中).
    :raises NotEditable: the edition is no draft any more.
    :raises TargetExists: the series has a target of that period; change that one.
    :raises Refused: for what else `hoshin.indicators.rules.admission` does not admit.
    """
    _require_editable(indicator.edition)
    _require(indicator, period, value, series, {"period_label": period_label, "note": note, "reason": reason})
    row = Target(
        indicator=indicator,
        order=_make_place(indicator, period),
        series=series,
        period_label=period_label,
        certainty=certainty,
        note=note,
        reason=reason,
    )
    row.period, row.quantity = period, value
    row.save()
    return row


@action(EDIT_INDICATOR, "indicators.target.changed")
def change_target(
    by: Actor,
    *,
    target: Target,
    version: int,
    period: Period,
    value: Quantity,
    series: str = "",
    period_label: str = "",
    certainty: str = Certainty.STATED.value,
    note: str = "",
    reason: str,
) -> Target:
    """Change a target of a draft and keep why; the values before stay in the history.

    :raises NotEditable: the edition is no draft any more.
    :raises ReasonMissing: a changed target without a reason.
    :raises EditedMeanwhile: somebody saved it after this person opened it.
    :raises TargetExists: the series has another target of that period.
    :raises Refused: for what else `hoshin.indicators.rules.admission` does not admit.
    """
    indicator = target.indicator
    _require_editable(indicator.edition)
    require_reason(reason)
    texts = {"period_label": period_label, "note": note, "reason": reason}
    _require(indicator, period, value, series, texts, besides=target)
    columns = Target(series=series, period_label=period_label, certainty=certainty, note=note, reason=reason)
    columns.period, columns.quantity = period, value
    return change(target, version=version, **{name: getattr(columns, name) for name in CHANGING})


CHANGING = (
    *("series", "period_label", "certainty", "note", "reason", "period_code", "period_start", "period_end"),
    *("amount", "decimals", "text", "absence", "unit", "comparator", "value_status", "qualifier", "printed"),
)


@action(EDIT_INDICATOR, "indicators.target.removed")
def remove_target(by: Actor, *, target: Target, version: int, reason: str) -> Target:
    """Take a target out of a draft and keep why in the audit trail.

    :raises NotEditable: the edition is no draft any more.
    :raises ReasonMissing: nothing says why.
    :raises EditedMeanwhile: somebody saved it after this person looked at it.
    """
    _require_editable(target.indicator.edition)
    require_reason(reason)
    require_no_my_number({"reason": reason})
    # The queryset leaves the row's id in our hands, which the audit entry names.
    Target.objects.filter(pk=change(target, version=version).pk).delete()
    return target


def _require(
    indicator: Indicator,
    period: Period,
    value: Quantity,
    series: str,
    texts: dict[str, str],
    *,
    besides: Target | None = None,
) -> None:
    require_no_my_number({**texts, "value": f"{value.text}\n{value.label}"})
    require_unit(indicator.unit, value)
    require_series(series, indicator.series)
    if besides is None or besides.period != period:  # one that has come due with the years may still be annotated
        require_target_ahead(period, indicator.edition.year)
    others = Target.objects.filter(indicator=indicator, series=series, period_code=str(period))
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise TargetExists(period)


def _make_place(indicator: Indicator, period: Period) -> int:
    """Return the place after the last target that ends no later, having moved the following ones on.

    Places are kept because a document that was read in must read the same afterwards.
    """
    rows = Target.objects.filter(indicator=indicator)
    before = rows.filter(period_end__lte=period.last_day).order_by("-order").first()
    place = before.order + 1 if before else 0
    rows.filter(order__gte=place).update(order=F("order") + 1)
    return place
