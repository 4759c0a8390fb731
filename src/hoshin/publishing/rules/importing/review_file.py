"""The review as a file: a line for each reading, with two columns in which a person corrects and confirms."""

from __future__ import annotations

import csv
import io
import re

from hoshin.kernel.tables import NotATable, read_grids
from hoshin.publishing.rules.importing.files import LIMITS
from hoshin.publishing.rules.importing.reading import Correction, Reading
from hoshin.publishing.rules.importing.review import Review

VERDICTS = {"ok": "よい", "guess": "推定", "problem": "問題"}
HEADER = ("行", "項目", "場所", "表の文字", "読み取り", "判定", "説明", "訂正", "確認", "符号")
BLANK = "空欄"
_YES = {"はい", "○", "〇", "◯", "x", "X", "1", "ok", "OK"}
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


def review_csv(review: Review) -> bytes:
    """Write what was read. `訂正` takes another text (空欄 for none at all), `確認` a はい."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(HEADER)
    for reading in review.readings:
        writer.writerow([_harmless(cell) for cell in _cells(reading)])
    return table.getvalue().encode("utf-8-sig")


def read_corrections(data: bytes) -> dict[str, Correction]:
    """Read what a person has written into the last columns.

    :raises NotATable: the file is not one that `review_csv` wrote.
    """
    grid = read_grids(data, LIMITS)[0]
    if tuple(grid.cell(0, place).text for place in range(len(HEADER))) != HEADER:
        raise NotATable("確認のファイルではありません。--review で書き出したファイルを選んでください。")
    corrections = {}
    seen: set[str] = set()
    for row in range(1, len(grid.rows)):
        text, confirmed, key = (grid.cell(row, HEADER.index(name)).text for name in ("訂正", "確認", "符号"))
        correction = Correction({"": None, BLANK: ""}.get(text.strip(), text), confirmed.strip() in _YES)
        if key and key in seen:
            raise NotATable(f"{grid.place(row, [HEADER.index('符号')])}: 符号「{key}」の行がほかにもあります。")
        seen.add(key)
        if correction != Correction():
            corrections[key] = correction
    return corrections


def printed(reading: Reading) -> str:
    """Tell a reading in a line, for a terminal."""
    text = reading.read.shown or reading.text
    shown = text.replace("\n", " ")[:40] or "（空欄）"
    return f"{VERDICTS[reading.read.verdict]} {reading.place} {reading.label}: {shown} … {reading.read.message}"


def _cells(reading: Reading) -> list[str]:
    return [
        str(reading.row + 1),
        reading.label,
        reading.place,
        reading.source,
        reading.read.shown or reading.text,
        VERDICTS[reading.read.verdict],
        reading.read.message,
        (reading.text or BLANK) if reading.is_corrected else "",
        "はい" if reading.is_confirmed else "",
        reading.key,
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
