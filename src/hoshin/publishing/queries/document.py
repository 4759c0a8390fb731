"""The document of an edition, read from the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from hoshin.indicators.queries import indicator_data
from hoshin.kernel.models import Department, DepartmentSuccession, Municipality
from hoshin.kernel.scope import current_municipality_id
from hoshin.plan.models import Edition, Policy
from hoshin.plan.queries.document import edition_data
from hoshin.publishing.queries.results import results_in, vocabulary_of
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
    # Of a publication alone: which one it is, and what it holds in short.
    publication_id: int = 0
    sha256: str = ""
    revision: int = 0
    published_date: dt.date | None = None
    reason: str = ""
    is_latest: bool = True
    names_revision: bool = False
    comparison_left: str = ""  # the side that stands left in the files of its 新旧対照表
    outline: tuple[tuple[str, str, str, str], ...] = ()  # key, number, title, stage of each item of its own

    @property
    def edition_path(self) -> str:
        """How the edition stands in an address: `2020`, or `key/2020` for a policy that is not the main one."""
        return str(self.year) if self.policy_is_main else f"{self.policy_key}/{self.year}"

    @property
    def path(self) -> str:
        """The same with `/r1` behind it for a revision that has been asked for by its number."""
        return f"{self.edition_path}/r{self.revision}" if self.names_revision else self.edition_path


def editions_to_copy() -> list[Edition]:
    """Return the editions from which the next one can begin, newest first."""
    return list(Edition.objects.select_related("policy").order_by("-year", "policy__key"))


def edition_document(edition_id: int) -> EditionDoc:
    """Return the edition as a document with its vocabulary and results, in eleven SQL statements at most."""
    return trusted(EditionDoc, {**_stated(edition_id), **vocabulary_of(edition_id), "results": results_in(edition_id)})


def stated_document(edition_id: int) -> EditionDoc:
    """Return what the edition itself states, without what the year's cycle made of it: what a folder can hold."""
    return trusted(EditionDoc, {**_stated(edition_id), **vocabulary_of(edition_id)})


def _stated(edition_id: int) -> dict[str, Any]:
    """Return the edition with its indicators, in three statements."""
    data = edition_data(edition_id)
    indicators: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in indicator_data(edition_id):
        row.pop("broken_in")
        indicators[row.pop("item")].append(row)
    for item in data["items"]:
        item["indicators"] = indicators[item["key"]]
    return data


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
            "departments": departments_of_city(),
            "editions": [edition_document(found[year].pk) for year in (years or found)],
        }
    )


def _municipality() -> dict[str, Any]:
    city = Municipality.objects.get(pk=current_municipality_id())
    names = {name: getattr(city, name) for name in ("code", "name", "kana", "name_en", "prefecture")}
    example = {"clock": city.example_clock, "notice": city.example_notice} if city.is_example else None
    return {**names, "example": example}


def departments_of_city() -> list[DepartmentDoc]:
    """Return the city's departments with who took over whose duties, in two statements."""
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
