from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import Choice, Line, Prose, VersionedForm
from hoshin.reviews.models import DecisionKind, ScaleMark


class MarkForm(VersionedForm):
    label = Line(label=_("評価"), max_length=60, help_text=_("「A」「◎」「順調」など、表に載せる言葉です。"))
    meaning = Prose(label=_("意味"), required=False, max_length=2000)
    is_unassessable = forms.BooleanField(label=_("評価できないときに使う"), required=False)


class DecisionWordForm(VersionedForm):
    label = Line(label=_("決定"), max_length=60, help_text=_("「継続」「見直し」など、公表する言葉です。"))
    meaning = Prose(label=_("意味"), required=False, max_length=2000)
    effect = Choice(DecisionKind.Effect.choices, label=_("次の年度版での扱い"))


def word_form(data: QueryDict | None, word: ScaleMark | DecisionKind) -> VersionedForm:
    form = MarkForm if isinstance(word, ScaleMark) else DecisionWordForm
    names: dict[str, Any] = {name: getattr(word, name) for name in form.base_fields if name not in {"version", "seen"}}
    return form(data, initial={**names, "version": word.version})
