"""正誤表: what a correction changed, place by place, with what stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.publishing.rules.comparison import Chapter, Entry, compare_snapshots
from hoshin.publishing.rules.snapshot import Snapshot

NOTHING = "（なし）"


@dataclass(frozen=True)
class Erratum:
    """One place that reads differently. `place` goes from the outside in: 取組 ＞ 3 公衆無線LAN ＞ 目標 2023年度."""

    place: str
    wrong: str
    right: str


def errata_of(old: Snapshot, new: Snapshot) -> tuple[Erratum, ...]:
    """Return everything that the later revision says differently, in the order of the document."""
    comparison = compare_snapshots(old, new)
    return tuple(
        erratum for chapter in comparison.chapters for entry in chapter.entries for erratum in _errata(chapter, entry)
    )


def _errata(chapter: Chapter, entry: Entry) -> Iterator[Erratum]:
    place = f"{chapter.label} ＞ {entry.name}"
    if entry.stands_alone:
        yield Erratum(place, entry.old_name or NOTHING, entry.new_name or NOTHING)
    elif not entry.changes:  # it stands elsewhere, and reads the same
        fate = "、".join(verdict.label for verdict in entry.verdicts)
        yield Erratum(place, entry.old_name, f"{entry.new_name}（{fate}）")
    for change in entry.changes:
        yield Erratum(f"{place} ＞ {change.label}", change.old or NOTHING, change.new or NOTHING)
