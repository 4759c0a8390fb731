"""Bring a municipality with its departments and roles into the installation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Department, DepartmentSuccession, Municipality, Role
from hoshin.kernel.permissions import EDIT_DEPARTMENTS, MANAGE_PEOPLE
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import registry
from hoshin.kernel.scope import current_municipality_id
from hoshin.kernel.versioning import change

READS_ALL = {
    "plan.view_draft",
    "kernel.view_audit",
    "publishing.download_folder",
    "ledger.view_entries",
    "reviews.view_rounds",
}
REPORTS = {
    "plan.view_draft",
    "indicators.record_actual",
    "opendata.prepare_dataset",
    "ledger.view_entries",
    "reviews.view_rounds",
    "reviews.answer_report",
}
HEADS = REPORTS | {"reviews.approve_report", "reviews.sign_criterion"}
DECIDES = {"plan.view_draft", "ledger.view_entries", "reviews.view_rounds", "reviews.assess", "reviews.decide"}
DEFAULT_ROLES = {
    "administrator": ("管理者", None),
    "coordinator": ("取りまとめ担当(情報推進課)", None),
    "reporter": ("所管課の担当", REPORTS),
    "head": ("所管課の課長", HEADS),
    "member": ("推進本部員", DECIDES),
    "auditor": ("監査(閲覧のみ)", READS_ALL),
}
# One section asks and collects, another one answers and approves, the headquarters decides: not the same hands.
NOT_FOR_COORDINATORS = {"kernel.manage_people", "kernel.edit_settings", "reviews.approve_report"}


HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")


class MunicipalityDiffers(Exception):
    """The installation knows this municipality as a real one and the folder as an example, or the reverse."""

    def __init__(self, municipality: Municipality) -> None:
        kind = "見本" if municipality.is_example else "実際の団体"
        super().__init__(f"{municipality.name}は{kind}として登録されています。見本と実際の団体は切り替えられません。")


def install_municipality(
    *, code: str, name: str, kana: str, name_en: str, prefecture: str, clock: dt.date | None, notice: str
) -> Municipality:
    """Add the municipality of that code or bring its names up to date. Runs before any scope can be open.

    :param clock: the day on which an example's clock stands; None for a real municipality.
    :raises MunicipalityDiffers: example and real municipality of one code.
    """
    values: dict[str, Any] = {
        "name": name,
        "kana": kana,
        "name_en": name_en,
        "prefecture": prefecture,
        "is_example": clock is not None,
        "example_clock": clock,
        "example_notice": notice,
    }
    known = Municipality.objects.filter(code=code).first()
    if known and known.is_example != values["is_example"]:
        raise MunicipalityDiffers(known)
    if known is None:
        return Municipality.objects.create(code=code, **values)
    if all(getattr(known, name) == value for name, value in values.items()):
        return known
    return change(known, version=known.version, **values)  # a form that is open somewhere notices


class HostTaken(Refused):
    """The name leads to another municipality already."""


class NotAHost(Refused):
    """Not a host name as a browser sends it."""


@action(MANAGE_PEOPLE, "kernel.hosts.set")
def set_hosts(by: Actor, *, hosts: Sequence[str]) -> Municipality:
    """Let exactly these host names lead to the municipality in scope; none: any name, as long as it is the only one.

    :raises NotAHost: a name with a port, a path or a character that no host name has.
    :raises HostTaken: a name that leads to another municipality.
    """
    names = list(dict.fromkeys(host.strip().lower().rstrip(".") for host in hosts))
    municipality = Municipality.objects.get(pk=current_municipality_id())
    for name in names:
        if not HOST.fullmatch(name):
            raise NotAHost(f"「{name}」はホスト名ではありません。例: policy.city.example.jp（ポートや / は付けません）")
        other = Municipality.objects.filter(hosts__contains=[name]).exclude(pk=municipality.pk).first()
        if other:
            raise HostTaken(f"「{name}」は{other.name}のホスト名です。")
    municipality.hosts = names
    municipality.save(update_fields=["hosts"])
    return municipality


@action(MANAGE_PEOPLE, "kernel.roles.put")
def put_default_roles(by: Actor) -> Municipality:
    """Add the roles a city begins with; roles that exist stay as the city has made them."""
    for key, (label, keys) in default_roles().items():
        Role.objects.get_or_create(key=key, defaults={"label": label, "permission_keys": sorted(keys)})
    return Municipality.objects.get(pk=current_municipality_id())


def default_roles() -> dict[str, tuple[str, frozenset[str]]]:
    """Return the roles a city begins with, by key: what they are called and which declared permissions they have."""
    every = frozenset(permission.key for permission in registry.permissions())
    found = {key: (label, every if keys is None else every & keys) for key, (label, keys) in DEFAULT_ROLES.items()}
    label, keys = found["coordinator"]
    return {**found, "coordinator": (label, keys - NOT_FOR_COORDINATORS)}


@action(EDIT_DEPARTMENTS, "kernel.departments.put")
def put_departments(by: Actor, *, departments: Sequence[Mapping[str, Any]]) -> Municipality:
    """Add departments or bring them up to date by key, with their successions. Others stay as they are.

    :param departments: rows with key, name, parent_name, valid_from, valid_to, succeeds (department, kind).
    """
    start = Department.objects.count()
    rows: dict[str, Department] = {}
    for order, one in enumerate(departments):
        values = {name: one[name] for name in ("name", "parent_name", "valid_from", "valid_to")}
        row, is_new = Department.objects.get_or_create(key=one["key"], defaults={**values, "order": start + order})
        if not is_new and any(getattr(row, name) != value for name, value in values.items()):
            row = change(row, version=row.version, **values)  # a form that is open somewhere notices
        rows[one["key"]] = row
    for one in departments:
        for origin in one["succeeds"]:
            DepartmentSuccession.objects.update_or_create(
                predecessor=rows[origin["department"]],
                successor=rows[one["key"]],
                defaults={"kind": origin["kind"]},
            )
    return Municipality.objects.get(pk=current_municipality_id())
