from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hoshin.plan.rules.marking import Entry, Marker
from hoshin.plan.rules.numbering import circled


def marked(spellings: dict[str, tuple[str, ...]], text: str) -> list[tuple[str, str]]:
    marker = Marker(Entry(key, words) for key, words in spellings.items())
    return [(mark.key, text[mark.start : mark.end]) for mark in marker.section().marks(text)]


def test_only_the_first_use_in_a_section_is_marked() -> None:
    marker = Marker([Entry("rpa", ("RPA",))])
    section = marker.section()

    assert len(section.marks("RPAとRPA")) == 1
    assert section.marks("またRPA") == []
    assert len(marker.section().marks("またRPA")) == 1


def test_widths_and_spaces_are_one_term() -> None:
    spellings = {"wifi": ("公衆無線LAN",)}

    for text in ("公衆無線LAN", "公衆無線 LAN", "公衆無線ＬＡＮ", "公衆無線　ｌａｎ"):
        assert marked(spellings, f"市の{text}を広げる") == [("wifi", text)]


def test_half_width_kana_and_long_vowels_are_one_term() -> None:
    assert marked({"data": ("オープンデータ",)}, "ｵｰﾌﾟﾝﾃﾞｰﾀを公開") == [("data", "ｵｰﾌﾟﾝﾃﾞｰﾀ")]
    assert marked({"server": ("サーバー",)}, "サ－バ－を更新") == [("server", "サ－バ－")]


def test_hyphens_may_be_left_out() -> None:
    assert marked({"wifi": ("Wi-Fi",)}, "WiFiを設置") == [("wifi", "WiFi")]
    assert marked({"wifi": ("WiFi",)}, "Wi-Fiを設置") == [("wifi", "Wi-Fi")]


def test_the_longest_spelling_wins() -> None:
    spellings = {"number": ("個人番号",), "card": ("個人番号カード",)}

    assert marked(spellings, "個人番号カードの交付") == [("card", "個人番号カード")]
    assert marked(spellings, "個人番号の通知") == [("number", "個人番号")]


def test_an_alias_marks_its_term_and_counts_as_its_first_use() -> None:
    assert marked({"ai": ("AI（人工知能）", "AI", "人工知能")}, "AIは人工知能の略") == [("ai", "AI")]


def test_brackets_of_either_width_belong_to_the_term() -> None:
    assert marked({"ai": ("AI（人工知能）", "AI")}, "AI (人工知能)を使う") == [("ai", "AI (人工知能)")]


def test_a_part_of_a_longer_word_is_no_term() -> None:
    spellings = {"ai": ("AI",), "cloud": ("クラウド",)}

    assert marked(spellings, "MAILとクラウドソーシング、ＭＡＩＬ") == []
    assert marked(spellings, "自治体クラウドと市のAIで") == [("cloud", "クラウド"), ("ai", "AI")]


def test_a_term_does_not_run_on_over_a_sentence() -> None:
    assert marked({"tech": ("情報技術",)}, "情報。技術、情報「技術」") == []


def test_a_glossary_without_terms_marks_nothing() -> None:
    assert marked({}, "何もない") == []
    assert marked({"empty": ("", " ")}, "何もない") == []


letters = st.characters(categories=("Lu", "Ll", "Lo", "Nd"), max_codepoint=0xFFFF).filter(
    lambda char: (
        unicodedata.normalize("NFKC", char) == char and len(char.lower()) == 1 and char.lower().upper() == char.upper()
    )
)
words = st.text(letters, min_size=1, max_size=8)


@given(words)
def test_a_term_is_found_as_it_is_written(word: str) -> None:
    assert marked({"it": (word,)}, f"「{word}」") == [("it", word)]


@given(st.text(st.sampled_from("ABCabc019アイウガパー漢字"), min_size=1, max_size=8), st.data())
def test_a_term_is_found_in_any_width(word: str, data: st.DataObject) -> None:
    wide = {char: chr(ord(char) + 0xFEE0) for char in "ABCabc019"}
    written = "".join(data.draw(st.sampled_from([char, wide.get(char, char)])) for char in word)

    assert marked({"it": (word,)}, f"「{written}」") == [("it", written)]


@given(st.lists(words, max_size=5), st.text(max_size=60))
def test_marks_are_in_order_and_never_overlap(spellings: list[str], text: str) -> None:
    marker = Marker(Entry(str(place), (word,)) for place, word in enumerate(spellings))

    end = 0
    for mark in marker.all_in(text):
        assert end <= mark.start < mark.end <= len(text)
        end = mark.end


def test_numbers_are_circled_as_far_as_there_are_circles() -> None:
    assert [circled(number) for number in (1, 20, 21, 35, 36, 50, 51)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]
    assert all(unicodedata.normalize("NFKC", circled(number)) == str(number) for number in range(1, 51))
