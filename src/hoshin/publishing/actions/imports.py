"""From a table that a city has to a draft: sent in, its columns named, its readings corrected, loaded or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.refusal import Refused
from hoshin.kernel.tables import Grid, NotATable
from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.plan.actions.loading import EditionIsFixed
from hoshin.plan.models import Policy
from hoshin.publishing.actions.loading import NotOfThisDatabase, load_folder
from hoshin.publishing.models import RememberedColumn, TableImport
from hoshin.publishing.permissions import IMPORT_TABLE
from hoshin.publishing.queries.importing import import_target
from hoshin.publishing.queries.imports import Work, digest_of, work_of
from hoshin.publishing.rules.importing.assembling import NotSettled
from hoshin.publishing.rules.importing.correcting import KEY, Wish, settle
from hoshin.publishing.rules.importing.files import LONGEST_CELL, read_grids
from hoshin.publishing.rules.importing.mapping import Column, Context, choose, is_role, label_keys, missing_roles
from hoshin.publishing.rules.importing.reading import Correction
from hoshin.publishing.rules.importing.table import find_table
from hoshin.publishing.rules.importing.template_reading import is_template, read_template
from hoshin.publishing.rules.problem import masked


class NotTaken(Refused):
    """The file, or the edition that it should go into, cannot be taken."""


class WrongColumns(Refused):
    """What was chosen for the columns cannot be read."""


class WrongText(Refused):
    """A correction holds what may not be stored."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        super().__init__(message)


class NotLoadable(Refused):
    """Something is open, or what was read makes no edition."""


class ImportClosed(Refused):
    """It has been loaded or given up."""

    def __init__(self) -> None:
        super().__init__(_("この読み込みは、もう終わっています。"))


class Contested(Exception):
    """Somebody else has settled the same readings otherwise; nothing was written. `keys` says which."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = tuple(keys)


@action(IMPORT_TABLE, "publishing.table_import.uploaded")
def upload_table(by: Actor, *, policy_key: str, year: int, file_name: str, data: bytes) -> TableImport:
    """Take a file in. Only what is needed of it is kept: the sheet with the table, or the sheets of the template.

    :raises Policy.DoesNotExist, Edition.DoesNotExist: nothing of that name to read it into.
    :raises NotTaken: the edition is fixed, or the file is no table that can be read.
    """
    target = import_target(policy_key, year)
    if target.fixed:
        raise NotTaken(target.fixed, field="into")
    try:
        grids, is_filled = _needed(read_grids(data), target.context)
    except (NotATable, NotSettled) as refused:
        raise NotTaken(masked(str(refused)), field="file") from refused
    return TableImport.objects.create(
        policy=Policy.objects.get(key=policy_key),
        year=year,
        file_name=_file_name(file_name),
        grids=[grid.to_json() for grid in grids],
        is_template=is_filled,
        base_digest=digest_of(target.context.edition),
        started_by_id=by.user_id,
        started_by_name=by.name[:80],
    )


@action(IMPORT_TABLE, "publishing.table_import.mapped")
def choose_columns(by: Actor, *, table_import: TableImport, version: int, roles: Sequence[str]) -> TableImport:
    """Say what each column holds, and remember it for the next table of this policy.

    What was said of readings below a column that now holds something else is dropped: it was about another thing.

    :raises WrongColumns: a title is missing, or two columns hold the same.
    :raises EditedMeanwhile: somebody else has changed the import.
    """
    row = _locked(table_import, version)
    work = work_of(row)
    if len(roles) != len(work.proposed) or not all(is_role(role, work.context) for role in roles):
        raise WrongColumns(_("列の内容を選び直してください。"))
    columns = choose(work.proposed, roles)
    problems = missing_roles(columns)
    if problems:
        raise WrongColumns("\n".join(problems))
    for heading, role in zip(label_keys(work.table), roles, strict=True):
        RememberedColumn.objects.update_or_create(policy=row.policy, heading=heading, defaults={"role": role})
    corrections = _still_meant(work, columns)
    row.roles = list(roles)
    return _with_corrections(row, work_of(row), corrections)


@action(IMPORT_TABLE, "publishing.table_import.corrected")
def correct_readings(by: Actor, *, table_import: TableImport, wishes: Sequence[Wish]) -> TableImport:
    """Take up what somebody has corrected and confirmed on a page. What others did meanwhile to other readings stays.

    :raises Contested: others have settled the same readings otherwise.
    :raises WrongText: a text holds a My Number or what cannot be stored.
    """
    row = _locked(table_import)
    work = work_of(row)
    clean = [replace(wish, text=_text(wish)) for wish in wishes if KEY.fullmatch(wish.key)]
    settled = settle(clean, work.corrections, work.reviewed)
    if settled.conflicts:
        raise Contested(settled.conflicts)
    return _with_corrections(row, work, settled.corrections)


@action(IMPORT_TABLE, "publishing.table_import.corrected")
def drop_unmatched(by: Actor, *, table_import: TableImport) -> TableImport:
    """Forget what was said of readings that are there no more."""
    row = _locked(table_import)
    work = work_of(row)
    unmatched = set(work.review.unmatched)
    return _with_corrections(row, work, {key: one for key, one in work.corrections.items() if key not in unmatched})


@action(IMPORT_TABLE, "publishing.table_import.loaded")
def load_import(by: Actor, *, table_import: TableImport, version: int, expected: str) -> TableImport:
    """Put what was read into the draft and close the import.

    :param expected: the digest of the edition that was shown as what will be loaded.
    :raises NotLoadable: something is open, the edition is fixed, or it would not be what was shown.
    :raises EditedMeanwhile: somebody else has changed the import.
    """
    row = _locked(table_import, version)
    work = work_of(row)
    if work.needs_columns:
        raise NotLoadable(_("先に列の内容を選んでください。"))
    try:
        assembled = work.assembled()
        folder = work.folder(assembled)
        if digest_of(assembled.edition) != expected:
            raise NotLoadable(_("画面を開いた後に、年度版か読み取りが変わりました。もう一度確かめてください。"))
        load_folder(by, folder=folder)
    except (NotSettled, EditionIsFixed, NotOfThisDatabase) as refused:
        raise NotLoadable(masked(str(refused))) from refused
    return change(row, version=version, state=TableImport.State.LOADED, changed_at=Now())


@action(IMPORT_TABLE, "publishing.table_import.cancelled")
def cancel_import(by: Actor, *, table_import: TableImport) -> TableImport:
    row = _locked(table_import)
    return change(row, version=row.version, state=TableImport.State.CANCELLED, changed_at=Now())


@action(IMPORT_TABLE, "publishing.table_import.emptied")
def empty_import(by: Actor, *, table_import: TableImport) -> TableImport:
    """Throw away what the file says, and with it an import that is still open. That there was one stays known."""
    row = TableImport.objects.select_for_update().get(pk=table_import.pk)
    state = TableImport.State.CANCELLED if row.is_open else row.state
    return change(row, version=row.version, state=state, grids=None, corrections={}, changed_at=Now())


def _needed(grids: tuple[Grid, ...], context: Context) -> tuple[tuple[Grid, ...], bool]:
    if is_template(grids):
        read_template(grids, context)  # its mistakes are told while the file is still at hand
        return grids, True
    return (find_table(grids).grid,), False


def _file_name(name: str) -> str:
    try:
        clean = " ".join(clean_text(name).split())[-200:]
    except UnsafeText as error:
        raise NotTaken(_("ファイルの名前: %(error)s") % {"error": error}, field="file") from error
    if find_my_numbers(clean):
        message = _("ファイルの名前に個人番号（マイナンバー）とみられる数字があります。名前を変えてください。")
        raise NotTaken(message, field="file")
    return clean


def _text(wish: Wish) -> str:
    try:
        clean = clean_text(wish.text).strip()
    except UnsafeText as error:
        raise WrongText(wish.key, str(error)) from error
    if find_my_numbers(clean):
        raise WrongText(wish.key, _("個人番号（マイナンバー）とみられる12桁の数字があります。取り除いてください。"))
    if len(clean) > LONGEST_CELL:
        raise WrongText(wish.key, _("長すぎます。%(most)s字までです。") % {"most": f"{LONGEST_CELL:,}"})
    return clean


def _still_meant(work: Work, columns: Sequence[Column]) -> dict[str, Correction]:
    before = {column.role: column.number for column in work.columns}
    after = {column.role: column.number for column in columns}

    def is_meant(role: str) -> bool:
        # What has no column of its own (a stage read from arrows) hangs on all of them.
        return before == after or (role in before and before[role] == after.get(role))

    return {key: one for key, one in work.corrections.items() if is_meant(key.partition(":")[2])}


def _with_corrections(row: TableImport, work: Work, corrections: dict[str, Correction]) -> TableImport:
    return change(
        row,
        version=row.version,
        roles=row.roles,
        corrections={key: one.to_json() for key, one in corrections.items()},
        open_count=len(work.reviewed(corrections).open),
        changed_at=Now(),
    )


def _locked(table_import: TableImport, version: int | None = None) -> TableImport:
    """Take the import for oneself until the end of the transaction.

    :raises ImportClosed: it is at its end.
    :raises EditedMeanwhile: it has another version by now.
    """
    row = TableImport.objects.select_for_update(of=("self",)).select_related("policy").get(pk=table_import.pk)
    if not row.is_open:
        raise ImportClosed
    if version is not None and row.version != version:
        raise EditedMeanwhile(row)
    return row
