"""What kind of values a column of no standard holds: told by its header and by the first of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.mending import is_sure, mender
from hoshin.services.opendata.rules.shapes import FieldType
from hoshin.services.opendata.rules.values import validity

# Words in headers, folded. A header alone decides nothing: most of the cells have to agree.
_WORDS = (
    (FieldType.LATITUDE, ("緯度", "北緯", "latitude")),
    (FieldType.LONGITUDE, ("経度", "東経", "longitude")),
    (FieldType.CODE, ("団体コード", "市区町村コード", "市町村コード", "都道府県コード")),
    (FieldType.PHONE, ("電話", "tel", "fax", "ファックス")),
    (FieldType.MAIL, ("メール", "mail")),
    (FieldType.URL, ("url", "ホームページ", "アドレス", "リンク")),
    (FieldType.WEEKDAYS, ("曜日",)),
    (FieldType.DATE, ("年月日", "日付", "期日")),
    (FieldType.TIME, ("時刻", "時間")),
)
_MOST = 0.8
# Figures in such columns are names of things: nothing is added up, and a zero in front belongs to them.
_IDENTIFIERS = re.compile(r"番号|コード|郵便|区分|種別|電話|(?<![a-z])(?:id|no|code|tel|fax)(?![a-z])")
_ANYWHERE = (FieldType.URL, FieldType.MAIL, FieldType.DATE, FieldType.TIME)


def inferred_type(header: str, values: Iterable[str]) -> FieldType:
    """Return the type that the cells have, or could be given by mendings that are no guesses; text when in doubt."""
    cells = [value for value in values if value.strip()]
    folded = normalise(header)
    if not cells:
        return FieldType.STRING
    if (told := _told_by_header(folded, cells)) is not None:
        return told
    for field_type in _ANYWHERE:
        # Eight digits may be a date or any other number: without 日 in its header a column of them is not one.
        if _share(cells, field_type, but=("date.compact",)) == 1:
            return field_type
    if _IDENTIFIERS.search(folded) or any(_has_zero_in_front(cell) for cell in cells):
        return FieldType.STRING
    for field_type in (FieldType.INTEGER, FieldType.NUMBER):
        if _share(cells, field_type) == 1:
            return field_type
    return FieldType.STRING


def _told_by_header(folded: str, cells: list[str]) -> FieldType | None:
    for field_type, words in _WORDS:
        # The columns of latitude and longitude may be swapped, which the mendings tell: any degree will do here.
        fitting = FieldType.LONGITUDE if field_type is FieldType.LATITUDE else field_type
        if any(word in folded for word in words) and _share(cells, fitting) >= _MOST:
            return field_type
    return None


def _share(cells: list[str], field_type: FieldType, but: tuple[str, ...] = ()) -> float:
    fits = _fits(field_type, but)
    return sum(map(fits, cells)) / len(cells)


def _fits(field_type: FieldType, but: tuple[str, ...]) -> Callable[[str], bool]:
    is_valid, mend = validity(field_type), mender(field_type)

    def fits(cell: str) -> bool:
        if is_valid(cell):
            return True
        proposal = mend(cell)
        return proposal is not None and proposal.rule not in but and is_sure(proposal.rule) and is_valid(proposal.after)

    return fits


def _has_zero_in_front(cell: str) -> bool:
    digits = normalise(cell)
    return len(digits) > 1 and digits.isdigit() and digits[0] == "0" and "." not in cell and "．" not in cell
