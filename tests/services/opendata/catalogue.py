"""Datasets as they stand in the catalogue, without the way that leads there."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from hoshin.services.opendata.exports.ckan_text import listing_text
from hoshin.services.opendata.exports.files import store
from hoshin.services.opendata.models import Dataset, Distribution, Listing, Release
from tests.world import City

DAY = dt.date(2020, 8, 1)
ROWS = [["みどり公園トイレ", "35.725612", "139.538401"], ["駅前トイレ", "35.727011", "139.543377"]]
COLUMNS = [
    {"name": "名称", "type": "string", "need": "required", "description": "施設の名称"},
    {"name": "緯度", "type": "latitude", "need": "recommended", "description": ""},
    {"name": "経度", "type": "longitude", "need": "recommended", "description": ""},
]
MEDIA_TYPES = {"CSV": "text/csv; charset=utf-8", "JSON": "application/json", "GeoJSON": "application/geo+json"}


def content_of(number: int) -> bytes:
    lines = [",".join(column["name"] for column in COLUMNS), *(",".join(row) for row in ROWS), f"版{number},,"]
    return "\r\n".join(lines).encode("utf-8-sig")


def make_dataset(*, number: int = 1, releases: int = 1, formats: tuple[str, ...] = ("CSV",), **values: Any) -> Dataset:
    """A dataset with as many releases, the last of them on `DAY`; none makes one that is being prepared."""
    given = {
        "number": number,
        "slug": f"table_{number}",
        "title": f"公衆トイレ一覧{number}",
        "description": "市が管理する公衆トイレの場所です。",
        "category": "防災・防犯",
        "tags": ["トイレ", "施設"],
        "contact": "情報推進課 電話042-000-0000",
        "update_frequency": "年1回",
        "state": Dataset.State.ACTIVE if releases else Dataset.State.PREPARED,
    }
    dataset = Dataset.objects.create(**(given | values))
    for place in range(1, releases + 1):
        make_release(dataset, number=place, day=DAY - dt.timedelta(days=30 * (releases - place)), formats=formats)
    Listing.objects.renew(Dataset.objects.get(pk=dataset.pk), told=listing_text)
    return dataset


def make_release(dataset: Dataset, *, number: int, day: dt.date = DAY, formats: tuple[str, ...] = ("CSV",)) -> Release:
    content = content_of(number)
    stored = store(content, ".csv")
    release = Release.objects.create(
        dataset=dataset,
        number=number,
        published_date=day,
        prepared_by="担当者",
        approved_by="承認者",
        note=f"{number}回目の公開",
        columns=COLUMNS,
        row_count=len(ROWS),
        preview=ROWS,
        places=[[float(latitude), float(longitude), name] for name, latitude, longitude in ROWS],
        quality={"standard_met": True, "warnings": 0, "advice": 2, "mended_cells": 14, "has_coordinates": True},
        content_sha256=stored.sha256,
    )
    for one in formats:
        Distribution.objects.create(
            release=release,
            uid=uuid.uuid5(dataset.uid, one),
            format=one,
            file_name=f"132292_{dataset.slug}.{one.lower()}",
            media_type=MEDIA_TYPES[one],
            size=stored.size,
            sha256=stored.sha256,
            storage_name=stored.storage_name,
        )
    return release


def withdraw(dataset: Dataset, reason: str = "市外の施設が含まれていたため。") -> None:
    """As the withdrawal leaves it; the fields are set without their action."""
    Dataset.objects.filter(pk=dataset.pk).update(
        state=Dataset.State.WITHDRAWN, withdrawn_date=DAY, withdrawal_reason=reason
    )
    Listing.objects.renew(Dataset.objects.get(pk=dataset.pk), told=listing_text)


def name_of(dataset: Dataset, city: City) -> str:
    return f"t{city.municipality.code}d{dataset.number:010d}"
