"""CKAN's own clients read the catalogue: ckanapi and the harvester of ckanext-harvest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import ckanapi
import pytest
from ckanext.harvest.harvesters.ckanharvester import CKANHarvester

from tests.interop.served import MANY, WITHDRAWN

GONE = f"t132292d{WITHDRAWN:010d}"
LEAST = MANY - 1


@pytest.fixture(scope="module")
def harvester() -> CKANHarvester:
    found = CKANHarvester()
    found._set_config("")
    return found


def test_a_harvester_takes_every_dataset_over_several_pages(harvester: CKANHarvester, site: str) -> None:
    packages = harvester._search_for_datasets(site, [])

    assert len(packages) >= LEAST
    assert len({package["id"] for package in packages}) == len(packages)
    assert all(package["num_resources"] == len(package["resources"]) > 0 for package in packages)
    assert GONE not in {package["name"] for package in packages}


def test_a_harvester_takes_what_changed_in_its_organisations(harvester: CKANHarvester, site: str) -> None:
    ours = "organization:t132292 OR organization:t131032"

    assert len(harvester._search_for_datasets(site, [ours, "metadata_modified:[2020-01-01T00:00:00Z TO *]"])) >= LEAST
    assert harvester._search_for_datasets(site, [ours, "metadata_modified:[2999-01-01T00:00:00.123456Z TO *]"]) == []
    assert harvester._search_for_datasets(site, ["-organization:t132292"]) == []
    tourism = harvester._search_for_datasets(site, ["groups:c023"])
    assert 0 < len(tourism) < LEAST
    assert {group["name"] for package in tourism for group in package["groups"]} == {"c023"}


def test_a_harvester_reads_the_organisation_and_the_groups_of_a_dataset(harvester: CKANHarvester, site: str) -> None:
    package = harvester._search_for_datasets(site, ["groups:c023"])[0]

    assert harvester._get_organization(site, package["organization"]["name"])["id"] == package["owner_org"]
    assert harvester._get_group(site, package["groups"][0])["title"] == "観光"


def command(*words: str) -> list[dict[str, object]]:
    """What ckanapi's command line prints, one dataset a line."""
    tool = Path(sys.executable).with_name("ckanapi")
    path = f"{tool.parent}{os.pathsep}{os.environ['PATH']}"  # it starts itself again, by its name
    done = subprocess.run(
        [str(tool), *words], check=True, capture_output=True, text=True, timeout=300, env={**os.environ, "PATH": path}
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ckanapi_searches_and_dumps_everything(site: str) -> None:
    searched = command("search", "datasets", "-r", site)
    dumped = command("dump", "datasets", "--all", "-r", site)

    assert len(searched) == len(dumped) >= LEAST
    assert {one["name"] for one in searched} == {one["name"] for one in dumped}


def test_ckanapi_dumps_the_organisation_and_the_groups(site: str) -> None:
    assert [one["name"] for one in command("dump", "organizations", "--all", "-r", site)] == ["t132292"]
    assert "c023" in [one["name"] for one in command("dump", "groups", "--all", "-r", site)]


def test_ckanapi_knows_our_errors_for_ckans(site: str) -> None:
    remote = ckanapi.RemoteCKAN(site)

    with pytest.raises(ckanapi.NotFound):
        remote.action.package_show(id="none")
    with pytest.raises(ckanapi.ValidationError):
        remote.action.package_show()
    with pytest.raises(ckanapi.SearchError):
        remote.action.package_search(fq="title:(a")
    with pytest.raises(ckanapi.SearchQueryError):
        remote.action.package_search(sort="name up")
    with pytest.raises(ckanapi.CKANAPIError):
        remote.action.datastore_search_sql(sql="SELECT 1")


def test_ckanapi_reads_a_tombstone_and_the_rows_of_a_file(site: str) -> None:
    remote = ckanapi.RemoteCKAN(site, get_only=True)

    assert remote.action.package_show(id=GONE)["state"] == "deleted"
    package = remote.action.package_search(fq="res_format:CSV", rows=1)["results"][0]
    csv = next(one for one in package["resources"] if one["format"] == "CSV")
    assert remote.action.datastore_search(resource_id=csv["id"], limit=1)["total"] > 0
