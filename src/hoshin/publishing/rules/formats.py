"""The formats in which an edition is published: their names and addresses. How each is made stands in exports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """`path` is its address below that of the edition; `suffix` ends the name under which it is stored."""

    key: str
    label: str
    kind: str
    path: str
    suffix: str
    media_type: str
    hint: str = ""
    is_shown: bool = False  # a browser shows it instead of storing it

    def file_name(self, stem: str) -> str:
        """Return `nishitokyo-2020.pdf` for the stem `nishitokyo-2020`."""
        return f"{stem}{self.suffix}"


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS = (
    Format(
        "pdf",
        "方針の全文",
        "PDF",
        "edition.pdf",
        ".pdf",
        "application/pdf",
        "印刷と保存に向いています",
        is_shown=True,
    ),
    Format("docx", "方針の全文", "Word", "edition.docx", ".docx", DOCX_TYPE, "文章を写して使えます"),
    Format("xlsx", "一覧・成果指標・対応表", "Excel", "edition.xlsx", ".xlsx", XLSX_TYPE, "表計算ソフトで開けます"),
    Format(
        "initiatives",
        "重点取組の一覧",
        "CSV",
        "initiatives.csv",
        "-initiatives.csv",
        "text/csv; charset=utf-8",
        "表計算ソフトで開けます",
    ),
    Format(
        "indicators",
        "成果指標の目標と実績",
        "CSV",
        "indicators.csv",
        "-indicators.csv",
        "text/csv; charset=utf-8",
        "表計算ソフトで開けます",
    ),
    Format(
        "json",
        "年度版の全内容",
        "JSON",
        "edition.json",
        ".json",
        "application/json",
        "機械で読み取るための形式です。ハッシュ値はこのファイルのものです",
        is_shown=True,
    ),
    Format(
        "jsonld",
        "データカタログ用の説明",
        "JSON-LD",
        "edition.jsonld",
        ".jsonld",
        "application/ld+json",
        "DCATの形式です",
        is_shown=True,
    ),
    Format(
        "ical",
        "年度の日程",
        "iCalendar",
        "edition.ics",
        ".ics",
        "text/calendar; charset=utf-8",
        "予定表に取り込めます",
    ),
)
BY_KEY = {one.key: one for one in FORMATS}
BY_PATH = {one.path: one for one in FORMATS}


class UnknownFormat(ValueError):
    """A format was asked for that there is none of."""


def formats_of(keys: str) -> tuple[Format, ...]:
    """Return the formats of a list such as `pdf,csv`, all of them for an empty one; `csv` means both tables.

    :raises UnknownFormat: with the names that there are.
    """
    asked = [key.strip().lower() for key in keys.split(",") if key.strip()]
    if not asked:
        return FORMATS
    wanted = {one for key in asked for one in (("initiatives", "indicators") if key == "csv" else (key,))}
    if unknown := wanted - BY_KEY.keys():
        known = "、".join([*BY_KEY, "csv"])
        raise UnknownFormat(f"「{'、'.join(sorted(unknown))}」という形式はありません。使える形式: {known}")
    return tuple(one for one in FORMATS if one.key in wanted)
