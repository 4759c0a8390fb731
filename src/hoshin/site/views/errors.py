"""Error pages in the city's frame. None of them asks the database: it may be the reason for the error."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as lazy

from hoshin.design.shell import Heading
from hoshin.kernel.access import public
from hoshin.site.context import site_of

CSRF = "site/csrf_failure.html"
TITLES: dict[int | str, object] = {
    400: lazy("送られた内容を読み取れませんでした"),
    403: lazy("このページを開く権限がありません"),
    404: lazy("ページが見つかりません"),
    500: lazy("ページを表示できませんでした"),
    CSRF: lazy("送信を受け付けられませんでした"),
}


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, CSRF)


@public
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def _page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    site = site_of(request)
    context = {"site": site, "heading": Heading(str(TITLES[template or status]))}
    return HttpResponse(render_to_string(template or f"site/{status}.html", context), status=status)
