"""The data rows of a file in chunks of columns: most columns of a chunk hold few different values, so that sets of
them are looked at instead of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from hoshin.services.opendata.rules.shapes import Finding, Level, Treatment

_ROWS = 250  # more would not fit into the processor's cache
Row = tuple[str, ...]


@dataclass
class Chunk:
    numbers: Sequence[int]  # of the rows in the file
    rows: list[Row]
    columns: list[Sequence[str]]  # those that were asked for
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Overrides:
    """What a person said of single cells."""

    entered: Mapping[int, Mapping[int, str]]  # row → column → value
    refused: Mapping[int, Mapping[int, frozenset[str]]]  # row → column → rules

    @classmethod
    def of(cls, treatment: Treatment) -> Overrides:
        entered: dict[int, dict[int, str]] = {}
        for place, value in treatment.entered.items():
            row, column = _place(place)
            entered.setdefault(row, {})[column] = value
        refused: dict[int, dict[int, frozenset[str]]] = {}
        for cell in treatment.refused:
            rule, _, place = cell.partition("@")
            row, column = _place(place)
            at_row = refused.setdefault(row, {})
            at_row[column] = at_row.get(column, frozenset()) | {rule}
        return cls(entered, refused)

    def refused_within(self, numbers: Sequence[int]) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Position in the chunk, column of the file, rules."""
        if self.refused:
            for position, number in enumerate(numbers):
                for column, rules in self.refused.get(number, {}).items():
                    yield position, column, rules


def _place(text: str) -> tuple[int, int]:
    row, _, column = text.partition(":")
    return int(row), int(column)


def chunks(rows: Iterable[Row], treatment: Treatment, indexes: Sequence[int], overrides: Overrides) -> Iterator[Chunk]:
    """Rows above and below the table are skipped, empty rows are told and left out."""
    begin = treatment.first_row + treatment.header_rows
    end = None if treatment.last_row is None else treatment.last_row + 1
    wanted = islice(rows, begin, end)
    while part := list(islice(wanted, _ROWS)):
        yield _chunk(begin, part, treatment.width, indexes, overrides.entered)
        begin += len(part)


def _chunk(
    first: int, rows: list[Row], width: int, indexes: Sequence[int], entered: Mapping[int, Mapping[int, str]]
) -> Chunk:
    findings: list[Finding] = []
    numbers: Sequence[int] = range(first, first + len(rows))
    if any(map(width.__ne__, map(len, rows))):
        rows = [_of_width(number, cells, width, findings) for number, cells in zip(numbers, rows, strict=True)]
    for number in entered.keys() & set(numbers) if entered else ():
        said = entered[number]
        rows[number - first] = tuple(said.get(column, value) for column, value in enumerate(rows[number - first]))
    blank = {
        number
        for number, cells in zip(numbers, rows, strict=True)
        if not (cells and cells[0].strip()) and not "".join(cells).strip()
    }
    if blank:
        message = "空の行です。公開する表には入れません。"
        findings += [Finding(Level.ADVICE, "row.empty", message, number) for number in sorted(blank)]
        rows = [cells for number, cells in zip(numbers, rows, strict=True) if number not in blank]
        numbers = [number for number in numbers if number not in blank]
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    return Chunk(numbers, rows, [columns[index] for index in indexes], findings)


def _of_width(number: int, row: Row, width: int, findings: list[Finding]) -> Row:
    if len(row) == width:
        return row
    if len(row) < width:
        if any(row):
            message = f"セルが{width - len(row)}個足りません。右の列を空欄とみなします。"
            findings.append(Finding(Level.ADVICE, "row.short", message, number))
        return row + ("",) * (width - len(row))
    if any(cell.strip() for cell in row[width:]):
        message = f"セルが{len(row) - width}個多くあります。コンマを含む値が引用符で囲まれていないと、列がずれます。"
        findings.append(Finding(Level.ERROR, "row.long", message, number, width))
    return row[:width]
