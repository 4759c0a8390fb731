"""The description of an edition for catalogues of data."""

from __future__ import annotations

import json
import warnings

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, XSD, Namespace

from hoshin.publishing.exports.jsonld import CC_BY_4, jsonld_of
from hoshin.publishing.exports.safe_text import writable
from hoshin.publishing.rules.formats import FORMATS
from tests.publishing.snapshots import FIRST, SECOND, example, saying

HERE = "https://www.city.example.jp/policy/2020/r1/"
SPDX = Namespace("http://spdx.org/rdf/terms#")


def graph_of(data: bytes, *, at: str = HERE) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the library's own parts
        return Graph().parse(data=data.decode("utf-8"), format="json-ld", publicID=f"{at}edition.jsonld")


def test_the_edition_is_one_dataset_with_each_format_as_a_distribution():
    graph = graph_of(jsonld_of(example(), HERE))
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    urls = {
        str(url) for one in graph.objects(dataset, DCAT.distribution) for url in graph.objects(one, DCAT.downloadURL)
    }

    assert str(dataset) == f"{HERE}#dataset"
    assert urls == {f"{HERE}{kind.path}" for kind in FORMATS}
    assert (dataset, RDF.type, URIRef("http://schema.org/Dataset")) in graph
    assert {str(one) for one in graph.objects(dataset, DCTERMS.title)} == {
        "西東京市 地域情報化方針《重点》 2020（令和2）年度"
    }


def test_without_an_address_everything_is_beside_the_file():
    relative, absolute = graph_of(jsonld_of(example())), graph_of(jsonld_of(example(), HERE))

    assert {str(one) for one in relative.objects(None, DCAT.downloadURL)} == {
        str(one) for one in absolute.objects(None, DCAT.downloadURL)
    }


def test_it_says_who_when_and_for_which_year():
    graph = graph_of(jsonld_of(example(FIRST, SECOND), HERE))
    dataset = URIRef(f"{HERE}#dataset")
    (period,) = graph.objects(dataset, DCTERMS.temporal)
    (publisher,) = graph.objects(dataset, DCTERMS.publisher)

    assert (dataset, DCTERMS.issued, Literal("2020-10-01", datatype=XSD.date)) in graph
    assert (dataset, DCTERMS.modified, Literal("2020-12-01", datatype=XSD.date)) in graph
    assert (dataset, OWL.versionInfo, Literal("2")) in graph
    assert (period, DCAT.startDate, Literal("2020-04-01", datatype=XSD.date)) in graph
    assert (period, DCAT.endDate, Literal("2021-03-31", datatype=XSD.date)) in graph
    assert (publisher, FOAF.name, Literal("西東京市", lang="ja")) in graph
    assert any("数値を訂正しました。" in str(one) for one in graph.objects(dataset))


def test_the_hash_is_that_of_the_frozen_data():
    graph = graph_of(jsonld_of(example(), HERE))

    assert [str(one) for one in graph.objects(None, SPDX.checksumValue)] == [example().sha256]


def test_a_licence_is_claimed_only_where_one_is_given():
    with_licence = graph_of(jsonld_of(example(), HERE, licence=CC_BY_4))

    assert list(graph_of(jsonld_of(example(), HERE)).objects(None, DCTERMS.license)) == []
    assert {str(one) for one in with_licence.objects(None, DCTERMS.license)} == {CC_BY_4}
    assert len(list(with_licence.subjects(DCTERMS.license))) == 1 + len(FORMATS)


def test_an_example_says_that_it_is_none_of_the_city():
    graph = graph_of(jsonld_of(example(), HERE))

    statements = list(graph.subjects(RDF.type, DCTERMS.ProvenanceStatement))
    assert any("公式サイトではありません" in str(said) for one in statements for said in graph.objects(one))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=30))
def test_any_text_arrives_as_text(text: str):
    described = json.loads(jsonld_of(saying(text), HERE))

    assert described["dct:title"]["@value"].count(writable(text)) >= 1
    assert described["dcat:keyword"][0] == {"@value": writable(text), "@language": "ja"}
    assert described["dcat:distribution"][0]["dcat:downloadURL"]["@id"] == f"{HERE}{FORMATS[0].path}"
