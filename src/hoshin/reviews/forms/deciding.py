from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.forms import Choice, CityForm, Line, Prose
from hoshin.plan.models import Item
from hoshin.reviews.forms.fields import Day, day_of
from hoshin.reviews.models import DecisionKind
from hoshin.reviews.rules.states import GateVerb

NOT_CHOSEN = ("", "—")
GATE_VERBS = (GateVerb.PASS, GateVerb.REFUSE, GateVerb.RETURN)


def reason_field(**kwargs: Any) -> Prose:
    return Prose(max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class DecisionForm(CityForm):
    """A decision on one initiative. Without `on` the day is not asked for: it is that of the meeting."""

    kind = Choice(of_ids=True, label=gettext_lazy("決定"))
    reason = reason_field(label=gettext_lazy("理由"))
    merge_into = Choice(
        of_ids=True, label=gettext_lazy("統合先"), required=False, help_text=gettext_lazy("統合のときだけ選びます。")
    )
    decider = Line(
        label=gettext_lazy("決定した者"), max_length=120, help_text=gettext_lazy("「推進本部」「市長」など。")
    )
    decided_on = Day(label=gettext_lazy("決定日"))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kinds: Sequence[DecisionKind],
        heirs: Sequence[Item],
        on: dt.date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.on = on
        offer(self, kinds, heirs)

    def clean_decided_on(self) -> str:
        text: str = self.cleaned_data["decided_on"]
        day = day_of(text)
        if day is not None and day > self.on:
            raise ValidationError(_("まだ来ていない日です。"))
        return text

    def values(self) -> dict[str, Any]:
        return {**super().values(), "decided_on": day_of(self.cleaned_data["decided_on"])}


class DecisionLine(CityForm):
    """A line of the page of a meeting: left as it was offered, it decides nothing."""

    kind = Choice(of_ids=True, label=gettext_lazy("決定"), required=False)
    reason = reason_field(label=gettext_lazy("理由"), required=False)
    merge_into = Choice(of_ids=True, label=gettext_lazy("統合先（統合のとき）"), required=False)

    def __init__(
        self, data: QueryDict | None, *, kinds: Sequence[DecisionKind], heirs: Sequence[Item], prefix: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        offer(self, kinds, heirs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") and not cleaned.get("kind"):
            raise ValidationError({"kind": _("決定を選んでください。")})
        if cleaned.get("kind") and not cleaned.get("reason"):
            raise ValidationError({"reason": _("理由を書いてください。記録に残ります。")})
        return cleaned


class GateLine(CityForm):
    """What a meeting decides on a gate that waits."""

    verb = Choice([("", "—"), *((verb.value, verb.label) for verb in GATE_VERBS)], label=gettext_lazy("段階の移行"))
    reason = reason_field(label=gettext_lazy("理由"), required=False)
    is_exception = forms.BooleanField(
        label=gettext_lazy("確認されていない要件があるが、例外として移行する"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: QueryDict | None, *, version: int, prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial={"version": version})
        self.fields["verb"].required = False


class GateDecisionForm(GateLine):
    """The same outside of a meeting."""

    decider = Line(
        label=gettext_lazy("決定した者"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("「推進本部」「市長」など。準備に戻すときは要りません。"),
    )

    def __init__(self, data: QueryDict | None, *, version: int, prefix: str) -> None:
        super().__init__(data, version=version, prefix=prefix)
        self.fields["verb"].required = True


class DeciderForm(CityForm):
    decider = Line(
        label=gettext_lazy("決定した者"), max_length=120, help_text=gettext_lazy("「推進本部」「市長」など。")
    )


def offer(form: CityForm, kinds: Sequence[DecisionKind], heirs: Sequence[Item]) -> None:
    fields: Any = form.fields
    fields["kind"].choices = [NOT_CHOSEN, *((one.pk, one.label) for one in kinds)]
    fields["merge_into"].choices = [NOT_CHOSEN, *((one.pk, f"{one.number} {one.title}".strip()) for one in heirs)]
