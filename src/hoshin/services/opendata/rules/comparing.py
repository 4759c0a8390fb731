"""What a new release changes: rows added, removed and changed. Memory holds digests, not rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Row = tuple[str, ...]
Rows = Callable[[], Iterable[Row]]

SHOWN = 50
_KEY_ENDINGS = ("ID", "id", "NO", "No", "番号")


@dataclass(frozen=True)
class ChangedRow:
    """A row of both releases with other cells: (column, before, after) of each."""

    key: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Comparison:
    """Counts hold all rows, lists the first of them. Without a key a changed row is one removed and one added."""

    key: str = ""  # the column that tells rows apart
    added_count: int = 0
    removed_count: int = 0
    changed_count: int = 0
    same_count: int = 0
    added: tuple[Row, ...] = ()  # in the order of the new columns
    removed: tuple[Row, ...] = ()  # in the order of the old columns
    changed: tuple[ChangedRow, ...] = ()
    new_columns: tuple[str, ...] = ()
    lost_columns: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        counts = self.added_count or self.removed_count or self.changed_count
        return not (counts or self.new_columns or self.lost_columns)


@dataclass
class _Found:
    """What one pass over the new rows has seen. `left` are the old rows that no new row has taken."""

    left: dict[bytes, bytes]
    added: list[Row] = field(default_factory=list)
    changed: dict[bytes, Row] = field(default_factory=dict)
    added_count: int = 0
    changed_count: int = 0
    same_count: int = 0

    def look_at(self, key: bytes, content: bytes, row: Row, shown: int) -> None:
        before = self.left.pop(key, None)
        if before is None:
            self.added_count += 1
            if len(self.added) < shown:
                self.added.append(row)
        elif before == content:
            self.same_count += 1
        else:
            self.changed_count += 1
            if len(self.changed) < shown:
                self.changed[key] = row


def compare(
    old_columns: Sequence[str], old_rows: Rows, new_columns: Sequence[str], new_rows: Rows, *, shown: int = SHOWN
) -> Comparison:
    """Compare two releases. Columns are matched by name, rows by the first column that tells them apart in both."""
    common = [name for name in new_columns if name in old_columns]
    key = _key_column(common, old_columns, old_rows, new_columns, new_rows)
    found = _Found({mark: content for mark, content, _ in _marked(old_rows(), old_columns, common, key)})
    for mark, content, row in _marked(new_rows(), new_columns, common, key):
        found.look_at(mark, content, row, shown)
    removed: list[Row] = []
    changed: list[ChangedRow] = []
    for mark, _content, row in _marked(old_rows(), old_columns, common, key):
        if mark in found.left and len(removed) < shown:
            removed.append(row)
        elif mark in found.changed:
            changed.append(_changed(dict(zip(old_columns, row, strict=True)), found.changed[mark], new_columns, key))
    return Comparison(
        key=key,
        added_count=found.added_count,
        removed_count=len(found.left),
        changed_count=found.changed_count,
        same_count=found.same_count,
        added=tuple(found.added),
        removed=tuple(removed),
        changed=tuple(changed),
        new_columns=tuple(name for name in new_columns if name not in old_columns),
        lost_columns=tuple(name for name in old_columns if name not in new_columns),
    )


def _marked(
    rows: Iterable[Row], columns: Sequence[str], common: Sequence[str], key: str
) -> Iterator[tuple[bytes, bytes, Row]]:
    """Give each row a mark that tells it from all others of the release, and the digest of what can be compared."""
    places = [columns.index(name) for name in common]
    key_place = columns.index(key) if key else None
    seen: dict[bytes, int] = {}
    for row in rows:
        content = _digest([row[place] for place in places])
        if key_place is not None:
            yield _digest([row[key_place]]), content, row
            continue
        times = seen.get(content, 0)  # rows that are the same are told apart by how many there were before
        seen[content] = times + 1
        yield content + times.to_bytes(4, "big"), content, row


def _digest(cells: Sequence[str]) -> bytes:
    text = "\x1f".join(cells)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _key_column(
    common: Sequence[str], old_columns: Sequence[str], old_rows: Rows, new_columns: Sequence[str], new_rows: Rows
) -> str:
    for name in common:
        if not name.endswith(_KEY_ENDINGS):
            continue
        if _is_key(old_rows(), old_columns.index(name)) and _is_key(new_rows(), new_columns.index(name)):
            return name
    return ""


def _is_key(rows: Iterable[Row], place: int) -> bool:
    seen: set[str] = set()
    for row in rows:
        value = row[place]
        if not value or value in seen:
            return False
        seen.add(value)
    return True


def _changed(before: dict[str, str], after: Row, new_columns: Sequence[str], key: str) -> ChangedRow:
    cells = ((name, before[name], value) for name, value in zip(new_columns, after, strict=True) if name in before)
    return ChangedRow(before.get(key, ""), tuple(cell for cell in cells if cell[1] != cell[2]))
