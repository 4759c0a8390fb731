"""The comparison as a table of two columns: which side stands left, what shares a table, and the words around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hoshin.publishing.rules.comparison.found import Change, Chapter, Comparison, Entry
from hoshin.publishing.rules.comparison.texts import Kind, Segment, Segments
from hoshin.publishing.rules.comparison.title import ComparisonTitle

UNCHANGED = "二つの版の内容に違いはありません。"
ABSENT = "（なし）"
NO_REASON = "記載なし"
NO_HASH = "なし（公表前）"
IN_ONE_TABLE = frozenset({"stages", "directions", "sources", "glossary", "departments"})
MARKS = "下線は加わった語句、取り消し線は削られた語句です。"


class Left(StrEnum):
    """The side that stands left in the table."""

    OLD = "old"
    NEW = "new"

    @property
    def other(self) -> Left:
        return Left.NEW if self is Left.OLD else Left.OLD


def left_of(asked: Mapping[str, str], *, default: Left) -> Left:
    """Return the side that an address asks for; what nobody knows is ignored, so that old links still lead here."""
    value = asked.get("left", "")
    return Left(value) if value in set(Left) else default


@dataclass(frozen=True)
class Cells:
    """A line of the table, its sides in the order of the page."""

    label: str
    left: Segments
    right: Segments
    reason: str


@dataclass(frozen=True)
class Part:
    """Lines of a table that belong together: those of one indicator, under its name. Others have none."""

    name: str
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Block:
    """A table, with a heading of its own or under that of its chapter."""

    name: str
    origin: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Layout:
    title: ComparisonTitle
    left: Left

    @property
    def heads(self) -> tuple[str, str]:
        old, new = f"旧　{self.title.old_label}", f"新　{self.title.new_label}"
        return (old, new) if self.left is Left.OLD else (new, old)

    @property
    def short_heads(self) -> tuple[str, str]:
        return ("旧", "新") if self.left is Left.OLD else ("新", "旧")

    def blocks(self, chapter: Chapter) -> list[Block]:
        """Return the tables of a chapter. Short entries share one."""
        if chapter.key in IN_ONE_TABLE:
            rows = tuple(cells for entry in chapter.entries for cells in self._short(entry))
            return [Block("", "", (Part("", rows),))]
        return [
            Block(f"{entry.name}［{verdicts_of(entry)}］", entry.origin, tuple(self._parts(entry)))
            for entry in chapter.entries
        ]

    def rows(self, entry: Entry) -> Iterator[Cells]:
        """Yield the lines of an entry, each with its whole label: a table to be sorted has no headings inside."""
        yield from self._name(entry)
        for change in entry.changes:
            yield self._line(change, change.label)

    def _parts(self, entry: Entry) -> Iterator[Part]:
        """Yield the entry's own lines first: below an indicator's they would be taken for its."""
        sizes = Counter(change.group for change in entry.changes if change.group)
        groups = [group for group, size in sizes.items() if size > 1]
        own = [self._line(change, change.label) for change in entry.changes if change.group not in groups]
        if plain := (*self._name(entry), *own):
            yield Part("", plain)
        for group in groups:
            same = (change for change in entry.changes if change.group == group)
            yield Part(group, tuple(self._line(change, change.label_in_group) for change in same))

    def _name(self, entry: Entry) -> Iterator[Cells]:
        if entry.stands_alone:
            yield self._cells("名称", _as_it_is(entry.old_name), _as_it_is(entry.new_name))

    def _line(self, change: Change, label: str) -> Cells:
        return self._cells(label, *change.segments, reason=reason_of(change))

    def _short(self, entry: Entry) -> Iterator[Cells]:
        fate = f"［{verdicts_of(entry)}］"
        if entry.stands_alone or not entry.changes:
            yield self._cells(fate, _as_it_is(entry.old_name), _as_it_is(entry.new_name))
        for change in entry.changes:
            label = f"{entry.name} ＞ {change.label}"
            yield self._cells(label if entry.stands_alone else f"{label}{fate}", *change.segments)

    def _cells(self, label: str, old: Segments, new: Segments, *, reason: str = "") -> Cells:
        left, right = (old, new) if self.left is Left.OLD else (new, old)
        return Cells(label, left, right, reason)


def _as_it_is(text: str) -> Segments:
    return (Segment(Kind.EQUAL, text),) if text else ()


def reason_of(change: Change) -> str:
    """Say why a target or an actual was changed, or that nobody has said it."""
    return change.reason or (NO_REASON if change.is_value and change.is_replaced else "")


def counts_of(comparison: Comparison) -> str:
    """新設1件、廃止1件 … of the items."""
    return "、".join(f"{verdict.label}{count}件" for verdict, count in comparison.counts().items())


def verdicts_of(entry: Entry) -> str:
    return "・".join(verdict.label for verdict in entry.verdicts)


def facts_of(title: ComparisonTitle, comparison: Comparison) -> list[tuple[str, str]]:
    facts = [
        ("旧", f"{title.old_title}　{title.old_label}"),
        ("新", f"{title.new_title}　{title.new_label}"),
        *([("訂正の理由", "　".join(title.reasons))] if title.reasons else []),
        ("取組の異同", counts_of(comparison) or "なし"),
        ("識別記号（SHA-256）", f"旧 {title.old_sha256 or NO_HASH}　新 {title.new_sha256 or NO_HASH}"),
    ]
    notices = [("公表前", title.draft_notice), ("見本", title.notice)]
    return [*(notice for notice in notices if notice[1]), *facts]
