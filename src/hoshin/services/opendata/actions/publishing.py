"""From a checked table to files that anybody can take; and back, when a dataset has to go."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal

from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.ledger.actions import record_entry
from hoshin.ledger.models import Entry
from hoshin.services.opendata.actions.refusals import NoReason, WrongState
from hoshin.services.opendata.exports.ckan_text import listing_text
from hoshin.services.opendata.exports.distributions import name_of_file
from hoshin.services.opendata.exports.releasing import PreparedTable
from hoshin.services.opendata.metrics import DATASETS
from hoshin.services.opendata.models import Dataset, Distribution, Format, Listing, Release
from hoshin.services.opendata.permissions import APPROVE_DATASET, WITHDRAW_DATASET
from hoshin.services.opendata.queries.counting import counted_amount, entries_of, subject_in_ledger
from hoshin.services.opendata.rules.addresses import dataset_path
from hoshin.services.opendata.rules.counting import CountingFacts, left_out_because
from hoshin.services.opendata.rules.naming import dataset_name
from hoshin.services.opendata.rules.shapes import Quality


@action(APPROVE_DATASET, "opendata.release.published")
def publish_table(
    by: Actor,
    *,
    dataset: Dataset,
    table: PreparedTable,
    note: str,
    on: dt.date,
    prepared_by: str = "",
    quality: Quality | None = None,
    standard: str | None = None,
) -> Release:
    """Publish a table as the next release of a dataset, in all formats that fit it, and count it.

    A withdrawn dataset is public again with it, and counts again.

    :param prepared_by: who prepared the table; "" where `by` did.
    :param standard: the standard that the table follows now; None: as before.
    """
    row = _taken(dataset)
    # A format that the table does not fit is said where the release's changes are said, to staff and public alike.
    note = "\n".join(filter(None, [note, *(f"{one.format.label}: {one.reason}" for one in table.files.left_out)]))
    release = _release(row, by, table, note=note, on=on, prepared_by=prepared_by, quality=quality)
    row = change(
        row,
        version=row.version,
        state=Dataset.State.ACTIVE,
        withdrawn_date=None,
        withdrawal_reason="",
        standard=row.standard if standard is None else standard,
        modified_at=Now(),
    )
    formats = [file.format for file in table.files.made]
    _count(by, row, formats, on=on, evidence={"版": f"第{release.number}版"})
    Listing.objects.renew(row, told=listing_text)
    return release


@action(WITHDRAW_DATASET, "opendata.dataset.withdrawn")
def withdraw_dataset(by: Actor, *, dataset: Dataset, version: int, reason: str, on: dt.date) -> Dataset:
    """Take a dataset out of the catalogue. Its address says from now on that it is gone, and why.

    :raises NoReason: who looks for it would not learn why.
    :raises WrongState: it is not public.
    :raises EditedMeanwhile: somebody else changed it first.
    """
    row = _locked(dataset, version)
    if row.state != Dataset.State.ACTIVE:
        raise WrongState(_("公開中のデータセットではありません。"))
    if not reason.strip():
        raise NoReason(_("取下げの理由を書いてください。公開ページに載ります。"), field="reason")
    withdrawn = change(
        row,
        version=version,
        state=Dataset.State.WITHDRAWN,
        withdrawn_date=on,
        withdrawal_reason=reason.strip(),
        modified_at=Now(),
    )
    if counted_amount(withdrawn) > 0:
        _book(by, withdrawn, Entry.Kind.REMOVED, on=on, amount=-1, reason=_("取下げ：%s") % reason.strip())
    Listing.objects.renew(withdrawn, told=listing_text)
    return withdrawn


@action(WITHDRAW_DATASET, "opendata.dataset.republished")
def republish_dataset(by: Actor, *, dataset: Dataset, version: int, reason: str, on: dt.date) -> Dataset:
    """Undo a withdrawal: the last release is public again, and the dataset counts again from that day on.

    :raises NoReason: nobody would know why the reason of the withdrawal no longer holds.
    :raises WrongState: it is not withdrawn.
    :raises EditedMeanwhile: somebody else changed it first.
    """
    row = _locked(dataset, version)
    if row.state != Dataset.State.WITHDRAWN:
        raise WrongState(_("取り下げたデータセットではありません。"))
    if not reason.strip():
        raise NoReason(_("公開を再開する理由を書いてください。"), field="reason")
    active = change(
        row,
        version=version,
        state=Dataset.State.ACTIVE,
        withdrawn_date=None,
        withdrawal_reason="",
        modified_at=Now(),
    )
    formats = Distribution.objects.filter(release=Release.objects.filter(dataset=row).latest("number"))
    evidence = {"公開の再開": reason.strip()}
    _count(by, active, list(formats.values_list("format", flat=True)), on=on, evidence=evidence)
    Listing.objects.renew(active, told=listing_text)
    return active


def _locked(dataset: Dataset, version: int) -> Dataset:
    row = _taken(dataset)
    if row.version != version:
        raise EditedMeanwhile(row)
    return row


def _taken(dataset: Dataset) -> Dataset:
    rows = Dataset.objects.select_for_update(of=("self",)).select_related("municipality", "department")
    return rows.get(pk=dataset.pk)


def _release(
    dataset: Dataset,
    by: Actor,
    table: PreparedTable,
    *,
    note: str,
    on: dt.date,
    prepared_by: str,
    quality: Quality | None,
) -> Release:
    last = Release.objects.filter(dataset=dataset).aggregate(last=Max("number"))["last"]
    summary, files = table.summary, table.files.made
    release = Release.objects.create(
        dataset=dataset,
        number=(last or 0) + 1,
        published_date=on,
        prepared_by=(prepared_by or by.name)[:80],
        approved_by=by.name[:80],
        note=note,
        columns=[{**asdict(column), "type": column.type.value, "need": column.need.value} for column in table.columns],
        row_count=summary.row_count,
        preview=[list(cells) for cells in summary.preview],
        places=[list(place) for place in summary.places],
        quality=asdict(quality or Quality(has_coordinates=bool(summary.places))),
        content_sha256=next(file.stored.sha256 for file in files if file.format is Format.CSV),
    )
    Distribution.objects.bulk_create(
        Distribution(
            release=release,
            uid=uuid.uuid5(dataset.uid, file.format),
            format=file.format,
            file_name=name_of_file(dataset.municipality.code, dataset.slug, file.format),
            media_type=file.media_type,
            size=file.stored.size,
            sha256=file.stored.sha256,
            storage_name=file.stored.storage_name,
        )
        for file in files
    )
    return release


def _count(by: Actor, dataset: Dataset, formats: Sequence[str], *, on: dt.date, evidence: dict[str, str]) -> None:
    """Bring the ledger in line: each dataset counts once, however many releases it has.

    What was voided should never have been written, and says nothing of today: being published again is a new fact.
    """
    last = next((entry for entry in reversed(entries_of(dataset)) if not hasattr(entry, "void")), None)
    rule = left_out_because(CountingFacts(formats, dataset.licence, dataset.source_key))
    if rule is None:
        if counted_amount(dataset) <= 0:
            _book(by, dataset, Entry.Kind.COUNTED, on=on, evidence=evidence)
        return
    if counted_amount(dataset) > 0:
        _book(by, dataset, Entry.Kind.REMOVED, on=on, amount=-1, reason=rule)
    if last is None or last.rule != rule:
        _book(by, dataset, Entry.Kind.LEFT_OUT, on=on, amount=0, rule=rule, evidence=evidence)


def _book(
    by: Actor,
    dataset: Dataset,
    kind: Entry.Kind,
    *,
    on: dt.date,
    amount: int = 1,
    rule: str = "",
    reason: str = "",
    evidence: dict[str, str] | None = None,
) -> None:
    address = dataset_path(dataset_name(dataset.municipality.code, dataset.number))
    record_entry(
        by,
        metric=DATASETS,
        subject=subject_in_ledger(dataset),
        natural_key=f"{subject_in_ledger(dataset)}#{len(entries_of(dataset)) + 1}",
        title=dataset.title,
        occurred_date=on,
        amount=Decimal(amount),
        kind=kind,
        rule=rule,
        reason=reason,
        # Who approved stands in `recorded_by`, for staff; evidence is public.
        evidence={"名称": dataset.title, **(evidence or {}), "アドレス": address},
    )
