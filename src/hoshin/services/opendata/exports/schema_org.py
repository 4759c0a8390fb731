"""A dataset in the words of schema.org, for the search engines that read them out of its page."""

from __future__ import annotations

import json
from typing import Any

from hoshin.kernel.models import Municipality
from hoshin.services.opendata.models import Licence
from hoshin.services.opendata.queries.pages import DatasetRecord
from hoshin.services.opendata.rules.addresses import dataset_path, latest_file_path

LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.ja",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.ja",
    Licence.PDL: "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
}
# What would end the element that the text stands in, or begin another one.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def schema_org(record: DatasetRecord, municipality: Municipality, *, site: str) -> str:
    """Return JSON-LD that is safe inside a page. `site` is the address of the site, without a `/` at its end."""
    return json.dumps(_dataset(record, municipality, site), ensure_ascii=False).translate(_ESCAPES)


def _dataset(record: DatasetRecord, municipality: Municipality, site: str) -> dict[str, Any]:
    dataset = record.dataset
    address = f"{site}{dataset_path(record.name)}"
    organisation = {"@type": "GovernmentOrganization", "name": municipality.name, "identifier": municipality.code}
    data: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": dataset.title,
        "description": dataset.description,
        "identifier": [record.name, str(dataset.uid)],
        "inLanguage": "ja",
        "isAccessibleForFree": True,
        "keywords": [dataset.category, *dataset.tags],
        "license": LICENCE_ADDRESSES[Licence(dataset.licence)],
        "creator": organisation,
        "publisher": organisation,
        "datePublished": record.first_date.isoformat(),
        "dateModified": record.latest.published_date.isoformat(),
        "version": str(record.latest.number),
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{site}/opendata/"},
        "spatialCoverage": dataset.spatial or f"{municipality.prefecture}{municipality.name}",
        "variableMeasured": [column["name"] for column in record.latest.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.file_name,
                "encodingFormat": file.media_type.partition(";")[0],
                "contentUrl": f"{site}{latest_file_path(record.name, file.file_name)}",
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in record.distributions
        ],
    }
    if dataset.period_start or dataset.period_end:
        ends = [day.isoformat() if day else ".." for day in (dataset.period_start, dataset.period_end)]
        data["temporalCoverage"] = "/".join(ends)
    return data
