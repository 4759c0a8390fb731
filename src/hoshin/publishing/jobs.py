"""What the worker does for this room."""

from __future__ import annotations

import datetime as dt
import logging

from procrastinate.contrib.django import app

from hoshin.kernel.actor import Actor, NotPermitted, system_actor
from hoshin.kernel.clock import now
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.actions.imports import empty_import
from hoshin.publishing.actions.pipeline import publish_through, refresh_site
from hoshin.publishing.actions.publishing import PUBLISH_TASK, QUEUE, end_run
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.exports.site_files import PageFailed
from hoshin.publishing.models import Publication, PublicationRun
from hoshin.publishing.queries.imports import imports_to_empty
from hoshin.publishing.queries.publications import fulfilled, get_run, requester_of

KEPT_OPEN = dt.timedelta(days=30)
KEPT_CLOSED = dt.timedelta(days=7)

logger = logging.getLogger(__name__)


@app.task(name=PUBLISH_TASK, queue=QUEUE)
def publish(run_id: int, municipality_id: int) -> None:
    """Fulfil a wish to publish, in the name of who had it. Safe to repeat after a kill."""
    with municipality_scope(municipality_id):
        run = get_run(run_id)
        by = requester_of(run)
        done = fulfilled(run)
    if not run.is_waiting:
        return
    publication, message = (done, "") if done else _published(by, run, municipality_id)
    with municipality_scope(municipality_id):
        end_run(system_actor(by.name), run=run, publication=publication, message=message)
    if done:  # it was committed by a worker that died before its files were live
        with municipality_scope(municipality_id):
            refresh()


def refresh() -> None:
    """Make the public files of the municipality in scope anew: what they say of the running year is of today."""
    refresh_site(
        system_actor("公開ページの更新"),
        municipality=get_municipality(),
        root=published_root(),
        tell=lambda _percent, _step: None,
    )


def empty_imports() -> None:
    """Throw away what files say whose import nobody has touched for a month, or that ended a week ago."""
    moment = now()
    for row in imports_to_empty(untouched_since=moment - KEPT_OPEN, closed_since=moment - KEPT_CLOSED):
        empty_import(system_actor("表の読み込みの整理"), table_import=row)


def _published(by: Actor, run: PublicationRun, municipality_id: int) -> tuple[Publication | None, str]:
    with municipality_scope(municipality_id):
        municipality = get_municipality()
    try:
        publication = publish_through(
            by,
            municipality=municipality,
            policy_key=run.policy.key,
            year=run.year,
            on=run.on_date,
            reason=run.reason,
            root=published_root(),
            tell=run.note_progress,
        )
    except (Refused, PageFailed) as refused:
        return None, str(refused)
    except NotPermitted:
        return None, "公表する権限がなくなっています。"
    except Exception:
        # Whatever it was, somebody waits in front of the page: they must learn that it has ended.
        logger.exception("publishing %s failed", run)
        return (
            None,
            "思わぬ誤りで公表できませんでした。公開中の内容は変わっていません。記録（ログ）を確認してください。",
        )
    return publication, ""
