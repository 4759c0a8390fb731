"""What a comparison finds: chapters of entries, each with what changed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from hoshin.publishing.rules.comparison.texts import Segments, differences

WITHIN = " ＞ "


class Verdict(StrEnum):
    """What became of an entry. Several can be true at once: renumbered and changed."""

    ADDED = "added"
    RETIRED = "retired"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Verdict.ADDED: "新設",
    Verdict.RETIRED: "廃止",
    Verdict.SPLIT: "分割",
    Verdict.MERGED: "統合",
    Verdict.RENUMBERED: "番号変更",
    Verdict.MOVED: "移動",
    Verdict.CHANGED: "変更",
}


@dataclass(frozen=True)
class Change:
    """One field that reads differently. An empty side says nothing there.

    `is_figure`: it belongs to an indicator; `is_value`: it is itself a target or an actual; `is_note`: it only says how
    sure the document is of itself.
    """

    label: str
    old: str
    new: str
    reason: str = ""
    is_figure: bool = False
    is_note: bool = False
    is_value: bool = False
    group: str = ""  # the outermost part of the label, where it has several: the indicator, the driver

    @property
    def label_in_group(self) -> str:
        return self.label.removeprefix(f"{self.group}{WITHIN}") if self.group else self.label

    @cached_property
    def segments(self) -> tuple[Segments, Segments]:
        """The old and the new side in pieces. Where one side is empty nothing is marked: the whole is new or gone."""
        return differences(self.old, self.new)

    @property
    def is_replaced(self) -> bool:
        return bool(self.old and self.new)


@dataclass(frozen=True)
class Entry:
    """An item, a section, a term …: its names on both sides (empty where it is not there) and its changes."""

    key: str
    old_name: str
    new_name: str
    verdicts: tuple[Verdict, ...]
    changes: tuple[Change, ...] = ()
    origin: str = ""  # in words, where it comes from or has gone to

    @property
    def name(self) -> str:
        return self.new_name or self.old_name

    @property
    def stands_alone(self) -> bool:
        """Say whether it is on one side only; then its name is a part of what has changed."""
        return not (self.old_name and self.new_name)


@dataclass(frozen=True)
class Chapter:
    key: str
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that two editions say differently, in the order of the document. Empty when they read the same."""

    chapters: tuple[Chapter, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.chapters)

    @property
    def entries(self) -> Iterator[Entry]:
        return (entry for chapter in self.chapters for entry in chapter.entries)

    @property
    def changes(self) -> Iterator[Change]:
        return (change for entry in self.entries for change in entry.changes)

    def counts(self, chapter_key: str = "items") -> dict[Verdict, int]:
        """Return how many entries of a chapter had which fate, in the order of `Verdict`; the others are left out."""
        found = [
            verdict
            for chapter in self.chapters
            if chapter.key == chapter_key
            for entry in chapter.entries
            for verdict in entry.verdicts
        ]
        return {verdict: found.count(verdict) for verdict in Verdict if verdict in found}

    def figures(self) -> Comparison:
        """Return what concerns indicators, their targets and actuals."""
        return self._only(lambda change: change.is_figure)

    def without_notes(self) -> Comparison:
        return self._only(lambda change: not change.is_note, keeps_plain=True)

    def _only(self, test: Callable[[Change], bool], *, keeps_plain: bool = False) -> Comparison:
        """Entries of which nothing is left are left out, but for those that needed no change to be told."""
        chapters = []
        for chapter in self.chapters:
            entries = []
            for entry in chapter.entries:
                kept = tuple(change for change in entry.changes if test(change))
                is_told = keeps_plain and entry.verdicts != (Verdict.CHANGED,)
                if kept or is_told:
                    entries.append(replace(entry, changes=kept))
            if entries:
                chapters.append(replace(chapter, entries=tuple(entries)))
        return Comparison(tuple(chapters))
