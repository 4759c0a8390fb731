"""An indicator that the ledger measures: binding, what is stated and when, and what people may still enter."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hoshin.indicators.actions import (
    Definition,
    bind_metric,
    change_indicator,
    correct_actual,
    end_binding,
    record_actual,
    take_measured,
)
from hoshin.indicators.jobs import take_measurements
from hoshin.indicators.models import Actual, Indicator, MetricBinding
from hoshin.indicators.queries import actuals_of, indicator_data, live_figures
from hoshin.indicators.queries.bindings import year_for_actuals
from hoshin.indicators.rules import measuring
from hoshin.indicators.rules.admission import ReasonMissing
from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.quantity import Status, parse_quantity
from hoshin.kernel.refusal import Refused
from hoshin.plan.models import Edition, EditionStatus, Item
from tests.indicators.counted import OPENED, SENT, count, declared
from tests.indicators.plans import ON, make_actual, make_edition, make_indicator, make_item, publish
from tests.world import NOBODY, City, everything_allowed, make_person

OFFICER = everything_allowed("佐藤")
APRIL = dt.date(2021, 4, 1)


@pytest.fixture(autouse=True)
def _metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    declared(monkeypatch)


def opened_indicator(item: Item, **changes: Any) -> Indicator:
    return make_indicator(item, **{"name": "公開した件数", "unit": "データセット", **changes})


def bind(indicator: Indicator, **changes: Any) -> MetricBinding:
    values = {"metric_key": OPENED.key, "from_date": APRIL, "reason": "台帳で数え始めたため", **changes}
    return bind_metric(OFFICER, indicator=indicator, **values)


def measured(binding: MetricBinding, day: dt.date = ON) -> Actual:
    return take_measured(OFFICER, binding=binding, on=day)


def test_what_nobody_counted_is_no_zero(item: Item) -> None:
    binding = bind(opened_indicator(item))

    with pytest.raises(measuring.NothingCounted):
        measured(binding)

    assert not Actual.objects.exists()


def test_a_count_becomes_an_actual_that_says_where_it_comes_from(item: Item) -> None:
    binding = bind(opened_indicator(item))
    count(OPENED, "2021-05-01", key="toilets")

    actual = measured(binding)

    assert str(actual.quantity) == "1データセット"
    assert (actual.period_code, actual.as_of_date, actual.metric_key) == ("2021-10-01", ON, OPENED.key)
    assert "台帳による計測" in actual.note
    assert OPENED.key in actual.note


def test_the_same_value_is_stated_once_and_another_takes_its_place_with_a_reason(item: Item) -> None:
    binding = bind(opened_indicator(item))
    count(OPENED, "2021-05-01", key="toilets")
    first = measured(binding, dt.date(2021, 9, 1))

    assert measured(binding, dt.date(2021, 9, 2)) == first
    count(OPENED, "2021-09-30", key="shelters")
    second = measured(binding)

    assert second.supersedes == first
    assert second.reason
    assert [str(row.quantity) for row in Actual.objects.filter(successor=None)] == ["2データセット"]


def test_a_flow_is_provisional_while_its_year_runs_and_settled_at_its_end(item: Item) -> None:
    indicator = make_indicator(item, name="発信数", unit="件", accumulation="flow")
    binding = bind(indicator, metric_key=SENT.key)
    count(SENT, "2021-04-30", key="april", amount=40)
    running = measured(binding)

    settled = measured(binding, dt.date(2022, 3, 31))

    assert (running.period_code, running.value_status) == ("FY2021", Status.PRELIMINARY.value)
    assert (settled.period_code, settled.value_status) == ("FY2021", Status.CONFIRMED.value)
    assert settled.supersedes == running


def test_each_fiscal_year_keeps_a_value_of_its_own(item: Item) -> None:
    binding = bind(opened_indicator(item))
    count(OPENED, "2021-05-01", key="toilets")
    measured(binding)

    later = measured(binding, dt.date(2022, 4, 2))

    assert later.supersedes is None
    assert Actual.objects.filter(successor=None).count() == 2


def test_the_job_states_what_is_new_once(city: City, item: Item) -> None:
    binding = bind(opened_indicator(item))
    count(OPENED, "2021-05-01", key="toilets")

    take_measurements()
    take_measurements()

    assert [row.identity_id for row in Actual.objects.all()] == [binding.identity_id]


def test_the_job_looks_back_at_the_end_of_the_last_fiscal_year(item: Item) -> None:
    days = measuring.measured_days(dt.date(2022, 4, 1), from_date=APRIL, ended_date=None)

    assert days == (dt.date(2022, 3, 31), dt.date(2022, 4, 1))


def test_what_was_published_stays_and_the_count_is_stated_in_the_next_draft(item: Item) -> None:
    indicator = opened_indicator(item)
    publish(item.edition)
    binding = bind(indicator)
    count(OPENED, "2021-05-01", key="toilets")
    actual = measured(binding)

    assert actual.edition_year == 2022
    assert actuals_of(indicator) == []
    draft = make_edition(year=2023)
    assert year_for_actuals(indicator.identity, on=ON) == draft.year


def test_an_edition_that_is_opened_to_be_corrected_is_no_draft(item: Item) -> None:
    indicator = opened_indicator(item)
    edition = Edition.objects.get(pk=item.edition_id)
    for status in (EditionStatus.PUBLISHED, EditionStatus.DRAFT):
        edition.status = status.value
        edition.save()

    assert year_for_actuals(indicator.identity, on=ON) == edition.year + 1


def test_without_any_published_edition_the_draft_states_it(item: Item) -> None:
    assert year_for_actuals(opened_indicator(item).identity, on=ON) == item.edition.year


@pytest.mark.parametrize(
    ("indicator", "binding", "refusal"),
    [
        ({}, {"metric_key": "counted.nothing"}, measuring.NoSuchMetric),
        ({"unit": "件"}, {}, measuring.MetricUnitDiffers),
        ({"accumulation": "flow"}, {}, measuring.MetricKindDiffers),
        ({"accumulation": "unknown"}, {}, measuring.MetricKindDiffers),
        ({"series": ("小", "中")}, {}, measuring.HasSeries),
        ({}, {"reason": " "}, ReasonMissing),
    ],
)
def test_what_does_not_fit_is_not_bound(
    item: Item, indicator: dict[str, Any], binding: dict[str, Any], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        bind(opened_indicator(item, **indicator), **binding)

    assert not MetricBinding.objects.exists()


def test_an_actual_of_a_later_day_must_be_known_before_binding(item: Item) -> None:
    indicator = opened_indicator(item)
    make_actual(indicator, "2021-06-30", "5データセット")

    with pytest.raises(measuring.EnteredLater):
        bind(indicator)

    assert bind(indicator, is_confirmed=True).from_date == APRIL


def test_one_binding_at_a_time(item: Item) -> None:
    indicator = opened_indicator(item)
    binding = bind(indicator)

    with pytest.raises(measuring.AlreadyBound):
        bind(indicator)

    ended = dt.date(2021, 8, 1)
    end_binding(OFFICER, binding=binding, version=1, ended_date=ended, reason="数え直すため")
    with pytest.raises(measuring.BoundUntil):
        bind(indicator, from_date=dt.date(2021, 7, 31))
    assert bind(indicator, from_date=ended).pk != binding.pk


def test_people_enter_what_the_ledger_does_not_measure_and_nothing_else(item: Item) -> None:
    indicator = opened_indicator(item)
    binding = bind(indicator)
    value = parse_quantity("5データセット")

    before = record_actual(OFFICER, indicator=indicator, period=Period.parse("2021-02-28"), value=value, on=ON)
    with pytest.raises(measuring.MeasuredByLedger) as refused:
        record_actual(OFFICER, indicator=indicator, period=Period.parse("2021-06-30"), value=value, on=ON)
    assert "公式の数との差" in refused.value.message
    with pytest.raises(measuring.MeasuredByLedger):
        correct_actual(
            OFFICER,
            actual=before,
            indicator=indicator,
            period=Period.parse("2021-06-30"),
            value=value,
            on=ON,
            reason="x",
        )

    end_binding(OFFICER, binding=binding, version=1, ended_date=dt.date(2021, 6, 1), reason="台帳を閉じたため")
    record_actual(OFFICER, indicator=indicator, period=Period.parse("2021-06-30"), value=value, on=ON)


def test_what_the_ledger_gave_is_not_corrected_by_hand(item: Item) -> None:
    indicator = opened_indicator(item)
    binding = bind(indicator)
    count(OPENED, "2021-05-01", key="toilets")
    actual = measured(binding)
    end_binding(OFFICER, binding=binding, version=1, ended_date=APRIL, reason="台帳を閉じたため")

    with pytest.raises(measuring.MeasuredByLedger):
        correct_actual(
            OFFICER,
            actual=actual,
            indicator=indicator,
            period=actual.period,
            value=parse_quantity("9データセット"),
            on=ON,
            reason="x",
        )


def test_a_day_outside_of_the_binding_is_not_read(item: Item) -> None:
    binding = bind(opened_indicator(item))

    with pytest.raises(measuring.NotMeasuredThen):
        measured(binding, dt.date(2021, 3, 31))


def test_drafts_name_the_metric_as_source_and_published_editions_do_not(item: Item) -> None:
    indicator = opened_indicator(item)
    published = make_edition(year=2020)
    earlier = opened_indicator(make_item(edition=published))
    Indicator.objects.filter(pk=earlier.pk).update(identity=indicator.identity)
    publish(published)

    binding = bind(indicator)

    assert indicator_data(item.edition_id)[0]["source"] == {"kind": "metric", "key": OPENED.key, "text": ""}
    assert indicator_data(published.pk)[0]["source"]["kind"] == "person"
    end_binding(OFFICER, binding=binding, version=1, ended_date=ON, reason="x")
    assert indicator_data(item.edition_id)[0]["source"]["kind"] == "person"


def test_binding_and_measuring_need_their_permissions(item: Item) -> None:
    indicator = opened_indicator(item)
    binding = bind(indicator)

    with pytest.raises(NotPermitted):
        bind_metric(NOBODY, indicator=indicator, metric_key=OPENED.key, from_date=APRIL, reason="x")
    with pytest.raises(NotPermitted):
        end_binding(NOBODY, binding=binding, version=1, ended_date=ON, reason="x")
    with pytest.raises(NotPermitted):
        take_measured(NOBODY, binding=binding, on=ON)


def test_the_live_figure_has_the_value_of_today_and_of_each_year_since_the_binding(item: Item) -> None:
    indicator = opened_indicator(item)
    bind(indicator, from_date=dt.date(2020, 4, 1))
    count(OPENED, "2020-05-01", key="toilets")
    count(OPENED, "2021-05-01", key="shelters")

    found = live_figures(indicator.identity.policy.key, [indicator.identity.key, "other"], on=ON)

    figure = found[indicator.identity.key]
    assert figure.now is not None
    assert [(one.as_of, str(one.value)) for one in figure.years] == [
        (dt.date(2021, 3, 31), "1データセット"),
        (ON, "2データセット"),
    ]
    assert list(found) == [indicator.identity.key]


def test_the_live_figure_stays_until_the_day_on_which_measuring_ends(item: Item) -> None:
    indicator = opened_indicator(item)
    binding = bind(indicator)
    count(OPENED, "2021-05-01", key="toilets")
    end = dt.date(2022, 4, 1)
    end_binding(OFFICER, binding=binding, version=binding.version, ended_date=end, reason="やめるため")
    policy, keys = indicator.edition.policy.key, [indicator.identity.key]

    assert list(live_figures(policy, keys, on=end - dt.timedelta(days=1))) == keys
    assert live_figures(policy, keys, on=end) == {}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit": "千件"}, measuring.MetricUnitDiffers),
        ({"accumulation": "flow"}, measuring.MetricKindDiffers),
        ({"series": ("表", "地図")}, measuring.HasSeries),
    ],
)
def test_a_definition_does_not_leave_what_the_ledger_counts(
    item: Item, changes: dict[str, Any], refusal: type[Refused]
) -> None:
    indicator = opened_indicator(item)
    bind(indicator)
    indicator.refresh_from_db()
    kept: dict[str, Any] = {"name": "公開した件数", "unit": "データセット", "accumulation": "stock"}

    with pytest.raises(refusal):
        change_indicator(
            OFFICER, indicator=indicator, version=indicator.version, definition=Definition(**{**kept, **changes})
        )
    renamed = Definition(**{**kept, "name": "公開数"})
    assert change_indicator(OFFICER, indicator=indicator, version=indicator.version, definition=renamed)


def test_a_count_is_never_told_in_a_unit_that_it_is_not_of(item: Item) -> None:
    indicator = opened_indicator(item)
    binding = bind(indicator)
    Indicator.objects.filter(pk=indicator.pk).update(unit="千件")  # as a folder can
    count(OPENED, "2021-05-01", key="toilets")

    assert str(measured(binding).quantity) == "1データセット"


def test_a_neighbours_binding_is_not_seen(item: Item, neighbour: City) -> None:
    binding = bind(opened_indicator(item))

    with neighbour.scope():
        assert not MetricBinding.objects.filter(pk=binding.pk).exists()


@given(
    on=st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)),
    amount=st.decimals(min_value=0, max_value=10**9, places=4),
    metric=st.sampled_from([OPENED, SENT]),
)
def test_a_reading_belongs_to_the_fiscal_year_of_its_day(on: dt.date, amount: Decimal, metric: Any) -> None:
    found = measuring.reading(metric, amount, unit=metric.unit, on=on)

    assert found.period.fiscal_year_of_end == FiscalYear.containing(on)
    assert found.value.amount == amount
    assert "E" not in str(found.value)


@given(
    from_date=st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)),
    length=st.none() | st.integers(0, 2000),
    on=st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)),
)
def test_what_is_read_is_what_people_may_not_enter(from_date: dt.date, length: int | None, on: dt.date) -> None:
    ended = None if length is None else from_date + dt.timedelta(days=length)

    for day in measuring.measured_days(on, from_date=from_date, ended_date=ended):
        assert measuring.is_measured(Period.day(day), from_date=from_date, ended_date=ended)


def signed_in(city: City, role: str = "coordinator") -> Client:
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city, role=role))
    return client


def test_a_person_binds_measures_and_ends_on_the_indicators_page(city: City, item: Item) -> None:
    indicator = opened_indicator(item)
    count(OPENED, "2021-05-01", key="toilets")
    client, page = signed_in(city), reverse("indicators:indicator", args=[indicator.pk])
    form = reverse("indicators:binding_new", args=[indicator.pk])

    assert "計測項目と結び付ける" in client.get(page).content.decode()
    wrong = client.post(form, {"metric_key": SENT.key, "from_date": "令和3年4月1日", "reason": "x"}).content.decode()
    assert "単位は「件」ですが" in wrong
    client.post(form, {"metric_key": OPENED.key, "from_date": "令和3年4月1日", "reason": "数え始めた"})
    client.post(reverse("indicators:binding_measure", args=[indicator.pk]))
    shown = client.get(page).content.decode()
    assert "計測値" in shown
    assert "1データセット" in shown

    end = reverse("indicators:binding_end", args=[indicator.pk])
    version = re.search(r'name="version" value="([^"]*)"', client.get(end).content.decode())
    assert version is not None
    client.post(end, {"version": version[1], "ended_date": "2021-10-01", "reason": "やめる"})
    assert "計測を終えた日" not in client.get(page).content.decode()
    assert MetricBinding.objects.get().end_reason == "やめる"


def test_the_metrics_offered_begin_with_those_of_the_indicators_unit(city: City, item: Item) -> None:
    indicator = make_indicator(item, name="発信数", unit="件", accumulation="flow")
    form = reverse("indicators:binding_new", args=[indicator.pk])

    html = signed_in(city).get(form).content.decode()

    assert html.index(SENT.key) < html.index(OPENED.key)
