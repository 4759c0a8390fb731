"""A form over a row that somebody else may be editing too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict

from hoshin.kernel.forms.rows import Rows, RowsWidget
from hoshin.kernel.forms.shown import shown


class CityForm(forms.Form):
    """Base of all staff forms."""

    use_required_attribute = False  # errors are said by the server, all at once, in Japanese

    def values(self) -> dict[str, Any]:
        """Return what an action is given."""
        return dict(self.cleaned_data)


class VersionedForm(CityForm):
    """Carries the version its editor saw, and a digest of each value, so that a merge knows who changed what."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(data, initial=initial, **kwargs)
        self.initial.setdefault("seen", self.seen_text())

    def values(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key not in {"version", "seen"}}

    def seen_text(self) -> str:
        """Return the digests as they go out with the page; reckon again when choices were filled in later."""
        return json.dumps(self.digests())

    def digests(self) -> dict[str, str]:
        """Return, for each field, a short digest of the value the form was opened with."""
        return {name: digest(shown(self.fields[name], self.initial.get(name))) for name in self.told()}

    def is_untouched(self) -> bool:
        """Say whether a valid form holds what the row holds already."""
        return all(
            digest(shown(self.fields[name], self.cleaned_data.get(name))) == kept
            for name, kept in self.digests().items()
        )

    def told(self) -> list[str]:
        """Return the names of the fields a person fills in."""
        return [name for name, field in self.fields.items() if not isinstance(field.widget, forms.HiddenInput)]

    def seen_digests(self) -> dict[str, str]:
        """Return the digests as they came back; without them every field counts as changed by both."""
        try:
            found = json.loads(self.cleaned_data.get("seen") or "{}")
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def taking(data: QueryDict, *, names: Collection[str], theirs: VersionedForm) -> QueryDict:
    """Return the data of a form with the values of these fields taken from the row as it stands now."""
    merged = data.copy()
    for name in names:
        if name not in theirs.told():
            continue
        for key in [key for key in merged if key == name or key.startswith(f"{name}-")]:
            del merged[key]
        merged.update(_data_of(theirs, name))
    return merged


def _data_of(form: VersionedForm, name: str) -> dict[str, Any]:
    field, value = form.fields[name], form.initial.get(name)
    if isinstance(field, Rows) and isinstance(field.widget, RowsWidget):
        return field.widget.data_of(name, value or [])
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if value else {}
    prepared = field.prepare_value(value)
    return {name: "" if prepared is None else str(prepared)}
