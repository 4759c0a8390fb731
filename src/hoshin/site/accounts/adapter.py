"""What allauth asks us: who may have an account, what it says, how secrets lie in the database."""

from __future__ import annotations

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.context import request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.kernel.models import Municipality, User

logger = logging.getLogger(__name__)

WRONG_PAIR = lazy("ユーザー名またはパスワードが違います。")
WRONG_CODE = lazy("確認コードが違うか、使用済みです。新しいコードを入力してください。")
TOO_MANY = lazy("入力の誤りが続いたため、サインインを一時的に止めています。5分ほど待ってから、もう一度お試しください。")
HERE = {"localhost", "127.0.0.1", "[::1]"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by the municipality; nobody signs up by themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG_PAIR,
        "email_password_mismatch": WRONG_PAIR,
        "enter_current_password": lazy("現在のパスワードが違います。"),
        "incorrect_password": lazy("パスワードが違います。"),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down must not undo what the mail tells of, nor tell a stranger who has an account."""
        try:
            # allauth sends some mails when the transaction is done, and by then has forgotten the request.
            with request_context(self.request):
                super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("mail %s could not be sent: %s", template_prefix, type(error).__name__)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        labels = {
            "reauthenticate": _("パスワードで確認する"),
            "mfa_reauthenticate": _("認証アプリまたはリカバリーコードで確認する"),
            "mfa_reauthenticate:webauthn": _("パスキーで確認する"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": labels[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return reverse("mfa_index")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": lazy("この認証手段は外せません。"),
        "cannot_generate_recovery_codes": lazy("先に認証アプリかパスキーを登録してください。"),
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone must not be enough to make codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return _("%(city)s 方針") % {"city": _municipality().name}

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, _user: User, _type: str) -> str:
        return _("パスキー")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": _municipality().name}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.get_full_name(), "name": user.username}


def may_mail_links(request: HttpRequest) -> bool:
    """Say whether the host of a link in a mail can be trusted.

    An installation that names no hosts answers under any name a stranger sends; a link made from it would carry the
    key for somebody's password to the stranger's server.
    """
    municipality: Municipality | None = getattr(request, "municipality", None)
    name = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return name in HERE or bool(municipality and municipality.hosts)


def _municipality() -> Municipality:
    municipality: Municipality = context.request.municipality
    return municipality


def _cipher() -> MultiFernet:
    """Made from the secret key; older keys (SECRET_KEY_FALLBACKS) still open what they closed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = (hashlib.sha256(b"hoshin.second-factor\0" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
