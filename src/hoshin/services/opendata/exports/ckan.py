"""Datasets in the shape in which CKAN tells of them, key by key as Tokyo's catalogue answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hoshin.services.opendata.exports.schema_org import LICENCE_ADDRESSES
from hoshin.services.opendata.models import Dataset, Licence
from hoshin.services.opendata.queries.harvest import Package
from hoshin.services.opendata.rules.addresses import dataset_path, latest_file_path
from hoshin.services.opendata.rules.naming import Category, category_named, file_title, organisation_name
from hoshin.services.opendata.rules.uids import group_uid, organisation_uid, tag_uid

Data = dict[str, Any]

_STATES = {Dataset.State.ACTIVE: "active", Dataset.State.WITHDRAWN: "deleted"}


def stamp(moment: dt.datetime) -> str:
    """Write a moment as CKAN does: in UTC, with microseconds and without saying so."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Site:
    """The catalogue as seen from outside: its address without a slash at its end, and whose it is."""

    url: str
    code: str
    city: str
    founded_at: dt.datetime | None = None

    @property
    def organisation(self) -> str:
        return organisation_name(self.code)

    @cached_property
    def organisation_data(self) -> Data:
        """Return the city as every dataset names it."""
        return {
            "id": str(organisation_uid(self.code)),
            "name": self.organisation,
            "title": self.city,
            "type": "organization",
            "description": f"{self.url}/",
            "image_url": "",
            "created": stamp(self.founded_at) if self.founded_at else None,
            "is_organization": True,
            "approval_status": "approved",
            "state": "active",
        }


def package_data(package: Package, site: Site) -> Data:
    """Return a dataset as `package_show` gives it. A withdrawn one is a tombstone: deleted, and without files."""
    dataset, listing = package.dataset, package.listing
    licence = Licence(dataset.licence)
    resources = _resources(package, site)
    tags = listing.tags
    return {
        "author": None,
        "author_email": None,
        "creator_user_id": None,
        "extras": _extras(dataset),
        "groups": [_group_of_package(category_named(dataset.category))],
        "id": str(dataset.uid),
        "isopen": True,
        "license_id": licence.value,
        "license_title": str(licence.label),
        "license_url": LICENCE_ADDRESSES[licence],
        "maintainer": listing.department_name or None,
        "maintainer_email": dataset.contact if _is_mail(dataset.contact) else None,
        "metadata_created": stamp(dataset.created_at),
        "metadata_modified": stamp(dataset.modified_at),
        "name": listing.name,
        "notes": dataset.description,
        "num_resources": len(resources),
        "num_tags": len(tags),
        "organization": site.organisation_data,
        "owner_org": str(organisation_uid(site.code)),
        "private": False,
        "relationships_as_object": [],
        "relationships_as_subject": [],
        "resources": resources,
        "state": _STATES[Dataset.State(dataset.state)],
        "tags": [_tag(name) for name in tags],
        "title": dataset.title,
        "type": "dataset",
        "url": dataset.landing_page or f"{site.url}{dataset_path(listing.name)}",
        "version": str(package.release_number),
    }


def _resources(package: Package, site: Site) -> list[Data]:
    # What all files of a dataset have in common is written once: a page of a harvester has hundreds of them.
    dataset, name = package.dataset, package.listing.name
    common = {
        "cache_last_updated": None,
        "cache_url": None,
        "created": stamp(dataset.created_at),
        "description": dataset.description,
        "last_modified": stamp(package.released_at),
        "metadata_modified": stamp(dataset.modified_at),
        "mimetype_inner": None,
        "package_id": str(dataset.uid),
        "resource_type": None,
        "state": "active",
        "url_type": None,
    }
    return [
        {
            **common,
            "datastore_active": file.format == "CSV",
            "format": file.format,
            "hash": file.sha256,
            "id": str(file.uid),
            "mimetype": file.media_type.partition(";")[0],
            "name": file_title(dataset.title, file.format),
            "position": position,
            "size": file.size,
            "url": f"{site.url}{latest_file_path(name, file.file_name)}",
        }
        for position, file in enumerate(package.files)
    ]


def _extras(dataset: Dataset) -> list[Data]:
    """Tokyo's key first, then those that other harvesters read; what is not known is left out."""
    values = {
        "更新頻度": dataset.update_frequency,
        "対象地域": dataset.spatial,
        "temporal_start": dataset.period_start.isoformat() if dataset.period_start else "",
        "temporal_end": dataset.period_end.isoformat() if dataset.period_end else "",
        "取下げ日": dataset.withdrawn_date.isoformat() if dataset.withdrawn_date else "",
        "取下げの理由": dataset.withdrawal_reason,
    }
    return [{"key": key, "value": value} for key, value in values.items() if value]


def _is_mail(contact: str) -> bool:
    return "@" in contact and not any(mark.isspace() for mark in contact)


def _tag(name: str) -> Data:
    return {"display_name": name, "id": str(tag_uid(name)), "name": name, "state": "active", "vocabulary_id": None}


def tag_data(name: str) -> Data:
    """Return a tag as `tag_list` gives it to those who want all fields."""
    return {key: value for key, value in _tag(name).items() if key != "state"}


def organisation_data(site: Site, package_count: int) -> Data:
    """Return the city as `organization_show` gives it."""
    return {
        **site.organisation_data,
        "display_name": site.city,
        "extras": [],
        "groups": [],
        "image_display_url": "",
        "num_followers": 0,
        "package_count": package_count,
        "tags": [],
        "users": [],
    }


def _group_of_package(category: Category) -> Data:
    return {
        "description": f"{category.name}に関するデータ",
        "display_name": category.name,
        "id": str(group_uid(category.key)),
        "image_display_url": "",
        "name": category.key,
        "title": category.name,
    }


def group_data(category: Category, package_count: int) -> Data:
    """Return a category as `group_show` gives it."""
    return {
        **_group_of_package(category),
        "approval_status": "approved",
        "extras": [],
        "groups": [],
        "image_url": "",
        "is_organization": False,
        "num_followers": 0,
        "package_count": package_count,
        "state": "active",
        "tags": [],
        "type": "group",
        "users": [],
    }


def licence_data(licence: Licence) -> Data:
    """Return a licence as `license_list` gives it."""
    return {
        "domain_content": False,
        "domain_data": True,
        "domain_software": False,
        "family": "",
        "id": licence.value,
        "is_generic": False,
        "maintainer": "",
        "od_conformance": "approved",
        "osd_conformance": "not reviewed",
        "status": "active",
        "title": str(licence.label),
        "url": LICENCE_ADDRESSES[licence],
    }
