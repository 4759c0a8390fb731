"""Fields for text that people write. All of them clean it, and refuse a My Number wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.markdown import unsupported
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.text import UnsafeText, clean_text

LINE_LENGTH = 300
PROSE_LENGTH = 20_000
MARKDOWN_HELP = gettext_lazy("Markdownが使えます（見出し、箇条書き、表、強調、リンク）。HTMLと画像は使えません。")


def checked(text: str) -> str:
    """Return the text as it may be stored.

    :raises ValidationError: it holds characters that are refused, or what looks like a My Number.
    """
    try:
        cleaned = clean_text(text)
    except UnsafeText as error:
        raise ValidationError(str(error), code="unsafe") from error
    if find_my_numbers(cleaned):
        # The message must not repeat the number: it would go to the page and from there into logs and screenshots.
        raise ValidationError(
            _("マイナンバー（個人番号）と思われる12桁の番号が含まれています。番号を消してから保存してください。"),
            code="my_number",
        )
    return cleaned


class Prose(forms.CharField):
    """Text of several lines."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, max_length: int | None = PROSE_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return checked(super().to_python(value) or "")


class Line(Prose):
    """Text of one line; a line break pasted into it becomes a space."""

    widget = forms.TextInput

    def __init__(self, *, max_length: int | None = LINE_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split("\n"))


class Markdown(Prose):
    """Text in the safe subset of Markdown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": MARKDOWN_HELP, **kwargs})

    def validate(self, value: str) -> None:
        super().validate(value)
        problems = [_("%(line)s行目：%(message)s") % {"line": p.line, "message": p.message} for p in unsupported(value)]
        if problems:
            raise ValidationError(problems, code="markdown")


class Lines(Prose):
    """A list of short texts, one a line."""

    def __init__(self, *, line_length: int = LINE_LENGTH, max_lines: int = 50, **kwargs: Any) -> None:
        self.line_length, self.max_lines = line_length, max_lines
        super().__init__(**{"help_text": gettext_lazy("1行に1つずつ書きます。"), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean("\n".join(value) if isinstance(value, list | tuple) else value)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) > self.max_lines:
            raise ValidationError(_("%(max)s行までにしてください。") % {"max": self.max_lines}, code="max_lines")
        for line in lines:
            if len(line) > self.line_length:
                raise ValidationError(
                    _("「%(start)s…」が長すぎます（1行%(max)s文字まで）。")
                    % {"start": line[:20], "max": self.line_length},
                    code="line_length",
                )
            if lines.count(line) > 1:
                raise ValidationError(_("「%(line)s」が2回書かれています。") % {"line": line}, code="twice")
        return lines


class Choice(forms.TypedChoiceField):
    """One of some rows or codes; a row is chosen by its id, and no choice is None (for ids) or empty text."""

    def __init__(self, choices: Iterable[tuple[Any, str]] = (), *, of_ids: bool = False, **kwargs: Any) -> None:
        typed: dict[str, Any] = {"coerce": int, "empty_value": None} if of_ids else {}
        super().__init__(choices=list(choices), **{**typed, **kwargs})
