"""What the components under templates/design/ are given: frozen dataclasses, text already as it is to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hoshin.design.charts import Bullet

Mood = Literal["info", "success", "warning", "error", "sample"]
TagKind = Literal["plain", "info", "success", "warning", "danger", "inferred"]


@dataclass(frozen=True)
class Notice:
    title: str
    text: str = ""
    mood: Mood = "info"
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class Tag:
    label: str
    kind: TagKind = "plain"
    url: str = ""


@dataclass(frozen=True)
class DepartmentEntry:
    """A department and its part (主管, 連携, 関係); no role is printed for the only one."""

    name: str
    role: str = ""
    url: str = ""


@dataclass(frozen=True)
class Column:
    """`sort_url` makes the head a link; `sorted_as` says how the rows stand now."""

    label: str
    is_number: bool = False
    is_narrow: bool = False
    sort_url: str = ""
    sorted_as: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class Cell:
    """`text` is escaped unless it was marked safe. An absence (集計中, —) is printed softer than a figure."""

    text: str
    url: str = ""
    is_absent: bool = False


@dataclass(frozen=True)
class Row:
    """The first cell is the row's header."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`columns[0]` heads the row headers; every row has one cell for each further column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_caption_hidden: bool = False

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) - 1 for row in self.rows):
            raise ValueError(f"「{self.caption}」: a row has other cells than the table has columns")

    @property
    def data_columns(self) -> tuple[Column, ...]:
        return self.columns[1:]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_selected: bool = False


@dataclass(frozen=True)
class FilterField:
    """A choice. The option with the empty value (すべて) is drawn by the template."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class ActiveFilter:
    label: str
    remove_url: str


@dataclass(frozen=True)
class Filter:
    """A GET form. `kept` are parameters that must survive a change of the filter, such as the order."""

    action: str
    fields: tuple[FilterField, ...]
    active: tuple[ActiveFilter, ...] = ()
    clear_url: str = ""
    kept: tuple[Option, ...] = ()
    search_name: str = ""
    search_label: str = ""
    search_value: str = ""
    result: str = ""  # 12件中6件


@dataclass(frozen=True)
class Empty:
    """Nothing to show: what that means and what one can do next."""

    title: str
    text: str = ""
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class PageLink:
    """A page of a list; without a number it is a gap (…)."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Pages:
    links: tuple[PageLink, ...]
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Card:
    title: str
    url: str
    kicker: str = ""
    text: str = ""
    meta: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A key figure. `value` is as printed."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kpi:
    """An indicator on its way. `rate` is the rate in words, or why there is none: whoever knows the rule decides."""

    name: str
    bullet: Bullet
    url: str = ""
    rate: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """A footnote; `key` is unique on the page and what note_mark.html refers to."""

    key: str
    text: str


@dataclass(frozen=True)
class Event:
    when: str
    title: str
    text: str = ""
    is_current: bool = False
    url: str = ""


@dataclass(frozen=True)
class Difference:
    """One field in two versions. `name` makes it a choice between them inside a form."""

    label: str
    mine: str
    theirs: str
    name: str = ""

    @property
    def is_changed(self) -> bool:
        return self.mine != self.theirs


@dataclass(frozen=True)
class Comparison:
    caption: str
    rows: tuple[Difference, ...]
    mine_label: str = "あなたの入力"
    theirs_label: str = "保存されている内容"


@dataclass(frozen=True)
class Download:
    label: str
    url: str
    format: str
    size: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """Something that waits to be done."""

    title: str
    url: str
    text: str = ""
    due: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Progress:
    label: str
    done: int
    total: int
    text: str = ""  # 12件中7件


@dataclass(frozen=True)
class MatrixRow:
    """`marks` is as long as the matrix has columns; an empty text is no mark. A group row has no marks at all."""

    label: str
    marks: tuple[str, ...] = ()
    url: str = ""
    is_group: bool = False
    note: str = ""

    @property
    def is_unserved(self) -> bool:
        return not self.is_group and not any(self.marks)


@dataclass(frozen=True)
class MatrixColumn:
    """`label` is the short text over the column (a number); `name` is what it stands for."""

    label: str
    name: str
    url: str = ""


@dataclass(frozen=True)
class Matrix:
    caption: str
    head: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
