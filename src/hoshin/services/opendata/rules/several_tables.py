"""Several tables on one sheet, below or beside one another: which rows and columns each of them has (rule L1-02)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from hoshin.services.opendata.rules.header import find_end, find_header, folded, header_names, is_label, is_total
from hoshin.services.opendata.rules.shapes import Finding, Level, Treatment

Row = Sequence[str]
Rows = Callable[[], Iterable[Row]]

_MOST = 5  # tables of a sheet that are told apart
_SEARCHED_ROWS = 20_000  # sheets with several tables are made by hand
_HEAD_ROWS = 50  # looked through for a header
_SAMPLE_ROWS = 200
_ROWS_ABOVE = 20  # by which a row is told to be unlike those before it
_FEWEST_COLUMNS = 2


@dataclass(frozen=True)
class SheetTable:
    """A table on a sheet. Rows and columns count from 0; `last_row` is None where there is no row of data."""

    first_row: int  # of the header
    header_rows: int
    last_row: int | None
    names: tuple[str, ...]
    reason: str  # why its header is thought to be there
    first_column: int = 0
    last_column: int | None = None  # None: no other table stands at its right


def find_tables(rows: Rows, known_headers: Collection[str] = ()) -> tuple[SheetTable, ...]:
    """Return the tables of a sheet in reading order; one where nothing says that there are more.

    A table below another begins with a header of its own after a blank row. A table beside another stands behind a
    blank column, and repeats names of columns or has another number of rows.

    :param rows: gives all rows of the sheet, from its first on, each time it is called.
    """
    known = frozenset(folded(name) for name in known_headers)
    head = list(islice(rows(), _HEAD_ROWS))
    first = find_header(head, known_headers)
    search = _Search(known, first.first_row + first.header_rows)
    starts = [0, *_start_below_another(head[: first.first_row]), *search.starts(islice(rows(), _SEARCHED_ROWS))]
    ends = [*starts[1:], None]
    return tuple(
        table
        for start, end in zip(starts, ends, strict=True)
        for table in _beside_each_other(rows, _table(rows, start, end, known_headers))
    )[:_MOST]


def table_of(treatment: Treatment, tables: Sequence[SheetTable]) -> int | None:
    """Return which of the tables the treatment reads, by its place; None where the range is another one."""
    wanted = (treatment.first_row, treatment.first_column)
    return next((place for place, one in enumerate(tables) if (one.first_row, one.first_column) == wanted), None)


def findings_of(treatment: Treatment, tables: Sequence[SheetTable]) -> Iterator[Finding]:
    """Tell of every other table: that it is left out, or that its rows are among the data."""
    if len(tables) < 2:
        return
    for place, table in enumerate(tables):
        if place == table_of(treatment, tables):
            continue
        if _is_read(treatment, table):
            message = (
                "ここから別の表が始まるとみられます。1つの表として公開すると、項目名や別の表の値がデータに混ざります。"
            )
        else:
            message = "このシートには表がほかにもあります。ここから始まる表は、公開する表に入れません。"
        column = table.first_column or None  # a table below takes the columns of the one above
        yield Finding(Level.WARNING, "L1-02", message, table.first_row, column, "、".join(table.names)[:60])


def within(row: Row, first: int, last: int | None) -> tuple[str, ...]:
    """Return the row with nothing in the columns of other tables."""
    cells = row if last is None else row[: last + 1]
    return ("",) * min(first, len(cells)) + tuple(cells[first:])


def _is_read(treatment: Treatment, table: SheetTable) -> bool:
    is_in_rows = treatment.first_row <= table.first_row and (
        treatment.last_row is None or table.first_row <= treatment.last_row
    )
    last = treatment.last_column
    return is_in_rows and table.first_column >= treatment.first_column and (last is None or table.first_column <= last)


def _start_below_another(above: Sequence[Row]) -> list[int]:
    """Return where the rows of the known header begin, if what stands above them is no title but a table."""
    filled = [(number, cells) for number, row in enumerate(above) if (cells := _filled(row))]
    blank = max((number for number in range(len(above)) if not _filled(above[number])), default=0)
    wide = [cells for number, cells in filled if number < blank and len(cells) >= _FEWEST_COLUMNS]
    is_table = any(
        _may_be_header(header) and len(below) >= _FEWEST_COLUMNS and _is_header_over(header, below, [{}])
        for header, below in pairwise(wide)
    )
    return [blank + 1] if is_table else []


def _filled(row: Row) -> dict[int, str]:
    """Return the texts of a row by their columns."""
    return {place: text for place, cell in enumerate(row) if (text := cell.strip())} if any(row) else {}


def _table(rows: Rows, start: int, end: int | None, known_headers: Collection[str]) -> SheetTable:
    header = find_header(list(islice(rows(), start, _before(start + _HEAD_ROWS, end))), known_headers)
    first = start + header.first_row
    data = first + header.header_rows
    names = header_names(list(islice(rows(), first, data)))
    # The reason names rows as they count from the start that was given.
    reason = header.reason if start == 0 else f"空いた行の後の{first + 1}行目に、項目名とみられる言葉が並びます。"
    return SheetTable(first, header.header_rows, find_end(islice(rows(), end), data).last_row, names, reason)


def _before(row: int, end: int | None) -> int:
    return row if end is None else min(row, end)


class _Search:
    """Goes through the rows once and finds those that begin another table; it keeps a few rows only."""

    def __init__(self, known: Collection[str], first_data_row: int) -> None:
        self._known = known
        self._first_data_row = first_data_row
        self._above: deque[dict[int, str]] = deque(maxlen=_ROWS_ABOVE)
        self._names: frozenset[str] = frozenset()
        # A row of labels, whose next row decides, and where the title above it began.
        self._candidate: tuple[int, dict[int, str]] | None = None
        self._is_after_blank = False

    def starts(self, rows: Iterable[Row]) -> Iterator[int]:
        found = 0
        for number, row in enumerate(rows):
            if not (cells := _filled(row)):
                self._is_after_blank = number >= self._first_data_row
            elif number < self._first_data_row:
                self._names = frozenset(map(folded, cells.values()))
            elif (start := self._take(number, cells)) is not None:
                yield start
                found += 1
            if found == _MOST:
                return

    def _take(self, number: int, cells: dict[int, str]) -> int | None:
        waiting, self._candidate = self._candidate, None
        if waiting and _is_header_over(waiting[1], cells, self._above):
            self._begin(waiting[1])
            self._above.append(cells)
            return waiting[0]
        start = number
        if waiting and len(waiting[1]) < len(cells) and _may_be_header(cells):  # narrower than a header: its title
            start, self._is_after_blank = waiting[0], True
        elif waiting:
            self._above.append(waiting[1])
        if self._is_after_blank and self._above and _may_be_header(cells):
            names = frozenset(map(folded, cells.values()))
            if len(names & self._names) * 5 >= max(len(names), len(self._names)) * 4 or _are_known(names, self._known):
                self._begin(cells)
                return start
            self._candidate = start, cells
        elif len(cells) > 1:
            self._above.append(cells)
        if len(cells) > 1:  # a title between the blank row and the header is no data
            self._is_after_blank = False
        return None

    def _begin(self, header: dict[int, str]) -> None:
        self._names = frozenset(map(folded, header.values()))
        self._above.clear()
        self._is_after_blank = False


def _may_be_header(cells: dict[int, str]) -> bool:
    texts = list(cells.values())
    return len(set(texts)) >= _FEWEST_COLUMNS and not is_total(texts[0]) and all(map(is_label, texts))


def _are_known(names: Collection[str], known: Collection[str]) -> bool:
    count = len(set(names) & set(known))
    return count >= 3 or (count >= _FEWEST_COLUMNS and count * 2 >= len(names))


def _is_header_over(header: dict[int, str], below: dict[int, str], above: Iterable[dict[int, str]]) -> bool:
    """Say whether a row names what stands below it, and is no row like those above."""
    if not below.keys() <= header.keys() or not any(not is_label(text) for text in below.values()):
        return False
    rows = list(above)
    unlike = sum(1 for row in rows if row.keys() != header.keys() or not all(map(is_label, row.values())))
    return unlike * 2 > len(rows)


def _beside_each_other(rows: Rows, table: SheetTable) -> Iterator[SheetTable]:
    """Part a table at its blank columns, where what stands between them are tables."""
    if table.last_row is None:
        yield table
        return
    data = table.first_row + table.header_rows
    header = list(islice(rows(), table.first_row, data))
    sample = list(islice(rows(), data, min(data + _SAMPLE_ROWS, table.last_row + 1)))
    spans = _spans([*header, *sample])
    names = [frozenset(filter(None, (folded(_cell(row, place)) for row in header for place in span))) for span in spans]
    are_tables = len(spans) > 1 and all(len(one) >= _FEWEST_COLUMNS for one in names)
    if not are_tables or not (_share_names(names) or _differ_in_length(spans, sample)):
        yield table
        return
    for span in spans:
        yield _part(rows, table, span, is_last=span == spans[-1])


def _part(rows: Rows, table: SheetTable, span: range, *, is_last: bool) -> SheetTable:
    last = None if is_last else span[-1]
    data = table.first_row + table.header_rows
    own = [within(row, span[0], last) for row in islice(rows(), table.first_row, data)]
    cut = (within(row, span[0], last)[span[0] :] for row in islice(rows(), (table.last_row or 0) + 1))
    return replace(
        table,
        names=header_names(own)[span[0] :],
        last_row=find_end(cut, data).last_row,
        first_column=span[0],
        last_column=last,
    )


def _spans(rows: Sequence[Row]) -> list[range]:
    """Return the runs of columns in which something stands."""
    width = max(map(len, rows), default=0)
    blank = [place for place in range(width) if not any(_cell(row, place) for row in rows)]
    edges = [-1, *blank, width]
    return [range(left + 1, right) for left, right in pairwise(edges) if right - left > 1]


def _share_names(names: Sequence[frozenset[str]]) -> bool:
    return len(frozenset().union(*names)) < sum(map(len, names))


def _differ_in_length(spans: Sequence[range], sample: Sequence[Row]) -> bool:
    """Say whether one of them ends while another goes on. Blank rows within one are no end of it."""
    lengths = []
    for span in spans:
        filled = [any(_cell(row, place) for place in span) for row in sample]
        length = sum(filled)
        if not length or not all(filled[:length]):
            return False
        lengths.append(length)
    return len(set(lengths)) > 1


def _cell(row: Row, place: int) -> str:
    return row[place].strip() if place < len(row) else ""
