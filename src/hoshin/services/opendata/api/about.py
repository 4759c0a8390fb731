"""The actions on the API itself."""

from __future__ import annotations

import inspect
from typing import Any

from hoshin.services.opendata.api import groups, packages, resources
from hoshin.services.opendata.api.call import Action, Call
from hoshin.services.opendata.api.errors import NotFound

# Old clients ask for it and compare; 2.10 is the oldest CKAN that is still cared for.
CKAN_VERSION = "2.10.0"


def status_show(call: Call) -> Any:
    """この API の名前、所在、言語を返す。"""
    return {
        "ckan_version": CKAN_VERSION,
        "error_emails_to": None,
        "extensions": ["datastore", "dcat"],
        "locale_default": "ja",
        "site_description": f"{call.municipality.name}のオープンデータカタログ",
        "site_title": f"{call.municipality.name}オープンデータカタログ",
        "site_url": call.url,
    }


def site_read(call: Call) -> Any:
    """カタログを読めるかどうかを返す。誰でも読める。"""
    return True


def help_show(call: Call) -> Any:
    """name に挙げた操作の説明を返す。"""
    name = call.parameters.needed("name")
    if name not in ACTIONS:
        raise NotFound("Action function not found")
    return inspect.getdoc(ACTIONS[name])


ACTIONS: dict[str, Action] = {
    action.__name__: action
    for action in (
        groups.group_list,
        groups.group_show,
        groups.license_list,
        groups.organization_list,
        groups.organization_show,
        groups.tag_list,
        help_show,
        packages.current_package_list_with_resources,
        packages.package_list,
        packages.package_search,
        packages.package_show,
        resources.datastore_search,
        resources.resource_search,
        resources.resource_show,
        site_read,
        status_show,
    )
}
