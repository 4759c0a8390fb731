from __future__ import annotations

import datetime as dt

import pytest

from hoshin.publishing.rules.document import EditionDoc, PolicyFolder, TermDoc
from hoshin.publishing.rules.errata import Erratum, errata_of
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.formats import FORMATS, UnknownFormat, formats_of
from hoshin.publishing.rules.site_index import Entry, Hosts, dump_hosts, dump_index, hosts_of, load_hosts, load_index
from hoshin.publishing.rules.snapshot import RevisionDoc, freeze
from tests.publishing.folders import GOOD, write


@pytest.fixture
def edition(tmp_path) -> EditionDoc:
    return read_folder(write(tmp_path, GOOD)).editions[0]


def errata(old: EditionDoc, new: EditionDoc) -> tuple[Erratum, ...]:
    folder = PolicyFolder(
        municipality={"code": "132292", "name": "西東京市", "prefecture": "東京都"},
        policy={"key": "joho", "name": "方針"},
    )
    revisions = tuple(
        RevisionDoc(number=number, published_date=dt.date(2020, 10, number), reason="" if number == 1 else "訂正")
        for number in (1, 2)
    )
    return errata_of(freeze(folder, old, revisions[:1]), freeze(folder, new, revisions))


def test_an_erratum_names_the_place_from_the_outside_in(edition):
    item = edition.items[1].model_copy(update={"plan": "直した計画"})
    changed = edition.model_copy(update={"items": (edition.items[0], item, *edition.items[2:])})

    (erratum,) = errata(edition, changed)

    assert erratum.place.startswith("取組 ＞ ")
    assert item.title in erratum.place
    assert (erratum.wrong, erratum.right) == (edition.items[1].plan or "（なし）", "直した計画")


def test_what_was_added_and_what_was_taken_out_is_told(edition):
    term = TermDoc(term="新しい用語", definition="新しい用語の説明")
    added = edition.model_copy(update={"glossary": (*edition.glossary, term)})

    assert (errata(edition, added)[0].wrong, errata(edition, added)[0].right) == ("（なし）", "新しい用語")
    assert (errata(added, edition)[0].wrong, errata(added, edition)[0].right) == ("新しい用語", "（なし）")


def test_another_order_alone_is_told(edition):
    turned = edition.model_copy(update={"items": (*edition.items[:1], *reversed(edition.items[1:]))})

    assert [one for one in errata(edition, turned) if "移動" in one.right or "並び" in one.place]


def test_a_correction_of_nothing_has_no_errata(edition):
    assert errata(edition, edition) == ()


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
