"""所管課 of a municipality: what they are called, from when until when, and who took over whose duties.

A department that is renamed, split or merged is not rewritten: what was decided under its name keeps that name. It
ends with the day before, and the succession leads to those that came after it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Max, Model
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.history import Change, NotRevertible, change_of, revert
from hoshin.kernel.history.telling import name_of
from hoshin.kernel.models import AuditEntry, Department, DepartmentSuccession, Municipality
from hoshin.kernel.permissions import EDIT_DEPARTMENTS
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import current_municipality_id
from hoshin.kernel.versioning import change

Kind = DepartmentSuccession.Kind
DAY = dt.timedelta(days=1)
MOST_USERS = 10
# What these pages did; departments put in by a load are replaced by another load.
UNDOABLE = ("kernel.department.", "kernel.department_succession.", "reviews.reorganisation.")


class KeyTaken(Refused):
    """Another department has this key."""


class EndsBeforeItBegins(Refused):
    """The last day lies before the first."""


class DepartmentInUse(Refused):
    """Something refers to what was to be deleted."""

    def __init__(self, users: Sequence[str]) -> None:
        super().__init__(
            _("次のところで使われているため削除できません：%(users)s。") % {"users": "、".join(users)},
        )


class NoSuchSuccession(Refused):
    """Too few or too many departments for its kind, or the same one on both sides."""


class NotThereThatDay(Refused):
    """A department that had not begun, or had ended, when the succession took place."""


@dataclass(frozen=True)
class Successor:
    """Who took over: a department that is there already, or a new one of this name."""

    department: Department | None = None
    name: str = ""
    parent_name: str = ""


@dataclass(frozen=True)
class DepartmentLine:
    """A department with whom it came from and who came after it."""

    department: Department
    origins: tuple[DepartmentSuccession, ...]
    successions: tuple[DepartmentSuccession, ...]
    has_begun: bool
    has_ended: bool


# Reads


def department_lines(*, on: dt.date) -> tuple[DepartmentLine, ...]:
    """Return all departments, those that have ended last; two statements."""
    origins: defaultdict[int, list[DepartmentSuccession]] = defaultdict(list)
    successions: defaultdict[int, list[DepartmentSuccession]] = defaultdict(list)
    for one in _successions():
        origins[one.successor_id].append(one)
        successions[one.predecessor_id].append(one)
    lines = [
        DepartmentLine(
            row,
            tuple(origins[row.pk]),
            tuple(successions[row.pk]),
            has_begun=row.valid_from is None or row.valid_from <= on,
            has_ended=row.valid_to is not None and row.valid_to < on,
        )
        for row in all_departments()
    ]
    return tuple(sorted(lines, key=lambda line: line.has_ended))


def all_departments() -> list[Department]:
    return list(Department.objects.order_by("order", "id"))


def get_department(pk: int) -> Department:
    return Department.objects.get(pk=pk)


def get_succession(pk: int) -> DepartmentSuccession:
    return DepartmentSuccession.objects.select_related("predecessor", "successor").get(pk=pk)


def successions_of(department: Department) -> tuple[DepartmentSuccession, ...]:
    """Return the successions on either side of a department, those it came from first."""
    rows = [one for one in _successions() if department.pk in {one.predecessor_id, one.successor_id}]
    return tuple(sorted(rows, key=lambda one: one.predecessor_id == department.pk))


def users_of_department(department: Department) -> list[str]:
    """Return what refers to a department and keeps it from being deleted: rows of any room, by kind and name."""
    try:
        Collector(using="default", origin=department).collect([department])
    except ProtectedError as error:
        rows = sorted(error.protected_objects, key=lambda row: (row._meta.label, row.pk))
        named = list(dict.fromkeys(_user_name(row) for row in rows[:MOST_USERS]))
        rest = len(rows) - MOST_USERS
        return named if rest <= 0 else [*named, _("ほか%(rest)s件") % {"rest": rest}]
    return []


def change_of_departments(token: UUID) -> Change:
    """Return a change that was made on these pages.

    :raises AuditEntry.DoesNotExist: this municipality has no such change.
    """
    found = change_of(token)
    if not found.entry.event.startswith(UNDOABLE):
        raise AuditEntry.DoesNotExist(token)
    return found


# Writes


@action(EDIT_DEPARTMENTS, "kernel.department.added")
def add_department(
    by: Actor, *, name: str, parent_name: str, valid_from: dt.date | None, valid_to: dt.date | None, key: str = ""
) -> Department:
    """Add a department at the end of the list. Without a key, by which files name it, one is made.

    :raises KeyTaken: :raises EndsBeforeItBegins:
    """
    _require_order(valid_from, valid_to)
    last = Department.objects.aggregate(last=Max("order"))["last"]
    return _add(
        Department(
            key=key,
            name=name,
            parent_name=parent_name,
            valid_from=valid_from,
            valid_to=valid_to,
            order=0 if last is None else last + 1,
        )
    )


@action(EDIT_DEPARTMENTS, "kernel.department.changed")
def change_department(
    by: Actor,
    *,
    department: Department,
    version: int,
    name: str,
    parent_name: str,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
) -> Department:
    """Correct what is said of a department.

    :raises EndsBeforeItBegins:
    :raises EditedMeanwhile: somebody saved first.
    """
    _require_order(valid_from, valid_to)
    return change(
        department, version=version, name=name, parent_name=parent_name, valid_from=valid_from, valid_to=valid_to
    )


@action(EDIT_DEPARTMENTS, "kernel.department.removed")
def remove_department(by: Actor, *, department: Department) -> Department:
    """Delete a department that nothing refers to, with its successions.

    :raises DepartmentInUse: the error names what refers to it.
    """
    if users := users_of_department(department):
        raise DepartmentInUse(users)
    # The queryset leaves the row's id in our hands, which the audit entry names.
    Department.objects.filter(pk=department.pk).delete()
    return department


@action(EDIT_DEPARTMENTS, "kernel.department_succession.recorded")
def record_succession(
    by: Actor,
    *,
    department: Department,
    version: int,
    kind: Kind,
    day: dt.date,
    successors: Sequence[Successor],
    others: Sequence[Department] = (),
) -> Department:
    """Let others take over a department's duties from a day on; `others` are merged together with it.

    It ends with the day before; a successor that is not there yet begins on the day, at its place in the list.

    :raises NoSuchSuccession: not what a succession of this kind looks like.
    :raises NotThereThatDay: a predecessor or successor that did not exist then.
    :raises EditedMeanwhile: somebody saved the department first.
    """
    sources = [department, *others]
    require_succession(kind=kind, day=day, sources=sources, successors=successors)
    _close(department, version, day)
    for other in others:
        _close(other, other.version, day)
    for successor in successors:
        taker = _open(successor, department, day)
        for source in sources:
            _link(source, taker, kind)
    return department


@action(EDIT_DEPARTMENTS, "kernel.department_succession.removed")
def remove_succession(by: Actor, *, succession: DepartmentSuccession) -> Department:
    """Take a succession out of the record; the departments and their days stay as they are."""
    DepartmentSuccession.objects.filter(pk=succession.pk).delete()
    return succession.predecessor


@action(EDIT_DEPARTMENTS, "kernel.department.undone")
def undo_department_change(by: Actor, *, token: UUID) -> Municipality:
    """Give everything that one change of these pages touched its former values.

    :raises AuditEntry.DoesNotExist: this municipality has no such change.
    :raises NotRevertible: later changes stand on it.
    """
    change_of_departments(token)
    if not revert(token):
        raise NotRevertible(_("この変更は、元に戻せません。"))
    return Municipality.objects.get(pk=current_municipality_id())


def require_succession(
    *, kind: Kind, day: dt.date, sources: Sequence[Department], successors: Sequence[Successor]
) -> None:
    """
    :raises NoSuchSuccession: not what a succession of this kind looks like.
    :raises NotThereThatDay: a predecessor or successor that did not exist then.
    """
    _require_kind(kind, sources, successors)
    for row in sources:
        _require_there(row, day - DAY, field="day")
    for successor in successors:
        if successor.department is not None:
            _require_there(successor.department, day, field="successors")


def _successions() -> Sequence[DepartmentSuccession]:
    return list(DepartmentSuccession.objects.select_related("predecessor", "successor").order_by("id"))


def _user_name(row: Model) -> str:
    """What a row is, and the names of what it joins with the department: 取組の所管課（1 防災）."""
    names = [name_of(one) for one in _joined(row)]
    noun = str(row._meta.verbose_name)
    listed = "・".join(name for name in names if name)
    return f"{noun}（{listed}）" if listed else noun


def _joined(row: Model) -> Iterator[Model]:
    for field in row._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model not in {Department, Municipality}:
            joined = getattr(row, field.name)
            if joined is not None:
                yield joined


def _require_order(valid_from: dt.date | None, valid_to: dt.date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise EndsBeforeItBegins(_("「いつから」より前の日です。"), field="valid_to")


def _add(department: Department) -> Department:
    department.key = department.key or _free_key()
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError as error:
        raise KeyTaken(_("このキーは、別の課で使われています。"), field="key") from error
    return department


def _free_key() -> str:
    taken = set(Department.objects.values_list("key", flat=True))
    number = len(taken) + 1
    while f"department-{number}" in taken:
        number += 1
    return f"department-{number}"


def _require_kind(kind: Kind, sources: Sequence[Department], successors: Sequence[Successor]) -> None:
    if len(sources) > 1 and kind != Kind.MERGED:
        raise NoSuchSuccession(_("一緒に引き継がれる課は、「統合」のときだけ選べます。"), field="others")
    if kind == Kind.SPLIT and len(successors) < 2:
        raise NoSuchSuccession(_("「分割」では、後の課を2つ以上書いてください。"), field="successors")
    if kind != Kind.SPLIT and len(successors) != 1:
        message = _("「%(kind)s」では、後の課を1つだけ書いてください。") % {"kind": kind.label}
        raise NoSuchSuccession(message, field="successors")
    sides = [row.pk for row in sources] + [one.department.pk for one in successors if one.department]
    if len(set(sides)) != len(sides):
        raise NoSuchSuccession(_("同じ課が2回選ばれています。"), field="successors")


def _close(row: Department, version: int, day: dt.date) -> None:
    change(row, version=version, valid_to=day - DAY)


def _open(successor: Successor, predecessor: Department, day: dt.date) -> Department:
    if successor.department is not None:
        return successor.department
    return _add(
        Department(name=successor.name, parent_name=successor.parent_name, valid_from=day, order=predecessor.order)
    )


def _require_there(row: Department, day: dt.date, *, field: str) -> None:
    if row.valid_from is not None and row.valid_from > day:
        since = {"name": row.name, "day": row.valid_from.isoformat()}
        raise NotThereThatDay(_("「%(name)s」は%(day)sからの課です。この日にはまだありません。") % since, field=field)
    if row.valid_to is not None and row.valid_to < day:
        until = {"name": row.name, "day": row.valid_to.isoformat()}
        raise NotThereThatDay(_("「%(name)s」は%(day)sで終わっています。") % until, field=field)


def _link(source: Department, taker: Department, kind: Kind) -> None:
    """A pair has one succession; recorded again with another kind, it has that one."""
    DepartmentSuccession.objects.update_or_create(predecessor=source, successor=taker, defaults={"kind": kind})
