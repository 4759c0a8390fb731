"""Datasets as CKAN's JSON, kept ready: a harvester reads a hundred at a time, and they change seldom.

What is the catalogue's and not the dataset's stays open: the address of the site, which differs by the host that was
asked, and what is said of the city. Their places are marked with control characters, which JSON never holds.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from hoshin.services.opendata.exports.ckan import Site, package_data
from hoshin.services.opendata.models import Listing
from hoshin.services.opendata.queries.harvest import Package, packages_of

_ADDRESS, _ORGANISATION = "\x01", "\x02"


def json_text(data: Any) -> str:
    """Write JSON as CKAN spaces and escapes it, and so that no reader can mistake the text for HTML."""
    return json.dumps(data, separators=(", ", ": ")).replace("<", "\\u003c")


def package_text(package: Package, code: str) -> str:
    """Write a dataset with its open places.

    :param code: of the municipality.
    """
    # Random, so that no title or description can hold them.
    address, organisation = uuid.uuid4().hex, uuid.uuid4().hex
    data = package_data(package, Site(address, code, "")) | {"organization": organisation}
    return json_text(data).replace(f'"{organisation}"', _ORGANISATION).replace(address, _ADDRESS)


def listing_text(listing: Listing) -> str:
    """Write the dataset of a row of the catalogue with its open places. Two statements."""
    return package_text(packages_of([listing])[0], listing.dataset.municipality.code)


def filled(texts: Iterable[str], site: Site) -> str:
    """Return the datasets as the items of a JSON list, as the site tells of them."""
    joined = ", ".join(texts).replace(_ORGANISATION, json_text(site.organisation_data))
    return joined.replace(_ADDRESS, json_text(site.url)[1:-1])
