"""What holds for every page behind the sign-in: how long a session lives, who needs a second factor, who is told no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading
from hoshin.kernel.actor import Actor
from hoshin.kernel.clock import now
from hoshin.kernel.models import User
from hoshin.site.accounts.queries import roles_that_manage_people

STARTED, SEEN = "hoshin.signed_in_at", "hoshin.seen_at"
NOTED_EVERY = 60  # seconds: writing the session with each request would cost a statement each
SIGNED_IN = "signed_in"


class StaffSessionMiddleware:
    """Looks only at views that are not public, so that public pages cost nothing more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_args: Any) -> HttpResponse | None:
        access = getattr(view, "access", "public")
        if access == "public" or not isinstance(request.user, User):
            return None
        if _has_expired(request):
            return _sign_out(request)
        if access != SIGNED_IN and settings.HOSHIN_REQUIRE_MFA and not has_second_factor(request.user):
            messages.warning(request, _("職員用のページを使うには、先に認証アプリかパスキーを登録してください。"))
            return redirect("mfa_index")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Somebody who signed in but has no role in this municipality is told whom to ask."""
        actor: Actor | None = getattr(request, "actor", None)
        if not isinstance(error, PermissionDenied) or actor is None or actor.user_id is None or actor.is_staff:
            return None
        context = {
            "heading": Heading(_("この団体での役割がありません")),
            "person": request.user,
            "roles": roles_that_manage_people(),
            "contact": settings.HOSHIN_STAFF_CONTACT,
        }
        return render(request, "site/no_membership.html", context, status=403)


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def _has_expired(request: HttpRequest) -> bool:
    """Note when the person was here last, and say whether that, or the sign-in itself, is too long ago."""
    session, moment = request.session, int(now().timestamp())
    started, seen = session.get(STARTED, moment), session.get(SEEN, moment)
    if moment - started >= settings.SESSION_COOKIE_AGE or moment - seen >= settings.HOSHIN_IDLE_MINUTES * 60:
        return True
    if STARTED not in session or moment - seen >= NOTED_EVERY:
        session[STARTED], session[SEEN] = started, moment
    return False


def _sign_out(request: HttpRequest) -> HttpResponse:
    request.sign_out_reason = _("時間切れ")  # type: ignore[attr-defined]  # read by receivers.signed_out
    logout(request)
    messages.info(request, _("しばらく操作がなかったため、サインアウトしました。もう一度サインインしてください。"))
    return redirect_to_login(request.get_full_path())
