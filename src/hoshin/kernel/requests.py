"""What a request is once the middleware and the access mark have looked at it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality


class CityRequest(HttpRequest):
    municipality: Municipality
    actor: Actor
    htmx: HtmxDetails
