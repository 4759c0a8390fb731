"""What the worker does for this room: approved files as they come, the rest at night. All of it is safe to repeat."""

from __future__ import annotations

import datetime as dt
import logging
from contextlib import suppress
from functools import partial

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day, now
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.progress import note_progress
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import municipality_scope
from hoshin.services.opendata.actions.approving import QUEUE, RELEASE_TASK, end_in_failure, release_approved
from hoshin.services.opendata.actions.checking import Checked, record_link_checks
from hoshin.services.opendata.actions.datasets import renew_listing
from hoshin.services.opendata.actions.downloads import record_downloads
from hoshin.services.opendata.actions.refusals import NotApproved
from hoshin.services.opendata.actions.sources import refresh_source
from hoshin.services.opendata.actions.uploads import purge_upload
from hoshin.services.opendata.exports.links import problem_of_file, problem_of_page
from hoshin.services.opendata.exports.sources import tables_to_publish
from hoshin.services.opendata.models import Upload
from hoshin.services.opendata.queries.harvest import datasets_to_renew
from hoshin.services.opendata.queries.pages import days_to_record
from hoshin.services.opendata.queries.staff import files_to_check, landing_pages_to_check
from hoshin.services.opendata.queries.uploads import approver_of, get_upload, progress_key, uploads_to_purge

KEPT_AFTER_END = dt.timedelta(days=30)

logger = logging.getLogger(__name__)


# Tried again only when even the failure could not be written down, as without a database.
@app.task(name=RELEASE_TASK, queue=QUEUE, retry=RetryStrategy(max_attempts=5, wait=60))
def release(upload_id: int, municipality_id: int) -> None:
    """Carry out an approval. Safe to repeat after a kill: one release comes of it."""
    with municipality_scope(municipality_id):
        upload = get_upload(upload_id)
    message = _released(upload)
    if message:
        with municipality_scope(municipality_id), suppress(NotApproved):
            end_in_failure(system_actor("公開の処理"), upload=upload, message=message)


def _released(upload: Upload) -> str:
    """Publish, and return "", or why it could not be done: somebody waits in front of the page and must learn it."""
    try:
        release_approved(approver_of(upload), upload=upload, tell=partial(note_progress, progress_key(upload)))
    except NotApproved:  # it is published already
        return ""
    except Refused as refused:
        return refused.message
    except FileNotFoundError:
        return "送られたファイルが見つかりません。申請を差し戻し、ファイルを送り直してください。"
    except Exception:
        logger.exception("publishing %s failed", upload)
        return "思わぬ誤りで公開できませんでした。公開中の内容は変わっていません。記録（ログ）を確認してください。"
    return ""


def refresh_own_tables() -> None:
    """Publish anew the tables that modules of this installation offer, where they say something new."""
    on = business_day(get_municipality())
    for table in tables_to_publish(on):
        refresh_source(system_actor("自動更新"), table=table, on=on)


def renew_listings() -> None:
    """Tell anew of datasets of which the catalogue tells in an old form, or with an old name of their department."""
    for dataset in datasets_to_renew():
        renew_listing(system_actor("カタログの更新"), dataset=dataset)


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
