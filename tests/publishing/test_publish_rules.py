from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.publishing.rules.document import EditionDoc, PolicyFolder, TermDoc
from hoshin.publishing.rules.errata import errata_of
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.formats import FORMATS, UnknownFormat, formats_of
from hoshin.publishing.rules.site_index import Entry, Hosts, dump_hosts, dump_index, hosts_of, load_hosts, load_index
from tests.publishing.folders import GOOD, write
from tests.publishing.strategies import folders


@pytest.fixture
def edition(tmp_path) -> EditionDoc:
    return read_folder(write(tmp_path, GOOD)).editions[0]


def test_an_erratum_names_the_place_from_the_outside_in(edition):
    item = edition.items[1]
    indicator = item.indicators[0]
    target = indicator.targets[0]
    other = target.model_copy(update={"reason": "計画の見直し"})
    changed_indicator = indicator.model_copy(update={"targets": (other, *indicator.targets[1:])})
    changed_item = item.model_copy(update={"indicators": (changed_indicator,)})
    changed = edition.model_copy(update={"items": (edition.items[0], changed_item, *edition.items[2:])})

    (erratum,) = errata_of(edition, changed)

    assert erratum.place.startswith(f"取組 ＞ {item.number} {item.title} ＞ 成果指標 ＞ {indicator.name} ＞ 目標 ＞ ")
    assert (erratum.wrong, erratum.right) == (target.reason or "（なし）", "計画の見直し")


def test_added_removed_and_reordered_rows_are_told(edition):
    term = TermDoc(term="新しい用語", definition="新しい用語の説明")
    added = edition.model_copy(update={"glossary": (*edition.glossary, term)})
    removed = edition.model_copy(update={"glossary": ()})
    turned = edition.model_copy(update={"items": tuple(reversed(edition.items))})

    assert errata_of(edition, added)[0].wrong == "（なし）"
    assert "新しい用語の説明" in errata_of(edition, added)[0].right
    assert {one.right for one in errata_of(edition, removed)} == {"（なし）"}
    assert [one.place for one in errata_of(edition, turned)] == ["取組 ＞ 並び順"]


def test_a_change_of_status_alone_is_no_erratum(edition):
    assert errata_of(edition, edition.model_copy(update={"status": "published"})) == ()


@given(pair=st.tuples(folders(), folders()))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_there_are_errata_just_where_two_editions_differ(pair: tuple[PolicyFolder, PolicyFolder]):
    old, new = (folder.editions[0].model_copy(update={"status": "draft"}) for folder in pair)

    assert errata_of(old, old) == ()
    assert bool(errata_of(old, new)) == (old != new)


def test_formats_are_asked_for_by_key_and_csv_means_both_tables():
    assert formats_of("") == FORMATS
    assert [one.key for one in formats_of("json, CSV")] == ["initiatives", "indicators", "json"]
    with pytest.raises(UnknownFormat, match="使える形式: pdf"):
        formats_of("pdf,odt")


def test_paths_and_names_of_formats_are_unique():
    assert len({one.path for one in FORMATS}) == len({one.suffix for one in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    ("names", "host", "code"),
    [
        ({"132292": ["ours.example.jp"]}, "OURS.example.jp.:8000", "132292"),
        ({"132292": ["ours.example.jp"]}, "theirs.example.jp", ""),
        ({"132292": []}, "anything.example.jp", "132292"),
        ({"132292": []}, "[::1]", "132292"),
        ({"132292": [], "011002": ["theirs.example.jp"]}, "anything.example.jp", ""),
        ({}, "anything.example.jp", ""),
    ],
)
def test_a_host_leads_to_its_municipality_as_in_the_product(names, host, code):
    hosts = hosts_of(names)

    assert load_hosts(dump_hosts(hosts)) == hosts
    assert hosts.code_of(host) == code


def test_hosts_without_any_name_serve_nobody():
    assert Hosts({}).code_of("ours.example.jp") == ""


def test_an_index_is_read_as_it_was_written():
    index = {"/policy/2020/①/": Entry("0" * 64, {"": 10, "gzip": 5}, {"Content-Type": "text/html; charset=utf-8"})}

    assert load_index(dump_index(index)) == index
