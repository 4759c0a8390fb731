"""Two people editing the same thing: the second is told, and loses nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from hoshin.kernel.models import VersionedModel

V = TypeVar("V", bound=VersionedModel)


class EditedMeanwhile(Exception):
    """Somebody saved the row after the form was opened; `current` is what stands there now."""

    def __init__(self, current: VersionedModel) -> None:
        super().__init__(str(current))
        self.current = current


def change(row: V, *, version: int, **values: Any) -> V:
    """Save `values` into a row that still has the version its editor saw, and count the version up.

    :raises EditedMeanwhile: the row has another version by now; nothing is written.
    """
    model = type(row)
    rows = model._default_manager.filter(pk=row.pk)
    if not rows.filter(version=version).update(version=version + 1, **values):
        raise EditedMeanwhile(rows.get())
    return rows.get()
