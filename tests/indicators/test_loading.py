from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from hoshin.indicators.actions import bind_metric, end_binding, put_indicators, take_measured
from hoshin.indicators.actions.loading import LOADED
from hoshin.indicators.models import Actual, Indicator, MetricBinding
from hoshin.indicators.queries import indicator_data
from hoshin.indicators.rules.measuring import MeasuredInDocument
from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import parse_quantity
from hoshin.plan.models import Edition, Item
from tests.indicators.counted import SENT, count, declared
from tests.indicators.plans import make_edition, make_item
from tests.world import NOBODY, everything_allowed

LOADER = everything_allowed("読み込み")


def stated(period: str, value: str, **changes: Any) -> SimpleNamespace:
    values: dict[str, Any] = {
        "series": "",
        "period_label": "",
        "reason": "",
        "certainty": "stated",
        "note": "",
        "as_of": None,
        **changes,
    }
    return SimpleNamespace(period=Period.parse(period), value=parse_quantity(value), **values)


def document(
    *,
    actuals: list[SimpleNamespace],
    targets: list[SimpleNamespace] | None = None,
    unit: str = "枚",
    accumulation: str = "stock",
) -> SimpleNamespace:
    return SimpleNamespace(
        key="cards-issued",
        name="交付枚数",
        definition="",
        breaks_series=False,
        unit=unit,
        category="outcome",
        accumulation=accumulation,
        direction="up",
        scope="",
        series=(),
        source=SimpleNamespace(kind="person", key="", text=""),
        rationale="",
        rule=SimpleNamespace(kind="ratio", capped=True, prorated=False, band_percent=None),
        certainty="stated",
        note="",
        targets=targets or [],
        actuals=actuals,
    )


def load(edition: Edition, *actuals: SimpleNamespace, **kind: str) -> None:
    put_indicators(LOADER, edition=edition, indicators=[("cards", document(actuals=list(actuals), **kind))])


def read(edition: Edition) -> list[tuple[str, str, str]]:
    (row,) = indicator_data(edition.pk)
    return [(one["period"], one["value"]["amount"], one["reason"]) for one in row["actuals"]]


def test_what_was_loaded_reads_the_same(item: Item) -> None:
    # Not in the order of time: a document reads as it was written.
    targets = [stated("FY2023", "202,904枚", period_label="令和5年度"), stated("FY2021", "97,056枚")]
    actuals = [stated("2020-02-29", "42,678枚", as_of=dt.date(2020, 2, 29)), stated("FY2018", "約30,000枚")]

    put_indicators(LOADER, edition=item.edition, indicators=[("cards", document(targets=targets, actuals=actuals))])

    (row,) = indicator_data(item.edition_id)
    assert [one["period"] for one in row["targets"]] == ["FY2023", "FY2021"]
    assert [one["value"] for one in row["actuals"]] == [one.value.to_json() for one in actuals]
    assert row["actuals"][0]["as_of"] == "2020-02-29"
    assert (row["key"], row["item"], row["rule"]["capped"]) == ("cards-issued", "cards", True)


def test_loading_again_adds_nothing(item: Item) -> None:
    load(item.edition, stated("FY2019", "42,678枚"))
    load(item.edition, stated("FY2019", "42,678枚"))

    assert Actual.objects.count() == 1
    assert Indicator.objects.count() == 1


def test_a_value_that_reads_differently_is_a_correction(item: Item) -> None:
    load(item.edition, stated("FY2019", "42,678枚"))
    load(item.edition, stated("FY2019", "42,700枚"))
    load(item.edition, stated("FY2019", "42,700枚"))

    assert Actual.objects.count() == 2
    assert read(item.edition) == [("FY2019", "42700", LOADED)]


def test_a_correction_loaded_with_a_later_edition_leaves_the_earlier_one_alone(item: Item) -> None:
    old = make_edition(year=2020)
    make_item(edition=old)
    load(old, stated("FY2019", "42,678枚"))
    load(item.edition, stated("FY2019", "42,700枚"), stated("FY2020", "50,000枚"))

    assert read(old) == [("FY2019", "42678", "")]
    assert read(item.edition) == [("FY2019", "42700", LOADED), ("FY2020", "50000", "")]


def test_an_earlier_edition_may_be_loaded_after_a_later_one(item: Item) -> None:
    load(item.edition, stated("FY2019", "42,700枚"))
    old = make_edition(year=2020)
    make_item(edition=old)

    load(old, stated("FY2019", "42,678枚"))
    load(old, stated("FY2019", "42,679枚"))

    assert read(old) == [("FY2019", "42679", LOADED)]
    assert read(item.edition) == [("FY2019", "42700", "")]


def test_an_earlier_edition_may_be_mended_after_a_later_one_corrected_it(item: Item) -> None:
    old = make_edition(year=2020)
    make_item(edition=old)
    load(old, stated("FY2019", "42,678枚"))
    load(item.edition, stated("FY2019", "42,700枚"))

    load(old, stated("FY2019", "42,679枚"))

    assert read(old) == [("FY2019", "42679", LOADED)]
    assert read(item.edition) == [("FY2019", "42700", LOADED)]


def test_only_those_who_may_load_policies_load_indicators(item: Item) -> None:
    with pytest.raises(NotPermitted):
        put_indicators(NOBODY, edition=item.edition, indicators=[])


class TestWhatTheLedgerMeasures:
    """A folder states the figures of a bound indicator as the ledger said them, or not at all."""

    @pytest.fixture
    def binding(self, item: Item, monkeypatch: pytest.MonkeyPatch) -> MetricBinding:
        declared(monkeypatch)
        load(item.edition, stated("FY2019", "3件"), unit="件", accumulation="flow")
        return bind_metric(
            LOADER,
            indicator=Indicator.objects.get(),
            metric_key=SENT.key,
            from_date=dt.date(2021, 4, 1),
            reason="台帳で数え始めたため",
        )

    @staticmethod
    def measured(binding: MetricBinding, day: str) -> Actual:
        count(SENT, day, key=day)
        return take_measured(LOADER, binding=binding, on=dt.date.fromisoformat(day))

    @staticmethod
    def as_written(actual: Actual) -> SimpleNamespace:
        same = {name: getattr(actual, name) for name in ("series", "reason", "certainty", "note")}
        return SimpleNamespace(period=actual.period, value=actual.quantity, as_of=actual.as_of_date, **same)

    def test_what_the_ledger_has_said_is_loaded_again_without_a_trace(self, item: Item, binding: MetricBinding) -> None:
        actual = self.measured(binding, "2021-09-01")
        before = list(Actual.objects.values())

        load(item.edition, stated("FY2019", "3件"), self.as_written(actual), unit="件", accumulation="flow")

        assert list(Actual.objects.values()) == before

    def test_a_folder_that_was_written_before_the_last_reading_leaves_that_reading(
        self, item: Item, binding: MetricBinding
    ) -> None:
        older = self.measured(binding, "2021-09-01")
        newer = self.measured(binding, "2021-09-30")

        load(item.edition, stated("FY2019", "3件"), self.as_written(older), unit="件", accumulation="flow")

        assert Actual.objects.filter(successor=None, metric_key=SENT.key).get() == newer

    def test_another_value_is_refused_with_its_place_and_nothing_is_loaded(
        self, item: Item, binding: MetricBinding
    ) -> None:
        actual = self.measured(binding, "2021-09-01")
        wrong = SimpleNamespace(**{**vars(self.as_written(actual)), "value": parse_quantity("9件")})

        with pytest.raises(MeasuredInDocument) as caught:
            load(item.edition, stated("FY2019", "4件"), wrong, unit="件", accumulation="flow")

        (found,) = caught.value.found
        assert (found.indicator, found.place, str(found.value)) == ("cards-issued", 1, "9件")
        assert Actual.objects.count() == 2

    def test_what_was_entered_for_a_later_day_before_the_binding_stays_and_is_not_refused(
        self, item: Item, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        declared(monkeypatch)
        actuals = [stated("FY2021", "3件")]
        load(item.edition, *actuals, unit="件", accumulation="flow")
        bind_metric(
            LOADER,
            indicator=Indicator.objects.get(),
            metric_key=SENT.key,
            from_date=dt.date(2021, 4, 1),
            reason="台帳で数え始めたため",
            is_confirmed=True,
        )

        load(item.edition, *actuals, unit="件", accumulation="flow")

        with pytest.raises(MeasuredInDocument):
            load(item.edition, stated("FY2021", "4件"), unit="件", accumulation="flow")

    def test_before_the_binding_and_after_its_end_people_state(self, item: Item, binding: MetricBinding) -> None:
        end_binding(
            LOADER, binding=binding, version=binding.version, ended_date=dt.date(2022, 4, 1), reason="やめたため"
        )
        load(item.edition, stated("FY2019", "4件"), stated("FY2022", "5件"), unit="件", accumulation="flow")

        with pytest.raises(MeasuredInDocument):
            load(item.edition, stated("FY2021", "5件"), unit="件", accumulation="flow")
