import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.municipal_code import MunicipalCode, NotAMunicipalCode, check_digit

KNOWN = {
    "011002": "北海道",
    "012025": "北海道",
    "100005": "群馬県",
    "131016": "東京都",
    "132292": "東京都",
    "141003": "神奈川県",
    "271004": "大阪府",
    "471003": "沖縄県",
    "473821": "沖縄県",
}


def published_codes():
    """The codes above and, where a published list (CSV with a column lgcode) is named, all of that list."""
    listed = os.environ.get("HOSHIN_MUNICIPAL_CODES")
    if not listed:
        return list(KNOWN)
    with Path(listed).open(encoding="utf-8-sig") as file:
        return [*KNOWN, *(row["lgcode"] for row in csv.DictReader(file))]


def test_published_codes_have_valid_check_digits():
    for code in published_codes():
        assert str(MunicipalCode.parse(code)) == code


def test_the_first_digits_name_the_prefecture():
    assert {code: MunicipalCode(code).prefecture_name for code in KNOWN} == KNOWN


def test_a_prefecture_has_a_code_of_its_own():
    assert MunicipalCode.parse("13000").is_prefecture
    assert not MunicipalCode("132292").is_prefecture


@pytest.mark.parametrize(
    ("text", "code"), [("１３２２９２", "132292"), (" 132292\n", "132292"), ("13229", "132292"), ("01100", "011002")]
)
def test_codes_are_read_in_any_width_and_without_check_digit(text, code):
    assert str(MunicipalCode.parse(text)) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("132291", "「132292」です"),
        ("11002", "先頭の0が落ちた「011002」"),
        ("12025", "先頭の0が落ちた「012025」"),
        ("1100", "先頭の0"),
        ("480002", "都道府県"),
        ("000000", "都道府県"),
        ("西東京市", "団体コードではありません"),
        ("13229.2", "団体コードではありません"),
        ("١٣٢٢٩٢", "団体コードではありません"),
        ("", "団体コードではありません"),
    ],
)
def test_what_is_no_code_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotAMunicipalCode, match=reason):
        MunicipalCode.parse(text)


def test_every_code_whose_leading_zero_was_dropped_is_refused():
    for code in published_codes():
        if code.startswith("0"):
            with pytest.raises(NotAMunicipalCode, match="先頭の0"):
                MunicipalCode.parse(code[1:])


@given(st.integers(1000, 47999).map("{:05}".format), st.integers(0, 4), st.integers(1, 9))
def test_one_wrong_digit_never_gives_the_same_code(five, place, shift):
    """The weights are prime to eleven; only where the check is 10 or 11 do two sums share a digit."""
    wrong = five[:place] + str((int(five[place]) + shift) % 10) + five[place + 1 :]
    pair = {check_digit(five), check_digit(wrong)}

    assert len(pair) == 2 or pair <= {"0", "1"}


@given(st.text())
def test_any_text_is_a_code_or_refused(text):
    try:
        code = MunicipalCode.parse(text)
    except NotAMunicipalCode:
        return

    assert MunicipalCode.parse(str(code)) == code
