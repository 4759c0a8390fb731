"""Two editions beside each other (新旧対照表): chapter by chapter, entry by entry, only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hoshin.kernel.fiscal import wareki
from hoshin.publishing.rules.comparison.found import Change, Chapter, Comparison, Entry, Verdict
from hoshin.publishing.rules.comparison.leaves import Leaves, by_identity, short_label
from hoshin.publishing.rules.comparison.matching import Match, Matching, moved_of
from hoshin.publishing.rules.comparison.words import Side, joined, titled
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, ItemDoc, ResultDoc

OWN_CHAPTERS = (
    *("stages", "directions", "driver_fields", "items", "sections", "glossary", "sources"),
    *("scale", "decision_kinds", "results"),
)
NAMES = frozenset({"number", "title", "label", "term", "group", "origins"})
TOLD_BY_VERDICT = frozenset(short_label(ItemDoc, name) for name in ("number", "parent"))  # 番号変更, 移動
SUCCESSIONS = {"renamed": "名称変更", "split": "分割", "merged": "統合"}


@dataclass(frozen=True)
class _List:
    """A chapter whose entries are rows of a list of the edition."""

    key: str
    label: str
    identity: Callable[[Any], tuple[Any, ...]]
    name: Callable[[Any], str]


_BEFORE_ITEMS = (
    _List("stages", "取組の段階", lambda row: (row.key,), lambda row: row.label),
    _List("directions", "まちづくりの方向", lambda row: (row.key,), lambda row: row.label),
)
_AFTER_ITEMS = (
    _List("driver_fields", "検討分野", lambda row: (row.key,), lambda row: row.label),
    _List("sections", "本文の章", lambda row: (row.key,), lambda row: row.title),
    _List("sources", "参考資料", lambda row: (row.group, row.title), lambda row: f"{row.group}「{row.title}」"),
    _List("glossary", "用語解説", lambda row: (row.term,), lambda row: row.term),
    _List("scale", "評価の区分", lambda row: (row.key,), lambda row: row.label),
    _List("decision_kinds", "決定の区分", lambda row: (row.key,), lambda row: row.label),
)


def compare(
    old: EditionDoc,
    new: EditionDoc,
    *,
    old_departments: Sequence[DepartmentDoc] = (),
    new_departments: Sequence[DepartmentDoc] = (),
) -> Comparison:
    """Return what the new edition says differently. The departments give names to the keys of each side."""
    comparing = _Comparing(Side(old, tuple(old_departments)), Side(new, tuple(new_departments)))
    return Comparison(tuple(chapter for chapter in comparing.chapters() if chapter.entries))


@dataclass(frozen=True)
class _Comparing:
    old: Side
    new: Side

    @cached_property
    def _leaves(self) -> Leaves:
        return Leaves(self.old, self.new)

    def chapters(self) -> Iterator[Chapter]:
        yield Chapter("edition", "年度版", tuple(self._head()))
        for one in _BEFORE_ITEMS:
            yield self._listed(one)
        yield Chapter("items", "取組", tuple(self._items()))
        if self.old.doc.year == self.new.doc.year:  # each year has results of its own: nothing to compare
            yield self._listed(_List("results", "評価と決定", lambda row: (row.item,), self._result_name))
        for one in _AFTER_ITEMS:
            yield self._listed(one)
        yield Chapter("departments", "所管課", tuple(self._departments()))

    def _head(self) -> Iterator[Entry]:
        changes = tuple(self._leaves.changes(self.old.doc, self.new.doc, leave_out=frozenset(OWN_CHAPTERS)))
        if changes:
            yield Entry("edition", self.old.doc.title, self.new.doc.title, (Verdict.CHANGED,), changes)

    # ---- lists ----

    def _listed(self, one: _List) -> Chapter:
        before = by_identity(one.identity, getattr(self.old.doc, one.key))
        after = by_identity(one.identity, getattr(self.new.doc, one.key))
        moved = moved_of(list(before), list(after))
        entries = [
            self._entry(one, before.get(identity), row, is_moved=identity in moved) for identity, row in after.items()
        ]
        entries += [
            self._entry(one, row, None, is_moved=False) for identity, row in before.items() if identity not in after
        ]
        return Chapter(one.key, one.label, tuple(entry for entry in entries if entry.verdicts))

    def _result_name(self, row: ResultDoc) -> str:
        item = self.new.items.get(row.item) or self.old.items.get(row.item)
        return titled(item) if item else row.item

    def _entry(self, one: _List, old: Any, new: Any, *, is_moved: bool) -> Entry:
        changes = tuple(self._leaves.changes(old, new, leave_out=_named_already(old, new)))
        row = new if new is not None else old
        return Entry(
            key=str(one.identity(row)[-1]),
            old_name=one.name(old) if old is not None else "",
            new_name=one.name(new) if new is not None else "",
            verdicts=_verdicts(old, new, changes, is_moved=is_moved),
            changes=changes,
        )

    # ---- items ----

    def _items(self) -> Iterator[Entry]:
        matching = Matching(self.old.doc, self.new.doc)
        places = {id(item): place for place, item in enumerate(self.old.doc.items)}
        # Pieces of one old item stand at one place: the first of them stands for it.
        order = tuple(dict.fromkeys(places[id(match.old)] for match in matching.matches if match.old is not None))
        moved = moved_of(sorted(order), order)
        for match in matching.matches:
            entry = self._matched(match, is_moved=match.old is not None and places[id(match.old)] in moved)
            if entry.verdicts:
                yield entry
        for item, heirs in matching.gone:
            yield self._gone(item, heirs)

    def _matched(self, match: Match, *, is_moved: bool) -> Entry:
        old, new = match.old, match.new
        is_revision = self.old.doc.year == self.new.doc.year
        untold = frozenset() if is_revision else frozenset({"origins"})
        changes = tuple(self._leaves.changes(old, new, leave_out=untold | _named_already(old, new)))
        found = _verdicts(old, new, changes, is_moved=is_moved)
        if old is not None:
            also = {
                Verdict.SPLIT: match.is_split,
                Verdict.MERGED: match.is_merged,
                Verdict.RENUMBERED: old.number != new.number,
                Verdict.MOVED: is_moved or old.parent != new.parent,
            }
            found = tuple(verdict for verdict in Verdict if verdict in found or also.get(verdict))
            if len(found) > 1 and all(change.label in TOLD_BY_VERDICT for change in changes):
                found = tuple(verdict for verdict in found if verdict is not Verdict.CHANGED)
        return Entry(
            key=new.key,
            old_name=titled(old) if old else "",
            new_name=titled(new),
            verdicts=found,
            changes=changes,
            origin=self._origin(match),
        )

    def _origin(self, match: Match) -> str:
        if match.old is None or not (match.is_split or match.is_merged):
            return ""
        if match.is_merged:
            sources = joined(f"「{titled(item)}」" for item in (match.old, *match.others))
            return f"旧{sources}を統合"
        pieces = joined(f"「{titled(item)}」" for item in match.siblings)
        return f"旧「{titled(match.old)}」を分割（ほかに新{pieces}）"

    def _gone(self, item: ItemDoc, heirs: tuple[ItemDoc, ...]) -> Entry:
        names = joined(f"「{titled(heir)}」" for heir in heirs)
        return Entry(
            key=item.key,
            old_name=titled(item),
            new_name="",
            verdicts=(Verdict.MERGED,) if heirs else (Verdict.RETIRED,),
            changes=tuple(self._leaves.changes(item, None, leave_out=_named_already(item, None))),
            origin=f"新{names}に統合" if heirs else "",
        )

    # ---- departments ----

    def _departments(self) -> Iterator[Entry]:
        """Departments of items that go by another name now: under their own key, or because another succeeded them."""
        before, after = self.old.departments_of_items, self.new.departments_of_items
        for now in after.values():
            if now.key in before:
                was = before[now.key]
                changes = tuple(_department_changes(was, now))
                if changes:
                    yield Entry(now.key, was.name, now.name, (Verdict.CHANGED,), changes)
                continue
            origins = [(before[one.department], one.kind) for one in now.succeeds if one.department in before]
            if origins:
                names = joined(one.name for one, _kind in origins)
                change = Change(SUCCESSIONS[origins[0][1]], names, now.name)
                yield Entry(now.key, names, now.name, (Verdict.CHANGED,), (change,))


def _department_changes(was: DepartmentDoc, now: DepartmentDoc) -> Iterator[Change]:
    said = (
        ("名称", was.name, now.name),
        ("部・局の名称", was.parent_name, now.parent_name),
        ("いつから", *(wareki(one.valid_from) if one.valid_from else "" for one in (was, now))),
        ("いつまで", *(wareki(one.valid_to) if one.valid_to else "" for one in (was, now))),
    )
    for label, old, new in said:
        if old != new:
            yield Change(label, old, new)


def _named_already(old: Any, new: Any) -> frozenset[str]:
    """An entry that stands on one side only is told by its name, and then by the rest."""
    return frozenset() if old is not None and new is not None else NAMES


def _verdicts(old: Any, new: Any, changes: tuple[Change, ...], *, is_moved: bool) -> tuple[Verdict, ...]:
    if old is None:
        return (Verdict.ADDED,)
    if new is None:
        return (Verdict.RETIRED,)
    moved = (Verdict.MOVED,) if is_moved else ()
    return (*moved, Verdict.CHANGED) if changes else moved
