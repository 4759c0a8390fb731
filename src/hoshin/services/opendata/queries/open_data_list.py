"""オープンデータ一覧: the catalogue as one of its own datasets, in the columns that the standard gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hoshin.kernel.contracts import DatasetSource, SourceColumn, Value
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import get_municipality
from hoshin.services.opendata.models import Dataset, Licence, Listing
from hoshin.services.opendata.rules.addresses import dataset_path
from hoshin.services.opendata.rules.naming import category_named
from hoshin.services.opendata.rules.standards import standard

KEY = "opendata.list"
STANDARD = "open_data_list"
KINDS = {"date": "date", "url": "url"}


def _rows(on: dt.date) -> Iterator[tuple[Value, ...]]:
    """List every dataset but this one: a list that told of itself would change by being published."""
    city = get_municipality()
    listed = Listing.objects.narrow().filter(state=Dataset.State.ACTIVE, first_date__lte=on)
    for listing in listed.exclude(dataset__source_key=KEY).select_related("dataset").order_by("name"):
        yield _row(city, listing)


def _row(city: Municipality, listing: Listing) -> tuple[Value, ...]:
    dataset = listing.dataset
    return (
        city.code,
        f"{dataset.number:010d}",
        city.prefecture,
        city.name,
        listing.title,
        " ".join(dataset.description.split()),
        ";".join(listing.formats),
        category_named(dataset.category).list_value,
        dataset.update_frequency or None,
        f"https://{city.hosts[0]}{dataset_path(listing.name)}" if city.hosts else None,
        "有",
        str(Licence(dataset.licence).label),
        listing.first_date,
        listing.released_date,
        None,
    )


OPEN_DATA_LIST = DatasetSource(
    key=KEY,
    title="オープンデータ一覧",
    description=(
        "市が公開しているオープンデータの一覧です。データセットが公開・更新・取下げされると、自動で更新されます。"
        "この一覧自身は載せていません。"
    ),
    slug=STANDARD,
    columns=tuple(
        SourceColumn(field.name, KINDS.get(field.type.value, "string"), field.description)
        for field in standard(STANDARD, "v1").fields
    ),
    rows=_rows,
    tags=("オープンデータ",),
    update_frequency="随時",
    standard=STANDARD,
)
