"""The actions on what datasets are ordered by: the organisation (the city), groups (categories), tags and licences."""

from __future__ import annotations

from typing import Any

from hoshin.services.opendata.api.call import Call
from hoshin.services.opendata.api.errors import NotFound
from hoshin.services.opendata.exports.ckan import (
    Data,
    group_data,
    licence_data,
    organisation_data,
    tag_data,
)
from hoshin.services.opendata.models import Licence
from hoshin.services.opendata.queries import harvest
from hoshin.services.opendata.rules.naming import CATEGORIES, Category
from hoshin.services.opendata.rules.uids import group_uid, organisation_uid

MOST = 1_000
_NEWEST = "metadata_modified desc"


def organization_list(call: Call) -> Any:
    """組織（この市）の名前の一覧を返す。all_fields で詳しく返す。"""
    asked = call.parameters
    site = call.site()
    wanted = asked.texts("organizations")
    shown = [site] if not wanted or site.organisation in wanted else []
    shown = shown[asked.number("offset", 0, most=MOST) :][: asked.number("limit", MOST, most=MOST) or MOST]
    if not asked.is_true("all_fields"):
        return [one.organisation for one in shown]
    return [organisation_data(one, harvest.published_count()) for one in shown]


def organization_show(call: Call) -> Any:
    """id か名前で組織（この市）を返す。include_datasets で公開中のデータセットも返す。"""
    asked = call.parameters
    site = call.site()
    if asked.needed("id") not in {site.organisation, str(organisation_uid(site.code))}:
        raise NotFound
    data = organisation_data(site, harvest.published_count())
    return data | _datasets(call, f"organization:{site.organisation}")


def group_list(call: Call) -> Any:
    """グループ（分類）のうち使われているものの名前の一覧を返す。all_fields で詳しく返す。"""
    asked = call.parameters
    counts = harvest.category_counts()
    wanted = asked.texts("groups")
    shown = [one for one in sorted(CATEGORIES, key=lambda one: one.key) if counts.get(one.name)]
    shown = [one for one in shown if not wanted or one.key in wanted]
    shown = shown[asked.number("offset", 0, most=MOST) :][: asked.number("limit", MOST, most=MOST) or MOST]
    if not asked.is_true("all_fields"):
        return [one.key for one in shown]
    return [group_data(one, counts[one.name]) for one in shown]


def group_show(call: Call) -> Any:
    """id か名前でグループ（分類）を返す。include_datasets で公開中のデータセットも返す。"""
    category = _category(call.parameters.needed("id"))
    data = group_data(category, harvest.category_counts().get(category.name, 0))
    return data | _datasets(call, f"groups:{category.key}")


def _category(name: str) -> Category:
    for category in CATEGORIES:
        if name in {category.key, str(group_uid(category.key))}:
            return category
    raise NotFound


def _datasets(call: Call, condition: str) -> Data:
    if not call.parameters.is_true("include_datasets"):
        return {}
    query = harvest.PackageQuery(filters=(condition,), sort=_NEWEST, rows=harvest.MOST_ROWS)
    return {"packages": call.packages(harvest.search_kept(query, call.municipality.code).packages)}


def tag_list(call: Call) -> Any:
    """使われているタグの一覧を返す。query で絞り、all_fields で詳しく返す。"""
    asked = call.parameters
    part = (asked.text("query") or asked.text("q")).strip().lower()
    names = sorted(name for name in harvest.tag_counts() if part in name.lower())
    return [tag_data(name) for name in names] if asked.is_true("all_fields") else names


def license_list(call: Call) -> Any:
    """使えるライセンスの一覧を返す。"""
    return [licence_data(licence) for licence in Licence]
