"""The catalogue's row of a dataset, which is made anew whenever something of the dataset changes."""

from __future__ import annotations

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.services.opendata.exports.ckan_text import package_text
from hoshin.services.opendata.models import PACKAGE_FORM, Dataset, Listing
from hoshin.services.opendata.permissions import PREPARE_DATASET
from hoshin.services.opendata.queries.harvest import packages_of


def renew_listing(dataset: Dataset) -> None:
    """Write anew what the catalogue, its API and the city's search say of the dataset, in the change's transaction.

    Whoever publishes, describes or withdraws a dataset calls this last.
    """
    Listing.objects.renew(dataset)
    for listing in Listing.objects.narrow().filter(dataset=dataset).select_related("dataset"):
        text = package_text(packages_of([listing])[0], dataset.municipality.code)
        Listing.objects.filter(pk=listing.pk).update(package=text, package_form=PACKAGE_FORM)


@action(PREPARE_DATASET, "opendata.listing.renewed")
def renew_outdated(by: Actor, *, dataset: Dataset) -> Dataset:
    """Write the row anew, though nothing of the dataset has changed: the product tells of it in another way, or its
    department has another name."""
    renew_listing(dataset)
    return dataset
