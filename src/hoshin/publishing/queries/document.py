"""The document of an edition, read from the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hoshin.indicators.queries import indicator_data
from hoshin.kernel.compiled import CompiledQuery
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import Department, DepartmentSuccession, Municipality
from hoshin.kernel.scope import current_municipality_id
from hoshin.plan.models import PUBLIC, Edition, Policy
from hoshin.plan.queries.document import edition_data
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, PolicyFolder
from hoshin.publishing.rules.trusted import trusted


@dataclass(frozen=True)
class EditionRef:
    """Which edition of which policy, and what a link to it needs."""

    edition_id: int
    policy_key: str
    policy_name: str
    policy_is_main: bool
    year: int
    label: str
    title: str
    status: str
    issued_date: dt.date | None

    @property
    def path(self) -> str:
        """How the edition stands in an address: `2020`, or `key/2020` for a policy that is not the main one."""
        return str(self.year) if self.policy_is_main else f"{self.policy_key}/{self.year}"


def edition_refs(*, policy_key: str | None = None, public_only: bool = True) -> tuple[EditionRef, ...]:
    """Return the editions of a policy (of the main one without a key), newest first, in one statement."""
    if policy_key is None and public_only:
        return tuple(_ref(row) for row in _MAIN_AND_PUBLIC.rows(0))
    editions = _editions()
    editions = editions.filter(policy__is_main=True) if policy_key is None else editions.filter(policy__key=policy_key)
    if public_only:
        editions = editions.filter(status__in=PUBLIC)
    return tuple(_ref(row) for row in editions)


def get_edition_ref(*, policy_key: str | None, year: int, public_only: bool = True) -> EditionRef:
    """Return one edition.

    :raises Edition.DoesNotExist: none of that year, or not a public one.
    """
    for ref in edition_refs(policy_key=policy_key, public_only=public_only):
        if ref.year == year:
            return ref
    raise Edition.DoesNotExist(f"{policy_key or ''}@{year}")


def editions_to_copy() -> list[Edition]:
    """Return the editions from which the next one can begin, newest first."""
    return list(Edition.objects.select_related("policy").order_by("-year", "policy__key"))


def edition_document(edition_id: int) -> EditionDoc:
    """Return the edition as a document, in three SQL statements."""
    data = edition_data(edition_id)
    indicators: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in indicator_data(edition_id):
        indicators[row.pop("item")].append(row)
    for item in data["items"]:
        item["indicators"] = indicators[item["key"]]
    return trusted(EditionDoc, data)


def folder_of(policy_key: str, years: tuple[int, ...] = ()) -> PolicyFolder:
    """Return a policy with the editions of these years (all of them without any) and the city's departments.

    :raises Policy.DoesNotExist: no such policy here.
    :raises Edition.DoesNotExist: no such year.
    """
    editions = Edition.objects.filter(policy__key=policy_key).select_related("policy").order_by("year")
    found = {edition.year: edition for edition in editions}
    policy = next(iter(found.values())).policy if found else Policy.objects.get(key=policy_key)
    for year in years:
        if year not in found:
            raise Edition.DoesNotExist(f"{policy_key}@{year}")
    return PolicyFolder.model_validate(
        {
            "municipality": _municipality(),
            "policy": {"key": policy.key, "name": policy.name, "description": policy.description},
            "departments": _departments(),
            "editions": [edition_document(found[year].pk) for year in (years or found)],
        }
    )


def _municipality() -> dict[str, Any]:
    city = Municipality.objects.get(pk=current_municipality_id())
    names = {name: getattr(city, name) for name in ("code", "name", "kana", "name_en", "prefecture")}
    example = {"clock": city.example_clock, "notice": city.example_notice} if city.is_example else None
    return {**names, "example": example}


def _departments() -> list[DepartmentDoc]:
    origins: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for one in DepartmentSuccession.objects.select_related("predecessor").order_by("id"):
        origins[one.successor_id].append({"department": one.predecessor.key, "kind": one.kind})
    return [
        DepartmentDoc.model_validate(
            {
                **{name: getattr(row, name) for name in ("key", "name", "parent_name", "valid_from", "valid_to")},
                "succeeds": origins[row.pk],
            }
        )
        for row in Department.objects.order_by("order", "id")
    ]


def _editions() -> QuerySet[Edition, Any]:
    return Edition.objects.order_by("-year").values(
        "pk",
        "year",
        "year_label",
        "title",
        "status",
        "issued_date",
        "policy__key",
        "policy__name",
        "policy__is_main",
    )


def _main_and_public(_key: int) -> QuerySet[Edition, Any]:
    return _editions().filter(policy__is_main=True, status__in=PUBLIC)


_MAIN_AND_PUBLIC = CompiledQuery(_main_and_public)  # every public page begins with it


def _ref(row: dict[str, Any]) -> EditionRef:
    return EditionRef(
        edition_id=row["pk"],
        policy_key=row["policy__key"],
        policy_name=row["policy__name"],
        policy_is_main=row["policy__is_main"],
        year=row["year"],
        label=row["year_label"] or FiscalYear(row["year"]).label_both,
        title=row["title"],
        status=row["status"],
        issued_date=row["issued_date"],
    )
