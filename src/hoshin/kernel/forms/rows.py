"""Several short rows in one field, so that a form with departments, references and years is still one form."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ROWS = 200
ORDER, REMOVE = "order", "remove"

RawRow = dict[str, Any]


class RowsWidget(forms.Widget):
    """One line of controls a row, some spare lines, a place number and a box to take the row out."""

    template_name = "kernel/widgets/rows.html"
    use_fieldset = True

    def __init__(self, columns: Mapping[str, forms.Field], *, spare: int, is_ordered: bool) -> None:
        super().__init__()
        self.columns, self.spare, self.is_ordered = columns, spare, is_ordered

    def __deepcopy__(self, memo: dict[int, Any]) -> RowsWidget:
        twin = copy.copy(self)
        twin.attrs = self.attrs.copy()
        return twin

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-{next(iter(self.columns))}" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[RawRow] | None:
        count = str(data.get(f"{name}-count") or "")
        if not count.isascii() or not count.isdigit():
            return None
        rows = []
        for index in range(min(int(count), MOST_ROWS)):
            row = {
                key: field.widget.value_from_datadict(data, files, f"{name}-{index}-{key}")
                for key, field in self.columns.items()
            }
            row[ORDER] = data.get(f"{name}-{index}-{ORDER}", "")
            row[REMOVE] = bool(data.get(f"{name}-{index}-{REMOVE}"))
            rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-count" not in data

    def data_of(self, name: str, rows: Sequence[RawRow]) -> dict[str, Any]:
        """Return what a browser would send for these rows."""
        data: dict[str, Any] = {f"{name}-count": str(len(rows))}
        for index, row in enumerate(rows):
            data[f"{name}-{index}-{ORDER}"] = str(index + 1)
            for key in self.columns:
                value = row.get(key)
                data[f"{name}-{index}-{key}"] = "" if value is None else str(value)
        return data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        base = (attrs or {}).get("id", f"id_{name}")
        rows: list[RawRow] = list(value or [])
        shown = [
            self._line(name, base, index, row) for index, row in enumerate([*rows, *({} for _ in range(self.spare))])
        ]
        context["widget"].update(
            id=base,
            columns=[field.label for field in self.columns.values()],
            rows=shown,
            count=len(shown),
            is_ordered=self.is_ordered,
        )
        return context

    def _line(self, name: str, base: str, index: int, row: RawRow) -> dict[str, Any]:
        cells = [
            {
                "label": field.label,
                "control": field.widget.render(
                    f"{name}-{index}-{key}",
                    field.prepare_value(row.get(key, field.initial)),
                    {
                        "id": f"{base}-{index}-{key}",
                        "aria-label": _("%(row)s行目 %(column)s") % {"row": index + 1, "column": field.label},
                        **field.widget_attrs(field.widget),
                    },
                ),
            }
            for key, field in self.columns.items()
        ]
        return {
            "number": index + 1,
            "order": row.get(ORDER) or (index + 1 if row else ""),
            "is_removed": row.get(REMOVE, False),
            "is_spare": not row,
            "cells": cells,
        }


class Rows(forms.Field):
    """A list of dicts, one a row. A row left as it was offered is no row; the place numbers give the order."""

    def __init__(
        self, columns: Mapping[str, forms.Field], *, spare: int = 2, is_ordered: bool = True, **kwargs: Any
    ) -> None:
        self.columns = dict(columns)
        super().__init__(required=False, widget=RowsWidget(self.columns, spare=spare, is_ordered=is_ordered), **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Rows:
        twin: Rows = super().__deepcopy__(memo)
        twin.columns = {key: copy.deepcopy(field, memo) for key, field in self.columns.items()}
        if isinstance(twin.widget, RowsWidget):
            twin.widget.columns = twin.columns
        return twin

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows: list[tuple[int, dict[str, Any]]] = []
        errors: list[ValidationError] = []
        for index, raw in enumerate(value or []):
            if raw.get(REMOVE) or self._is_blank(raw):
                continue
            row: dict[str, Any] = {}
            for key, field in self.columns.items():
                try:
                    row[key] = field.clean(raw.get(key))
                except ValidationError as error:
                    errors += [
                        ValidationError(
                            _("%(row)s行目「%(column)s」：%(message)s")
                            % {"row": index + 1, "column": field.label, "message": message}
                        )
                        for message in error.messages
                    ]
            rows.append((_place(raw.get(ORDER), index), row))
        if errors:
            raise ValidationError(errors)
        return [row for _place_number, row in sorted(rows, key=lambda pair: pair[0])]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)

    def _is_blank(self, raw: RawRow) -> bool:
        return all(
            raw.get(key) in (None, "", False) or str(raw.get(key)) == str(field.initial)
            for key, field in self.columns.items()
        )


def _place(text: Any, index: int) -> int:
    """Where a row wants to stand. Rows without a number stand after those with one, in the order they were written."""
    digits = str(text or "").strip()
    return int(digits) * MOST_ROWS + index if digits.isdecimal() and len(digits) < 6 else MOST_ROWS**3 + index
