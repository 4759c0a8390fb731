"""The decision to publish a file, and what a job makes of it.

Who approves does not wait for the files of the release: the decision is kept at once, and the worker carries it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.progress import Tell
from hoshin.kernel.scope import current_municipality_id, municipality_scope
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.services.opendata.actions.publishing import publish_table
from hoshin.services.opendata.actions.refusals import HasErrors, NotApproved, NotRequested, SamePerson
from hoshin.services.opendata.exports.desk import Desk, desk_of
from hoshin.services.opendata.exports.releasing import PreparedTable, prepared_table
from hoshin.services.opendata.models import Format, Upload
from hoshin.services.opendata.permissions import APPROVE_DATASET
from hoshin.services.opendata.rules.deciding import quality_of
from hoshin.services.opendata.rules.shapes import Report, Treatment

RELEASE_TASK = "opendata.release"
QUEUE = "opendata"
EXAMINED = 30  # per cent; then the files
FILES_MADE = 95  # then they become a release


@action(APPROVE_DATASET, "opendata.upload.approved")
def approve_upload(by: Actor, *, upload: Upload, version: int, on: dt.date) -> Upload:
    """Decide that what was asked for is published, and have the worker do so.

    :raises SamePerson: who prepared the file or asked cannot approve.
    :raises NotRequested: nobody waits for a decision.
    :raises EditedMeanwhile: somebody else decided first.
    """
    row = _taken(upload)
    if row.version != version:
        raise EditedMeanwhile(row)
    if row.state != Upload.State.REQUESTED:
        raise NotRequested
    if _is_own(row, by):
        raise SamePerson
    approved = change(
        row,
        version=version,
        state=Upload.State.APPROVED,
        decided_by_id=by.user_id,
        decided_by_name=by.name[:80],
        decided_date=on,
        failure="",
        changed_at=Now(),
    )
    # It appears in the queue when this transaction is committed, and vanishes with it.
    app.configure_task(RELEASE_TASK, queue=QUEUE).defer(upload_id=row.pk, municipality_id=current_municipality_id())
    return approved


@action(APPROVE_DATASET, "opendata.upload.published")
def publish_approved(by: Actor, *, upload: Upload, table: PreparedTable, report: Report) -> Upload:
    """Make the release that was decided on.

    :param upload: as it stood when `table` was made of it.
    :raises NotApproved: it has been published meanwhile, or is not what was approved any more.
    """
    row = _taken(upload)
    if row.version != upload.version or row.state != Upload.State.APPROVED or row.decided_date is None:
        raise NotApproved
    treatment = Treatment.from_json(row.treatment)
    release = publish_table(
        by,
        dataset=row.dataset,
        table=table,
        note=row.note,
        on=row.decided_date,
        prepared_by=row.requested_by_name,
        quality=quality_of(report, treatment, table.columns),
        standard=treatment.standard,
    )
    return change(
        row,
        version=row.version,
        state=Upload.State.PUBLISHED,
        release=release,
        report=report.to_json(),
        changed_at=Now(),
    )


@action(APPROVE_DATASET, "opendata.upload.failed")
def end_in_failure(by: Actor, *, upload: Upload, message: str) -> Upload:
    """Say that an approved file could not be published, and why: it waits for a decision again.

    :raises NotApproved: it has been published meanwhile.
    """
    row = _taken(upload)
    if row.version != upload.version or row.state != Upload.State.APPROVED:
        raise NotApproved
    return change(row, version=row.version, state=Upload.State.REQUESTED, failure=message, changed_at=Now())


def release_approved(by: Actor, *, upload: Upload, tell: Tell) -> Upload:
    """Carry out an approval: all of it or nothing, and once however often it is called.

    The file is examined once more: what is published is what is approved. That and the files of the release are made
    outside of any transaction, in which nobody would see how far they are, and which would keep others waiting.

    :param by: who approved.
    :raises HasErrors: the file does not hold what it held when it was examined.
    :raises NotApproved: it is published already, or nobody has approved it.
    :raises FileNotFoundError: the file is gone.
    """
    if not upload.is_being_published:
        raise NotApproved
    with ExitStack() as stack:
        with municipality_scope(upload.municipality_id):
            desk = stack.enter_context(desk_of(upload))
        tell(0, _("表を点検しています"))
        treatment = Treatment.from_json(upload.treatment)
        report = desk.examine(treatment)
        if not report.may_be_published:
            raise HasErrors(_("直さなければ公開できない問題があります。差し戻してください。"))
        table = _table(desk, treatment, upload.municipality_id, tell)
    tell(FILES_MADE, _("公開しています"))
    with municipality_scope(upload.municipality_id):
        return publish_approved(by, upload=upload, table=table, report=report)


def _table(desk: Desk, treatment: Treatment, municipality_id: int, tell: Tell) -> PreparedTable:
    formats = list(Format)

    @contextmanager
    def around(one: Format) -> Iterator[None]:
        done = EXAMINED + (FILES_MADE - EXAMINED) * formats.index(one) // len(formats)
        tell(done, _("%(format)sのファイルを作っています") % {"format": one.label})
        with municipality_scope(municipality_id):
            yield

    columns = desk.release_columns(treatment)
    return prepared_table(columns, lambda: desk.release_rows(treatment), around=around)


def _taken(upload: Upload) -> Upload:
    return Upload.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=upload.pk)


def _is_own(upload: Upload, by: Actor) -> bool:
    """Whether the actor had a hand in it. Commands have no account: their names tell them apart."""
    if by.user_id is not None:
        return by.user_id in {upload.uploaded_by_id, upload.requested_by_id}
    return by.name[:80] in {upload.uploaded_by_name, upload.requested_by_name}
