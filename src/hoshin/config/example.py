"""The example city that `hoshin demo` shows: a folder of the source tree, carried inside the wheel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

import hoshin
from hoshin.config.example_reviews import put_example_reviews
from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.actions import install_folder, refresh_site
from hoshin.publishing.exports.release import is_live, published_root
from hoshin.publishing.queries import editions_to_copy
from hoshin.publishing.rules.folder import read_folder
from hoshin.site.demo_people import put_example_people

NAME = "nishitokyo-2020"


def example_folder() -> Path:
    return _examples() / NAME


def example_tables() -> Path:
    """Return the folder of invented tables that the example city publishes as open data."""
    return _examples() / f"{NAME}-opendata"


def _put_services(*, on: dt.date) -> None:
    if apps.is_installed("hoshin.services.opendata"):
        # By name: without the service its models cannot even be imported.
        import_string("hoshin.config.example_services.put_example_services")(folder=example_tables(), on=on)


def _examples() -> Path:
    package = Path(hoshin.__file__).parent
    inside = package / "examples"
    return inside if inside.exists() else package.parents[1] / "examples"


def load_example() -> None:
    """Load the example into an empty installation and publish it, in the middle of a round on the published edition.

    The next edition is not begun yet: it begins with what people decide. What they changed stays at the next start.
    """
    by = system_actor("hoshin demo")
    if not Municipality.objects.exists():
        with transaction.atomic():  # a start that is interrupted here leaves no city without people behind
            municipality = install_folder(by, folder=read_folder(example_folder()))
            with municipality_scope(municipality.pk):
                put_example_people(by)
                day = business_day(municipality)
                _put_services(on=day)
                put_example_reviews(editions_to_copy()[0], on=day)
    for municipality in Municipality.objects.order_by("code"):
        if not is_live(published_root(), municipality.code):
            refresh_site(by, municipality=municipality, root=published_root(), tell=lambda _percent, _step: None)
