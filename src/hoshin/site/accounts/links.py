"""The link by which somebody sets a password: it works once, for three days, and an administrator never knows one."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hoshin.kernel.models import User
from hoshin.site.accounts.adapter import may_mail_links


def password_link(request: HttpRequest, user: User) -> str:
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=key))


def mail_invitation(request: HttpRequest, user: User, link: str) -> bool:
    """Send the link where that can be done, and say whether it was."""
    if not (user.email and settings.EMAIL_HOST and may_mail_links(request)):
        return False
    get_adapter().send_mail("site/email/invitation", user.email, {"user": user, "link": link})
    return True
