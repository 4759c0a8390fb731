"""From a section's untidy file to the figure on the policy's page, and back when the data is withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hoshin.config.example import example_folder, example_tables
from hoshin.config.example_services import put_example_services
from hoshin.indicators.jobs import take_measurements
from hoshin.indicators.models import Actual
from hoshin.kernel.actor import system_actor
from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.ledger.queries import value_of
from hoshin.plan.models import Edition
from hoshin.publishing.actions import install_folder
from hoshin.publishing.actions.drafting import roll_over
from hoshin.publishing.queries import editions_to_copy
from hoshin.publishing.rules.folder import read_folder
from hoshin.reviews.queries.standing import indicator_lines
from hoshin.services.opendata.actions.publishing import withdraw_dataset
from hoshin.services.opendata.actions.sources import refresh_source
from hoshin.services.opendata.exports.sources import tables_to_publish
from hoshin.services.opendata.metrics import DATASETS
from hoshin.services.opendata.models import Dataset, Release
from hoshin.site.demo_people import put_example_people

HOST = "mihon.example.jp"
BY = system_actor("テスト")
ON = dt.date(2020, 10, 1)
INITIATIVE = "/policy/2020/initiatives/3/"
FIGURE = f"/figures/{DATASETS.key}/"


@pytest.fixture
def city(db: None, tmp_path: Path, settings: Any) -> Iterator[Municipality]:
    """The example city with its services and the next edition's draft; its scope is open."""
    settings.MEDIA_ROOT = tmp_path / "files"
    municipality = install_folder(BY, folder=read_folder(example_folder()))
    municipality.hosts = [HOST]
    municipality.save()
    with municipality_scope(municipality.pk):
        put_example_people(BY)
        latest = editions_to_copy()[0]
        roll_over(BY, source=latest, year=latest.year + 1)
        put_example_services(folder=example_tables(), on=ON)
        yield municipality


def page(client: Client, path: str) -> str:
    response = client.get(path, headers={"host": HOST})
    assert response.status_code == 200, path
    return response.content.decode()


def test_from_uploads_to_the_figure_of_the_policy_and_back(client: Client, city: Municipality) -> None:
    assert value_of(DATASETS, as_of=dt.date(2020, 2, 29)) == 5  # as the published edition says it
    assert value_of(DATASETS, as_of=ON) == 6
    assert "6データセット" in page(client, INITIATIVE)
    assert "ここから計測値" in page(client, INITIATIVE)
    provenance = page(client, FIGURE)
    assert provenance.count("一覧（架空）") >= 5  # what is counted
    assert "方針・カタログ自身の表" in provenance  # what is not, and by which rule
    assert "市内の催し" in provenance

    toilets = Dataset.objects.get(slug="public_toilet")
    withdraw_dataset(BY, dataset=toilets, version=toilets.version, reason="位置に誤りがあったため", on=ON)
    take_measurements()

    assert "いまの値" in page(client, INITIATIVE)
    assert "5データセット（計測値）" in page(client, INITIATIVE)
    assert "位置に誤りがあったため" in page(client, FIGURE)
    stated = Actual.objects.filter(metric_key=DATASETS.key).order_by("pk")
    assert [str(row.quantity) for row in stated] == ["6データセット", "5データセット"]
    assert stated.last().supersedes_id == stated.first().pk  # type: ignore[union-attr]  # both are there


def test_a_meeting_s_draft_reckons_with_what_the_ledger_counts_today(city: Municipality) -> None:
    edition = Edition.objects.get(year=2020)

    (line,) = indicator_lines(edition, ON, asked=Period.parse("FY2020"))["open-data"]

    assert line.standing == "達成"
    assert "6データセット" in line.actual
    assert not any("より前のもの" in remark for remark in line.remarks)


def test_every_release_of_the_example_was_approved_by_another_person(city: Municipality) -> None:
    for release in Release.objects.filter(dataset__source_key=""):
        assert (release.prepared_by, release.approved_by) == ("担当 太郎", "情報 花子")


def test_untidy_files_have_become_tidy_releases(city: Municipality) -> None:
    aed = Release.objects.get(dataset__slug="aed")
    names = [column["name"] for column in aed.columns]
    latitudes = [float(row[names.index("緯度")]) for row in aed.preview]

    assert aed.row_count == 12
    assert all(20 < latitude < 46 for latitude in latitudes)  # the swapped pair is put right
    assert all("＊" not in cell and "１" not in cell for row in aed.preview for cell in row)
    wifi = Release.objects.get(dataset__slug="public_wireless_lan")
    assert {row[0] for row in wifi.preview} == {"132292"}
    shelters = Release.objects.get(dataset__slug="evacuation_space")
    assert shelters.row_count == 8  # the note below the table is none of its rows


def refresh_all() -> None:
    for table in tables_to_publish(ON):
        refresh_source(BY, table=table, on=ON)


def test_tables_of_the_policy_and_the_list_renew_themselves_only_when_they_change(city: Municipality) -> None:
    own = Dataset.objects.exclude(source_key="").order_by("number")
    assert list(own.values_list("slug", flat=True)) == ["policy-initiatives", "policy-indicators", "open_data_list"]

    assert list(tables_to_publish(ON)) == []
    toilets = Dataset.objects.get(slug="public_toilet")
    withdraw_dataset(BY, dataset=toilets, version=toilets.version, reason="位置に誤りがあったため", on=ON)
    refresh_all()

    renewed = Release.objects.filter(dataset__in=own, number=2)
    assert [release.dataset.slug for release in renewed] == ["open_data_list"]


def test_what_people_have_withdrawn_does_not_come_back_by_itself(city: Municipality) -> None:
    listed = Dataset.objects.get(slug="policy-initiatives")
    withdraw_dataset(BY, dataset=listed, version=listed.version, reason="重複のため", on=ON)

    refresh_all()

    assert Dataset.objects.get(pk=listed.pk).state == Dataset.State.WITHDRAWN
