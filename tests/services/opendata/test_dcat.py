"""The catalogue in DCAT: three formats that say the same, read by a reader that is not ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import to_isomorphic

from hoshin.services.opendata.exports.dcat_writing import write
from tests.services.opendata.catalogue import make_dataset, withdraw
from tests.world import City, make_city, make_neighbour

# rdflib's own reader of JSON-LD uses what rdflib calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
NAME = "t132292d0000000001"
SITE = "http://ours.example.jp"
DATASET = URIRef(f"{SITE}/opendata/{NAME}/#dataset")
FORMATS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")


@pytest.fixture
def city(db: None) -> Iterator[City]:
    found = make_city()
    with found.scope():
        yield found


@pytest.fixture
def reader(city: City) -> Client:
    return Client(HTTP_HOST=city.host)


def graph(reader: Client, address: str, status: int = 200) -> Graph:
    response = reader.get(address)
    assert response.status_code == status
    return Graph().parse(data=response.content, format=FORMATS[address.partition("?")[0].rpartition(".")[2]])


@pytest.mark.parametrize("address", ["/catalog", f"/opendata/{NAME}"])
def test_the_three_formats_say_the_same(reader: Client, address: str) -> None:
    make_dataset(number=1, title='引用"と<改行>\n', formats=("CSV", "GeoJSON"), landing_page="https://example.jp/")
    make_dataset(number=2, contact="opendata@example.jp", tags=[], update_frequency="―")
    catalogues = [graph(reader, f"{address}.{suffix}") for suffix in FORMATS]
    # The address of the page itself ends in the format.
    for one, suffix in zip(catalogues, FORMATS, strict=True):
        for triple in list(one):
            if f"catalog.{suffix}" in str(triple):
                one.remove(triple)

    first, *others = [to_isomorphic(one) for one in catalogues]

    assert len(first) > 40
    assert all(one == first for one in others)


def test_a_dataset_says_what_harvesters_of_dcat_look_for(reader: Client) -> None:
    make_dataset(update_frequency="毎月")

    found = graph(reader, f"/opendata/{NAME}.ttl")

    assert Literal("公衆トイレ一覧1", lang="ja") in set(found.objects(DATASET, DCTERMS.title))
    frequency = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
    assert found.value(DATASET, DCTERMS.accrualPeriodicity) == URIRef(frequency)
    file = found.value(DATASET, DCAT.distribution)
    assert found.value(file, DCAT.downloadURL) == URIRef(f"{SITE}/opendata/{NAME}/latest/132292_table_1.csv")
    assert found.value(file, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/deed.ja")
    for fact in (DCTERMS.publisher, DCAT.contactPoint, DCAT.theme, DCTERMS.spatial, DCTERMS.modified, DCAT.keyword):
        assert found.value(DATASET, fact, any=True) is not None


def test_the_catalogue_is_read_page_by_page(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoshin.services.opendata.api.dcat.ITEMS_PER_PAGE", 2)
    for number in range(1, 6):
        make_dataset(number=number)

    address: str | None = "/catalog.ttl"
    read: list[str] = []
    while address:
        page = graph(reader, address)
        read += [str(one) for one in page.subjects(RDF.type, DCAT.Dataset)]
        after = page.value(None, HYDRA.next, any=True) or next(iter(page.objects(None, HYDRA.next)), None)
        address = str(after).removeprefix(SITE) if after else None

    assert len(read) == len(set(read)) == 5


@pytest.mark.parametrize("page", ["0", "2", "-1", "a", "１", "99999999999999999999"])
def test_a_page_that_is_none_is_not_found(reader: Client, page: str) -> None:
    make_dataset()

    assert reader.get("/catalog.ttl", {"page": page}).status_code == 404


def test_an_empty_catalogue_is_a_catalogue(reader: Client) -> None:
    found = graph(reader, "/catalog.rdf")

    assert list(found.subjects(RDF.type, DCAT.Catalog))
    assert not list(found.subjects(RDF.type, DCAT.Dataset))


def test_a_withdrawn_dataset_says_so_and_is_gone_from_the_catalogue(reader: Client) -> None:
    withdraw(make_dataset())

    tombstone = graph(reader, f"/opendata/{NAME}.jsonld", status=410)

    assert "WITHDRAWN" in tombstone.serialize(format="nt")
    assert not list(tombstone.objects(DATASET, DCAT.distribution))
    assert not list(graph(reader, "/catalog.jsonld").subjects(RDF.type, DCAT.Dataset))


def test_the_neighbours_dataset_does_not_exist(reader: Client) -> None:
    with make_neighbour().scope():
        make_dataset()

    assert reader.get("/opendata/t011002d0000000001.ttl").status_code == 404


@given(st.text())
def test_any_text_is_written_so_that_it_can_be_read(text: str) -> None:
    node = {"@id": "http://example.jp/", "@type": "dcat:Dataset", "dct:title": {"@value": text, "@language": "ja"}}
    readable = {
        str(Graph().parse(data=write([node], suffix), format=name).value(URIRef("http://example.jp/"), DCTERMS.title))
        for suffix, name in FORMATS.items()
        if suffix != "jsonld"
    }

    assert len(readable) == 1
