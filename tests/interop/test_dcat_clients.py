"""ckanext-dcat, pyshacl and frictionless read what the catalogue says of its datasets, and the datasets themselves."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import frictionless
import pytest
import requests
from ckanext.dcat.processors import RDFParser
from pyshacl import validate
from rdflib import Graph

from tests.interop.served import FIRST_NUMBER, MANY

NAME = f"t132292d{FIRST_NUMBER:010d}"
ROOT = Path(__file__).resolve().parents[2]
# The shapes are the work of others and not part of this repository: they lie beside it, or where one says.
SHAPES = Path(os.environ.get("DCAT_AP_SHAPES", ROOT.parent / "shared" / "data" / "ckan" / "dcat-ap_3_shacl_shapes.ttl"))


def turtle(address: str) -> str:
    response = requests.get(address, timeout=60)
    response.raise_for_status()
    assert response.headers["Content-Type"].startswith("text/turtle")
    return response.content.decode()


def test_ckanext_dcat_reads_every_dataset_page_by_page(site: str) -> None:
    found = []
    address: str | None = f"{site}/catalog.ttl"
    while address:
        parser = RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(turtle(address), _format="turtle")
        found += list(parser.datasets())
        address = parser.next_page()

    assert len(found) >= MANY - 1
    one = next(dataset for dataset in found if NAME in str(dataset))
    assert one["title"] == f"公衆トイレ一覧{FIRST_NUMBER}"
    assert one["notes"]
    csv = next(
        resource for resource in one["resources"] if resource["format"] in {"CSV", "text/csv"} or "CSV" in str(resource)
    )
    assert urlsplit(csv["url"]).path == f"/opendata/{NAME}/latest/132292_table_{FIRST_NUMBER}.csv"
    assert csv["license"].startswith("https://creativecommons.org/")


@pytest.mark.parametrize("path", ["/catalog.ttl", f"/opendata/{NAME}.ttl"])
def test_what_we_say_meets_the_shapes_of_dcat_ap(site: str, path: str) -> None:
    if not SHAPES.exists():
        pytest.skip(f"the shapes of DCAT-AP are not at {SHAPES}")
    graph = Graph().parse(data=turtle(f"{site}{path}"), format="turtle")

    conforms, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES), inference="rdfs")

    assert conforms, text[:4000]


def csvs(site: str) -> list[tuple[str, str]]:
    """The names and CSV files of the example city's own datasets, not of those that fill the pages."""
    answer = requests.get(f"{site}/api/3/action/package_search?rows=1000&fq=-title:公衆トイレ一覧1", timeout=60).json()
    return [
        (package["name"], resource["url"])
        for package in answer["result"]["results"]
        for resource in package["resources"]
        if resource["format"] == "CSV"
    ]


def test_frictionless_finds_our_files_as_our_schema_says(site: str) -> None:
    tables = csvs(site)
    assert tables

    for name, url in tables:
        content = requests.get(url, timeout=60).content
        schema = frictionless.Schema.from_descriptor(
            requests.get(f"{site}/opendata/{name}/schema.json", timeout=60).json()
        )
        resource = frictionless.Resource(data=content, format="csv", encoding="utf-8-sig", schema=schema)
        report = resource.validate()
        assert report.valid, (name, report.flatten(["rowNumber", "fieldName", "message"])[:5])
