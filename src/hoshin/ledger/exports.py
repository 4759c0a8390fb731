"""All entries of a metric as a table, voided ones too, so that anybody can add them up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from hoshin.ledger.models import Entry
from hoshin.ledger.rules import plain

HEADER = (
    "番号",
    "発生日",
    "種類",
    "数",
    "対象",
    "名称",
    "計上しない理由",
    "理由",
    "根拠",
    "記帳日時",
    "取消日時",
    "取消しの理由",
)
# A spreadsheet takes a cell that begins so for a formula; what people named their things must not run there.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_header() -> str:
    return "\ufeff" + _written([HEADER])


def csv_rows(entries: Iterable[Entry]) -> str:
    return _written(_row(entry) for entry in entries)


def _row(entry: Entry) -> tuple[str, ...]:
    void = getattr(entry, "void", None)
    texts = (
        entry.subject,
        entry.title,
        entry.rule,
        entry.reason,
        json.dumps(entry.evidence, ensure_ascii=False) if entry.evidence else "",
    )
    return (
        str(entry.pk),
        f"{entry.occurred_date}",
        Entry.Kind(entry.kind).label,
        f"{plain(entry.amount):f}",
        *map(_tame, texts),
        entry.recorded_at.isoformat(),
        void.voided_at.isoformat() if void else "",
        _tame(void.reason) if void else "",
    )


def _tame(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _written(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
