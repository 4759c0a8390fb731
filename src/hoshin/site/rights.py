"""権限表: who may do what, as one table, for the city's own roles or for those that it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.people import roles
from hoshin.kernel.registry import Permission, registry
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.permissions import VIEW_ROUNDS
from hoshin.reviews.rules.rights import Right, TableRow, rights_tables


@dataclass(frozen=True)
class RoleColumn:
    label: str
    keys: frozenset[str]


@dataclass(frozen=True)
class PermissionRow:
    label: str
    held: tuple[bool, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class PermissionGroup:
    label: str
    rows: tuple[PermissionRow, ...]


@dataclass(frozen=True)
class StepRow:
    """A step that something can take in a state. `held` says which roles can, at least in their own department."""

    status: str
    verb: str
    next_status: str
    permission: str
    held: tuple[bool, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class StepGroup:
    label: str
    rows: tuple[StepRow, ...]


@staff(VIEW_ROUNDS)
def right_table(request: CityRequest) -> HttpResponse:
    columns = [RoleColumn(role.label, frozenset(role.permission_keys)) for role in roles()]
    title = _("権限表")
    lead = _("どの役割の人が、どの状態のものに、何をできるかです。システムは、この表のとおりに許可します。")
    context = {
        "heading": Heading(title, lead=lead),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "columns": columns,
        "permissions": permission_groups(columns),
        "steps": step_groups(columns),
    }
    return render(request, "site/right_table.html", context)


def permission_groups(columns: Sequence[RoleColumn]) -> tuple[PermissionGroup, ...]:
    """Return every permission that a module declares, with the roles that have it."""
    return tuple(
        PermissionGroup(module.label, tuple(_permission(one, columns) for one in module.permissions))
        for module in registry.modules()
        if module.permissions
    )


def step_groups(columns: Sequence[RoleColumn]) -> tuple[StepGroup, ...]:
    """Return every step of rounds, reports, gates and meetings, with the roles that can take it."""
    labels = {one.key: one.label for one in registry.permissions()}
    return tuple(
        StepGroup(table.label, tuple(_step(row, columns, labels) for row in table.rows)) for table in rights_tables()
    )


def _permission(permission: Permission, columns: Sequence[RoleColumn]) -> PermissionRow:
    held = tuple(permission.key in role.keys for role in columns)
    return PermissionRow(permission.label, held, _roles(columns, held))


def _roles(columns: Sequence[RoleColumn], held: Sequence[bool]) -> tuple[str, ...]:
    return tuple(role.label for role, is_held in zip(columns, held, strict=True) if is_held)


def _step(row: TableRow, columns: Sequence[RoleColumn], labels: dict[str, str]) -> StepRow:
    held = tuple(row.right.permission_key in role.keys for role in columns)
    return StepRow(
        status=row.status.label,
        verb=row.verb.label,
        next_status=row.next_status.label,
        permission=_asked(row.right, labels),
        held=held,
        roles=_roles(columns, held),
    )


def _asked(right: Right, labels: dict[str, str]) -> str:
    asked = labels[right.permission_key]
    if right.or_anywhere_with:
        return _("%(asked)s（所管する課で。「%(other)s」があればどの課でも）") % {
            "asked": asked,
            "other": labels[right.or_anywhere_with],
        }
    return _("%(asked)s（所管する課で）") % {"asked": asked} if right.in_own_department else asked
