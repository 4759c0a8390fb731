from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.forms import Choice, CityForm, Prose
from hoshin.kernel.forms.versioned import digest
from hoshin.reviews.models import Assessment, ScaleMark


class AssessForm(CityForm):
    """One line of the page of assessments. `seen` tells whether this person touched it."""

    mark = Choice(of_ids=True, label=gettext_lazy("評価"), required=False)
    comment = Prose(
        label=gettext_lazy("評価の理由"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(
        self, data: QueryDict | None, *, row: Assessment | None, marks: Sequence[ScaleMark], prefix: str
    ) -> None:
        mark, comment = (row.mark_id, row.comment) if row else (None, "")
        initial = {"mark": mark, "comment": comment, "version": row.version if row else None}
        super().__init__(data, initial={**initial, "seen": _digest(mark, comment)}, prefix=prefix)
        choices: Any = self.fields["mark"]
        choices.choices = [("", _("まだ評価していない")), *((one.pk, one.label) for one in marks)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_touched(cleaned) and not cleaned.get("mark") and "mark" not in self.errors:
            raise ValidationError({"mark": _("評価を選んでください。記録した評価は消せませんが、選び直せます。")})
        return cleaned

    def is_touched(self, cleaned: dict[str, Any]) -> bool:
        return _digest(cleaned.get("mark"), cleaned.get("comment", "")) != cleaned.get("seen")

    def again(self, current: Assessment) -> QueryDict:
        """Return what was sent, made ready to be sent over what somebody else has saved."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(current.version)
        data[self.add_prefix("seen")] = _digest(current.mark_id, current.comment)
        return data


def _digest(mark: int | None, comment: str) -> str:
    return digest(f"{mark or ''}\n{comment}")
