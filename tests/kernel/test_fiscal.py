import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.fiscal import (
    CalendarError,
    FiscalYear,
    MonthDay,
    NotADate,
    NotAFiscalYear,
    NotAPeriod,
    Period,
    PeriodKind,
    parse_date,
    wareki,
    wareki_years,
)

DAYS = st.dates(dt.date(1873, 4, 1), dt.date(2998, 12, 31))
FISCAL_YEARS = st.integers(1873, 2998).map(FiscalYear)
PERIODS = st.one_of(
    FISCAL_YEARS.map(Period.fiscal_year),
    st.integers(1874, 2998).map(Period.calendar_year),
    DAYS.map(Period.day),
    st.tuples(FISCAL_YEARS, FISCAL_YEARS).map(lambda years: Period.fiscal_span(*sorted(years))),
    st.tuples(DAYS, DAYS).map(lambda days: Period.day_span(*sorted(days))),
)
FRAGMENTS = st.text(alphabet="令和平成昭元年度月日末時点現在〜.-/0123456789RHFYC（）() から当初", max_size=20)


# Fiscal years


def test_a_fiscal_year_runs_from_april_to_march():
    assert FiscalYear.containing(dt.date(2020, 3, 31)) == FiscalYear(2019)
    assert FiscalYear.containing(dt.date(2020, 4, 1)) == FiscalYear(2020)
    assert (FiscalYear(2019).first_day, FiscalYear(2019).last_day) == (dt.date(2019, 4, 1), dt.date(2020, 3, 31))


def test_fiscal_years_follow_each_other_in_order():
    assert FiscalYear(2020).previous < FiscalYear(2020) < FiscalYear(2020).next


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和2年度", 2020),
        ("令和２ 年度", 2020),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("2019年度", 2019),
        ("２０１９年度", 2019),
        ("H31", 2019),
        ("R2", 2020),
        ("R２", 2020),
        ("r2年度", 2020),
        ("平31", 2019),
        ("令2", 2020),
        ("令和2", 2020),
        ("昭和63年度", 1988),
        ("2020（令和2）年度", 2020),
        ("令和2（2020）年度", 2020),
        ("2020年度（令和2年度）", 2020),
        ("令和2年度 (2020年度)", 2020),
        ("2020(令和2年度)", 2020),
        ("平成32年度", 2020),
        ("㋿2年度", 2020),
        ("FY2020", 2020),
        ("2020", 2020),
    ],
)
def test_fiscal_years_are_read_as_plans_print_them(text, year):
    assert FiscalYear.parse(text) == FiscalYear(year)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020（令和3）年度", "一致しません"),
        ("2020年度（令和3年度）", "一致しません"),
        ("令和0年度", "元年"),
        ("霊和2年度", "年度として読めません"),
        ("X2", "年度として読めません"),
        ("令和2年", "年度ではありません"),
        ("2020年（令和2年度）", "混ざって"),
        ("26", "年度として読めません"),
        ("", "年度として読めません"),
        ("1550年度", "扱えません"),
        ("2020年度" + " " * 100 + "x", "年度として読めません"),
        ("٢٠٢٠年度", "年度として読めません"),
    ],
)
def test_what_is_no_fiscal_year_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotAFiscalYear, match=reason):
        FiscalYear.parse(text)


@pytest.mark.parametrize(
    ("year", "wareki_label", "both", "short"),
    [
        (2020, "令和2年度", "2020（令和2）年度", "R2"),
        (2019, "令和元年度", "2019（令和元）年度", "R1"),
        (2018, "平成30年度", "2018（平成30）年度", "H30"),
        (1989, "平成元年度", "1989（平成元）年度", "H1"),
        (1988, "昭和63年度", "1988（昭和63）年度", "S63"),
        (1926, "大正15年度", "1926（大正15）年度", "T15"),
    ],
)
def test_labels_of_a_fiscal_year(year, wareki_label, both, short):
    fiscal_year = FiscalYear(year)

    assert (fiscal_year.label_wareki, fiscal_year.label_both, fiscal_year.short) == (wareki_label, both, short)
    assert fiscal_year.label_western == f"{year}年度"


@given(FISCAL_YEARS)
def test_every_label_of_a_fiscal_year_is_read_back(year):
    for label in (str(year), year.label_western):
        assert FiscalYear.parse(label) == year
    if year < FiscalYear(2100):
        for label in (year.label_wareki, year.label_both, year.short):
            assert FiscalYear.parse(label) == year


# Dates and eras


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2019, 4, 30), "平成31年4月30日"),
        (dt.date(2019, 5, 1), "令和元年5月1日"),
        (dt.date(1989, 1, 7), "昭和64年1月7日"),
        (dt.date(1989, 1, 8), "平成元年1月8日"),
        (dt.date(2020, 2, 29), "令和2年2月29日"),
    ],
)
def test_a_day_is_written_in_the_era_of_that_day(day, text):
    assert wareki(day) == text
    assert parse_date(text) == day


def test_a_calendar_year_lies_in_two_eras_when_they_change():
    assert [wareki_years(year) for year in (1989, 2018, 2019, 2020)] == [
        "昭和64・平成元",
        "平成30",
        "平成31・令和元",
        "令和2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "令和2年3月1日",
        "R2.3.1",
        "R2/3/1",
        "2020-03-01",
        "2020/3/1",
        "２０２０．３．１",
        "2020年3月1日",
        "2020（令和2）年3月1日",
        "令和 2 年 3 月 1 日",
        "平成32年3月1日",
    ],
)
def test_dates_are_read_as_documents_print_them(text):
    assert parse_date(text) == dt.date(2020, 3, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-02-30", "という日付はありません"),
        ("2019-02-29", "という日付はありません"),
        ("2020年13月1日", "という日付はありません"),
        ("令和元年4月30日", "令和の始まり"),
        ("平成元年1月7日", "平成の始まり"),
        ("令和0年1月1日", "元年"),
        ("2020（令和3）年3月1日", "一致しません"),
        ("2020-3/1", "日付として読めません"),
        ("3月1日", "日付として読めません"),
        ("R2", "日付として読めません"),
        ("2020年3月", "日がありません"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotADate, match=reason):
        parse_date(text)


def test_a_month_is_a_date_when_the_caller_says_which_day():
    assert parse_date("2020年2月", month_only=MonthDay.FIRST) == dt.date(2020, 2, 1)
    assert parse_date("2020年2月", month_only=MonthDay.LAST) == dt.date(2020, 2, 29)
    assert parse_date("令和2年2月末") == dt.date(2020, 2, 29)


@given(DAYS)
def test_every_day_is_read_back_from_its_era_and_its_iso_form(day):
    assert parse_date(day.isoformat()) == day
    if day.year < 2100:
        assert parse_date(wareki(day)) == day


# Periods


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("令和2年度", "FY2020"),
        ("R2", "FY2020"),
        ("平成31", "FY2019"),
        ("2020年", "CY2020"),
        ("令和2年", "CY2020"),
        ("2020（令和2）年", "CY2020"),
        ("令和2年2月末時点", "2020-02-29"),
        ("R2.3.1時点", "2020-03-01"),
        ("R8.2末時点", "2026-02-28"),
        ("令和2年4月1日現在", "2020-04-01"),
        ("令和2年度末", "2021-03-31"),
        ("令和2年末", "2020-12-31"),
        ("R7当初", "2025-04-01"),
        ("2020年3月", "2020-03-01..2020-03-31"),
        ("2023年1月〜2025年3月", "2023-01-01..2025-03-31"),
        ("2019年度～2023年度", "FY2019..FY2023"),
        ("2019～2023年度", "FY2019..FY2023"),
        ("令和2〜5年度", "FY2020..FY2023"),
        ("平成30年度から令和2年度まで", "FY2018..FY2020"),
        ("FY2020..FY2020", "FY2020"),
        ("2019年度〜2020年12月31日", "2019-04-01..2020-12-31"),
    ],
)
def test_periods_are_read_as_plans_print_them(text, stored):
    assert str(Period.parse(text)) == stored


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020", "年か年度か"),
        ("2019..2023", "年か年度か"),
        ("各年4月実施", "期間として読めません"),
        ("", "期間として読めません"),
        ("2020-02-30", "という日付はありません"),
        ("FY2023..FY2019", "より前です"),
        ("2020（令和3）年度", "一致しません"),
        ("1年〜2年〜3年", "期間として読めません"),
        ("CY0000", "扱えません"),
        ("1700年1月1日", "扱えません"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotAPeriod, match=reason):
        Period.parse(text)


def test_a_year_and_a_fiscal_year_and_its_end_are_three_things():
    year, fiscal_year, end = Period.parse("令和2年"), Period.parse("令和2年度"), Period.parse("令和2年度末")

    assert len({year, fiscal_year, end}) == 3
    assert (year.kind, fiscal_year.kind, end.kind) == (
        PeriodKind.CALENDAR_YEAR,
        PeriodKind.FISCAL_YEAR,
        PeriodKind.DAY,
    )
    assert end.fiscal_year_of_end == fiscal_year.fiscal_year_of_end == FiscalYear(2020)


def test_periods_are_ordered_by_their_end():
    texts = ["FY2020", "2020-02-29", "FY2019..FY2023", "CY2020"]

    assert [str(period) for period in sorted(map(Period.parse, texts))] == [
        "2020-02-29",
        "CY2020",
        "FY2020",
        "FY2019..FY2023",
    ]


def test_a_period_cannot_have_bounds_that_its_kind_forbids():
    with pytest.raises(NotAPeriod, match="fiscal_year"):
        Period(kind=PeriodKind.FISCAL_YEAR, first_day=dt.date(2020, 4, 1), last_day=dt.date(2021, 3, 30))


@pytest.mark.parametrize(
    ("stored", "in_eras", "western", "both"),
    [
        ("FY2020", "令和2年度", "2020年度", "2020（令和2）年度"),
        ("CY2019", "平成31・令和元年", "2019年", "2019（平成31・令和元）年"),
        ("2020-02-29", "令和2年2月29日", "2020年2月29日", "2020（令和2）年2月29日"),
        ("FY2019..FY2023", "令和元年度〜令和5年度", "2019年度〜2023年度", "2019（令和元）年度〜2023（令和5）年度"),
        ("2020-03-01..2020-03-31", "令和2年3月", "2020年3月", "2020（令和2）年3月"),
        (
            "2023-01-01..2025-03-31",
            "令和5年1月〜令和7年3月",
            "2023年1月〜2025年3月",
            "2023（令和5）年1月〜2025（令和7）年3月",
        ),
        (
            "2019-04-30..2019-05-01",
            "平成31年4月30日〜令和元年5月1日",
            "2019年4月30日〜2019年5月1日",
            "2019（平成31）年4月30日〜2019（令和元）年5月1日",
        ),
    ],
)
def test_labels_of_a_period(stored, in_eras, western, both):
    period = Period.parse(stored)

    assert (period.label_wareki, period.label_western, period.label_both) == (in_eras, western, both)


@given(PERIODS)
def test_a_period_is_read_back_from_its_stored_form(period):
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_a_period_is_read_back_from_its_western_label(period):
    assert Period.parse(period.label_western) == period


def read_or_reason(read, text):
    try:
        return read(text)
    except CalendarError as error:
        return str(error)


@given(st.one_of(st.text(), FRAGMENTS))
def test_reading_any_text_gives_a_value_or_a_calendar_error(text):
    for read in (FiscalYear.parse, Period.parse, parse_date):
        assert read_or_reason(read, text)
