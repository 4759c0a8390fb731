"""An edition as a dataset for catalogues (DCAT, in the profile DCAT-AP), with its documents as distributions.

Nothing has to be fetched to read it: the context stands in the file.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.safe_text import writable
from hoshin.publishing.rules.formats import FORMATS, Format
from hoshin.publishing.rules.snapshot import Snapshot
from hoshin.publishing.rules.wording import full_title, reason_of, revision_label

Data = dict[str, Any]

CC_BY_4 = "https://creativecommons.org/licenses/by/4.0/deed.ja"
_EU = "http://publications.europa.eu/resource/authority"
_FILE_TYPES = {"edition.jsonld": "JSON_LD", "edition.ics": "ICS"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "adms": "http://www.w3.org/ns/adms#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def jsonld_of(snapshot: Snapshot, edition_url: str = "", *, licence: str = "") -> bytes:
    """Write the description of the edition's revision as JSON-LD.

    :param edition_url: where the documents of the edition stand, with a `/` at its end. Without it all addresses are
        relative to the address of this file, which stands beside them.
    :param licence: the address of the licence; without one the file claims none.
    """
    dataset = _dataset(snapshot, edition_url, licence)
    data = {"@context": CONTEXT, **dataset}
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _dataset(snapshot: Snapshot, edition_url: str, licence: str) -> Data:
    city, doc, revision = snapshot.document.municipality, snapshot.edition, snapshot.revision
    year = FiscalYear(doc.year)
    title = full_title(snapshot)
    description = plain_text(doc.summary) or plain_text(snapshot.document.policy.description) or title
    issued = doc.issued or snapshot.document.revisions[0].published_date
    return {
        "@id": f"{edition_url or './'}#dataset",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:title": _japanese(title),
        "schema:name": _japanese(title),
        "dct:description": _japanese(description),
        "schema:description": _japanese(description),
        "dct:identifier": f"{city.code}/{snapshot.name}",
        "dct:issued": _day(issued.isoformat()),
        "dct:modified": _day(revision.published_date.isoformat()),
        "owl:versionInfo": str(revision.number),
        "adms:versionNotes": [
            _japanese(f"{revision_label(one)}（{one.published_date.isoformat()}公表）：{reason_of(one)}")
            for one in snapshot.document.revisions
        ],
        "dct:language": {"@id": f"{_EU}/language/JPN"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/ANNUAL"},
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dcat:theme": {"@id": f"{_EU}/data-theme/GOVE"},
        "dcat:keyword": [_japanese(word) for word in _keywords(snapshot)],
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(year.first_day.isoformat()),
            "dcat:endDate": _day(year.last_day.isoformat()),
        },
        "dct:spatial": {
            "@type": "dct:Location",
            "dct:identifier": city.code,
            "rdfs:label": _japanese(f"{city.prefecture}{city.name}"),
        },
        "dct:publisher": _publisher(snapshot),
        **_terms_of_use(licence),
        **_provenance(snapshot),
        "dcat:landingPage": {"@id": edition_url or "./", "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(snapshot, kind, edition_url, licence) for kind in FORMATS],
    }


def _keywords(snapshot: Snapshot) -> tuple[str, ...]:
    labels = [snapshot.document.policy.name, "重点取組", "成果指標", "KPI"]
    labels += [direction.label for direction in snapshot.edition.directions]
    return tuple(dict.fromkeys(labels))


def _publisher(snapshot: Snapshot) -> Data:
    city = snapshot.document.municipality
    names = [_japanese(city.name)]
    if city.name_en:
        names.append({"@value": writable(city.name_en), "@language": "en"})
    return {"@type": ["foaf:Agent", "schema:Organization"], "foaf:name": names, "dct:identifier": city.code}


def _terms_of_use(licence: str) -> Data:
    return {"dct:license": {"@id": licence}, "schema:license": {"@id": licence}} if licence else {}


def _provenance(snapshot: Snapshot) -> Data:
    """Say where the content comes from: an example city must never be taken for the city's own catalogue."""
    example = snapshot.document.municipality.example
    said = [example.notice] if example else []
    if snapshot.edition.note:
        said.append(plain_text(snapshot.edition.note))
    statements = [{"@type": "dct:ProvenanceStatement", "rdfs:label": _japanese(words)} for words in said]
    return {"dct:provenance": statements} if statements else {}


def _distribution(snapshot: Snapshot, kind: Format, edition_url: str, licence: str) -> Data:
    address = {"@id": f"{edition_url}{quote(kind.path)}"}
    media_type = kind.media_type.partition(";")[0]
    file_type = _FILE_TYPES.get(kind.path, kind.path.rpartition(".")[2].upper())
    data = {
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": _japanese(f"{kind.label}（{kind.kind}）"),
        "schema:name": _japanese(f"{kind.label}（{kind.kind}）"),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "schema:contentUrl": address,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "schema:encodingFormat": media_type,
        "dct:format": {"@id": f"{_EU}/file-type/{file_type}"},
        "dct:issued": _day(snapshot.revision.published_date.isoformat()),
        **_terms_of_use(licence),
    }
    if kind.key == "json":
        data["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": snapshot.sha256, "@type": "xsd:hexBinary"},
        }
    return data


def _japanese(words: str) -> Data:
    return {"@value": writable(words), "@language": "ja"}


def _day(day: str) -> Data:
    return {"@value": day, "@type": "xsd:date"}
