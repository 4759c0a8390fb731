"""Who may open a page. Every view carries exactly one of these marks; a test walks all URLs for it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from hoshin.kernel.actor import VISITOR, NotPermitted, actor_of
from hoshin.kernel.clock import business_day
from hoshin.kernel.models import User
from hoshin.kernel.registry import Permission
from hoshin.kernel.requests import CityRequest

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Mark a view that anybody may open."""

    @functools.wraps(view)
    def run(request: CityRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.actor = VISITOR
        return _answer(view, request, *args, **kwargs)

    run.access = "public"  # type: ignore[attr-defined]  # read by tests/test_every_url.py
    return run


def staff(permission: Permission) -> Callable[[View], View]:
    """Mark a view that needs a signed-in person with `permission` in this municipality."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: CityRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            request.actor = actor_of(request.user, on=business_day(request.municipality))
            if not request.actor.may(permission):
                raise PermissionDenied(permission.label)
            return _never_cached(_answer(view, request, *args, **kwargs))

        run.access = permission.key  # type: ignore[attr-defined]  # read by tests/test_every_url.py
        return run

    return decorate


def _answer(view: View, request: CityRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except ObjectDoesNotExist as error:  # also another municipality's row: 404, so that nothing leaks
        raise Http404(str(error)) from error
    except NotPermitted as error:
        raise PermissionDenied(str(error)) from error


def _never_cached(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
