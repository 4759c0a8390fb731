"""Changes as a page lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.kernel.history import Change

MOST_ROWS = 12


@dataclass(frozen=True)
class Told:
    """A change, what kind of thing it was, and where it can be taken back. One of very many rows is only summed up."""

    change: Change
    label: str
    summary: str = ""
    undo_url: str = ""


def tell(
    changes: Iterable[Change], *, undo_url_name: str = "", undoable: Callable[[str], bool] = lambda event: False
) -> list[Told]:
    """Prepare changes for the template `kernel/history.html`."""
    return [_told(change, undo_url_name, undoable) for change in changes]


def _told(change: Change, undo_url_name: str, undoable: Callable[[str], bool]) -> Told:
    event = change.entry.event
    is_long = len(change.rows) > MOST_ROWS
    return Told(
        change=replace(change, rows=()) if is_long else change,
        label=event_label(event),
        summary=_summary(change) if is_long else "",
        undo_url=reverse(undo_url_name, args=[change.token]) if undo_url_name and undoable(event) else "",
    )


def _summary(change: Change) -> str:
    """Return what changed as counts: 用語 24件、節 12件."""
    counts = Counter(row.noun for row in change.rows)
    return "、".join(_("%(noun)s %(count)s件") % {"noun": noun, "count": count} for noun, count in counts.items())


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
        "measured": _("台帳からの計測"),
        "bound": _("計測項目との結び付け"),
        "corrected": _("訂正"),
        "defined": _("追加"),
        "set": _("設定"),
        "started": _("下書きの作成"),
        "uploaded": _("ファイルの受け取り"),
        "mapped": _("列の選択"),
        "cancelled": _("取りやめ"),
        "emptied": _("内容の消去"),
        "signed_in": _("サインイン"),
        "signed_out": _("サインアウト"),
        "failed": _("サインインの失敗"),
        "renewed": _("作り直し"),
        "stopped": _("利用の停止"),
        "issued": _("発行"),
        "reset": _("解除"),
        "planned": _("準備"),
        "opened": _("開始"),
        "closed": _("終了"),
        "reopened": _("再開"),
        "saved": _("保存"),
        "submitted": _("提出"),
        "taken_back": _("提出の取下げ"),
        "returned": _("差戻し"),
        "approved": _("承認"),
        "queried": _("再照会"),
        "accepted": _("受理"),
        "given": _("担当の決定"),
        "carried_out": _("課の再編"),
        "transferred": _("異動"),
        "ended": _("終了"),
        "handed_over": _("担当の引き継ぎ"),
        "followed": _("新しい担当への移動"),
        "begun": _("標準の言葉の設定"),
        "made": _("評価"),
        "decided": _("決定"),
        "filled": _("議題の補充"),
        "held": _("開催"),
        "passed": _("移行の決定"),
        "refused": _("移行しない決定"),
        "withdrawn": _("取下げ"),
        "signed": _("確認"),
        "unsigned": _("確認の取消し"),
        "staged": _("段階の移行"),
    }
    return verbs.get(event.rsplit(".", 1)[-1], event)
