"""Texts beside each other: the whole text on both sides, and marks that cut no number, word or short compound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.publishing.rules.comparison import Kind, Segments, differences
from hoshin.publishing.rules.comparison.texts import MOST_PAIRS, pieces_of

japanese = st.text(
    st.one_of(
        st.sampled_from(
            "市の取組を推進課政策令和元年度方針地域情報化拠点、。・\n 3,5０９ABCabcカタナー葛\U000e0100👩\u200d"
        ),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


def marked(segments: Segments) -> str:
    marks = {Kind.EQUAL: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(marks[segment.kind].format(segment.text) for segment in segments)


@pytest.mark.parametrize(
    ("old", "new", "shown_old", "shown_new"),
    [
        ("5拠点", "20拠点", "[-5-]拠点", "[+20+]拠点"),
        ("97,056枚", "97,156枚", "[-97,056-]枚", "[+97,156+]枚"),
        ("令和2年度", "令和元年度", "令和[-2-]年度", "令和[+元+]年度"),
        ("市民課", "総務課", "[-市民課-]", "[+総務課+]"),
        ("情報推進課", "情報政策課", "情報[-推進-]課", "情報[+政策+]課"),
        ("地域情報化方針", "地域情報化計画", "地域情報化[-方針-]", "地域情報化[+計画+]"),
        ("アクセスポイント", "アクセスルータ", "[-アクセスポイント-]", "[+アクセスルータ+]"),
        ("Wi-Fiの整備", "Wi-Maxの整備", "[-Wi-Fi-]の整備", "[+Wi-Max+]の整備"),
        ("拠点を増やします。", "拠点の数を増やします。", "拠点を増やします。", "拠点[+の数+]を増やします。"),
        ("葛\U000e0100城市役所", "葛城市役所", "[-葛\U000e0100-]城市役所", "[+葛+]城市役所"),
        ("", "新しい文", "", "[+新しい文+]"),
    ],
)
def test_the_words_that_changed_are_marked(old: str, new: str, shown_old: str, shown_new: str):
    before, after = differences(old, new)

    assert (marked(before), marked(after)) == (shown_old, shown_new)


@given(japanese, japanese)
def test_the_segments_of_a_side_are_its_text(old: str, new: str):
    before, after = differences(old, new)

    assert "".join(segment.text for segment in before) == old
    assert "".join(segment.text for segment in after) == new
    assert all(segment.text for segment in (*before, *after))
    equal = ["".join(one.text for one in side if one.kind is Kind.EQUAL) for side in (before, after)]
    assert equal[0] == equal[1]


@given(japanese)
def test_a_text_does_not_differ_from_itself(text: str):
    assert differences(text, text) == differences(text, text)
    assert all(segment.kind is Kind.EQUAL for side in differences(text, text) for segment in side) or not text


@given(japanese, japanese)
def test_no_mark_begins_or_ends_inside_a_piece(old: str, new: str):
    for text, segments in zip((old, new), differences(old, new), strict=True):
        bounds = {0}
        for segment in segments:
            bounds.add(max(bounds) + len(segment.text))
        place = 0
        for piece in pieces_of(text):
            is_long_chain = len(piece) > 4 and not piece[0].isascii()
            inside = {place + step for step in range(1, len(piece))}
            assert is_long_chain or not inside & bounds, piece
            place += len(piece)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("の、" * 10_000, "、の" * 10_000),
        ("取組を、進めます。" * 2_000, "取組は、進めました。" * 2_000),
        ("あ" * 20_000, "い"),
    ],
)
def test_a_text_too_long_to_compare_word_by_word_is_compared_in_larger_pieces(old: str, new: str):
    assert len(old) ** 2 > MOST_PAIRS
    before, after = differences(old, new)

    assert ("".join(one.text for one in before), "".join(one.text for one in after)) == (old, new)


def test_each_of_many_sentences_is_compared_with_the_one_it_has_come_from():
    """A long text of which every sentence has been touched: nothing long is equal, and nothing is new as a whole."""
    kept = [f"第{number}号館の窓口では、来庁した市民の手続を職員が手伝います。" for number in range(150)]
    old, new = "".join(kept), "".join(one.replace("手続", "申請").replace("職員", "係員") for one in kept[:-1])
    assert len(old) ** 2 > MOST_PAIRS

    before, after = differences(old, new)

    assert marked(after).startswith("第0号館の窓口では、来庁した市民の[+申請を係員+]が手伝います。第1号館")
    assert marked(before).endswith(f"[-{kept[-1]}-]")


def test_a_sentence_put_between_long_ones_is_new_as_a_whole():
    kept = [f"第{number}号館の窓口では、来庁した市民の手続を職員が手伝います。" for number in range(150)]
    changed = [one.replace("手続", "申請") for one in kept]
    changed.insert(70, "オンラインでも受け付けます。")

    _before, after = differences("".join(kept), "".join(changed))

    assert [one.text for one in after if one.kind is Kind.ADDED and one.text != "申請"] == [
        "オンラインでも受け付けます。"
    ]


def test_a_word_changed_in_a_text_of_the_greatest_length_is_still_found():
    sentences = [f"{number}番目の窓口では、来庁した市民の手続を手伝います。" for number in range(700)]
    changed = [*(one.replace("手続", "申請") for one in sentences[:20]), *sentences[20:]]
    changed[-1] = changed[-1].replace("市民", "住民")

    _before, after = differences("".join(sentences), "".join(changed))

    assert {one.text for one in after if one.kind is Kind.ADDED} == {"申請", "住民"}
