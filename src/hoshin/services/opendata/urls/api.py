from __future__ import annotations

from django.urls import URLPattern, path, re_path

import hoshin.services.opendata.urls.converters  # noqa: F401  # registers <dataset_name:…>
from hoshin.services.opendata.api import dcat, views
from hoshin.services.opendata.exports.dcat_writing import MEDIA_TYPES

urlpatterns: list[URLPattern] = [
    path("api/3", views.version_file, name="api_version"),
    # The name of an action is not a thing of the city that could be missing: an unknown one is a bad request in CKAN.
    re_path(r"^api/(?:3/)?action/([^/]+)/?$", views.action_call, name="api_action"),
]
for suffix in MEDIA_TYPES:
    given = {"suffix": suffix}
    urlpatterns += [
        path(f"catalog.{suffix}", dcat.catalogue_file, given, name=f"catalogue_{suffix}"),
        path(f"opendata/<dataset_name:dataset>.{suffix}", dcat.dataset_file, given, name=f"dataset_{suffix}"),
    ]
