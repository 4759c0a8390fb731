"""What the public pages of the catalogue have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoshin.design.shell import Fact, Heading, Link
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.models import Dataset
from hoshin.services.opendata.queries.pages import get_dataset
from hoshin.services.opendata.rules.shapes import Standard
from hoshin.services.opendata.rules.standards import NoSuchStandard, newest

CATALOGUE = "/opendata/"


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("ホーム"), "/"), Link(_("オープンデータ"), CATALOGUE), *links)


def here(title: str) -> Link:
    return Link(title, "")


def standard_of(dataset: Dataset) -> Standard | None:
    """Return the definition that the dataset follows; None for an own format, or one that we do not know any more."""
    try:
        return newest(dataset.standard) if dataset.standard else None
    except NoSuchStandard:
        return None


Page = Callable[..., HttpResponseBase]


def of_dataset(view: Page) -> Page:
    """Give the view the dataset that the address names; a withdrawn one is answered with its tombstone.

    :raises Dataset.DoesNotExist: by the returned view, which the mark `@public` turns into 404.
    """

    @wraps(view)
    def run(request: CityRequest, dataset: str, **arguments: Any) -> HttpResponseBase:
        row = get_dataset(dataset, request.municipality.code)
        if row.state == Dataset.State.WITHDRAWN:
            return tombstone(request, dataset, row)
        return view(request, dataset, row, **arguments)

    return run


def tombstone(request: CityRequest, name: str, dataset: Dataset) -> HttpResponse:
    """Answer that the dataset is gone for good: since when, why, and where one can go on."""
    day = dataset.withdrawn_date
    facts = [Fact(_("取下げ日"), wareki(day))] if day else []
    facts += [Fact(_("所管課"), dataset.department.name)] if dataset.department else []
    heading = Heading(dataset.title, kicker=_("公開を取りやめたデータセット"), facts=tuple(facts))
    context = {
        "heading": heading,
        "crumbs": crumbs(here(dataset.title)),
        "dataset": dataset,
        "name": name,
        "catalogue_url": CATALOGUE,
    }
    return render(request, "opendata/dataset_withdrawn.html", context, status=410)
