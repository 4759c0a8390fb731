from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hoshin.publishing.rules.document import IndicatorDoc
from hoshin.publishing.rules.figures import chart_of, courses
from hoshin.site.pages.kpi import kpi_of

ON = dt.date(2020, 10, 1)


def make_indicator(**values: Any) -> IndicatorDoc:
    return IndicatorDoc.model_validate(
        {
            "key": "cards",
            "name": "交付枚数",
            "unit": "枚",
            "accumulation": "stock",
            "targets": [
                {"period": "FY2020", "value": "97,056枚", "period_label": "令和2年度"},
                {"period": "FY2023", "value": "202,904枚"},
            ],
            "actuals": [{"period": "2020-02-29", "value": "42,678枚", "as_of": "2020-02-29"}],
            **values,
        }
    )


def test_the_bar_leads_to_the_target_due_next() -> None:
    kpi = kpi_of(courses(make_indicator(), ON)[0])

    assert (kpi.bullet.actual.value, kpi.bullet.target and kpi.bullet.target.value) == (Decimal(42678), Decimal(97056))
    assert kpi.rate == "達成率44.0%"
    assert kpi.bullet.due == "令和2年度"
    assert kpi.bullet.as_of == "令和2年2月29日時点"
    assert kpi.notes[0] == "最終目標 202,904枚（令和5年度）"
    assert "1年あたり" in kpi.notes[1]


def test_text_is_printed_and_never_drawn() -> None:
    actuals = [{"period": "2020-02-29", "value": "事業の実施", "as_of": "2020-02-29"}]
    kpi = kpi_of(courses(make_indicator(actuals=actuals), ON)[0])

    assert not kpi.bullet.is_drawable
    assert kpi.bullet.actual.printed == "事業の実施"
    assert kpi.rate == "達成率なし：実績が文章です。"


def test_numbers_without_an_allowed_rate_are_printed_and_not_drawn() -> None:
    kpi = kpi_of(courses(make_indicator(accumulation="unknown"), ON)[0])

    assert not kpi.bullet.is_drawable
    assert kpi.bullet.target is not None
    assert kpi.bullet.target.printed == "97,056枚"
    assert kpi.rate.startswith("達成率なし：")


def test_an_indicator_without_actuals_is_not_at_zero() -> None:
    kpi = kpi_of(courses(make_indicator(actuals=[]), ON)[0])

    assert kpi.bullet.actual.value is None
    assert kpi.bullet.actual.printed == "実績なし"


def test_an_indicator_without_anything_still_prints() -> None:
    course = courses(make_indicator(actuals=[], targets=[]), ON)[0]

    assert kpi_of(course).bullet.target is None
    assert chart_of(course) is None


def test_each_series_has_its_own_course() -> None:
    indicator = make_indicator(
        series=["小", "中"],
        targets=[
            {"period": "FY2020", "value": "80枚", "series": "小"},
            {"period": "FY2020", "value": "60枚", "series": "中"},
        ],
        actuals=[{"period": "2020-02-29", "value": "40枚", "series": "小"}],
    )

    small, middle = courses(indicator, ON)

    assert (small.name, middle.name) == ("交付枚数（小）", "交付枚数（中）")
    assert kpi_of(small).rate == "達成率50.0%"
    assert kpi_of(middle).bullet.actual.value is None
