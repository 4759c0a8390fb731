"""People of a municipality: who works here, in which roles, until when.

An account belongs to the whole installation, a membership to one municipality. So somebody who leaves is not deleted:
the memberships here end, and what the person did stays told with the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Department, Deputy, Membership, Municipality, Role, User
from hoshin.kernel.permissions import EDIT_DEPARTMENTS, MANAGE_PEOPLE
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import registry
from hoshin.kernel.scope import current_municipality_id, municipality_scope

DAY = dt.timedelta(days=1)


class UsernameTaken(Refused):
    """Names are unique in the installation; whose it is, is not said."""


class EmailTaken(Refused):
    """Two accounts of one address could not be told apart when somebody signs in with it."""


class AlreadyInRole(Refused):
    """The person holds this role in this department already."""


class NobodyLeftToManagePeople(Refused):
    """Afterwards nobody could give anybody a role any more."""


class WorksElsewhereToo(Refused):
    """The account is also used in another municipality, whose data would be opened by a link handed out here."""


@dataclass(frozen=True)
class Person:
    """Somebody with their memberships here, the current ones first."""

    user: User
    memberships: tuple[Membership, ...]
    is_current: bool


@dataclass(frozen=True)
class RoleContent:
    role: Role
    permissions: tuple[str, ...]
    holders: int


# Reads


def people(*, on: dt.date) -> tuple[Person, ...]:
    """Return everybody who works or worked here, those of the day first. One statement."""
    by_user: dict[int, list[Membership]] = {}
    for membership in _memberships():
        by_user.setdefault(membership.user_id, []).append(membership)
    found = [_person(rows, on) for rows in by_user.values()]
    return tuple(sorted(found, key=lambda person: (not person.is_current, person.user.username)))


def get_person(pk: int, *, on: dt.date) -> Person:
    """
    :raises User.DoesNotExist: nobody here has that id.
    """
    rows = [membership for membership in _memberships() if membership.user_id == pk]
    if not rows:
        raise User.DoesNotExist(pk)
    return _person(rows, on)


def get_membership(pk: int) -> Membership:
    return Membership.objects.select_related("user", "role", "department").get(pk=pk)


def roles() -> list[Role]:
    return list(Role.objects.order_by("label"))


def get_role(pk: int) -> Role:
    return Role.objects.get(pk=pk)


def roles_with_content(*, on: dt.date) -> tuple[RoleContent, ...]:
    """Return the roles with what each may do, in words, and how many hold it on that day."""
    labels = {permission.key: permission.label for permission in registry.permissions()}
    current = [membership for membership in _memberships() if _holds(membership, on)]
    return tuple(
        RoleContent(
            role,
            tuple(labels[key] for key in labels if key in role.permission_keys),
            len({membership.user_id for membership in current if membership.role_id == role.pk}),
        )
        for role in roles()
    )


def departments_to_choose(*, on: dt.date, also: int | None = None) -> list[Department]:
    """Return the departments of the day, and one more that is in use."""
    exists = (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return list(Department.objects.filter(exists | Q(pk=also)).order_by("order", "name"))


# Writes


@action(MANAGE_PEOPLE, "kernel.person.added")
def add_person(
    by: Actor,
    *,
    username: str,
    full_name: str,
    email: str,
    role: Role,
    department: Department | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> User:
    """Make an account with one membership. It has no password: its holder sets one by a link.

    :raises UsernameTaken: :raises EmailTaken:
    """
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(_("このユーザー名は使えません。別の名前にしてください。"), field="username")
    _require_free_email(email)
    user = User(username=username, full_name=full_name, email=email.lower())
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, role=role, department=department, valid_from=valid_from, valid_to=valid_to)
    return user


@action(MANAGE_PEOPLE, "kernel.person.changed")
def change_person(by: Actor, *, user: User, full_name: str, email: str) -> User:
    """
    :raises EmailTaken:
    :raises WorksElsewhereToo: a new address would receive the links that set the password.
    """
    _require_only_here(user)
    _require_free_email(email, of=user)
    user.full_name, user.email = full_name, email.lower()
    user.save(update_fields=["full_name", "email"])
    return user


@action(MANAGE_PEOPLE, "kernel.membership.added")
def add_membership(
    by: Actor,
    *,
    user: User,
    role: Role,
    department: Department | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> User:
    """Give somebody of this municipality one more role.

    :raises AlreadyInRole:
    """
    _require_here(user)
    row = Membership(user=user, role=role, department=department, valid_from=valid_from, valid_to=valid_to)
    _save(row)
    return user


@action(MANAGE_PEOPLE, "kernel.membership.changed")
def change_membership(
    by: Actor,
    *,
    membership: Membership,
    role: Role,
    department: Department | None,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    on: dt.date,
) -> User:
    """Change role, department or time of a membership; its history keeps what it was.

    :raises AlreadyInRole: :raises NobodyLeftToManagePeople:
    """
    membership.role, membership.department = role, department
    membership.valid_from, membership.valid_to = valid_from, valid_to
    _save(membership)
    _require_somebody_manages(on)
    return membership.user


@action(EDIT_DEPARTMENTS, "kernel.memberships.transferred")
def move_memberships(by: Actor, *, moves: Sequence[tuple[Membership, Department]], day: dt.date) -> Municipality:
    """Let people go on in another department from a day, in the same roles; until then they stay where they are."""
    for membership, department in moves:
        start, until = max(day, membership.valid_from or day), membership.valid_to
        if start == membership.valid_from:  # it has not begun by then
            Membership.objects.filter(pk=membership.pk).delete()
        else:
            membership.valid_to = day - DAY
            membership.save()
        _go_on(membership, department, start, until)
    return Municipality.objects.get(pk=current_municipality_id())


@action(MANAGE_PEOPLE, "kernel.person.stopped")
def stop_person(by: Actor, *, user: User, on: dt.date, reason: str = "") -> User:
    """End all memberships here with the day before, also those that have not begun: the person may do nothing any more.

    :raises NobodyLeftToManagePeople:
    """
    for membership in Membership.objects.filter(user=user):
        if membership.valid_from and membership.valid_from >= on:
            membership.valid_from = None
        if membership.valid_to is None or membership.valid_to >= on:
            membership.valid_to = on - DAY
            membership.save()
    _end_standing_in(user, on)
    _require_somebody_manages(on)
    return user


@action(MANAGE_PEOPLE, "kernel.password_link.issued")
def allow_password_link(by: Actor, *, user: User) -> User:
    """Leave the entry for a link by which somebody sets a password; making the link is the caller's.

    :raises WorksElsewhereToo:
    """
    _require_here(user)
    _require_only_here(user)
    return user


def require_only_here(user: User) -> None:
    """
    :raises WorksElsewhereToo: the account has a role in another municipality.
    """
    _require_only_here(user)


def _go_on(membership: Membership, department: Department, start: dt.date, until: dt.date | None) -> None:
    """Where the person has the same role there already, that one lasts longer; one that has ended begins anew."""
    same = Membership.objects.filter(user=membership.user_id, role=membership.role_id, department=department).first()
    if same is None:
        Membership.objects.create(
            user_id=membership.user_id,
            role_id=membership.role_id,
            department=department,
            valid_from=start,
            valid_to=until,
        )
        return
    if same.valid_to is not None and same.valid_to < start - DAY:
        same.valid_from, same.valid_to = start, until
    else:
        same.valid_from = None if same.valid_from is None else min(same.valid_from, start)
        same.valid_to = None if same.valid_to is None or until is None else max(same.valid_to, until)
    same.save()


def _end_standing_in(user: User, on: dt.date) -> None:
    """Somebody without a role of their own would still hold those that others have lent."""
    lent = Deputy.objects.filter(deputy=user, valid_to__gte=on)
    lent.filter(valid_from__gte=on).delete()
    lent.update(valid_to=on - DAY)


def _memberships() -> Sequence[Membership]:
    return list(Membership.objects.select_related("user", "role", "department").order_by("role__label", "id"))


def _person(rows: list[Membership], on: dt.date) -> Person:
    ordered = sorted(rows, key=lambda membership: not _holds(membership, on))
    return Person(rows[0].user, tuple(ordered), is_current=_holds(ordered[0], on))


def _holds(membership: Membership, on: dt.date) -> bool:
    return (membership.valid_from or on) <= on <= (membership.valid_to or on)


def _save(membership: Membership) -> None:
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise AlreadyInRole(_("この職員は、同じ所属で同じ役割をすでに持っています。"), field="role") from error


def _require_here(user: User) -> None:
    if not Membership.objects.filter(user=user).exists():
        raise User.DoesNotExist(user.pk)


def _require_free_email(email: str, *, of: User | None = None) -> None:
    others = User.objects.exclude(pk=of.pk) if of else User.objects.all()
    if email and others.filter(email__iexact=email).exists():
        raise EmailTaken(_("このメールアドレスは使えません。別のアドレスにしてください。"), field="email")


def _require_only_here(user: User) -> None:
    """Looks into each municipality by opening its scope: no query sees two of them at once."""
    for municipality in Municipality.objects.exclude(pk=current_municipality_id()).order_by("pk"):
        with municipality_scope(municipality.pk):
            is_there = Membership.objects.filter(user=user).exists()
        if is_there:
            raise WorksElsewhereToo(
                _(
                    "この職員はほかの団体でもこのアカウントを使っているため、ここでは変更できません。運用担当者に依頼してください。"
                )
            )


def _require_somebody_manages(on: dt.date) -> None:
    rows = Membership.objects.filter(role__permission_keys__contains=[MANAGE_PEOPLE.key], user__is_active=True)
    if not any(_holds(row, on) for row in rows):
        raise NobodyLeftToManagePeople(
            _("職員を管理できる人がいなくなるため、変更できません。先に別の人をその役割にしてください。")
        )
