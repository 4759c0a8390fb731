"""An upload's file, open on the desk: how it may be read, what is found in it, and what its release would hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.tables import Note, TableFile, open_table
from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.exports.releasing import kept_rows
from hoshin.services.opendata.models import Upload
from hoshin.services.opendata.queries.staff import newest_csv
from hoshin.services.opendata.rules.comparing import Comparison, compare
from hoshin.services.opendata.rules.examining import CityFacts, examine, release_columns, treated_rows
from hoshin.services.opendata.rules.header import HeaderFound, TableEnd, find_end, find_header, header_names
from hoshin.services.opendata.rules.mapping import Proposal, check_choice, columns_for, columns_of_own, propose
from hoshin.services.opendata.rules.mending import is_sure
from hoshin.services.opendata.rules.several_tables import SheetTable, find_tables, findings_of, table_of, within
from hoshin.services.opendata.rules.shapes import ColumnChoice, ColumnInfo, Report, Standard, Treatment
from hoshin.services.opendata.rules.standards import NoSuchStandard, newest, standards

Row = tuple[str, ...]

HEAD_ROWS = 50  # looked through for the header
SAMPLE_ROWS = 200  # from which the kinds of values are told
MOST_HEADER_ROWS = 5


@dataclass(frozen=True)
class Desk:
    table: TableFile
    city: CityFacts
    _tables: dict[str, tuple[SheetTable, ...]] = field(default_factory=dict, repr=False)

    def first_treatment(self, previous: Treatment | None, *, wished: str = "") -> Treatment:
        """Propose how to read the file: the sheet, its header, its columns; as the last time where that fits.

        :param wished: key of the standard that the dataset is meant to follow.
        """
        sheet = previous.sheet if previous and previous.sheet in self.table.sheets else self._likeliest_sheet()
        treatment = self.with_table(Treatment(sheet=sheet), self._likeliest_table(sheet, previous))
        treatment = self.with_proposal(treatment, wished=wished or (previous.standard if previous else None))
        return _as_before(treatment, previous) if previous else treatment

    def tables(self, sheet: str) -> tuple[SheetTable, ...]:
        """Return the tables that are found on a sheet; looked for once, since it takes reading the sheet."""
        if sheet not in self._tables:
            self._tables[sheet] = find_tables(lambda: self.table.rows(sheet), known_headers())
        return self._tables[sheet]

    def with_table(self, treatment: Treatment, place: int = 0) -> Treatment:
        """Read one of the tables that are found on the sheet, the first unless another is chosen."""
        found = self.tables(treatment.sheet)[place]
        return replace(
            treatment,
            first_row=found.first_row,
            header_rows=found.header_rows,
            last_row=found.last_row,
            first_column=found.first_column,
            last_column=found.last_column,
        )

    def place_of(self, treatment: Treatment) -> int | None:
        """Return which of the sheet's tables is read; None where a person chose another range."""
        return table_of(treatment, self.tables(treatment.sheet))

    def reason(self, treatment: Treatment) -> str:
        """Return why the header is thought to be where it was found."""
        return self.tables(treatment.sheet)[self.place_of(treatment) or 0].reason

    def end(self, treatment: Treatment) -> TableEnd:
        """Say where the table ends, and what stands between its end and the next table or the end of the sheet."""
        tables = self.tables(treatment.sheet)
        later = [one.first_row for one in tables if one.first_row > treatment.first_row]
        rows = islice(self._own_rows(treatment), min(later, default=None))
        return find_end(rows, treatment.first_row + treatment.header_rows)

    def with_proposal(self, treatment: Treatment, *, wished: str | None) -> Treatment:
        """Propose what each column is.

        :param wished: key of a standard, "" for none, None for whichever fits best.
        """
        headers, sample = self.headers(treatment), self.sample(treatment)
        if wished is None:
            found = self.proposal(treatment)
            return replace(treatment, standard=found.standard.key if found.standard else "", columns=found.columns)
        if not wished:
            return replace(treatment, standard="", columns=columns_of_own(headers, sample))
        columns = columns_for(newest(wished), headers, sample, standards())
        return replace(treatment, standard=wished, columns=columns)

    def proposal(self, treatment: Treatment) -> Proposal:
        """Propose a standard, with reasons; the names of file and sheet and the rows above the header are hints."""
        titles = self._header(treatment.sheet).titles
        hint = " ".join((self.table.name, treatment.sheet, *titles))
        return propose(self.headers(treatment), self.sample(treatment), standards(), hint=hint)

    def headers(self, treatment: Treatment) -> tuple[str, ...]:
        start = treatment.first_row
        rows = list(islice(self._own_rows(treatment), start, start + treatment.header_rows))
        names = header_names(rows, max(map(len, self.sample(treatment)), default=0))
        return ("",) * treatment.first_column + names[treatment.first_column :]

    def sample(self, treatment: Treatment) -> list[Row]:
        start = treatment.first_row + treatment.header_rows
        end = start + SAMPLE_ROWS if treatment.last_row is None else min(start + SAMPLE_ROWS, treatment.last_row + 1)
        return list(islice(self._own_rows(treatment), start, max(start, end)))

    def _own_rows(self, treatment: Treatment) -> Iterator[Row]:
        """Give the rows of the sheet without what stands in the columns of a table beside."""
        rows = self.table.rows(treatment.sheet)
        if not treatment.first_column and treatment.last_column is None:
            return rows
        return (within(row, treatment.first_column, treatment.last_column) for row in rows)

    def problem_of(self, treatment: Treatment) -> str:
        """Return why the file cannot be read in this way; "" when it can."""
        if treatment.sheet not in self.table.sheets:
            return _("そのシートはファイルにありません。")
        rows = self.table.row_counts[treatment.sheet]
        if not 0 <= treatment.first_row < rows or not 0 <= treatment.header_rows <= MOST_HEADER_ROWS:
            return _("見出しの行はファイルの中から選んでください（%(most)s行まで）。") % {"most": MOST_HEADER_ROWS}
        if treatment.last_row is not None and not treatment.first_row <= treatment.last_row < rows:
            return _("最後の行は、見出しより下で、ファイルの中の行にしてください。")
        try:
            standard = standard_of(treatment)
        except NoSuchStandard:
            return _("その標準データセットはありません。")
        return "\n".join(finding.message for finding in check_choice(treatment.columns, standard))

    def examine(self, treatment: Treatment) -> Report:
        return examine(
            self._own_rows(treatment),
            treatment,
            standard_of(treatment),
            city=self.city,
            notes=self.notes(treatment),
            found=findings_of(treatment, self.tables(treatment.sheet)),
        )

    def notes(self, treatment: Treatment) -> tuple[Note, ...]:
        return tuple(note for note in self.table.notes if note.sheet in {"", treatment.sheet})

    def release_columns(self, treatment: Treatment) -> tuple[ColumnInfo, ...]:
        return release_columns(treatment, standard_of(treatment))

    def release_rows(self, treatment: Treatment) -> Iterator[Row]:
        """Give the rows as they would be released; they can be asked for as often as needed."""
        return treated_rows(self._own_rows(treatment), treatment, standard_of(treatment), city=self.city)

    def _header(self, sheet: str) -> HeaderFound:
        return find_header(self.table.head(sheet, count=HEAD_ROWS), known_headers())

    def _likeliest_sheet(self) -> str:
        """A workbook's table is where most rows are; of sheets as long as one another, the first."""
        return max(self.table.sheets, key=lambda sheet: self.table.row_counts[sheet])

    def _likeliest_table(self, sheet: str, previous: Treatment | None) -> int:
        """Of several tables the one whose columns were released the last time, else that of the likeliest header."""
        before = {column.header for column in previous.columns if column.name} if previous else set()
        tables = self.tables(sheet)
        likely = self._header(sheet).first_row
        return max(
            range(len(tables)),
            key=lambda place: (len(before & set(tables[place].names)), tables[place].first_row == likely),
        )


def open_desk(file: IO[bytes], name: str) -> Desk:
    """Open a file that has just come in.

    :raises NotATable: it is none that can be read.
    """
    city = get_municipality()
    return Desk(open_table(file, name), CityFacts(city.code, city.name))


@contextmanager
def desk_of(upload: Upload) -> Iterator[Desk]:
    """Open the kept file of an upload.

    :raises FileNotFoundError: it was thrown away.
    """
    with open_stored(upload.storage_name) as file:
        yield open_desk(file, upload.file_name)


def standard_of(treatment: Treatment) -> Standard | None:
    """:raises NoSuchStandard:"""
    return newest(treatment.standard) if treatment.standard else None


@cache
def known_headers() -> frozenset[str]:
    """Return every header that a definition knows, by which a header row is told from any other."""
    fields = [field for standard in standards() for field in standard.fields]
    return frozenset(name for field in fields for name in (field.name, *field.aliases))


def _as_before(treatment: Treatment, previous: Treatment) -> Treatment:
    """Take over what was decided for the last file: columns by their headers, sure mendings by their rules.

    What was said of single cells was about other cells, and a guess is looked at each time.
    """
    kept = tuple(rule for rule in previous.accepted if is_sure(rule))
    decided = {column.header: column for column in previous.columns}
    is_alike = treatment.standard == previous.standard
    columns = [_decided(column, decided.get(column.header)) if is_alike else column for column in treatment.columns]
    names = [column.name for column in columns if column.name]
    if len(set(names)) != len(names):  # an old decision beside a new column of the same name
        return replace(treatment, accepted=kept)
    return replace(treatment, columns=tuple(columns), accepted=kept)


def _decided(column: ColumnChoice, before: ColumnChoice | None) -> ColumnChoice:
    if before is None:
        return column
    reason = _("前回の選択です。")
    return replace(column, name=before.name, type=before.type, is_guess=False, reason=reason)


def comparison_of(desk: Desk, upload: Upload, treatment: Treatment) -> Comparison | None:
    """Return what the release would change; None where it would be the first."""
    newest_release = newest_csv(upload.dataset)
    if newest_release is None:
        return None
    _release, storage_name = newest_release
    before = next(kept_rows(storage_name), ())
    after = tuple(column.name for column in desk.release_columns(treatment))
    return compare(
        before, lambda: islice(kept_rows(storage_name), 1, None), after, lambda: desk.release_rows(treatment)
    )
