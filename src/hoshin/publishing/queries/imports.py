"""Tables that people are bringing in, read against the edition as it stands now."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from hoshin.kernel.tables import Grid
from hoshin.publishing.models import RememberedColumn, TableImport
from hoshin.publishing.queries.importing import Target, import_target
from hoshin.publishing.rules.document import EditionDoc, PolicyFolder
from hoshin.publishing.rules.importing.assembling import Assembled, assemble, folder_to_load
from hoshin.publishing.rules.importing.mapping import (
    Column,
    Context,
    choose,
    is_role,
    label_keys,
    missing_roles,
    propose,
)
from hoshin.publishing.rules.importing.reading import Correction, Corrections
from hoshin.publishing.rules.importing.review import Review, review_of
from hoshin.publishing.rules.importing.table import Table, find_table
from hoshin.publishing.rules.importing.template_reading import read_template


def get_import(pk: int) -> TableImport:
    return TableImport.objects.select_related("policy").get(pk=pk)


def open_imports() -> list[TableImport]:
    """Return the imports that somebody has still to finish, newest first."""
    return list(TableImport.objects.select_related("policy").filter(state=TableImport.State.OPEN).order_by("-pk"))


def imports_to_empty(*, untouched_since: dt.datetime, closed_since: dt.datetime) -> list[TableImport]:
    """Return those that still hold what a file says, though nobody works on them or needs them any more."""
    is_left = Q(state=TableImport.State.OPEN, changed_at__lt=untouched_since)
    is_closed = ~Q(state=TableImport.State.OPEN) & Q(changed_at__lt=closed_since)
    return list(TableImport.objects.filter(is_left | is_closed, grids__isnull=False).order_by("pk"))


@dataclass(frozen=True)
class Work:
    """An import with everything that follows from it, reckoned when it is asked for."""

    row: TableImport
    target: Target

    @property
    def context(self) -> Context:
        return self.target.context

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(Grid.from_json(grid) for grid in self.row.grids or ())

    @cached_property
    def table(self) -> Table:
        return find_table(self.grids)

    @cached_property
    def proposed(self) -> tuple[Column, ...]:
        return propose(self.table, self.context, remembered_roles(self.row.policy_id, label_keys(self.table)))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What each column holds: as chosen, as far as the edition still knows it, else as proposed."""
        roles = [column.role for column in self.proposed]
        if len(self.row.roles) == len(roles):
            pairs = zip(self.row.roles, roles, strict=True)
            roles = [chosen if is_role(chosen, self.context) else proposal for chosen, proposal in pairs]
        return choose(self.proposed, roles)

    @property
    def needs_columns(self) -> bool:
        """Whether somebody has to say what the columns hold before anything can be read."""
        is_chosen = list(self.row.roles) == [column.role for column in self.columns]
        return not self.row.is_template and (not is_chosen or bool(missing_roles(self.columns)))

    @cached_property
    def corrections(self) -> dict[str, Correction]:
        return {key: Correction.from_json(one) for key, one in self.row.corrections.items()}

    @cached_property
    def review(self) -> Review:
        return self.reviewed(self.corrections)

    def reviewed(self, corrections: Corrections) -> Review:
        return review_of(self.table, self.columns, self.context, corrections)

    def assembled(self) -> Assembled:
        """Put together what would be loaded.

        :raises NotSettled: something is open, or makes no edition.
        """
        if self.row.is_template:
            return read_template(self.grids, self.context)
        return assemble(self.review, self.context)

    def folder(self, assembled: Assembled) -> PolicyFolder:
        return folder_to_load(assembled, self.target.folder)

    @property
    def has_moved(self) -> bool:
        """Whether the edition reads otherwise than when the file came."""
        return digest_of(self.context.edition) != self.row.base_digest


def work_of(row: TableImport) -> Work:
    return Work(row, import_target(row.policy.key, row.year))


def remembered_roles(policy_id: int, headings: Iterable[str]) -> dict[str, str]:
    """Return what the city took these headings for the last time."""
    known = RememberedColumn.objects.filter(policy_id=policy_id, heading__in=list(headings))
    return dict(known.values_list("heading", "role"))


def digest_of(edition: EditionDoc) -> str:
    """Return what tells this reading of an edition from any other."""
    return hashlib.sha256(edition.model_dump_json().encode()).hexdigest()
