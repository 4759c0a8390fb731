from __future__ import annotations

import pytest

from hoshin.services.opendata.rules.personal import is_personal_header, personal_data_in
from hoshin.services.opendata.rules.shapes import Level


@pytest.mark.parametrize(
    ("value", "rule", "level"),
    [
        ("123456789018", "personal.my_number", Level.ERROR),
        ("番号は１２３４　５６７８　９０１８です", "personal.my_number", Level.ERROR),
        ("4111 1111 1111 1111", "personal.card", Level.ERROR),
        ("4111111111111111", "personal.card", Level.ERROR),
        ("普通 1234567", "personal.account", Level.WARNING),
        ("090-1234-5678", "personal.phone", Level.WARNING),
        ("０８０１２３４５６７８", "personal.phone", Level.WARNING),
        ("連絡は taro@gmail.com まで", "personal.mail", Level.WARNING),
    ],
)
def test_what_may_tell_of_a_person_is_found_and_masked(value, rule, level):
    hit = personal_data_in(value)

    assert hit is not None
    assert (hit.rule, hit.level) == (rule, level)
    assert not any(part.isdigit() for part in hit.masked) or rule == "personal.mail"
    assert "taro" not in hit.masked


@pytest.mark.parametrize(
    "value",
    [
        "042-464-1311",
        "222127",
        "0013010001",
        "34.866918",
        "(054)626-1139",
        "info@city.example.jp",
        "2020-04-01",
        "本町2-16-32",
    ],
)
def test_what_offices_publish_is_not_taken_for_personal(value):
    assert personal_data_in(value) is None


def test_columns_are_told_by_their_names():
    assert is_personal_header("世帯主氏名")
    assert is_personal_header("生年月日")
    assert not is_personal_header("法人番号")
    assert not is_personal_header("年齢区分")
