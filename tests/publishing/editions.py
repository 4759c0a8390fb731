"""Editions in the database, from the small good folder, at any step of their life."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hoshin.kernel.actor import Actor, system_actor
from hoshin.plan.actions.editions import change_edition
from hoshin.plan.models import Edition
from hoshin.publishing.actions import install_folder
from hoshin.publishing.actions.publishing import decide_edition, publish_edition
from hoshin.publishing.exports.formats import all_made
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.publications import frozen
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.formats import formats_of
from tests.publishing.folders import GOOD, write
from tests.world import OUR_HOST, City

ON = dt.date(2020, 10, 1)
BY = system_actor("公表の担当")
SMALL = formats_of("json,csv")  # made in no time; that the others are made too is tested with the whole way


def folder_files(*, status: str = "draft", year: int = 2020) -> dict[str, str]:
    """The good folder, of another status or year."""
    files = {name.replace("2020/", f"{year}/"): text for name, text in GOOD.items()}
    card = f"{year}/items/02-card.yaml"
    files[card] = files[card].replace("period: FY2020", f"period: FY{year}")
    head = f"{year}/edition.yaml"
    files[head] = files[head].replace("year: 2020", f"year: {year}").replace("2020（令和2）年度", f"{year}年度")
    files[head] += f"status: {status}\n"
    return files


def install(tmp_path: Path, *, status: str = "draft") -> City:
    """Our city with the edition of 2020."""
    folder = read_folder(write(tmp_path / f"folder-{status}", folder_files(status=status)))
    municipality = install_folder(BY, folder=folder, on=ON)
    municipality.hosts = [OUR_HOST]
    municipality.save()
    return City(municipality, OUR_HOST)


def edition_of_2020() -> Edition:
    return Edition.objects.select_related("policy").get(year=2020)


def publish(edition: Edition, *, reason: str = "", on: dt.date = ON, by: Actor = BY) -> Publication:
    """Publish a decided edition with its small documents."""
    snapshot = frozen(edition, on=on, reason=reason)
    documents = all_made(snapshot, kinds=SMALL)
    return publish_edition(by, edition=edition, snapshot=snapshot, on=on, reason=reason, documents=documents)


def decide(edition: Edition) -> Edition:
    return Edition.objects.select_related("policy").get(pk=decide_edition(BY, edition=edition).pk)


def retitle(edition: Edition, title: str) -> Edition:
    """Change the edition as its editor does."""
    row = Edition.objects.get(pk=edition.pk)
    names = ("year_label", "issued_date", "data_as_of_date", "summary", "note", "levels")
    same = {name: getattr(row, name) for name in names}
    changed = change_edition(BY, edition=row, version=row.version, title=title, **same)
    return Edition.objects.select_related("policy").get(pk=changed.pk)
