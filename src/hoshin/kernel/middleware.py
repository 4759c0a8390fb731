from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope

GetResponse = Callable[[HttpRequest], HttpResponse]

WITHOUT_MUNICIPALITY = frozenset({"/healthz"})  # asked by machines under any name, also before a city is loaded

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# Every request asks this; having Django write it anew each time took longer than the answer.
_BY_HOST = """
SELECT kernel_municipality.*, hosts @> ARRAY[%s]::varchar[] AS named
FROM kernel_municipality ORDER BY named DESC, id LIMIT 2
"""


class SecurityHeadersMiddleware:
    """Adds what Django's own SecurityMiddleware does not: the content security policy and its companions."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class MunicipalityMiddleware:
    """Finds the municipality of the host name and runs the rest of the request inside its scope."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in WITHOUT_MUNICIPALITY:
            return self.get_response(request)
        municipality = municipality_of(request.get_host())
        if municipality is None:
            return render(request, "kernel/no_municipality.html", status=404)
        request.municipality = municipality  # type: ignore[attr-defined]  # this makes it a CityRequest
        with municipality_scope(municipality.pk):
            response = self.get_response(request)
            if response.status_code >= 500:
                # The view failed: what it had written outside an action must not stay.
                transaction.set_rollback(True)
        return response


def municipality_of(host: str) -> Municipality | None:
    """Return the municipality that serves a host name (a port is ignored), in one statement.

    A single municipality that names no hosts serves every name, so that a first installation needs no configuration.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    found = list(Municipality.objects.raw(_BY_HOST, [name.lower().rstrip(".")]))
    if found and found[0].named:  # type: ignore[attr-defined]  # what the statement adds to the columns
        return found[0]
    if len(found) == 1 and not found[0].hosts:
        return found[0]
    return None
