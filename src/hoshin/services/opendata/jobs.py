"""What the worker does for this room at night. Each of these is safe to repeat."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day, now
from hoshin.kernel.municipality import get_municipality
from hoshin.services.opendata.actions.checking import Checked, record_link_checks
from hoshin.services.opendata.actions.downloads import record_downloads
from hoshin.services.opendata.actions.listing import renew_outdated
from hoshin.services.opendata.actions.sources import refresh_sources
from hoshin.services.opendata.actions.uploads import purge_upload
from hoshin.services.opendata.exports.links import problem_of_file, problem_of_page
from hoshin.services.opendata.queries.harvest import datasets_to_renew
from hoshin.services.opendata.queries.pages import days_to_record
from hoshin.services.opendata.queries.staff import files_to_check, landing_pages_to_check
from hoshin.services.opendata.queries.uploads import uploads_to_purge

KEPT_AFTER_END = dt.timedelta(days=30)


def refresh_own_tables() -> None:
    """Publish anew the tables that modules of this installation offer, where they say something new."""
    refresh_sources(system_actor("自動更新"), on=business_day(get_municipality()))


def renew_listings() -> None:
    """Tell anew of datasets of which the catalogue tells in an old form, or with an old name of their department."""
    for dataset in datasets_to_renew():
        renew_outdated(system_actor("カタログの更新"), dataset=dataset)


def purge_uploads() -> None:
    """Throw away the files of uploads that ended a month ago."""
    for upload in uploads_to_purge(ended_before=now() - KEPT_AFTER_END):
        purge_upload(system_actor("送られたファイルの整理"), upload=upload)


def count_downloads() -> None:
    """Write the downloads of days that are over into the ledger."""
    today = business_day(get_municipality())
    for day, by_people in days_to_record(before=today).items():
        record_downloads(system_actor("ダウンロード数の記帳"), day=day, by_people=by_people)


def check_links() -> None:
    """Look at the files of every public dataset; at the pages they point to only where the operator wants it."""
    results = [Checked(file.release.dataset, file.file_name, problem_of_file(file)) for file in files_to_check()]
    if settings.HOSHIN_CHECK_LINKS:
        results += [
            Checked(dataset, dataset.landing_page, problem_of_page(dataset.landing_page))
            for dataset in landing_pages_to_check()
        ]
    record_link_checks(system_actor("リンクの点検"), results=results, on=business_day(get_municipality()))
