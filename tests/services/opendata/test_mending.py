from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.services.opendata.rules.mending import RULES, mender
from hoshin.services.opendata.rules.mending.places import is_swapped, is_zero
from hoshin.services.opendata.rules.shapes import FieldType
from hoshin.services.opendata.rules.values import validity

OURS = "132292"
TYPED = [one for one in FieldType if one is not FieldType.STRING]
# What real cells are made of, so that the readers are reached and not only refused.
SIGNS = "0123456789０１２３４５６７８９-ー―−－/.／．:：()（）,，、 　\n@＠▲°度′″'\"&\u200b"
LETTERS = "年月日時分半約円人台○×有無ｶﾅｱﾞァアＡａ北緯東経NE火水～"
WORDS = [
    "令和",
    "昭和",
    "R",
    "H",
    "元",
    "午前",
    "午後",
    "TEL",
    "http://",
    "ｈｔｔｐｓ：／／",
    "35.725600",
    "毎日",
    "曜日",
]
PIECES = st.sampled_from([*SIGNS, *LETTERS, *WORDS])
CELLS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=20)


def mended(field_type: FieldType, value: str, values: tuple[str, ...] = ()) -> tuple[str, str] | None:
    proposal = mender(field_type, values, city_code=OURS)(value)
    return tuple(proposal) if proposal else None  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("field_type", "before", "rule", "after"),
    [
        (FieldType.DATE, "令和2年4月1日", "date.wareki", "2020-04-01"),
        (FieldType.DATE, "R2.4.1", "date.wareki", "2020-04-01"),
        (FieldType.DATE, "令和元年5月1日", "date.wareki", "2019-05-01"),
        (FieldType.DATE, "昭32. 7. 1", "date.wareki", "1957-07-01"),
        (FieldType.DATE, "2020/4/1", "date.form", "2020-04-01"),
        (FieldType.DATE, "2023年1月31日（火）", "date.form", "2023-01-31"),
        (FieldType.DATE, "2020-04-01 00:00:00", "date.form", "2020-04-01"),
        (FieldType.DATE, "20200401", "date.compact", "2020-04-01"),
        (FieldType.DATE, "44698", "date.serial", "2022-05-17"),
        (FieldType.TIME, "9:00", "time.form", "09:00"),
        (FieldType.TIME, "９：００", "time.form", "09:00"),
        (FieldType.TIME, "午前9時", "time.form", "09:00"),
        (FieldType.TIME, "9時30分", "time.form", "09:30"),
        (FieldType.TIME, "午後1時半", "time.form", "13:30"),
        (FieldType.TIME, "0.375", "time.serial", "09:00"),
        (FieldType.INTEGER, "4,315 ", "number.comma", "4315"),
        (FieldType.INTEGER, "１２", "text.width", "12"),
        (FieldType.INTEGER, "550円", "number.unit", "550"),
        (FieldType.INTEGER, "約40", "number.about", "40"),
        (FieldType.INTEGER, "−5", "number.minus", "-5"),
        (FieldType.PHONE, "(042)464-1311", "phone.form", "042-464-1311"),
        (FieldType.PHONE, "０４２（４６４）１３１１", "phone.form", "042-464-1311"),
        (FieldType.PHONE, "42-464-1311", "phone.zero", "042-464-1311"),
        (FieldType.CODE, "92011", "code.zero", "092011"),
        (FieldType.CODE, "13229", "code.check", "132292"),
        (FieldType.LATITUDE, "35度43分32秒", "coordinates.dms", "35.725556"),
        (FieldType.LATITUDE, "35°43'32\"", "coordinates.dms", "35.725556"),
        (FieldType.LATITUDE, "35725600", "coordinates.point", "35.725600"),
        (FieldType.LONGITUDE, "139538300", "coordinates.point", "139.538300"),
        (FieldType.LONGITUDE, "0", "coordinates.zero", ""),
        (FieldType.FLAG, "○", "flag.form", "1"),
        (FieldType.FLAG, "×", "flag.form", ""),
        (FieldType.FLAG, "-", "flag.form", ""),
        (FieldType.WEEKDAYS, "月・火・水", "weekdays.form", "月火水"),
        (FieldType.WEEKDAYS, "月～金", "weekdays.form", "月火水木金"),
        (FieldType.URL, "https:// www.example.jp/a", "url.form", "https://www.example.jp/a"),
        (FieldType.MAIL, "ａ＠ｅｘａｍｐｌｅ．ｊｐ", "text.width", "a@example.jp"),
        (FieldType.STRING, "２階正面入口", "text.width", "2階正面入口"),
        (FieldType.STRING, "ﾅｶﾐﾅﾄﾀﾜｰ", "text.kana", "ナカミナトタワー"),
        (FieldType.STRING, "　本庁舎 ", "text.space", "本庁舎"),
        (FieldType.STRING, "市町村コ―ド", "text.dash", "市町村コード"),
        (FieldType.STRING, "本町2−16−32", "text.dash", "本町2-16-32"),
    ],
)
def test_cells_are_mended_as_the_definitions_ask(field_type, before, rule, after):
    assert mended(field_type, before) == (rule, after)


@pytest.mark.parametrize(
    ("field_type", "value"),
    [
        (FieldType.DATE, "享保6年6月22日"),
        (FieldType.DATE, "4月頃"),
        (FieldType.DATE, "令和2年4月"),
        (FieldType.DATE, "2023年1月31日（水）"),
        (FieldType.DATE, "20/4/1"),
        (FieldType.TIME, "9時～17時"),
        (FieldType.TIME, "午後12時"),
        (FieldType.INTEGER, "無料"),
        (FieldType.INTEGER, "1.31E+11"),
        (FieldType.INTEGER, "1,23"),
        (FieldType.CODE, "11002"),
        (FieldType.CODE, "132291"),
        (FieldType.PHONE, "042-464-1311、042-464-1312"),
        (FieldType.FLAG, "？"),
        (FieldType.URL, "https://a.example.jp/ https://b.example.jp/"),
        (FieldType.STRING, "問合せ先：総務課"),
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_left_to_a_person(field_type, value):
    assert mended(field_type, value) is None


def test_five_digits_that_are_ours_without_zero_or_check_digit_are_known_by_our_own_code():
    assert mender(FieldType.CODE, city_code="011002")("11002") == ("code.zero", "011002")


def test_marks_become_the_words_that_the_list_knows():
    assert mended(FieldType.FLAG, "○", ("有", "無")) == ("flag.form", "有")
    assert mended(FieldType.FLAG, "×", ("有", "無")) == ("flag.form", "無")
    assert mended(FieldType.FLAG, "-", ("有", "無")) is None  # not there, or not asked?


@pytest.mark.parametrize("field_type", FieldType)
@given(value=CELLS)
def test_mending_comes_to_an_end_and_every_rule_is_declared(field_type, value):
    mend = mender(field_type, city_code=OURS)
    for _step in range(3):
        proposal = mend(value)
        if proposal is None:
            return
        assert proposal.after != value
        assert proposal.rule in RULES
        value = proposal.after
    assert mend(value) is None


@pytest.mark.parametrize("field_type", TYPED)
@given(value=CELLS)
def test_a_typed_cell_is_mended_at_once_to_a_valid_value_or_a_blank(field_type, value):
    proposal = mender(field_type, city_code=OURS)(value)

    assert proposal is None or proposal.after == "" or validity(field_type)(proposal.after)
    assert proposal is None or mender(field_type, city_code=OURS)(proposal.after) is None


VALID = {
    FieldType.INTEGER: r"-?[0-9]{1,12}",
    FieldType.NUMBER: r"-?[0-9]{1,6}\.[0-9]{1,6}",
    FieldType.DATE: r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
    FieldType.TIME: r"([01][0-9]|2[0-3]):[0-5][0-9]",
    FieldType.FLAG: r"1",
    FieldType.CODE: r"132292|092011|011002",
    FieldType.LATITUDE: r"[1-8][0-9]\.[0-9]{1,8}",
    FieldType.LONGITUDE: r"1[0-7][0-9]\.[0-9]{1,8}",
    FieldType.PHONE: r"0[0-9]{2}-[0-9]{3}-[0-9]{4}",
    FieldType.MAIL: r"[a-z]{1,8}@[a-z]{1,8}\.jp",
    FieldType.URL: r"https?://[a-z]{1,9}\.jp/[a-z0-9?=&#-]{0,20}",
    FieldType.WEEKDAYS: r"月?火?水?木?金?土?日",
}


@pytest.mark.parametrize("field_type", TYPED)
@given(data=st.data())
def test_a_valid_value_is_never_turned_into_another(field_type, data):
    value = data.draw(st.from_regex(VALID[field_type], fullmatch=True))

    assert mended(field_type, value) is None


@pytest.mark.parametrize("field_type", FieldType)
def test_a_blank_cell_stays_blank(field_type):
    assert mended(field_type, "") is None


@given(st.floats(20.1, 45.9), st.floats(122.1, 153.9))
def test_coordinates_are_swapped_only_when_both_bounds_say_so(north, east):
    assert is_swapped(f"{east:.6f}", f"{north:.6f}")
    assert not is_swapped(f"{north:.6f}", f"{east:.6f}")


def test_a_zero_is_one_in_any_spelling():
    assert is_zero("0.000")
    assert not is_zero("0.1")
