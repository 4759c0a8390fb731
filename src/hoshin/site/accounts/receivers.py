"""Sign-ins, and changes of how one signs in, leave entries in the audit trail.

allauth and Django tell of them by signals. What somebody typed never enters an entry: a password typed into the field
for the name would stand there for ever.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hoshin.kernel.action import record, subject_of
from hoshin.kernel.actor import VISITOR, Actor
from hoshin.kernel.models import Membership, Municipality, User
from hoshin.kernel.scope import municipality_scope

NOBODY = "kernel.user:0"


def connect() -> None:
    receivers: list[tuple[Signal, Any]] = [
        (account.user_logged_in, signed_in),
        (user_logged_out, signed_out),
        (user_login_failed, sign_in_failed),
        (account.password_changed, password_changed),
        (account.password_set, password_changed),
        (account.password_reset, password_changed),
        (mfa.authenticator_added, second_factor_added),
        (mfa.authenticator_removed, second_factor_removed),
        (mfa.authenticator_reset, recovery_codes_renewed),
        (mfa.authentication_failed, second_factor_failed),
    ]
    for signal, receiver in receivers:
        signal.connect(receiver, dispatch_uid=f"hoshin.site.{receiver.__name__}")


def signed_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    labels = {"password": _("パスワード"), "password_reset": _("パスワードの再設定")}
    methods = [
        labels.get(one["method"]) or _label_of(str(one.get("type", "")))
        for one in get_authentication_records(request, user)
    ]
    _note(request, user, "site.person.signed_in", "＋".join(dict.fromkeys(filter(None, methods))))


def signed_out(request: HttpRequest | None, user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        _note(request, user, "site.person.signed_out", getattr(request, "sign_out_reason", ""))


def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    _note(request, None, "site.sign_in.failed", _("パスワード"), names=_names(credentials))


def second_factor_failed(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    _note(request, user, "site.sign_in.failed", _label_of(authenticator.type))


def password_changed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    _note(request, user, "site.password.changed")


def second_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    _note(request, user, "site.second_factor.added", _label_of(authenticator.type))


def second_factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    _note(request, user, "site.second_factor.removed", _label_of(authenticator.type))


def recovery_codes_renewed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    _note(request, user, "site.recovery_codes.renewed")


def _names(credentials: dict[str, Any]) -> list[str]:
    return [str(credentials[key]) for key in ("username", "email") if credentials.get(key)]


def _label_of(kind: str) -> str:
    labels: dict[str, str] = {
        Authenticator.Type.TOTP: _("認証アプリ"),
        Authenticator.Type.WEBAUTHN: _("パスキー"),
        Authenticator.Type.RECOVERY_CODES: _("リカバリーコード"),
    }
    return labels.get(kind, "")


def _note(
    request: HttpRequest | None, user: User | None, event: str, reason: str = "", *, names: list[str] | None = None
) -> None:
    municipality: Municipality | None = getattr(request, "municipality", None)
    if municipality is None:
        return  # a command or a test: it works for no municipality
    # Opened once more, because allauth tells of recovery codes only after the request's transaction has ended.
    with municipality_scope(municipality.pk):
        if user is not None:
            record(Actor(user.get_full_name(), user_id=user.pk), event=event, subject=subject_of(user), reason=reason)
        else:
            record(VISITOR, event=event, subject=_subject(names or []), reason=reason)


def _subject(names: list[str]) -> str:
    """Name the person whose account was tried, if that person works here; anything else would be a stranger's text."""
    named = Q()
    for name in names:
        named |= Q(username__iexact=name) | Q(email__iexact=name)
    user = User.objects.filter(named, pk__in=Membership.objects.values("user_id")).first() if names else None
    return subject_of(user) if user else NOBODY
