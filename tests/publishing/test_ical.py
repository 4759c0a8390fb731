"""The dates of an edition as a calendar."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.publishing.exports.ical import LONGEST_LINE, happenings, ical_of
from tests.publishing.snapshots import FIRST, HOSTILE, SECOND, example, saying
from tests.publishing.test_example import TABLE

LAST_DAYS = {"FY2020": dt.date(2021, 3, 31), "FY2021": dt.date(2022, 3, 31), "FY2023": dt.date(2024, 3, 31)}


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_each_target_is_due_at_the_end_of_its_year():
    due = {
        (str(one["SUMMARY"]), one.decoded("DTSTART")) for one in events(ical_of(example())) if "期限" in one["SUMMARY"]
    }
    expected = {
        (f"目標の期限{'（推定）' if certainty == 'inferred' else ''}：{row.kpi} {value}", LAST_DAYS[period])
        for row in TABLE
        for period, value, _year, certainty in row.targets
    }

    assert due == expected


def test_a_due_date_names_its_initiative_and_department():
    (card,) = [one for one in events(ical_of(example())) if "97,056枚" in one["SUMMARY"]]

    assert "取組：1 個人番号カードの普及促進\n所管課：市民課" in str(card["DESCRIPTION"])
    assert card.decoded("DTEND") - card.decoded("DTSTART") == dt.timedelta(days=1)


def test_the_year_the_actuals_the_publication_and_the_schedule_are_there():
    found = {(str(one["SUMMARY"]), one.decoded("DTSTART"), one.decoded("DTEND")) for one in events(ical_of(example()))}
    days = {(summary.partition("（")[0], first, last) for summary, first, last in found}

    assert ("2020", dt.date(2020, 4, 1), dt.date(2020, 4, 2)) in days
    assert ("2020", dt.date(2021, 3, 31), dt.date(2021, 4, 1)) in days
    assert ("実績の時点", dt.date(2020, 2, 29), dt.date(2020, 3, 1)) in days
    assert ("令和3年度の予定", dt.date(2021, 4, 1), dt.date(2022, 4, 1)) in days
    assert any("第1版の公表" in summary and first == dt.date(2020, 10, 1) for summary, first, _last in found)


def test_a_later_revision_replaces_the_same_dates():
    first = {str(one["UID"]): one for one in events(ical_of(example()))}
    second = {str(one["UID"]): one for one in events(ical_of(example(FIRST, SECOND)))}

    assert len(first) == len(happenings(example()))
    assert set(first) < set(second)
    assert {one["SEQUENCE"] for one in second.values()} == {1}
    assert {one.decoded("DTSTAMP") for one in second.values()} == {dt.datetime(2020, 12, 1, tzinfo=dt.UTC)}


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a\\nb;c,d", "BEGIN:VEVENT", "一行目\r\nEND:VCALENDAR"], ids=lambda text: ascii(text[:12])
)
def test_hostile_text_stays_text(text: str):
    data = ical_of(saying(text))
    found = events(data)

    assert len(found) == len(happenings(example()))
    assert all(len(line) <= LONGEST_LINE for line in data.split(b"\r\n"))
    shown = text.replace("\r\n", "\n")
    assert any(shown in str(one["SUMMARY"]) for one in found)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=120))
def test_no_text_breaks_the_calendar(text: str):
    data = ical_of(saying(text))

    data.decode("utf-8")
    assert all(len(line) <= LONGEST_LINE for line in data.split(b"\r\n"))
    assert all(piece.decode("utf-8") is not None for piece in data.split(b"\r\n"))
    assert len(events(data)) == len(happenings(example()))


def test_the_same_snapshot_gives_the_same_bytes():
    assert ical_of(example()) == ical_of(example(FIRST))
