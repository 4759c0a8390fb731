"""The edition of 2019 is invented, says so everywhere, and differs from that of 2020 in every way we show."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from hoshin.kernel.actor import system_actor
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.actions import install_folder
from hoshin.publishing.queries import edition_refs, published_document
from hoshin.publishing.rules.comparison import Comparison, Entry, Verdict, compare
from hoshin.publishing.rules.document import EditionDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder

FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"


@cache
def folder() -> PolicyFolder:
    return read_folder(FOLDER)


def edition(year: int) -> EditionDoc:
    return next(one for one in folder().editions if one.year == year)


@cache
def comparison() -> Comparison:
    departments = folder().departments
    return compare(edition(2019), edition(2020), old_departments=departments, new_departments=departments)


def entry(key: str) -> Entry:
    return next(entry for chapter in comparison().chapters if chapter.key == "items" for entry in chapter.entries
                if entry.key == key)  # fmt: skip


def test_the_edition_of_2019_says_everywhere_that_it_is_invented():
    old = edition(2019)

    assert old.status == "superseded"
    assert all("架空" in text for text in (old.title, old.summary, old.note))
    assert all("架空" in item.note for item in old.items)
    assert all("架空" in section.note + section.body for section in old.sections)
    assert all("架空" in actual.note for item in old.items for one in item.indicators for actual in one.actuals)


def test_no_invented_actual_can_stand_among_those_of_2020():
    invented = {one.key for item in edition(2019).items for one in item.indicators if one.actuals}
    printed = {one.key for item in edition(2020).items for one in item.indicators}

    assert invented
    assert not invented & printed


def test_the_comparison_shows_every_fate():
    assert comparison().counts() == {
        Verdict.ADDED: 1,
        Verdict.RETIRED: 1,
        Verdict.SPLIT: 2,
        Verdict.RENUMBERED: 5,
        Verdict.MOVED: 2,
        Verdict.CHANGED: 11,
    }
    assert entry("information-kiosk").verdicts == (Verdict.RETIRED,)
    assert entry("mynumber-use").verdicts == (Verdict.ADDED,)
    assert entry("digital-signage").origin.startswith("旧「5 駅前での情報発信（デジタルサイネージを含む）」を分割")
    assert entry("public-wifi").old_name == "6 公衆無線LANの整備"


def test_a_stage_has_moved_on_and_a_target_was_raised():
    told = {change.label: (change.old, change.new) for change in entry("public-wifi").changes}
    targets = {change.label: (change.old, change.new) for change in entry("open-data").changes if change.is_figure}

    assert told["段階"] == ("適用検討", "導入実行")
    assert targets["成果指標「オープンデータ化した行政情報数」 ＞ 目標 2023（令和5）年度"] == (
        "10データセット",
        "14データセット（推定）",
    )


def test_a_department_was_renamed_and_terms_were_added():
    keys = {chapter.key: chapter for chapter in comparison().chapters}
    (renamed,) = keys["departments"].entries
    added = [entry.new_name for entry in keys["glossary"].entries if Verdict.ADDED in entry.verdicts]

    assert (renamed.old_name, renamed.new_name) == ("広報広聴課（架空）", "秘書広報課")
    assert "チャットボット" in added


@pytest.mark.django_db
def test_both_editions_are_loaded_once_and_read_as_they_are_written():
    actor = system_actor("テスト")
    city = install_folder(actor, folder=folder())
    install_folder(actor, folder=folder())

    with municipality_scope(city.pk):
        refs = edition_refs()
        documents = {ref.year: published_document(ref) for ref in refs}

    assert [(ref.year, ref.status) for ref in refs] == [(2020, "published"), (2019, "superseded")]
    assert documents == {2019: edition(2019), 2020: edition(2020)}
