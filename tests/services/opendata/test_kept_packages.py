"""What is kept ready for the API says what would be made now, after everything that changes a dataset."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator

import pytest

from hoshin.kernel.models import Department
from hoshin.services.opendata.actions.datasets import edit_dataset
from hoshin.services.opendata.actions.publishing import republish_dataset, withdraw_dataset
from hoshin.services.opendata.exports.ckan import Site, package_data
from hoshin.services.opendata.exports.ckan_text import filled, json_text, package_text
from hoshin.services.opendata.jobs import renew_listings
from hoshin.services.opendata.models import PACKAGE_FORM, Dataset, Licence, Listing
from hoshin.services.opendata.queries.harvest import Package, PackageFile, get_kept, get_package
from hoshin.services.opendata.rules.naming import CATEGORIES
from tests.services.opendata.uploading import CHIEF, CLEAN, OFFICER, ON, make_dataset, publish
from tests.world import City, make_city

NAME = "t132292d0000000001"
SITE = Site("https://ours.example.jp", "132292", "試験市", dt.datetime(2020, 10, 1, tzinfo=dt.UTC))


@pytest.fixture(autouse=True)
def city(db, settings, tmp_path) -> Iterator[City]:
    settings.MEDIA_ROOT = tmp_path
    city = make_city()
    with city.scope():
        yield city


def is_true() -> bool:
    kept = get_kept(NAME)
    assert isinstance(kept, str)
    return filled([kept], SITE) == json_text(package_data(get_package(NAME), SITE))


def fresh() -> Dataset:
    return Dataset.objects.get()


def edit(**values: object) -> None:
    edit_dataset(OFFICER, dataset=fresh(), version=fresh().version, values=values)


def test_every_action_that_changes_a_dataset_leaves_the_truth() -> None:
    publish(make_dataset(contact="data@example.jp"))
    assert is_true()
    publish(fresh(), CLEAN)
    assert is_true()
    edit(title="別の名称", tags=["施設"], licence="CC0-1.0", landing_page="https://www.example.jp/")
    assert is_true()
    withdraw_dataset(CHIEF, dataset=fresh(), version=fresh().version, reason="誤りのため", on=ON)
    assert is_true()
    assert '"state": "deleted"' in str(get_kept(NAME))
    republish_dataset(CHIEF, dataset=fresh(), version=fresh().version, reason="直したため", on=ON)
    assert is_true()


def test_nothing_that_people_write_is_taken_for_an_open_place() -> None:
    written = '<b>\x01\x02 \\u0001 "organization": \x02 ☃\U0001f600'
    publish(make_dataset(title=written, description=written, tags=[written]))

    assert is_true()
    assert json.loads(filled([str(get_kept(NAME))], SITE))["title"] == written


def test_each_host_is_told_its_own_addresses() -> None:
    publish(make_dataset())
    kept = str(get_kept(NAME))

    for address in ("https://ours.example.jp", "http://localhost:8000"):
        told = json.loads(filled([kept], Site(address, "132292", "試験市")))
        assert told["resources"][0]["url"] == f"{address}/opendata/{NAME}/latest/132292_places.csv"
        assert told["organization"]["description"] == f"{address}/"


def test_what_was_kept_in_a_form_of_before_is_not_read_and_is_made_anew_at_night() -> None:
    publish(make_dataset())
    Listing.objects.update(package="{}", package_form=PACKAGE_FORM - 1)
    assert isinstance(get_kept(NAME), Package)

    renew_listings()

    assert is_true()


def test_a_department_that_gets_another_name_is_called_by_it_on_the_next_day() -> None:
    department = Department.objects.create(key="hall", name="会館課", order=900)
    publish(make_dataset(department=department))
    Department.objects.update(name="施設課")

    renew_listings()

    assert '"maintainer": "\\u65bd\\u8a2d\\u8ab2"' in str(get_kept(NAME))


# A change of what is told of a dataset needs another PACKAGE_FORM: what is kept in the form of before is made anew.
DIGESTS = {1: "ba071c67425e08978b9adfba9b0daf012b4b8db03d7be291e2ae4b3c5ef42c95"}


def test_the_form_has_another_number_when_it_says_something_else() -> None:
    examples = (example(category.name, licence) for category in CATEGORIES for licence in Licence)
    texts = [package_text(one, "132292") for one in examples]

    assert DIGESTS[PACKAGE_FORM] == hashlib.sha256("\n".join(texts).encode()).hexdigest()


def example(category: str, licence: Licence) -> Package:
    moment = dt.datetime(2020, 10, 1, tzinfo=dt.UTC)
    dataset = Dataset(
        uid=uuid.UUID(int=1),
        number=1,
        title="一覧",
        description="説明",
        category=category,
        licence=licence,
        contact="data@example.jp",
        update_frequency="年1回",
        spatial="市内",
        period_start=ON,
        period_end=ON,
        state=Dataset.State.ACTIVE,
        created_at=moment,
        modified_at=moment,
    )
    listing = Listing(name=NAME, department_name="施設課", tags=["施設"])
    file = PackageFile(uuid.UUID(int=2), "CSV", "132292_places.csv", "text/csv; charset=utf-8", 1, "0" * 64, "")
    return Package(listing, dataset, 1, moment, (file,))
