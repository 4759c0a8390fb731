"""Departments, directions, references and years of an item: edited in its form, counted by its version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoshin.kernel.models import Department
from hoshin.plan.actions.refusals import NotAtWork, NotInThisEdition, Taken
from hoshin.plan.models import (
    Direction,
    Driver,
    DriverField,
    Item,
    ItemDepartment,
    ItemDirection,
    Reference,
    ScheduleEntry,
)

Row = Mapping[str, Any]


def _put_parts(
    item: Item,
    *,
    departments: Sequence[Row],
    directions: Sequence[Row],
    references: Sequence[Row],
    schedule: Sequence[Row],
) -> None:
    _require_departments(item, departments)
    _require_members(Direction.objects.filter(edition=item.edition), directions, "direction_id", "directions")
    _require_drivers(item, references)
    _put(ItemDepartment, item, _numbered(departments), by=lambda row: row["department_id"], field="departments")
    _put(ItemDirection, item, _numbered(directions), by=lambda row: row["direction_id"], field="directions")
    _put(Reference, item, _numbered(references), by=_reference_key, field="references")
    _put(ScheduleEntry, item, schedule, by=lambda row: row["year"], field="schedule")


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "order": order} for order, row in enumerate(rows)]


def _reference_key(row: Row) -> Any:
    return (row["field_id"], row["driver_id"]) if row["driver_id"] else (row["field_id"], row["printed"])


def _put(model: Any, item: Item, rows: Sequence[Row], *, by: Callable[[Row], Any], field: str) -> None:
    """Bring the item's rows to what is given. Rows that stay keep their id: the history tells them as changed."""
    known: dict[Any, Any] = {}
    surplus = []
    for row in model.objects.filter(item=item).order_by("pk"):
        key = by(vars(row))
        surplus.append(row) if key in known else known.update({key: row})
    wanted: dict[Any, Row] = {}
    for row in rows:
        if by(row) in wanted:
            raise Taken(_("同じものが2回書かれています。"), field=field)
        wanted[by(row)] = row
    gone = [row.pk for key, row in known.items() if key not in wanted] + [row.pk for row in surplus]
    model.objects.filter(pk__in=gone).delete()
    for key, values in wanted.items():
        if key not in known:
            model.objects.create(item=item, **values)
        elif any(getattr(known[key], name) != value for name, value in values.items()):
            model.objects.filter(pk=known[key].pk).update(**values)


def _require_departments(item: Item, rows: Sequence[Row]) -> None:
    """A department that has ended stays where it stands, but is not chosen anew."""
    before = set(ItemDepartment.objects.filter(item=item).values_list("department_id", flat=True))
    known = {row.pk: row for row in Department.objects.filter(pk__in=[row["department_id"] for row in rows])}
    year = item.edition.fiscal_year
    for row in rows:
        department = known.get(row["department_id"])
        if department is None:
            raise NotAtWork(_("選ばれた所管課が見つかりません。"), field="departments")
        has_ended = department.valid_to is not None and department.valid_to < year.first_day
        is_yet_to_come = department.valid_from is not None and department.valid_from > year.last_day
        if department.pk not in before and (has_ended or is_yet_to_come):
            raise NotAtWork(
                _("「%(name)s」は%(year)sにはない課です。") % {"name": department.name, "year": item.edition.label},
                field="departments",
            )


def _require_members(allowed: QuerySet[Any], rows: Sequence[Row], column: str, field: str) -> None:
    ids = {row[column] for row in rows}
    if ids - set(allowed.filter(pk__in=ids).values_list("pk", flat=True)):
        raise NotInThisEdition(_("この年度版にあるものから選んでください。"), field=field)


def _require_drivers(item: Item, rows: Sequence[Row]) -> None:
    _require_members(DriverField.objects.filter(edition=item.edition), rows, "field_id", "references")
    fields = dict(
        Driver.objects.filter(pk__in=[row["driver_id"] for row in rows if row["driver_id"]]).values_list(
            "pk", "field_id"
        )
    )
    for row in rows:
        if row["driver_id"] and fields.get(row["driver_id"]) != row["field_id"]:
            raise NotInThisEdition(_("その検討分野にない項目が選ばれています。"), field="references")
        if not row["driver_id"] and not row["printed"]:
            raise NotInThisEdition(_("項目を選ぶか、書面の表記を書いてください。"), field="references")
