"""Where the table is on a sheet: what stands above it, its header of one or more rows, and what stands below."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

Row = Sequence[str]

_MOST_HEADER_ROWS = 4
_LONGEST_LABEL = 60
_MOST_LISTED = 100
_DASHES = re.compile("[‐‑‒–—―−－ー]")
_SPACES = re.compile(r"\s+")
# A space stays where it parts two words of Latin letters.
_LAYOUT = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_YEAR = re.compile(r"(?:(?:19|20)\d\d|(?:昭和|平成|令和|[SHR])(?:\d{1,2}|元))(?:年度?)?")
_VALUE = re.compile(
    r"[-+▲△]?[\d,]+(?:\.\d+)?[%％]?"  # a number
    r"|\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?.*"  # a day
    r"|\d{1,2}:\d{2}(?::\d{2})?"  # a time
    r"|[(（]?0\d{1,4}[)）-]?\d{1,4}[-)）]?\d{3,4}"  # a phone number
    r"|https?:.*|[\w.+-]+@[\w.-]+"
    r"|.*[\d-]+番地?.*|.*\d-\d.*"  # an address
    r"|[○◯〇×✕・-]"
)
_UNIT = re.compile(r"[(（\[［〔].{1,10}[)）\]］〕]")
_TITLE = re.compile(r"一覧|現在$|名簿|単位|[0-9元]年[0-9]+月|について|^表\d|作成$")
_NOTE = re.compile(
    r"[※＊*＃#]|[(（〔]?注[\d)）:：.、意記]|[(（]注|出[典所]|資料[:：]|備考[:：]|凡例|[★☆◎○●].{0,4}[印は]|バージョン"
    r"|(?:作成|更新|最終更新|問い?合わ?せ先?)(?:日|課|部署)?[:：]"
)
_TOTAL = re.compile(r"(?:.{0,10}(?:合計|小計|総計|累計)|計|総数|平均|total)", re.IGNORECASE)
_LONG_NOTE = 20


@dataclass(frozen=True)
class HeaderFound:
    """`header_rows` is 0 where no row of names was found; `first_row` is then the first row of data."""

    first_row: int
    header_rows: int
    titles: tuple[str, ...] = ()  # what stands in the rows above
    reason: str = ""  # for the person who confirms


@dataclass(frozen=True)
class LeftOut:
    """A row below the table."""

    row: int
    text: str
    is_total: bool = False


@dataclass(frozen=True)
class TableEnd:
    """`last_row` is None where there is no row of data. Lists hold the first hundred."""

    last_row: int | None
    left_out: tuple[LeftOut, ...] = ()
    total_rows: tuple[int, ...] = ()  # within the table: they would be counted twice
    section_rows: tuple[int, ...] = ()  # within the table: one text that stands for the rows below it


def find_header(first_rows: Sequence[Row], known_headers: Collection[str] = ()) -> HeaderFound:
    """Find the header in the first rows of a sheet: the row with most known names, else the first row of labels that
    is about as wide as the table."""
    texts = [[plain_text(cell) for cell in row] for row in first_rows]
    known = {folded(name) for name in known_headers}
    first, reason = _known_row(texts, known)
    if first is None:
        first, reason = _labels_row(texts)
    if first is None:
        start = next((number for number, row in enumerate(texts) if len(_distinct(row)) >= 2), 0)
        return HeaderFound(
            start, 0, _titles(first_rows[:start]), "項目名の行が見つかりません。列に名前を付けてください。"
        )
    top = _first_of_groups(texts, first)
    bottom = first
    while bottom + 1 < len(texts) and bottom + 1 - top < _MOST_HEADER_ROWS and _goes_on(texts, first, bottom + 1):
        bottom += 1
    rows = bottom - top + 1
    if rows > 1:
        reason += f"{top + 1}行目から{bottom + 1}行目までの{rows}行を、合わせて項目名とします。"
    return HeaderFound(top, rows, _titles(first_rows[:top]), reason)


def header_names(rows: Sequence[Row], width: int = 0) -> tuple[str, ...]:
    """Return a name for each column, every one different: lines are joined as 上_下, columns without become 列5.

    :param width: of the data, where they may be wider than the header.
    """
    texts = [[plain_text(cell) for cell in row] for row in rows]
    width = max([width, *(_extent(row) for row in texts)])
    texts = [row + [""] * (width - len(row)) for row in texts]
    names: list[str] = []
    taken: set[str] = set()
    for column in range(width):
        parts = [_above(texts, number, column) for number in range(len(texts))]
        joined = "_".join(dict.fromkeys(part for part in parts if part)) or f"列{column + 1}"
        name, count = joined, 1
        while name in taken:
            count += 1
            name = f"{joined}_{count}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def find_end(rows: Iterable[Row], first_data_row: int) -> TableEnd:
    """Find the last row of data: notes, blank rows and totals at the end of the sheet do not belong to it.

    :param rows: all rows of the sheet, from its first on. A row that may be data counts as data: nothing is lost.
    """
    search = _EndSearch()
    for number, row in enumerate(rows):
        if number >= first_data_row:
            search.take(number, row)
    return search.end()


class _EndSearch:
    """Goes through the rows once; what follows the last row of data so far waits in `_pending`."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._width = 0
        self._is_after_blank = False
        self._pending: list[LeftOut] = []
        self._totals: list[int] = []
        self._sections: list[int] = []

    def take(self, number: int, row: Row) -> None:
        texts = list(dict.fromkeys(text for cell in row if (text := cell.strip())))
        if not texts:
            self._is_after_blank = True
            return
        if self._is_total(texts):
            self._wait(LeftOut(number, " ".join(texts), is_total=True))
        elif self._is_note(row, texts):
            self._wait(LeftOut(number, " ".join(texts)))
        else:
            self._belongs(number, len(texts))
        self._is_after_blank = False

    def _is_total(self, texts: list[str]) -> bool:
        return is_total(texts[0])

    def _is_note(self, row: Row, texts: list[str]) -> bool:
        if len(texts) > max(1, min(2, self._width // 2)):
            return False
        if _NOTE.match(unicodedata.normalize("NFKC", texts[0])) or _NOTE.match(texts[0]):
            return True
        if len(texts) > 1 or 0 < self._width < 3:
            return False
        is_at_left = bool(row[0].strip())
        return self._is_after_blank or (is_at_left and (len(texts[0]) > _LONG_NOTE or _is_section(texts[0])))

    def _wait(self, left_out: LeftOut) -> None:
        if len(self._pending) < _MOST_LISTED:
            self._pending.append(left_out)

    def _belongs(self, number: int, filled: int) -> None:
        for waiting in self._pending:
            listed = self._totals if waiting.is_total else self._sections
            if len(listed) < _MOST_LISTED:
                listed.append(waiting.row)
        self._pending.clear()
        self._last = number
        self._width = max(self._width, filled)

    def end(self) -> TableEnd:
        if self._last is None and any(waiting.is_total for waiting in self._pending):  # nothing but totals: the data
            self._belongs(max(waiting.row for waiting in self._pending if waiting.is_total), 0)
        return TableEnd(self._last, tuple(self._pending), tuple(self._totals), tuple(self._sections))


def _is_section(text: str) -> bool:
    return bool(re.fullmatch(r"[<＜【〔《■□◆◇●○].*", text.strip()))


def _known_row(texts: Sequence[Row], known: Collection[str]) -> tuple[int | None, str]:
    best, most = None, 0
    for number, row in enumerate(texts):
        names = {folded(text) for text in row if text}
        found = len(names & set(known))
        if found > most and (found >= 3 or found * 2 >= len(names)) and found >= 2:
            best, most = number, found
    return best, f"{best + 1}行目に、標準の項目名が{most}個あります。" if best is not None else ""


def _labels_row(texts: Sequence[Row]) -> tuple[int | None, str]:
    widest = max((len(_distinct(row)) for row in texts), default=0)
    for number, row in enumerate(texts):
        filled = _distinct(row)
        is_title = len(filled) < min(4, widest) and any(_TITLE.search(text) for text in filled)
        if len(filled) >= max(2, widest / 2) and not is_title:
            labels = sum(1 for text in filled if is_label(text))
            if labels * 5 >= len(filled) * 4:
                return number, f"{number + 1}行目が、表の幅いっぱいに言葉が並ぶ最初の行です。"
            return None, ""  # data begin before anything that could be their header
    return None, ""


def _first_of_groups(texts: Sequence[Row], header: int) -> int:
    """Take in rows above whose words stand over several columns of the header."""
    top = header
    while top > 0 and header - top < 2 and _is_group_row(texts[top - 1], texts[header]):
        top -= 1
    return top


def _is_group_row(above: Row, header: Row) -> bool:
    filled = _distinct(above)
    if len(filled) < 2 or not all(is_label(text) and not _TITLE.search(text) for text in filled):
        return False
    gaps = any(text and _cell(header, column) in {"", text} for column, text in enumerate(above))
    return gaps or bool(above[0])


def _goes_on(texts: Sequence[Row], header: int, number: int) -> bool:
    """Say whether a row is one more line of the header: it names what the first line left without a name."""
    row, above, first = texts[number], texts[number - 1], texts[header]
    own = {column: text for column, text in enumerate(row) if text and text != _cell(above, column)}
    if not own or not all(is_label(text) for text in own.values()):
        return False
    if all(_UNIT.fullmatch(text) for text in own.values()):
        return True
    if 0 in own:
        return False
    gaps = {column for column in range(len(row)) if _is_gap(first, column)}
    under_groups = {column for column in own if column in gaps or column + 1 in gaps}
    return bool(own.keys() & gaps) and len(under_groups) * 5 >= len(own) * 3


def _is_gap(row: Row, column: int) -> bool:
    """A column that has no name of its own in this row: empty, or in the group of its left neighbour."""
    text = _cell(row, column)
    return not text or (column > 0 and text == _cell(row, column - 1))


def _above(texts: Sequence[Row], number: int, column: int) -> str:
    """Return what stands in a line of the header over a column; a group's name counts for the columns it spans."""
    text = _cell(texts[number], column)
    is_last = number == len(texts) - 1
    has_own_below = any(_cell(row, column) for row in texts[number + 1 :])
    if text or is_last or not has_own_below:
        return text
    for left in range(column - 1, -1, -1):
        # The group ends where a column has nothing below: that one was named by its own line.
        if not any(_cell(row, left) for row in texts[number + 1 :]):
            return ""
        if texts[number][left]:
            return texts[number][left]
    return ""


def _titles(rows: Sequence[Row]) -> tuple[str, ...]:
    lines = (" ".join(_SPACES.sub(" ", text.strip()) for text in _distinct(row)) for row in rows)
    return tuple(line.strip() for line in lines if line.strip())


def _distinct(row: Row) -> list[str]:
    return list(dict.fromkeys(text for text in row if text))


def _extent(row: Row) -> int:
    return max((column + 1 for column, text in enumerate(row) if text), default=0)


def _cell(row: Row, column: int) -> str:
    return row[column] if column < len(row) else ""


def is_total(text: str) -> bool:
    return bool(_TOTAL.fullmatch(plain_text(text)))


def is_label(text: str) -> bool:
    """Say whether the text may be the name of a column: short, no sentence, no value."""
    if len(text) > _LONGEST_LABEL or "。" in text:
        return False
    plain = unicodedata.normalize("NFKC", text)
    return bool(_YEAR.fullmatch(plain)) or not _VALUE.fullmatch(plain)


def plain_text(cell: str) -> str:
    """Return the text without what only shapes it: line breaks, spaces between kanji."""
    return _LAYOUT.sub("", _SPACES.sub(" ", cell.strip()))


def folded(text: str) -> str:
    """Return the text as names of columns are compared: whatever their widths, dashes and letter cases."""
    return _DASHES.sub("ー", unicodedata.normalize("NFKC", text)).replace(" ", "").casefold()
