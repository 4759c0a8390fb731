"""What the fonts can draw is known before a document is set, and what they cannot is named and replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pylopdf_fonts_jp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.publishing.exports.fonts import NoFont, Replaced, characters_of, font_set, printable, replaced_in

GRAPE = "葛\U000e0100"  # 葛 in the shape of 葛城市: the same character with a selector


@pytest.mark.parametrize("character", "あア亜𠮷髙﨑①㊿〓→●※・—㎡Ａé")
def test_the_packaged_font_draws_what_plans_are_written_with(character: str) -> None:
    assert font_set().draws(character)


@pytest.mark.parametrize("character", "🚃✔➔\u202e\u200f\u0007\ud800א")
def test_the_packaged_font_lacks_pictures_marks_and_halves(character: str) -> None:
    assert not font_set().draws(character)


def test_variants_of_a_character_are_known() -> None:
    assert printable(GRAPE, font_set()) == GRAPE


def test_a_selector_that_no_font_knows_leaves_the_character_in_its_usual_shape() -> None:
    assert printable("あ\ufe0f", font_set()) == "あ"
    assert replaced_in("あ\ufe0f", font_set()) == ()


def test_what_cannot_be_drawn_becomes_a_mark_that_can_be_seen() -> None:
    assert printable("東京🚃駅\u202e\ud800\u0007", font_set()) == "東京〓駅〓〓〓"


def test_joiners_are_left_out_and_tabs_are_spaces() -> None:
    assert printable("👩\u200d👩\tx\ny", font_set()) == "〓〓 x\ny"


def test_a_text_does_not_vanish() -> None:
    assert printable("\u200d", font_set()) == "〓"
    assert printable("", font_set()) == ""


def test_each_character_is_reported_once_a_place() -> None:
    data = {"edition": {"items": [{"title": "駅🚃🚃"}, {"title": "港🚢", "plan": "駅🚃"}]}}

    assert replaced_in(data, font_set()) == (
        Replaced("🚃", "edition.items[0].title"),
        Replaced("🚢", "edition.items[1].title"),
        Replaced("🚃", "edition.items[1].plan"),
    )


def test_a_replaced_character_is_called_by_code_and_name() -> None:
    assert Replaced("🚃", "").name == "「🚃」（U+1F683 RAILWAY CAR）"
    assert Replaced("\u0007", "").name == "U+0007"
    assert str(Replaced("🚃", "edition.title")) == "edition.title：「🚃」（U+1F683 RAILWAY CAR）"


@given(st.text(st.characters()))
def test_printable_text_needs_no_other_font(text: str) -> None:
    fonts = font_set()

    shown = printable(text, fonts)

    for place, character in enumerate(shown):
        known = character in fonts.letters
        assert known or (ord(shown[place - 1]), ord(character)) in fonts.variants
    assert printable(shown, fonts) == shown


def test_a_folder_of_fonts_comes_before_the_packaged_one(tmp_path: Path) -> None:
    shutil.copy(pylopdf_fonts_jp.serif_path(), tmp_path)

    fonts = font_set(tmp_path)

    assert fonts.families == ("Noto Serif JP", "Noto Sans JP")
    assert not fonts.has_bold
    assert fonts.draws("亜")


def test_a_folder_without_fonts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.otf").write_bytes(b"OTTO" + b"\xff" * 100)

    with pytest.raises(NoFont):
        font_set(tmp_path)


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\x00\x01\x00\x00\xff\xff" + b"\x00" * 40, b"text" * 100])
def test_what_is_no_font_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)

    with pytest.raises(NoFont):
        characters_of(path)
