from __future__ import annotations

from hoshin.publishing.rules.importing.correcting import KEY, Wish, fingerprint, fingerprint_of, settle
from hoshin.publishing.rules.importing.mapping import choose, propose
from hoshin.publishing.rules.importing.reading import Correction, Corrections
from hoshin.publishing.rules.importing.review import Review
from hoshin.publishing.rules.importing.review_page import MOST_READINGS, Paging, Sent, Show, unmatched
from tests.publishing.imported import HEADER, ROWS, context, reviewed, table_of

STAGE, SUMMARY = "7:stage", "6:summary"


def wish(key: str, text: str | None = None, *, is_confirmed: bool = False, seen: Corrections | None = None) -> Wish:
    """What a page sends back that showed the readings with `seen`; without a text, as it stood there."""
    reading = reviewed_with(seen or {}).get(key)
    assert reading is not None
    return Wish(key, fingerprint_of(reading), reading.text if text is None else text, is_confirmed)


def reviewed_with(corrections: Corrections) -> Review:
    return reviewed("\n".join([*["方針", ""], *HEADER, *ROWS]), corrections)


def test_a_text_that_was_changed_is_a_correction_and_the_same_text_is_none():
    settled = settle([wish(STAGE, "調査研究"), wish("6:number")], {}, reviewed_with)

    assert settled.corrections == {STAGE: Correction("調査研究")}
    assert (settled.touched, settled.conflicts) == (1, ())


def test_a_confirmation_keeps_what_was_read():
    settled = settle([wish(SUMMARY, is_confirmed=True)], {}, reviewed_with)

    assert settled.corrections == {SUMMARY: Correction(None, is_confirmed=True)}
    assert reviewed_with(settled.corrections).get(SUMMARY).is_open is False


def test_writing_back_what_the_table_says_takes_a_correction_away():
    before = {"6:title": Correction("別の名称")}
    as_read = reviewed_with({}).get("6:title").text

    assert settle([wish("6:title", as_read, seen=before)], before, reviewed_with).corrections == {}


def test_a_text_is_made_empty_on_purpose():
    settled = settle([wish("5:progress", "")] if reviewed_with({}).get("5:progress") else [], {}, reviewed_with)
    emptied = settle([wish("6:departments", "")], settled.corrections, reviewed_with)

    assert emptied.corrections["6:departments"] == Correction("")


def test_what_two_people_do_to_different_readings_is_both_kept():
    first = settle([wish(STAGE, "調査研究"), wish(SUMMARY)], {}, reviewed_with).corrections

    second = settle([wish(STAGE), wish(SUMMARY, is_confirmed=True)], first, reviewed_with)

    assert second.corrections == {STAGE: Correction("調査研究"), SUMMARY: Correction(None, is_confirmed=True)}
    assert second.conflicts == ()


def test_two_answers_to_the_same_reading_are_a_conflict_and_two_equal_ones_are_none():
    first = {STAGE: Correction("調査研究")}

    assert settle([wish(STAGE, "導入実行")], first, reviewed_with).conflicts == (STAGE,)
    assert settle([wish(STAGE, "調査研究")], first, reviewed_with).conflicts == ()


def test_a_text_for_a_reading_that_is_gone_is_kept_to_be_seen_and_a_bare_confirmation_is_not():
    gone = Wish("99:title", fingerprint("", is_confirmed=False), "ここにない", is_confirmed=False)
    ticked = Wish("98:title", fingerprint("", is_confirmed=False), "", is_confirmed=True)

    corrections = settle([gone], {}, reviewed_with).corrections

    assert corrections == {"99:title": Correction("ここにない")}
    assert [(one.place, one.text) for one in unmatched(reviewed_with(corrections), corrections)] == [
        ("100行目 取組の名称", "ここにない")
    ]
    assert "98:title" not in {**settle([ticked], {"98:title": Correction(None, True)}, reviewed_with).corrections}


def test_keys_of_readings_are_known_by_their_form():
    assert all(KEY.fullmatch(reading.key) for reading in reviewed_with({}).readings)
    assert not any(KEY.fullmatch(key) for key in ("", "x:title", "7:<b>", "7:target:123456789018", "7:" + "a" * 200))


class TestPages:
    def test_every_reading_stands_on_exactly_one_page_and_no_page_is_too_long(self):
        rows = "\n".join(f"{number}\t取組その{number}\t市民課\t覚え書き{number}" for number in range(1, 181))
        review = reviewed(f"No\t取組名\t所管課\t概要\n{rows}\n")
        paging = Paging(review, Show.ALL)

        pages = [paging.sections(number, context(), Sent()) for number in range(1, len(paging.pages) + 1)]
        keys = [line.reading.key for page in pages for section in page for line in section.lines]

        assert sorted(keys) == sorted(reading.key for reading in review.readings)
        assert len(pages) == 4
        assert max(sum(len(section.lines) for section in page) for page in pages) <= MOST_READINGS

    def test_a_page_of_very_long_texts_is_short(self):
        rows = "\n".join(f"{number}\t取組その{number}\t市民課\t{'あ' * 19_000}" for number in range(1, 21))

        assert len(Paging(reviewed(f"No\t取組名\t所管課\t概要\n{rows}\n"), Show.ALL).pages) == 4

    def test_the_filters_show_what_is_open_and_what_is_not_certain(self):
        review = reviewed_with({SUMMARY: Correction(None, is_confirmed=True)})
        shown = {show: [one.key for page in Paging(review, show).pages for _, one in page] for show in Show}

        assert shown[Show.PROBLEM] == [reading.key for reading in review.open]
        assert SUMMARY not in shown[Show.CHECK]
        assert set(shown[Show.PROBLEM]) < set(shown[Show.CHECK]) < set(shown[Show.ALL])

    def test_each_problem_leads_to_the_next_and_the_last_to_none(self):
        review = reviewed_with({})
        sections = Paging(review, Show.ALL).sections(1, context(), Sent())
        lines = {line.reading.key: line for section in sections for line in section.lines}
        problems = [reading.key for reading in review.open]

        assert [lines[key].next_url for key in problems] == [*(f"#cell-{key}" for key in problems[1:]), ""]

    def test_what_was_sent_and_not_stored_is_shown_again_beside_what_others_wrote(self):
        review = reviewed_with({STAGE: Correction("調査研究")})
        sent = Sent({STAGE: wish(STAGE, "導入実行")}, conflicts=(STAGE,))
        sections = Paging(review, Show.ALL).sections(1, context(), sent)
        line = next(line for section in sections for line in section.lines if line.reading.key == STAGE)

        assert (line.text, line.theirs) == ("導入実行", "調査研究")
        assert line.seen == fingerprint("調査研究", is_confirmed=False)  # what is saved now knows what it replaces


def test_a_doubt_about_a_column_stays_where_the_proposal_is_taken():
    columns = propose(table_of("\n".join([*HEADER, *ROWS])), context())
    roles = [column.role for column in columns]
    roles[0] = "ignore"

    chosen = choose(columns, roles)

    assert "1列ずれています" in chosen[13].message
    assert (chosen[0].role, chosen[0].message) == ("ignore", "")


def test_a_remembered_time_is_asked_again_where_the_heading_names_none():
    table = table_of("No\t取組名\t成果指標\t実績\n1\t画面\t数\t1件\n")
    remembered = {"no#1": "number", "実績#1": "actual:FY2019"}

    columns = propose(table, context(), remembered)

    assert (columns[0].verdict, columns[0].message) == ("ok", "前回の選択です。")
    assert (columns[3].verdict, columns[3].role) == ("guess", "actual:FY2019")
