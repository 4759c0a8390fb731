from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.tables import clean_file_name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("公共施設一覧.csv", "公共施設一覧.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\職員\\表.xlsx", "表.xlsx"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("表\r\nSet-Cookie: a.csv", "表Set-Cookie_ a.csv"),
        ("表\u202evsc.exe", "表vsc.exe"),
        ("a\0b.csv", "ab.csv"),
        ('<img src="x">.csv', "_img src=_x__.csv"),
        ("長" * 300 + ".csv", "長" * 116 + ".csv"),
    ],
)
def test_nothing_of_a_name_leads_anywhere(name, clean):
    assert clean_file_name(name) == clean


@given(st.text(max_size=300))
def test_a_clean_name_is_one_visible_part_of_a_path_and_stays_as_it_is(name):
    clean = clean_file_name(name)

    assert clean == clean_file_name(clean)
    assert 0 < len(clean) <= 120
    assert not set(clean) & set('/\\<>:"|?*')
    assert not clean.startswith(".")
    assert not any(unicodedata.category(sign) in {"Cc", "Cf"} for sign in clean)
