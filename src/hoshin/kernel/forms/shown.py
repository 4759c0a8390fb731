"""A field's value in words, for comparing two versions of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hoshin.kernel.forms.rows import Rows


def shown(field: forms.Field, value: Any) -> str:
    """Return a value as the person who chose or wrote it knows it."""
    if isinstance(field, Rows):
        return "\n".join(_row(field, number, row) for number, row in enumerate(value or [], start=1))
    if isinstance(field, forms.BooleanField):
        return _("はい") if value else _("いいえ")
    if isinstance(field, forms.ChoiceField):
        return _label(field, value)
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _row(field: Rows, number: int, row: dict[str, Any]) -> str:
    parts = [shown(column, row.get(key)) for key, column in field.columns.items()]
    return f"{number}. " + "／".join(part for part in parts if part)


def _label(field: forms.ChoiceField, value: Any) -> str:
    choices: Any = field.choices  # groups do not occur here
    for key, label in choices:
        if str(key) == ("" if value is None else str(value)):
            return str(label) if key not in ("", None) else ""
    return "" if value is None else str(value)
