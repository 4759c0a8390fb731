"""Tables in files: CSV, TSV and XLSX as offices write them, read safely and row by row."""

from hoshin.kernel.tables.encoding import NAMES as ENCODING_LABELS
from hoshin.kernel.tables.grid import EMPTY, Cell, Grid, letters_of, place
from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.names import clean_file_name
from hoshin.kernel.tables.notes import Note, NoteKind
from hoshin.kernel.tables.opening import TEXT_SHEET, TableFile, open_table, read_grids

__all__ = [
    "EMPTY",
    "ENCODING_LABELS",
    "TEXT_SHEET",
    "Cell",
    "Grid",
    "Limits",
    "NotATable",
    "Note",
    "NoteKind",
    "TableFile",
    "clean_file_name",
    "letters_of",
    "open_table",
    "place",
    "read_grids",
]
