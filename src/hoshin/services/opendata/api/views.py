"""CKAN's Action API: one address for every action, answers in CKAN's envelope."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.api.about import ACTIONS
from hoshin.services.opendata.api.call import Call, ReadyJson
from hoshin.services.opendata.api.errors import ActionError, BadRequest
from hoshin.services.opendata.api.parameters import parameters_of
from hoshin.services.opendata.exports.ckan_text import json_text

# Nothing here depends on who asks, so every page of every host may read it.
FOR_ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-CKAN-API-Key",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@csrf_exempt  # a call changes nothing, and nothing here looks at a session
@public
def action_call(request: CityRequest, name: str) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=FOR_ANYBODY)
    if request.method not in METHODS:
        return HttpResponse(status=405, headers=FOR_ANYBODY | {"Allow": ", ".join(METHODS)})
    url = request.build_absolute_uri("/").rstrip("/")
    try:
        if name not in ACTIONS:
            raise BadRequest(f"Action name not known: {name}")
        call = Call(request.municipality, url, parameters_of(request))
    except BadRequest as error:
        return _json(f"Bad request: {error}", status=400)
    envelope: dict[str, Any] = {"help": f"{url}/api/3/action/help_show?name={name}"}
    try:
        envelope |= {"success": True, "result": ACTIONS[name](call)}
    except ActionError as error:
        return _json(envelope | {"success": False, "error": error.data()}, status=error.status)
    return _json(envelope, status=200)


def _json(data: Any, *, status: int) -> HttpResponse:
    return HttpResponse(_text(data), status=status, content_type="application/json;charset=utf-8", headers=FOR_ANYBODY)


def _text(data: Any) -> str:
    """Write the answer. What is JSON already is put in its place as it is."""
    if isinstance(data, ReadyJson):
        return data.text
    if isinstance(data, dict) and any(isinstance(value, ReadyJson | dict) for value in data.values()):
        return f"{{{', '.join(f'{json_text(key)}: {_text(value)}' for key, value in data.items())}}}"
    return json_text(data)


@public
def version_file(request: CityRequest) -> HttpResponseBase:
    return _json({"version": 3}, status=200)
