"""A file on its way: sent in, read, mended, asked for, returned, given up. Publishing it is in `publishing.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import IO

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.tables import NotATable, clean_file_name
from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.services.opendata.actions.refusals import (
    HasErrors,
    NeedsConfirmation,
    NoReason,
    NotEditable,
    NotRequested,
    NotTaken,
    RefreshesItself,
    UploadUnderWay,
    WrongTreatment,
)
from hoshin.services.opendata.exports.desk import desk_of, open_desk
from hoshin.services.opendata.exports.files import Kept, is_kept, store, throw_away
from hoshin.services.opendata.models import Dataset, Upload
from hoshin.services.opendata.permissions import APPROVE_DATASET, PREPARE_DATASET
from hoshin.services.opendata.queries.uploads import LIVE, last_treatment
from hoshin.services.opendata.rules.deciding import is_cell_key, is_personal, mask_sentence
from hoshin.services.opendata.rules.shapes import Report, Treatment

LONGEST_ENTRY = 2_000  # characters of a cell that a person types


@action(PREPARE_DATASET, "opendata.upload.received")
def upload_file(by: Actor, *, dataset: Dataset, file: IO[bytes], file_name: str) -> Upload:
    """Take a file in, and propose how to read it: as the last one of this dataset was read, as far as it fits.

    :raises NotTaken: it is no table that can be read.
    :raises UploadUnderWay: another file of this dataset is on its way.
    :raises RefreshesItself: the dataset's table comes from a module.
    """
    row = Dataset.objects.select_for_update().get(pk=dataset.pk)
    if row.source_key:
        raise RefreshesItself
    if Upload.objects.filter(dataset=row, state__in=LIVE).exists():
        raise UploadUnderWay
    name = _file_name(file_name)
    try:
        desk = open_desk(file, name)
        treatment = desk.first_treatment(last_treatment(row), wished=row.standard)
        report = desk.examine(treatment)
    except NotATable as refused:
        raise NotTaken(mask_sentence(str(refused))) from refused
    stored = store(file, ".xlsx" if desk.table.is_workbook else ".csv", Kept.UPLOAD)
    return Upload.objects.create(
        dataset=row,
        file_name=name,
        storage_name=stored.storage_name,
        size=stored.size,
        sha256=stored.sha256,
        treatment=treatment.to_json(),
        report=report.to_json(),
        uploaded_by_id=by.user_id,
        uploaded_by_name=by.name[:80],
    )


@action(PREPARE_DATASET, "opendata.upload.treated")
def set_treatment(by: Actor, *, upload: Upload, version: int, treatment: Treatment) -> Upload:
    """Say how the file is read and what becomes of its columns; everything is examined anew.

    :raises WrongTreatment: the file has no such sheet or row, or two columns would have one name.
    :raises NotEditable: it is asked for or at its end.
    :raises EditedMeanwhile: somebody else saved first.
    """
    row = _locked(upload, version)
    if not row.is_editable:
        raise NotEditable
    return _treated(row, treatment)


@action(PREPARE_DATASET, "opendata.upload.mended")
def decide_mendings(
    by: Actor,
    *,
    upload: Upload,
    version: int,
    accepted: Sequence[str],
    refused: Sequence[str],
    entered: Mapping[str, str],
) -> Upload:
    """Say which mendings are accepted, by rule; which are refused, by cell; and what cells say instead.

    :param refused: as in `Treatment.refused`.
    :param entered: row and column from 0 ("12:3") to the text that a person typed.
    :raises WrongTreatment: a text that cannot be stored, or holds a My Number.
    :raises NotEditable, EditedMeanwhile: as `set_treatment`.
    """
    row = _locked(upload, version)
    if not row.is_editable:
        raise NotEditable
    typed = {key: _entry(text) for key, text in entered.items() if is_cell_key(key)}
    before = Treatment.from_json(row.treatment)
    return _treated(row, replace(before, accepted=tuple(accepted), refused=tuple(refused), entered=typed))


@action(PREPARE_DATASET, "opendata.upload.requested")
def request_publication(
    by: Actor, *, upload: Upload, version: int, note: str, confirmation: str, on: dt.date
) -> Upload:
    """Ask another person to publish what was prepared.

    :param note: what this release changes, for those who use the data.
    :param confirmation: why what looks like personal data may be published.
    :raises HasErrors: something found must be put right first, or there are no rows.
    :raises NeedsConfirmation: something looks like personal data and `confirmation` says nothing.
    :raises NotEditable, EditedMeanwhile: as `set_treatment`.
    """
    row = _locked(upload, version)
    if not row.is_editable:
        raise NotEditable
    report = Report.from_json(row.report)
    if not report.rows:
        raise HasErrors(_("データの行がありません。表の範囲を確かめてください。"))
    if report.error_count:
        raise HasErrors(_("直さなければ公開できない問題が%(count)s件あります。") % {"count": f"{report.error_count:,}"})
    if is_personal(report) and not confirmation.strip():
        raise NeedsConfirmation
    return _changed(
        row,
        state=Upload.State.REQUESTED,
        note=note,
        confirmation=confirmation.strip(),
        requested_by_id=by.user_id,
        requested_by_name=by.name[:80],
        requested_date=on,
        remark="",
        failure="",
    )


@action(PREPARE_DATASET, "opendata.upload.recalled")
def recall_request(by: Actor, *, upload: Upload, version: int) -> Upload:
    """Take a request back, to put something right.

    :raises NotRequested: nobody waits for a decision.
    :raises EditedMeanwhile: somebody else decided first.
    """
    row = _locked(upload, version)
    if row.state != Upload.State.REQUESTED:
        raise NotRequested
    return _changed(row, state=Upload.State.OPEN, failure="")


@action(APPROVE_DATASET, "opendata.upload.returned")
def return_upload(by: Actor, *, upload: Upload, version: int, remark: str) -> Upload:
    """Give a request back with what is to be put right.

    :raises NoReason: nobody would know what to do.
    :raises NotRequested, EditedMeanwhile: as `recall_request`.
    """
    row = _locked(upload, version)
    if row.state != Upload.State.REQUESTED:
        raise NotRequested
    if not remark.strip():
        raise NoReason(_("何を直すかを書いてください。"), field="remark")
    return _changed(
        row,
        state=Upload.State.RETURNED,
        remark=remark.strip(),
        failure="",
        decided_by_id=by.user_id,
        decided_by_name=by.name[:80],
    )


@action(PREPARE_DATASET, "opendata.upload.cancelled")
def cancel_upload(by: Actor, *, upload: Upload, version: int) -> Upload:
    """Give a file up. A file with what may be a My Number is thrown away at once, any other after some weeks.

    :raises NotEditable: it is at its end already, or approved and on its way to the public.
    :raises EditedMeanwhile: somebody else saved first.
    """
    row = _locked(upload, version)
    if not row.may_be_given_up:
        raise NotEditable
    cancelled = _changed(row, state=Upload.State.CANCELLED)
    has_number = Report.from_json(row.report).finding_counts.get("personal.my_number", 0) > 0
    return _without_file(cancelled) if has_number else cancelled


@action(PREPARE_DATASET, "opendata.upload.purged")
def purge_upload(by: Actor, *, upload: Upload) -> Upload:
    """Throw away the file of an upload that has ended. What became of it stays known.

    :raises NotEditable: it has not ended.
    """
    row = Upload.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=upload.pk)
    if row.is_live:
        raise NotEditable
    return _without_file(row)


def _without_file(row: Upload) -> Upload:
    name = row.storage_name
    emptied = change(row, version=row.version, storage_name="")
    # The same file may have been sent in twice: it is kept once, for both.
    if name and not Upload.objects.filter(storage_name=name).exists() and is_kept(name):
        throw_away(name)
    return emptied


def _treated(row: Upload, treatment: Treatment) -> Upload:
    with desk_of(row) as desk:
        problem = desk.problem_of(treatment)
        if problem:
            raise WrongTreatment(problem)
        report = desk.examine(treatment)
    return _changed(row, treatment=treatment.to_json(), report=report.to_json(), state=Upload.State.OPEN)


def _changed(row: Upload, **values: object) -> Upload:
    return change(row, version=row.version, changed_at=Now(), **values)


def _locked(upload: Upload, version: int) -> Upload:
    """Take the upload for oneself until the end of the transaction.

    :raises EditedMeanwhile: it has another version by now.
    """
    row = Upload.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=upload.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    return row


def _file_name(name: str) -> str:
    clean = clean_file_name(name)
    if find_my_numbers(PurePath(clean).stem):
        raise NotTaken(_("ファイルの名前に個人番号（マイナンバー）とみられる数字があります。名前を変えてください。"))
    return clean


def _entry(text: str) -> str:
    try:
        clean = clean_text(text).strip()
    except UnsafeText as error:
        raise WrongTreatment(str(error)) from error
    if find_my_numbers(clean):
        raise WrongTreatment(_("個人番号（マイナンバー）とみられる12桁の数字があります。取り除いてください。"))
    if len(clean) > LONGEST_ENTRY:
        raise WrongTreatment(_("長すぎます。%(most)s字までです。") % {"most": f"{LONGEST_ENTRY:,}"})
    return clean
