"""The catalogue and its datasets in DCAT, in the profile DCAT-AP 3, as one tree that three writers write.

A tree is JSON-LD without its context. A value is a text, a node (a mapping) or a list of them; `{"@id": …}` points, and
`@value` carries a language or a type.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from hoshin.services.opendata.exports.ckan import Site
from hoshin.services.opendata.exports.schema_org import LICENCE_ADDRESSES
from hoshin.services.opendata.models import Dataset, Format, Licence
from hoshin.services.opendata.queries.harvest import Package, PackageFile
from hoshin.services.opendata.rules.addresses import dataset_path, latest_file_path
from hoshin.services.opendata.rules.frequencies import Frequency, frequency_of
from hoshin.services.opendata.rules.naming import category_named, file_title

Node = dict[str, Any]

_EU = "http://publications.europa.eu/resource/authority"
NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The nearest of the European themes, by which catalogues of many countries are searched together.
_THEMES = {
    "bousai": "JUST",
    "fukushi": "HEAL",
    "hoken-iryo": "HEAL",
    "kosodate": "SOCI",
    "kyouiku": "EDUC",
    "bunka-sports": "EDUC",
    "c023": "EDUC",
    "kotsu": "TRAN",
    "kankyo": "ENVI",
    "toshi": "REGI",
    "kokudo": "ENVI",
    "jinko": "SOCI",
    "sangyo": "ECON",
    "joho": "TECH",
    "c029": "GOVE",
    "sonota": "GOVE",
}
_THEME_LABELS = {
    "JUST": "司法・公安",
    "HEAL": "保健",
    "SOCI": "人口・社会",
    "EDUC": "教育・文化・スポーツ",
    "TRAN": "運輸",
    "ENVI": "環境",
    "REGI": "地域・都市",
    "ECON": "経済・金融",
    "TECH": "科学・技術",
    "GOVE": "政府・公共部門",
}
_FILE_TYPES = {Format.CSV: "CSV", Format.JSON: "JSON", Format.GEOJSON: "GEOJSON", Format.XLSX: "XLSX"}


def catalogue_node(site: Site, packages: Sequence[Package], *, total: int) -> Node:
    """Return the catalogue with the datasets of one page of it."""
    address = f"{site.url}/opendata/"
    return {
        "@id": f"{address}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _japanese(f"{site.city}オープンデータカタログ"),
        "dct:description": _japanese(f"{site.city}が公開しているデータセット（{total}件）の目録です。"),
        "dct:publisher": _publisher(site),
        "dct:language": _concept(f"{_EU}/language/JPN", "dct:LinguisticSystem"),
        "dct:license": _concept(LICENCE_ADDRESSES[Licence.CC_BY], "dct:LicenseDocument"),
        "foaf:homepage": {"@id": address, "@type": "foaf:Document"},
        "dcat:themeTaxonomy": {
            "@id": f"{_EU}/data-theme",
            "@type": "skos:ConceptScheme",
            "dct:title": _japanese("データテーマ"),
        },
        "dcat:dataset": [dataset_node(package, site) for package in packages],
    }


def page_node(address: str, *, page: int, pages: int, total: int, items_per_page: int) -> Node:
    """Return what says which part of the catalogue this is, and where the others are."""

    def link(number: int) -> Any:
        return {"@id": f"{address}?page={number}"}

    node: Node = {
        "@id": f"{address}?page={page}",
        "@type": "hydra:PagedCollection",
        "hydra:totalItems": _whole(total, "xsd:integer"),
        "hydra:itemsPerPage": _whole(items_per_page, "xsd:integer"),
        "hydra:first": link(1),
        "hydra:last": link(pages),
    }
    if page > 1:
        node["hydra:previous"] = link(page - 1)
    if page < pages:
        node["hydra:next"] = link(page + 1)
    return node


def dataset_node(package: Package, site: Site) -> Node:
    """Return a dataset; of a withdrawn one that it is withdrawn, and no files."""
    dataset, listing = package.dataset, package.listing
    address = f"{site.url}{dataset_path(listing.name)}"
    category = category_named(dataset.category)
    licence = _concept(LICENCE_ADDRESSES[Licence(dataset.licence)], "dct:LicenseDocument")
    node: Node = {
        "@id": f"{address}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _japanese(dataset.title),
        "dct:description": _japanese(dataset.description or dataset.title),
        "dct:identifier": [str(dataset.uid), listing.name],
        "dct:publisher": _publisher(site),
        "dcat:contactPoint": _contact(dataset, listing.department_name, site),
        "dcat:theme": _labelled(f"{_EU}/data-theme/{_THEMES[category.key]}", _THEME_LABELS[_THEMES[category.key]]),
        "dcat:keyword": [_japanese(word) for word in dict.fromkeys([dataset.category, *listing.tags])],
        "dct:issued": _day(listing.first_date),
        "dct:modified": _moment(dataset.modified_at),
        "dct:language": _concept(f"{_EU}/language/JPN", "dct:LinguisticSystem"),
        "dct:accessRights": _concept(f"{_EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dct:spatial": _place(dataset, site),
        "dcat:version": str(package.release_number),
        "dcat:landingPage": {"@id": address, "@type": "foaf:Document"},
    }
    node |= _frequency(dataset) | _period(dataset)
    if dataset.state == Dataset.State.WITHDRAWN:
        return node | _withdrawal(dataset)
    return node | {"dcat:distribution": [_distribution(file, package, site, licence) for file in package.files]}


def _distribution(file: PackageFile, package: Package, site: Site, licence: Node) -> Node:
    name = package.listing.name
    address = f"{site.url}{latest_file_path(name, quote(file.file_name))}"
    media_type = file.media_type.partition(";")[0]
    return {
        "@id": f"{site.url}{dataset_path(name)}#{file.format}",
        "@type": "dcat:Distribution",
        "dct:title": _japanese(file_title(package.dataset.title, file.format)),
        "dct:identifier": str(file.uid),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _concept(f"https://www.iana.org/assignments/media-types/{media_type}", "dct:MediaType"),
        "dct:format": _concept(f"{_EU}/file-type/{_FILE_TYPES[Format(file.format)]}", "dct:MediaTypeOrExtent"),
        "dcat:byteSize": _whole(file.size, "xsd:nonNegativeInteger"),
        "dct:license": licence,
        "dct:modified": _moment(package.released_at),
        "dcatap:availability": _labelled("http://data.europa.eu/r5r/availability/stable", "継続して提供"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _concept("http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm"),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _publisher(site: Site) -> Node:
    return {
        "@id": f"{site.url}/#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _japanese(site.city),
        "dct:identifier": site.code,
        "dct:type": _labelled("http://purl.org/adms/publishertype/LocalAuthority", "地方公共団体"),
    }


def _contact(dataset: Dataset, department: str, site: Site) -> Node:
    node: Node = {"@type": "vcard:Kind", "vcard:fn": _japanese(department or site.city)}
    if "@" in dataset.contact and not any(mark.isspace() for mark in dataset.contact):
        node["vcard:hasEmail"] = {"@id": f"mailto:{quote(dataset.contact, safe='@')}"}
    elif dataset.contact:
        node["vcard:note"] = _japanese(dataset.contact)
    return node


def _place(dataset: Dataset, site: Site) -> Node:
    name = dataset.spatial or site.city
    return {"@type": "dct:Location", "skos:prefLabel": _japanese(name), "dct:identifier": site.code}


def _frequency(dataset: Dataset) -> Node:
    meaning = frequency_of(dataset.update_frequency)
    if meaning is None:
        return {}
    # 随時 is 不定期 for a list that knows no third.
    code = Frequency.IRREGULAR if meaning is Frequency.AS_NEEDED else meaning
    return {"dct:accrualPeriodicity": _concept(f"{_EU}/frequency/{code.value}", "dct:Frequency")}


def _period(dataset: Dataset) -> Node:
    days = {"dcat:startDate": dataset.period_start, "dcat:endDate": dataset.period_end}
    known = {key: _day(day) for key, day in days.items() if day}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **known}} if known else {}


def _withdrawal(dataset: Dataset) -> Node:
    return {
        "adms:status": _labelled(f"{_EU}/dataset-status/WITHDRAWN", "取下げ"),
        "adms:versionNotes": _japanese(dataset.withdrawal_reason),
    }


def _concept(address: str, kind: str) -> Node:
    return {"@id": address, "@type": kind}


def _labelled(address: str, label: str) -> Node:
    """Return a concept of somebody's list; DCAT-AP wants its label said along with it."""
    return {"@id": address, "@type": "skos:Concept", "skos:prefLabel": _japanese(label)}


def _japanese(words: str) -> Node:
    return {"@value": words, "@language": "ja"}


def _whole(number: int, kind: str) -> Node:
    return {"@value": str(number), "@type": kind}


def _day(day: dt.date) -> Node:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _moment(moment: dt.datetime) -> Node:
    return {"@value": moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"), "@type": "xsd:dateTime"}
