"""A round's board as a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from hoshin.reviews.queries.board import Board, BoardLine

RISKY = ("=", "+", "-", "@", "\t")


def board_csv(board: Board) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(
        [_("番号"), _("取組"), _("所管課"), _("担当者"), _("状態"), _("誰のところに"), _("いつから"), _("足りないもの")]
    )
    for line in board.lines:
        writer.writerow([_plain(text) for text in _cells(line)])
    # With a byte order mark, without which spreadsheets of the trade take it for another encoding.
    return table.getvalue().encode("utf-8-sig")


def _cells(line: BoardLine) -> list[str]:
    person = line.report.person
    return [
        line.report.item.number,
        line.report.item.title,
        line.report.department.name,
        person.get_full_name() if person else "",
        line.status.label,
        line.holder,
        f"{line.since:%Y-%m-%d}",
        "".join(one.text for one in line.missing),
    ]


def _plain(text: str) -> str:
    """A cell that a spreadsheet would reckon stays text."""
    return f"'{text}" if text.startswith(RISKY) else text
