"""What is said of a dataset, before and after it has releases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.db.models.functions import Now

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import current_municipality_id
from hoshin.kernel.versioning import change
from hoshin.services.opendata.actions.refusals import NotASlug, SlugTaken
from hoshin.services.opendata.exports.ckan_text import listing_text
from hoshin.services.opendata.models import Dataset, Listing
from hoshin.services.opendata.permissions import PREPARE_DATASET
from hoshin.services.opendata.rules.naming import is_slug


@action(PREPARE_DATASET, "opendata.dataset.prepared")
def prepare_dataset(by: Actor, *, values: Mapping[str, Any]) -> Dataset:
    """Add a dataset that has no release yet, and that nobody outside sees.

    :param values: fields of `Dataset`: slug, title, description, category and whatever else is known.
    :raises NotASlug: the slug cannot be part of an address.
    :raises SlugTaken: another dataset has it.
    """
    # Numbers are given one after the other; two people at once would get the same.
    Municipality.objects.select_for_update().get(pk=current_municipality_id())
    _check_slug(values["slug"])
    last = Dataset.objects.aggregate(last=Max("number"))["last"]
    return Dataset.objects.create(number=(last or 0) + 1, **values)


@action(PREPARE_DATASET, "opendata.dataset.changed")
def edit_dataset(by: Actor, *, dataset: Dataset, version: int, values: Mapping[str, Any]) -> Dataset:
    """Change what is said of a dataset. Its releases stay as they are; harvesters see that something changed.

    :raises NotASlug, SlugTaken: as `prepare_dataset`.
    :raises EditedMeanwhile: somebody else saved first.
    """
    if "slug" in values:
        _check_slug(values["slug"], but=dataset)
    changed = change(dataset, version=version, modified_at=Now(), **values)
    Listing.objects.renew(changed, told=listing_text)
    return changed


@action(PREPARE_DATASET, "opendata.listing.renewed")
def renew_listing(by: Actor, *, dataset: Dataset) -> Dataset:
    """Write the catalogue's row anew, though nothing of the dataset has changed.

    The product tells of datasets in another way by now, or the department has another name.
    """
    Listing.objects.renew(dataset, told=listing_text)
    return dataset


def _check_slug(slug: str, but: Dataset | None = None) -> None:
    if not is_slug(slug):
        raise NotASlug
    same = Dataset.objects.filter(slug=slug)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise SlugTaken
