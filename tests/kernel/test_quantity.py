from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import (
    Absence,
    Comparator,
    NoArithmetic,
    Quantity,
    QuantityError,
    Status,
    UnitMismatch,
    parse_labelled_quantity,
    parse_quantity,
    same_unit,
    total,
)

UNITS = ["", "枚", "件", "データセット", "か所", "箇所", "人", "%", "‰", "千円", "自治会", "人/日", "GB", "か月", "㎡"]
NUMBERS = st.builds(
    Quantity,
    amount=st.decimals(min_value=-(10**15), max_value=10**15, places=3) | st.integers(-(10**17), 10**17).map(Decimal),
    unit=st.sampled_from(UNITS),
    comparator=st.none() | st.sampled_from(Comparator),
    status=st.sampled_from(Status),
    qualifier=st.sampled_from(["", "5年間で", "累計", "年間", "2019年同月比", "各年"]),
)
QUANTITIES = NUMBERS | st.sampled_from(Absence).map(lambda absence: Quantity(absence=absence))
CELLS = st.text(
    alphabet="0123456789０９,，.．約△▲-−—以上下未満超（）()%％枚件人万億千円か箇所年度見込み速報累計令和で \n",
    max_size=25,
)


def number(amount, unit="", **marks):
    return Quantity(amount=Decimal(amount), unit=unit, **marks)


# Reading


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("42,678枚", number("42678", "枚")),
        ("97,056 枚", number("97056", "枚")),
        ("5データセット", number("5", "データセット")),
        ("約85%", number("85", "%", comparator=Comparator.ABOUT)),
        ("85%程度", number("85", "%", comparator=Comparator.ABOUT)),
        ("△2,700人", number("-2700", "人")),
        ("▲95%", number("-95", "%")),
        ("-3", number("-3")),
        ("−3", number("-3")),
        ("0", number("0")),
        ("0件", number("0", "件")),
        ("90％以上", number("90", "%", comparator=Comparator.AT_LEAST)),
        ("20人以下", number("20", "人", comparator=Comparator.AT_MOST)),
        ("3,000件未満", number("3000", "件", comparator=Comparator.LESS_THAN)),
        ("90%超", number("90", "%", comparator=Comparator.MORE_THAN)),
        ("１，５００件", number("1500", "件")),
        ("0.5‰", number("0.5", "‰")),
        ("５年間で100自治会", number("100", "自治会", qualifier="5年間で")),
        ("70人（累計）", number("70", "人", qualifier="累計")),
        ("100（5年間累計）", number("100", qualifier="5年間累計")),
        ("▲95%（2019年同月比）", number("-95", "%", qualifier="2019年同月比")),
        ("15件（見込み）", number("15", "件", status=Status.ESTIMATE)),
        ("見込み 16", number("16", status=Status.ESTIMATE)),
        ("16件見込", number("16", "件", status=Status.ESTIMATE)),
        ("決算見込 1,200千円", number("1200", "千円", status=Status.ESTIMATE)),
        ("100（速報）", number("100", status=Status.PRELIMINARY)),
        ("100（確定値）", number("100")),
        ("12万人", number("120000", "人")),
        ("1億2千万円", number("120000000", "円")),
        ("1.5億円", number("150000000", "円")),
        ("5千人", number("5000", "人")),
        ("1,500千円", number("1500", "千円")),
        ("15千人", number("15", "千人")),
        ("5百貨店", number("5", "百貨店")),
        ("1,000人/年", number("1000", "人/年")),
        ("3か月", number("3", "か月")),
    ],
)
def test_numbers_are_read_as_plans_print_them(printed, expected):
    assert parse_quantity(printed).without_label() == expected


@pytest.mark.parametrize(
    "printed",
    [
        "駅前情報発信拠点プロジェクト事業の実施",
        "決算見込",
        "38社、2,000人",
        "1コース 定員10人",
        "10(10)",
        "10 20",
        "10〜20件",
        "3-5件",
        "1/2",
        "20,000以下かつ過去5年平均値以下",
        "20人以下（R6：24人）",
        "99.8%【残500世帯】",
        "約100件以上",
        "15件（見込み）（速報）",
        "100%に近づける",
        "令和3年度",
        "2020年度",
        "2020年",
        "2020年3月",
        "3月",
        "10時",
        "12,34",
        "0120",
        "3万50000",
        "2千5百円",
        "1.5億2千万円",
        "万人",
        "①",
        "½",
        "△",
        "◎",
        "100の達成",
        "4,500件（令和3年度）",
    ],
)
def test_what_is_not_understood_whole_stays_text(printed):
    assert parse_quantity(printed) == Quantity(text=printed)


@pytest.mark.parametrize(
    ("printed", "absence"),
    [
        ("", Absence.NOT_STATED),
        (" 　\n", Absence.NOT_STATED),
        ("記載なし", Absence.NOT_STATED),
        ("—", Absence.NOT_APPLICABLE),
        ("―", Absence.NOT_APPLICABLE),
        ("－", Absence.NOT_APPLICABLE),
        ("-", Absence.NOT_APPLICABLE),
        ("対象外", Absence.NOT_APPLICABLE),
        ("未設定", Absence.UNSET),
        ("未計測", Absence.UNMEASURED),
        ("集計中", Absence.COUNTING),
        ("（調査中）", Absence.COUNTING),
        ("非公表", Absence.WITHHELD),
        ("欠測", Absence.MISSING),
    ],
)
def test_each_empty_is_a_different_empty_and_none_is_zero(printed, absence):
    quantity = parse_quantity(printed, unit="件")

    assert quantity.absence is absence
    assert quantity.amount is None


def test_the_document_says_what_its_dash_means():
    assert parse_quantity("―", dash=Absence.UNSET).absence is Absence.UNSET


def test_decimals_are_kept_as_printed():
    assert str(parse_quantity("1.50").amount) == "1.50"
    assert parse_quantity("1.50").printed == "1.50"


@pytest.mark.parametrize("printed", ["NaN", "-Infinity", "∞", "1e999", "1E+10", "#DIV/0!", "#N/A", "＃ＲＥＦ！"])
def test_what_a_program_left_instead_of_a_number_is_refused(printed):
    with pytest.raises(QuantityError, match="表計算"):
        parse_quantity(printed)


@pytest.mark.parametrize(
    "printed", ["1234567890123456789", "0.12345678901", "-123456789012345678.12345678901", "9" * 60]
)
def test_numbers_that_cannot_be_kept_exactly_are_refused(printed):
    with pytest.raises(QuantityError, match="桁が多すぎます"):
        parse_quantity(printed)


def test_invisible_characters_do_not_hide_a_number_and_deceiving_ones_are_refused():
    assert parse_quantity("\ufeff42\u200b件\x07") == number("42", "件")
    with pytest.raises(QuantityError, match="U\\+202E"):
        parse_quantity("\u202e42件")


# Units


def test_a_number_without_unit_gets_the_unit_of_its_column():
    assert parse_quantity("6", unit="データセット") == number("6", "データセット")


def test_a_number_in_another_unit_is_refused_by_name():
    with pytest.raises(UnitMismatch, match="「件」のところに「枚」") as raised:
        parse_quantity("5枚", unit="件")

    assert (raised.value.found, raised.value.expected) == ("枚", "件")


@pytest.mark.parametrize("spelling", ["か所", "箇所", "ヶ所", "カ所", "ヵ所", "個所"])
def test_spellings_of_one_unit_are_equal_and_printed_as_given(spelling):
    quantity = parse_quantity(f"60{spelling}", unit="か所")

    assert quantity.printed == f"60{spelling}"
    assert quantity.same_value(number("60", "か所"))
    assert same_unit(spelling, "箇所")


def test_full_width_percent_is_percent_and_people_are_not_pieces():
    assert same_unit("％", "%")
    assert not same_unit("人", "件")


@pytest.mark.parametrize(
    ("printed", "unit", "amount"),
    [("12万人", "万人", "12"), ("12万人", "人", "120000"), ("5千円", "円", "5000"), ("5千円", "千円", "5")],
)
def test_the_unit_of_the_column_decides_what_a_multiplier_belongs_to(printed, unit, amount):
    assert parse_quantity(printed, unit=unit).amount == Decimal(amount)


# A number with its own year


@pytest.mark.parametrize(
    ("printed", "quantity", "period"),
    [
        ("4,500件\n(令和3年度)", number("4500", "件"), "FY2021"),
        ("250 件（令和3年度）", number("250", "件"), "FY2021"),
        ("R3：250件", number("250", "件"), "FY2021"),
        ("16（R8.2末時点）", number("16"), "2026-02-28"),
        ("集計中（令和2年）", Quantity(absence=Absence.COUNTING), "CY2020"),
    ],
)
def test_a_number_can_carry_its_own_period(printed, quantity, period):
    assert parse_labelled_quantity(printed) == (quantity, Period.parse(period))


@pytest.mark.parametrize("printed", ["10(10)", "整備完了（令和3年度）", "4,500件", "注：250件"])
def test_without_a_period_of_its_own_the_whole_cell_is_the_value(printed):
    assert parse_labelled_quantity(printed) == (parse_quantity(printed), None)


# Printing


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("90％以上", "90%以上"),
        ("１，５００件", "1,500件"),
        ("▲95%", "△95%"),
        ("12万人", "120,000人"),
        ("見込み 16", "16（見込）"),
        ("70人（累計）", "累計70人"),
        ("調査中", "集計中"),
    ],
)
def test_what_was_printed_is_shown_and_our_own_print_is_there_beside_it(printed, canonical):
    quantity = parse_quantity(printed)

    assert (quantity.printed, quantity.canonical) == (printed, canonical)
    assert str(quantity.without_label()) == canonical


@pytest.mark.parametrize(
    ("printed", "unit"), [("42,678枚", None), ("97,056 枚", None), ("97,056", "枚"), ("—", None), ("文章", None)]
)
def test_no_label_is_kept_for_what_we_print_alike(printed, unit):
    assert parse_quantity(printed, unit=unit).label == ""


@given(QUANTITIES)
@example(number("12", "か所", qualifier="5年間で", comparator=Comparator.ABOUT, status=Status.ESTIMATE))
def test_our_own_print_is_read_back(quantity):
    assert parse_quantity(quantity.canonical) == quantity


@given(st.text() | CELLS, st.none() | st.sampled_from(["枚", "千円", "か所"]))
def test_any_cell_is_read_or_refused_and_what_was_read_prints_back(printed, unit):
    try:
        quantity = parse_quantity(printed, unit=unit)
    except QuantityError:
        return

    if quantity.is_number and unit:
        assert same_unit(quantity.unit, unit)
    again = parse_quantity(quantity.printed, unit=quantity.unit or None)
    assert again.same_value(quantity)
    assert again.printed == quantity.printed


@given(st.text() | CELLS)
def test_reading_with_a_period_raises_nothing_else_either(printed):
    try:
        quantity, period = parse_labelled_quantity(printed)
    except QuantityError:
        return

    assert period is None or not quantity.text


# The type itself


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"amount": Decimal(1), "text": "一"},
        {"text": "一", "absence": Absence.MISSING},
        {"text": "一", "unit": "件"},
        {"absence": Absence.COUNTING, "status": Status.ESTIMATE},
        {"amount": Decimal("NaN")},
        {"amount": Decimal("Infinity")},
        {"amount": Decimal("1E+18")},
        {"amount": 1.5},
        {"amount": Decimal(1), "unit": "件\n"},
        {"amount": Decimal(1), "unit": "長" * 21},
        {"text": " 前後の空白 "},
        {"text": "\u202e"},
    ],
)
def test_a_value_that_contradicts_itself_cannot_be_made(wrong):
    with pytest.raises(QuantityError):
        Quantity(**wrong)


def test_amounts_have_neither_exponent_nor_negative_zero():
    assert str(number("1E+3").amount) == "1000"
    assert number("-0.00").printed == "0.00"


@given(QUANTITIES | CELLS.map(lambda cell: Quantity(text=cell.strip()) if cell.strip() else Quantity(text="文")))
def test_a_value_survives_json(quantity):
    assert Quantity.from_json(quantity.to_json()) == quantity
    assert Quantity.from_json(quantity.to_json()).printed == quantity.printed


def test_json_may_leave_out_what_is_empty():
    assert Quantity.from_json({"amount": "1.50", "unit": "件"}) == number("1.50", "件")


@pytest.mark.parametrize(
    "data",
    [
        {"amount": 1.5},
        {"amount": True},
        {"amount": "1e5"},
        {"amount": "１"},
        {"text": 5},
        {"absence": "zero"},
        {"amount": "1", "status": "maybe"},
        {"amount": "1", "colour": "red"},
    ],
)
def test_json_of_another_shape_is_refused(data):
    with pytest.raises(QuantityError):
        Quantity.from_json(data)


# Arithmetic


def test_counts_of_one_unit_are_added_and_doubt_is_passed_on():
    about = number("10", "か所", comparator=Comparator.ABOUT)
    estimate = number("2.5", "箇所", status=Status.ESTIMATE)

    assert total([estimate, about, number("1", "か所")]) == number(
        "13.5", "箇所", comparator=Comparator.ABOUT, status=Status.ESTIMATE
    )


def test_percentages_are_never_summed_but_differ_by_points():
    assert number("57.0", "%") - number("55.5", "％") == number("1.5", "ポイント")
    with pytest.raises(NoArithmetic, match="足せません"):
        number("57", "%") + number("55", "%")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Quantity(text="実施"), "「実施」は数値ではありません"),
        (Quantity(absence=Absence.COUNTING), "「集計中」は数値ではありません"),
        (number("5", "件", comparator=Comparator.AT_LEAST), "範囲"),
        (number("5", "件", qualifier="累計"), "数え方"),
    ],
)
def test_what_cannot_be_reckoned_says_why(other, reason):
    for reckon in (
        lambda: number("1", "件") + other,
        lambda: number("1", "件") - other,
        lambda: number("1", "件") < other,
    ):
        with pytest.raises(NoArithmetic, match=reason):
            reckon()


def test_unlike_units_are_never_reckoned_together():
    with pytest.raises(UnitMismatch, match="「%」"):
        number("1", "件") + number("1", "%")


def test_the_sum_of_nothing_is_unknown():
    with pytest.raises(NoArithmetic, match="足す値がありません"):
        total([])
    with pytest.raises(NoArithmetic, match="数値ではありません"):
        total([Quantity(absence=Absence.UNMEASURED)])


def test_values_of_one_unit_are_compared():
    small, large = number("60", "か所"), number("100", "箇所")

    assert small < large
    assert small <= large
    assert large > small
    assert large >= small
    assert not large < small
    assert number("-2700", "人") > number("-3000", "人")
