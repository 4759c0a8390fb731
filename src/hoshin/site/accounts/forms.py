"""allauth's forms in our words: Japanese labels and hints, no placeholders, forgiving about full-width input."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.site.accounts.adapter import may_mail_links

PASSWORD_HINT = lazy("12文字以上。よく使われる言葉、数字だけのもの、氏名やユーザー名に似たものは使えません。")
CODE_SECONDS = 120  # longer than a code of the app is accepted (its own 30 seconds and those before and after)


class OurForm(forms.Form):
    """Mixin: words for the fields of a form that allauth made."""

    use_required_attribute = False  # errors are said by the server, all at once, in Japanese
    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class CodeForm(OurForm):
    """Mixin for a form with a field `code`: typed with an input method (１２３ ４５６) it counts as well."""

    labels = {"code": lazy("確認コード")}
    hints = {"code": lazy("認証アプリに表示された6桁の数字、またはリカバリーコード（8桁）を入力してください。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")

    def clean_code(self) -> str:
        typed = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        self.cleaned_data["code"] = "".join(typed.split()).replace("-", "")
        code: str = super().clean_code()  # type: ignore[misc]  # of allauth's form that follows in the bases
        # allauth remembers a used code for one period only, but accepts it for three.
        if not cache.add(f"hoshin.code-used:{self.user.pk}:{code}", 1, timeout=CODE_SECONDS):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class LoginForm(OurForm, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    labels = {"login": lazy("ユーザー名またはメールアドレス"), "password": lazy("パスワード")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs.update(attributes)

    def clean_login(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["login"]).strip()


class ChangePasswordForm(OurForm, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": lazy("現在のパスワード"),
        "password1": lazy("新しいパスワード"),
        "password2": lazy("新しいパスワード（確認のためもう一度）"),
    }
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(OurForm, account.SetPasswordForm):  # type: ignore[misc]
    labels = ChangePasswordForm.labels
    hints = ChangePasswordForm.hints


class ResetPasswordKeyForm(OurForm, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = ChangePasswordForm.labels
    hints = ChangePasswordForm.hints


class ResetPasswordForm(OurForm, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": lazy("メールアドレス")}
    hints = {"email": lazy("管理者が登録した、仕事用のメールアドレスです。")}

    def clean_email(self) -> str:
        if not may_mail_links(context.request):
            raise ValidationError(
                _("この団体の正式なホスト名がまだ登録されていないため、メールを送れません。管理者に依頼してください。"),
                code="no_host",
            )
        email: str = super().clean_email()
        return email


class ReauthenticateForm(OurForm, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": lazy("パスワード")}


class AuthenticateForm(CodeForm, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateCodeForm(CodeForm, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTotpForm(CodeForm, totp.ActivateTOTPForm):  # type: ignore[misc]
    hints = {"code": lazy("登録した直後に、認証アプリに表示された6桁の数字を入力してください。")}


class AddPasskeyForm(OurForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": lazy("パスキーの名前"), "passwordless": lazy("このパスキーだけでサインインできるようにする")}
    hints = {
        "name": lazy("あとで見分けるための名前です（例：職場のパソコン、セキュリティキー）。"),
        "passwordless": lazy(
            "指紋・顔・PINなどで本人を確かめられる機器で使えます。外すと、パスワードの後の2段階目だけに使います。"
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("passwordless", True)
        self.fields["name"].widget.attrs.update(maxlength="60", autocomplete="off")

    def clean_name(self) -> str:
        name: str = super().clean_name()
        return name[:60]


class EditPasskeyForm(OurForm, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": lazy("パスキーの名前")}
