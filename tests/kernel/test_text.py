import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.kernel.text import UnsafeText, clean_text, excerpt, normalise, search_query, search_tokens, search_vector
from hoshin.kernel.text.search import LAST_POSITION, PLACES_OF_A_LEXEME, phrase, query_spellings

WIFI = [("公衆無線LAN", "Wi-Fi", "ワイファイ")]
JAPANESE = st.text(alphabet="公衆無線税 都市々のデーター〜ＬＡＮlan-・Wi①１2、\n", max_size=30)


# Cleaning


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "安全\u202etxt.exe", "\u2066x\u2069"])
def test_text_that_cannot_be_stored_or_that_deceives_is_refused(text):
    with pytest.raises(UnsafeText, match="文字"):
        clean_text(text)


def test_invisible_dirt_is_removed_and_newlines_are_unified():
    assert clean_text("\ufeff方\u200b針\x1b\r\n重点\r取組\u2028以上\t。") == "方針\n重点\n取組\n以上\t。"


def test_the_spelling_of_names_survives_cleaning():
    names = "髙﨑 塚\ufa10 神\ufa19 葛\U000e0100城 \ue000 ① ＡＢＣ ㈱"

    assert clean_text(names) == names


def test_decomposed_kana_are_composed():
    assert clean_text("か\u3099") == "が"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    try:
        cleaned = clean_text(text)
    except UnsafeText:
        return

    assert clean_text(cleaned) == cleaned


# Folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公衆無線ＬＡＮ", "公衆無線LAN"),
        ("公衆無線 LAN 環境", "公衆無線LAN環境"),
        ("Wi-Fi", "ＷｉＦｉ"),
        ("ﾃﾞｼﾞﾀﾙｻｲﾈｰｼﾞ", "デジタルサイネージ"),
        ("デ〜タ", "データ"),
        ("サ－バ－", "サーバー"),
        ("１，５００件", "1500件"),
        ("「方針」（重点）", "方針重点"),
        ("か\u3099", "が"),
        ("①", "1"),
    ],
)
def test_spellings_of_one_word_fold_into_one(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("AI・RPA", "AIRPA"), ("高崎", "髙﨑"), ("データ", "デタ"), ("は", "ハ"), ("ICT IoT", "ICTIoT")]
)
def test_different_words_stay_different(one, other):
    assert normalise(one) != normalise(other)


@given(st.text())
def test_folded_text_has_letters_digits_and_single_inner_spaces_only(text):
    folded = normalise(text)

    assert folded == folded.strip()
    assert "  " not in folded
    assert all(char.isalnum() or char in " ー々〆〇" for char in folded)


# Searching


def is_found(text: str, spelling: str) -> bool:
    """Do what PostgreSQL does with ``a <-> b``: each token one place after the one before it."""
    tokens = search_tokens(text)

    def places(token):
        return {
            t.position
            for t in tokens
            if t.lexeme == token.lexeme or (token.is_prefix and t.lexeme.startswith(token.lexeme))
        }

    first, *others = phrase(spelling)
    starts = places(first)
    for other in others:
        starts &= {place - (other.position - first.position) for place in places(other)}
    return bool(starts)


def contains(text: str, spelling: str) -> bool:
    boundary = "(?<![0-9a-z])" if re.match("[0-9a-z]", spelling) else ""
    return bool(re.search(boundary + re.escape(spelling), normalise(text)))


@given(JAPANESE, JAPANESE)
@example("住民税", "税")
@example("公衆無線ＬＡＮ環境", "線lan環")
@example("1市ー", "1ー")
def test_a_phrase_is_found_exactly_where_the_folded_text_contains_it(text, query):
    for [spelling] in query_spellings(query):
        if re.search("[0-9a-z][^0-9a-z ]([0-9a-z ]|$)", spelling):  # the known hit too many
            assert is_found(text, spelling) >= contains(text, spelling)
        else:
            assert is_found(text, spelling) == contains(text, spelling)


@given(JAPANESE, st.data())
def test_any_piece_of_a_text_finds_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]

    for [spelling] in query_spellings(piece):
        if contains(text, spelling):
            assert is_found(text, spelling)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("公衆無線ＬＡＮ", "公衆無線LAN"),
        ("住民税", "税"),
        ("AI・RPA等", "rpa"),
        ("令和２年度", "2年"),
        ("オープンデータ", "データ"),
    ],
)
def test_short_and_mixed_queries_find(text, query):
    [[spelling]] = query_spellings(query)

    assert is_found(text, spelling)


def test_the_last_character_of_a_run_shares_the_place_of_the_last_pair():
    assert search_vector("公衆無線ＬＡＮ") == "'公衆':1 '衆無':2 '無線':3 '線':3 'lan':4"


def test_a_query_is_a_phrase_with_a_prefix_at_its_end():
    assert search_query("公衆無線ＬＡＮ") == "'公衆'<->'衆無'<->'無線'<->'lan':*"
    assert search_query("税") == "'税':*"
    assert search_query("住民税　LINE") == "'住民'<->'民税' & 'line':*"


def test_a_query_without_letters_is_empty():
    assert search_query("・・・ 。 ") == ""


def test_a_synonym_is_searched_beside_the_word():
    assert (
        search_query("Wi-Fi", WIFI)
        == "('wifi':* | '公衆'<->'衆無'<->'無線'<->'lan':* | 'ワイ'<->'イフ'<->'ファ'<->'ァイ')"
    )


def test_a_synonym_is_replaced_inside_a_longer_word_and_only_as_a_whole_word():
    assert query_spellings("行政手続きのAI化", [("行政手続", "行政手続き"), ("ai", "人工知能")]) == [
        ["行政手続きのai化", "行政手続のai化", "行政手続きの人工知能化", "行政手続の人工知能化"]
    ]
    assert query_spellings("kaizen", [("ai", "人工知能")]) == [["kaizen"]]


def test_a_vector_keeps_to_the_limits_of_postgresql():
    repeated = search_vector("方針" * 300)
    long = search_vector(" ".join(f"w{number}" for number in range(17_000)))

    assert max(len(entry.split(":")[1].split(",")) for entry in repeated.split()) == PLACES_OF_A_LEXEME
    assert max(int(place) for entry in long.split() for place in entry.split(":")[1].split(",")) == LAST_POSITION
    assert all(len(entry) < 300 for entry in search_vector("x" * 5_000).split())


@given(st.text(), st.text())
def test_literals_hold_nothing_that_could_break_out(text, query):
    quoted = r"'[^'\\]+'"

    assert re.fullmatch(rf"({quoted}:\d+(,\d+)* ?)*", search_vector(text))
    assert re.fullmatch(rf"({quoted}(:\*)?( & |<->)?)*", search_query(query))


# Excerpts


def test_an_excerpt_marks_the_hit_in_the_original_spelling():
    segments = excerpt("駅前に公衆無線 ＬＡＮ を置く", "公衆無線lan")

    assert [(segment.text, segment.is_hit) for segment in segments] == [
        ("駅前に", False),
        ("公衆無線 ＬＡＮ", True),
        (" を置く", False),
    ]


def test_an_excerpt_of_a_long_text_stands_around_the_first_hit():
    segments = excerpt("前" * 200 + "税" + "後" * 200, "税", width=40)

    assert [segment.text for segment in segments] == ["…", "前" * 10, "税", "後" * 29, "…"]


def test_an_excerpt_marks_synonyms():
    assert [s.text for s in excerpt("ワイファイの整備", "Wi-Fi", synonyms=WIFI) if s.is_hit] == ["ワイファイ"]


@given(st.text(), st.text(max_size=10), st.integers(1, 50))
def test_an_excerpt_is_a_piece_of_the_original(text, query, width):
    segments = excerpt(text, query, width=width)
    shown = "".join(segment.text for segment in segments)

    assert len(shown) <= width + 2
    assert shown in text or shown[1:] in text or shown[:-1] in text or shown[1:-1] in text
    assert all(segment.text for segment in segments)
    assert any(segment.is_hit for segment in segments) == any(
        contains(text, spelling) for spellings in query_spellings(query) for spelling in spellings
    )
