"""The pages of allauth that we offer, each with its title and with who may open it; the rest has no address.

What is left out on purpose: signing up, managing addresses of e-mail, codes by mail.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, re_path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import View, public
from hoshin.kernel.actor import VISITOR, actor_of
from hoshin.kernel.clock import business_day
from hoshin.kernel.models import User
from hoshin.kernel.requests import CityRequest
from hoshin.site.accounts.middleware import SIGNED_IN
from hoshin.site.context import site_of


def signed_in(view: View) -> View:
    """Mark a view of one's own account. allauth's views ask for the sign-in themselves."""

    @functools.wraps(view)
    def run(request: CityRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.actor = VISITOR
        if isinstance(request.user, User):
            # For the frame of the page: the way back to one's work. Nothing here asks for a permission.
            request.actor = actor_of(request.user, on=business_day(request.municipality))
        return view(request, *args, **kwargs)

    run.access = SIGNED_IN  # type: ignore[attr-defined]  # read by the middleware and by tests/test_every_url.py
    return run


def _in_our_frame(view: View) -> View:
    """allauth calls something of its own `site`, too; the frame of the page needs ours."""

    @functools.wraps(view)
    def run(request: CityRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["site"] = site_of(request)
        return response

    return run


def _page(
    route: str, view: Any, name: str, title: Any, *, mark: Callable[[View], View], lead: Any = "", under: str = ""
) -> URLPattern:
    context = {
        # Not before a request: only then is the language known.
        "heading": SimpleLazyObject(lambda: Heading(str(title), lead=str(lead))),
        "crumbs": SimpleLazyObject(lambda: _crumbs(str(title), mark, under)),
    }
    make = re_path if route.startswith("^") else path
    return make(route, mark(never_cache(_in_our_frame(view.as_view(extra_context=context)))), name=name)


def _crumbs(title: str, mark: Callable[[View], View], under: str) -> tuple[Link, ...]:
    if mark is public:
        return (Link(_("ホーム"), "/"), Link(title, ""))
    above = (Link(_("二要素認証とパスキー"), "/account/2fa/"),) if under else ()
    return (Link(_("ワークスペース"), "/staff/"), *above, Link(title, ""))


def _entrance(route: str, view: Any, name: str, title: Any, lead: Any = "") -> URLPattern:
    return _page(route, view, name, title, mark=public, lead=lead)


def _inside(route: str, view: Any, name: str, title: Any, lead: Any = "", under: str = "") -> URLPattern:
    return _page(route, view, name, title, mark=signed_in, lead=lead, under=under)


IDENTITY = lazy("本人の確認")
IDENTITY_LEAD = lazy("大切な設定を変える前に、もう一度ご本人であることを確認します。")
RESET = lazy("パスワードの再設定")
FACTORS = "mfa_index"

urlpatterns = [
    _entrance("login/", account.LoginView, "account_login", lazy("サインイン"), lazy("職員用のページです。")),
    _entrance("logout/", account.LogoutView, "account_logout", lazy("サインアウト")),
    _entrance("inactive/", account.AccountInactiveView, "account_inactive", lazy("このアカウントは使えません")),
    _entrance("password/reset/", account.PasswordResetView, "account_reset_password", RESET),
    _entrance(
        "password/reset/done/",
        account.PasswordResetDoneView,
        "account_reset_password_done",
        lazy("メールを確認してください"),
    ),
    _entrance(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.PasswordResetFromKeyView,
        "account_reset_password_from_key",
        lazy("パスワードを決める"),
    ),
    _entrance(
        "password/reset/key/done/",
        account.PasswordResetFromKeyDoneView,
        "account_reset_password_from_key_done",
        lazy("パスワードを設定しました"),
    ),
    _entrance("2fa/authenticate/", mfa.AuthenticateView, "mfa_authenticate", lazy("2段階目の確認")),
    _entrance("2fa/webauthn/login/", webauthn.LoginWebAuthnView, "mfa_login_webauthn", lazy("サインイン")),
    _inside("reauthenticate/", account.ReauthenticateView, "account_reauthenticate", IDENTITY, IDENTITY_LEAD),
    _inside("2fa/reauthenticate/", mfa.ReauthenticateView, "mfa_reauthenticate", IDENTITY, IDENTITY_LEAD),
    _inside(
        "2fa/webauthn/reauthenticate/",
        webauthn.ReauthenticateWebAuthnView,
        "mfa_reauthenticate_webauthn",
        IDENTITY,
        IDENTITY_LEAD,
    ),
    _inside("password/change/", account.PasswordChangeView, "account_change_password", lazy("パスワードの変更")),
    _inside("password/set/", account.PasswordSetView, "account_set_password", lazy("パスワードの設定")),
    _inside("2fa/", mfa.IndexView, FACTORS, lazy("二要素認証とパスキー")),
    _inside("2fa/totp/activate/", totp.ActivateTOTPView, "mfa_activate_totp", lazy("認証アプリの登録"), under=FACTORS),
    _inside(
        "2fa/totp/deactivate/",
        totp.DeactivateTOTPView,
        "mfa_deactivate_totp",
        lazy("認証アプリの登録をやめる"),
        under=FACTORS,
    ),
    _inside(
        "2fa/recovery-codes/",
        recovery.ViewRecoveryCodesView,
        "mfa_view_recovery_codes",
        lazy("リカバリーコード"),
        under=FACTORS,
    ),
    _inside(
        "2fa/recovery-codes/generate/",
        recovery.GenerateRecoveryCodesView,
        "mfa_generate_recovery_codes",
        lazy("リカバリーコードの作り直し"),
        under=FACTORS,
    ),
    _inside(
        "2fa/recovery-codes/download/",
        recovery.DownloadRecoveryCodesView,
        "mfa_download_recovery_codes",
        lazy("リカバリーコード"),
    ),
    _inside("2fa/webauthn/", webauthn.ListWebAuthnView, "mfa_list_webauthn", lazy("パスキー"), under=FACTORS),
    _inside("2fa/webauthn/add/", webauthn.AddWebAuthnView, "mfa_add_webauthn", lazy("パスキーの登録"), under=FACTORS),
    _inside(
        "2fa/webauthn/keys/<int:pk>/edit/",
        webauthn.EditWebAuthnView,
        "mfa_edit_webauthn",
        lazy("パスキーの名前の変更"),
        under=FACTORS,
    ),
    _inside(
        "2fa/webauthn/keys/<int:pk>/remove/",
        webauthn.RemoveWebAuthnView,
        "mfa_remove_webauthn",
        lazy("パスキーの削除"),
        under=FACTORS,
    ),
]
