from __future__ import annotations

from django.urls import URLPattern, path, re_path

from hoshin.services.opendata.api import views

urlpatterns: list[URLPattern] = [
    path("api/3", views.version_file, name="api_version"),
    # The name of an action is not a thing of the city that could be missing: an unknown one is a bad request in CKAN.
    re_path(r"^api/(?:3/)?action/([^/]+)/?$", views.action_call, name="api_action"),
]
