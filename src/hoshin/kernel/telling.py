"""Changes as a page lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.kernel.history import Change

MOST_ROWS = 12


@dataclass(frozen=True)
class Told:
    """A change, what kind of thing it was, how many of its rows are not shown, and where it can be taken back."""

    change: Change
    label: str
    rest: int = 0
    undo_url: str = ""


def tell(
    changes: Iterable[Change], *, undo_url_name: str = "", undoable: Callable[[str], bool] = lambda event: False
) -> list[Told]:
    """Prepare changes for the template `kernel/history.html`."""
    return [_told(change, undo_url_name, undoable) for change in changes]


def _told(change: Change, undo_url_name: str, undoable: Callable[[str], bool]) -> Told:
    event = change.entry.event
    return Told(
        change=replace(change, rows=change.rows[:MOST_ROWS]),
        label=event_label(event),
        rest=max(0, len(change.rows) - MOST_ROWS),
        undo_url=reverse(undo_url_name, args=[change.token]) if undo_url_name and undoable(event) else "",
    )


def event_label(event: str) -> str:
    """Return the verb of an event such as `plan.item.changed` in Japanese; an unknown one as it is."""
    verbs = {
        "added": _("追加"),
        "changed": _("変更"),
        "moved": _("並べ替え"),
        "placed": _("位置の変更"),
        "removed": _("削除"),
        "renumbered": _("番号の付け直し"),
        "reposted": _("再掲"),
        "undone": _("元に戻す操作"),
        "put": _("読み込み"),
        "loaded": _("読み込み"),
        "recorded": _("記録"),
        "corrected": _("訂正"),
        "defined": _("追加"),
        "set": _("設定"),
    }
    return verbs.get(event.rsplit(".", 1)[-1], event)
