from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import Error, transaction

from hoshin.indicators.actions import (
    CorrectedMeanwhile,
    Definition,
    change_indicator,
    change_target,
    correct_actual,
    define_indicator,
    put_indicators,
    record_actual,
    remove_indicator,
    remove_target,
    set_target,
    undo_change,
)
from hoshin.indicators.models import Actual, Indicator, Target
from hoshin.indicators.queries import actual_history, actuals_of, changes_of, get_target, targets_of
from hoshin.indicators.rules import admission
from hoshin.kernel.actor import Actor, NotPermitted
from hoshin.kernel.fiscal import Period
from hoshin.kernel.history import NotRevertible
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.quantity import parse_quantity
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.actions.refusals import NotEditable
from hoshin.plan.models import Edition, Item
from tests.indicators.plans import ON, make_actual, make_edition, make_indicator, make_item, make_target, publish
from tests.world import NOBODY, City, everything_allowed

OFFICER = everything_allowed("佐藤")
COLLEAGUE = everything_allowed("鈴木")
MY_NUMBER = "123456789018"
FY2021 = Period.parse("FY2021")


def last_entry() -> AuditEntry:
    entry = AuditEntry.objects.order_by("-id").first()
    assert entry is not None
    return entry


def test_defining_leaves_an_entry_and_a_key_named_after_the_item(item: Item) -> None:
    first, second = make_indicator(item), make_indicator(item, name="普及率", unit="%")

    assert [first.identity.key, second.identity.key] == ["cards-kpi", "cards-kpi-2"]
    assert (first.order, second.order) == (0, 1)
    assert last_entry().event == "indicators.indicator.defined"
    assert last_entry().subject == f"indicators.indicator:{second.pk}"


def test_every_write_needs_its_permission(item: Item) -> None:
    indicator, definition, value = make_indicator(item), Definition(name="x"), parse_quantity("1枚")
    target, actual = make_target(indicator), make_actual(indicator)
    writes: list[Callable[[Actor], object]] = [
        lambda by: define_indicator(by, item=item, definition=definition),
        lambda by: change_indicator(by, indicator=indicator, version=1, definition=definition),
        lambda by: remove_indicator(by, indicator=indicator, version=1),
        lambda by: set_target(by, indicator=indicator, period=FY2021, value=value),
        lambda by: change_target(by, target=target, version=1, period=FY2021, value=value, reason="x"),
        lambda by: remove_target(by, target=target, version=1, reason="x"),
        lambda by: record_actual(by, indicator=indicator, period=FY2021, value=value, on=ON),
        lambda by: correct_actual(
            by, actual=actual, indicator=indicator, period=FY2021, value=value, on=ON, reason="x"
        ),
        lambda by: undo_change(by, token=last_entry().token),
    ]
    before = AuditEntry.objects.count()

    for write in writes:
        with pytest.raises(NotPermitted):
            write(NOBODY)

    assert AuditEntry.objects.count() == before


def test_the_second_of_two_editors_is_told_and_changes_nothing(item: Item) -> None:
    indicator = make_indicator(item)
    change_indicator(OFFICER, indicator=indicator, version=1, definition=Definition(name="先", unit="枚"))

    with pytest.raises(EditedMeanwhile):
        change_indicator(COLLEAGUE, indicator=indicator, version=1, definition=Definition(name="後", unit="枚"))

    assert Indicator.objects.get().name == "先"


def test_a_published_edition_keeps_its_definitions_and_targets(item: Item) -> None:
    indicator = make_indicator(item)
    target = make_target(indicator)
    publish(item.edition)
    value = parse_quantity("1枚")

    with pytest.raises(NotEditable):
        define_indicator(OFFICER, item=item, definition=Definition(name="x"))
    with pytest.raises(NotEditable):
        change_indicator(OFFICER, indicator=indicator, version=1, definition=Definition(name="x"))
    with pytest.raises(NotEditable):
        remove_indicator(OFFICER, indicator=indicator, version=1)
    with pytest.raises(NotEditable):
        set_target(OFFICER, indicator=indicator, period=FY2021, value=value)
    with pytest.raises(NotEditable):
        change_target(OFFICER, target=target, version=1, period=FY2021, value=value, reason="x")
    with pytest.raises(NotEditable):
        remove_target(OFFICER, target=target, version=1, reason="x")


def test_an_actual_is_recorded_for_a_published_edition_too(item: Item) -> None:
    indicator = make_indicator(item)
    publish(item.edition)

    actual = make_actual(indicator)

    assert (actual.entered_by, actual.edition_year) == ("担当者", 2021)
    assert actuals_of(indicator) == [actual]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"rule": "band"}, admission.BandWidthMissing),
        ({"rule": "band", "band_percent": 101}, admission.BandWidthMissing),
        ({"source_kind": "metric"}, admission.UnknownMetric),
        ({"source_kind": "metric", "source_key": "wifi.nothing"}, admission.UnknownMetric),
        ({"note": f"番号は{MY_NUMBER}"}, admission.HoldsMyNumber),
        ({"series": (MY_NUMBER,)}, admission.HoldsMyNumber),
    ],
)
def test_a_definition_that_cannot_be_is_refused(item: Item, changes: dict[str, object], error: type[Refused]) -> None:
    with pytest.raises(error) as refusal:
        make_indicator(item, **changes)

    assert refusal.value.field in {"band_percent", "source_key", "note", "series"}
    assert MY_NUMBER not in refusal.value.message


def test_only_a_band_keeps_its_width(item: Item) -> None:
    assert make_indicator(item, rule="ratio", band_percent=10).band_percent is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"value": "5件"}, admission.UnitDiffers),
        ({"series": "小学校"}, admission.UnknownSeries),
        ({"period": "FY2020"}, admission.TargetInThePast),
        ({"period": "FY2023"}, admission.TargetExists),
        ({"note": MY_NUMBER}, admission.HoldsMyNumber),
        ({"value": f"番号{MY_NUMBER}のカード"}, admission.HoldsMyNumber),
    ],
)
def test_a_target_that_cannot_be_is_refused(item: Item, changes: dict[str, str], error: type[Refused]) -> None:
    indicator = make_indicator(item)
    make_target(indicator)

    with pytest.raises(error):
        make_target(indicator, **{"period": "FY2022", **changes})

    assert Target.objects.count() == 1


def test_a_number_without_unit_has_the_indicators(item: Item) -> None:
    assert make_target(make_indicator(item), value="202,904").quantity.unit == ""


def test_an_indicator_with_series_wants_one_of_them(item: Item) -> None:
    indicator = make_indicator(item, series=("小学校", "中学校"))

    with pytest.raises(admission.UnknownSeries):
        make_target(indicator)
    assert make_target(indicator, series="中学校").series == "中学校"


def test_unit_and_series_in_use_stay(item: Item) -> None:
    indicator = make_indicator(item)
    make_target(indicator)

    with pytest.raises(admission.UnitInUse):
        change_indicator(OFFICER, indicator=indicator, version=1, definition=Definition(name="x", unit="件"))
    with pytest.raises(admission.SeriesInUse):
        change_indicator(
            OFFICER, indicator=indicator, version=1, definition=Definition(name="x", unit="枚", series=("小",))
        )


def test_targets_stand_in_the_order_of_time(item: Item) -> None:
    indicator = make_indicator(item)
    for period in ("FY2023", "FY2021", "FY2022"):
        make_target(indicator, period)

    assert [row.period_code for row in targets_of(indicator)] == ["FY2021", "FY2022", "FY2023"]


def test_a_changed_target_keeps_the_old_value_and_the_reason(item: Item) -> None:
    indicator = make_indicator(item)
    target = make_target(indicator)

    changed = change_target(
        OFFICER,
        target=target,
        version=1,
        period=target.period,
        value=parse_quantity("150,000枚"),
        reason="人口推計の見直し",
    )

    assert (str(changed.quantity), changed.reason, changed.version) == ("150,000枚", "人口推計の見直し", 2)
    newest = changes_of(indicator)[0]
    assert newest.entry.reason == "人口推計の見直し"
    assert any("202904" in field.before.replace(",", "") for row in newest.rows for field in row.fields)


def test_a_target_that_has_come_due_may_be_changed_but_not_moved_further_back(item: Item) -> None:
    target = make_target(make_indicator(item), "FY2021")
    Edition.objects.filter(pk=item.edition_id).update(year=2023)
    target = get_target(target.pk)
    value = parse_quantity("100,000枚")

    changed = change_target(
        OFFICER, target=target, version=1, period=FY2021, value=value, note="確定した人口による", reason="注記"
    )

    assert changed.note == "確定した人口による"
    with pytest.raises(admission.TargetInThePast):
        change_target(
            OFFICER, target=changed, version=2, period=Period.parse("FY2022"), value=value, reason="年度の誤り"
        )


def test_the_history_tells_the_indicators_rows_only(item: Item) -> None:
    indicator, other = make_indicator(item), make_indicator(item, name="別の指標")
    put_indicators(OFFICER, edition=item.edition, indicators=[])

    (removed, defined) = changes_of(indicator)

    assert [row.subject for row in removed.rows] == [f"indicators.indicator:{indicator.pk}"]
    assert [row.kind for row in defined.rows] == ["insert"]
    assert other.pk != indicator.pk


@pytest.mark.parametrize("reason", ["", "  "])
def test_targets_and_actuals_do_not_change_without_a_reason(item: Item, reason: str) -> None:
    indicator = make_indicator(item)
    target, actual, value = make_target(indicator), make_actual(indicator), parse_quantity("1枚")

    with pytest.raises(admission.ReasonMissing):
        change_target(OFFICER, target=target, version=1, period=FY2021, value=value, reason=reason)
    with pytest.raises(admission.ReasonMissing):
        remove_target(OFFICER, target=target, version=1, reason=reason)
    with pytest.raises(admission.ReasonMissing):
        correct_actual(
            OFFICER, actual=actual, indicator=indicator, period=actual.period, value=value, on=ON, reason=reason
        )


def test_what_was_removed_can_be_brought_back(item: Item) -> None:
    indicator = make_indicator(item)
    make_target(indicator)
    remove_indicator(OFFICER, indicator=indicator, version=1)
    assert not Target.objects.exists()

    undo_change(OFFICER, token=last_entry().token)

    assert Indicator.objects.get().name == "交付枚数"
    assert str(Target.objects.get().quantity) == "202,904枚"


def test_a_recorded_actual_is_not_taken_back(item: Item) -> None:
    make_actual(make_indicator(item))

    with pytest.raises(NotRevertible):
        undo_change(OFFICER, token=last_entry().token)


def test_nothing_is_taken_back_in_a_published_edition(item: Item) -> None:
    make_indicator(item)
    token = last_entry().token
    publish(item.edition)

    with pytest.raises(NotEditable):
        undo_change(OFFICER, token=token)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"value": "5件"}, admission.UnitDiffers),
        ({"period": "FY2021"}, admission.AsOfMissing),
        ({"period": "FY2021", "as_of_date": dt.date(2021, 10, 2)}, admission.AsOfNotPlausible),
        ({"period": "FY2021", "as_of_date": dt.date(2021, 3, 31)}, admission.AsOfNotPlausible),
        ({"period": "2021-02-28", "as_of_date": dt.date(2021, 3, 31)}, admission.AsOfNotPlausible),
        ({"period": "FY2020"}, admission.ActualExists),
        ({"period": "FY2019", "note": MY_NUMBER}, admission.HoldsMyNumber),
    ],
)
def test_an_actual_that_cannot_be_is_refused(item: Item, changes: dict[str, object], error: type[Refused]) -> None:
    indicator = make_indicator(item)
    make_actual(indicator)

    with pytest.raises(error):
        make_actual(indicator, **changes)  # type: ignore[arg-type]  # a period is text in every case

    assert Actual.objects.count() == 1


def corrected(by: Actor, actual: Actual, indicator: Indicator, value: str) -> Actual:
    return correct_actual(
        by,
        actual=actual,
        indicator=indicator,
        period=actual.period,
        value=parse_quantity(value),
        on=ON,
        reason="集計の誤り",
    )


def test_a_correction_stands_in_place_of_the_actual_and_both_remain(item: Item) -> None:
    indicator = make_indicator(item)
    first = make_actual(indicator)

    second = corrected(OFFICER, first, indicator, "42,700枚")
    third = corrected(COLLEAGUE, second, indicator, "42,701枚")

    assert actuals_of(indicator) == [third]
    history = actual_history(indicator.identity)
    assert [(one.current, one.replaced) for one in history] == [(third, (second, first))]
    assert last_entry().reason == "集計の誤り"


def test_the_second_correction_of_one_actual_is_told_what_holds_now(item: Item) -> None:
    indicator = make_indicator(item)
    first = make_actual(indicator)
    second = corrected(OFFICER, first, indicator, "42,700枚")

    with pytest.raises(CorrectedMeanwhile) as told:
        corrected(COLLEAGUE, first, indicator, "42,701枚")

    assert told.value.current == second
    assert "佐藤" in told.value.message
    assert Actual.objects.count() == 2


def test_the_database_itself_refuses_to_change_or_delete_an_actual(item: Item) -> None:
    actual = make_actual(make_indicator(item))
    actual.note = "直した"

    with pytest.raises(Error), transaction.atomic():
        actual.save()
    with pytest.raises(Error), transaction.atomic():
        Actual.objects.update(text="x", amount=None)
    with pytest.raises(Error), transaction.atomic():
        Actual.objects.all().delete()

    assert Actual.objects.get().note == ""


def test_a_correction_in_the_new_edition_leaves_the_published_one_as_it_was(item: Item) -> None:
    old = make_item(edition=make_edition(year=2020))
    old_indicator, new_indicator = make_indicator(old), make_indicator(item)
    Indicator.objects.filter(pk=new_indicator.pk).update(identity=old_indicator.identity)
    new_indicator.refresh_from_db()
    first = make_actual(old_indicator)

    second = corrected(OFFICER, first, new_indicator, "42,700枚")

    assert actuals_of(old_indicator) == [first]
    assert actuals_of(new_indicator) == [second]


def test_another_citys_indicator_does_not_exist_here(item: Item, neighbour: City) -> None:
    indicator = make_indicator(item)
    make_target(indicator)
    make_actual(indicator)

    with neighbour.scope():
        assert not Indicator.objects.exists()
        assert not Target.objects.exists()
        assert not Actual.objects.exists()
