"""The tree of an edition's items as plain numbers: walking it, and whether a move keeps it a tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """An item's id, its parent's id and its place among its siblings."""

    id: int
    parent_id: int | None
    order: int


class Tree:
    """Siblings stand by order, then id. A parent that is not among the nodes counts as none."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._children: dict[int | None, list[int]] = {}
        for node in sorted(self._nodes.values(), key=lambda one: (one.order, one.id)):
            parent = node.parent_id if node.parent_id in self._nodes else None
            self._children.setdefault(parent, []).append(node.id)

    def children(self, id_: int | None) -> list[int]:
        return list(self._children.get(id_, []))

    def parent(self, id_: int) -> int | None:
        parent = self._nodes[id_].parent_id
        return parent if parent in self._nodes else None

    def siblings(self, id_: int) -> list[int]:
        """Return the children of the node's parent, the node itself among them."""
        return self.children(self.parent(id_))

    def walk(self) -> list[tuple[int, int]]:
        """Return every node with its depth, from the top down, a parent before its children."""
        found: list[tuple[int, int]] = []
        waiting = [(id_, 0) for id_ in reversed(self.children(None))]
        while waiting:
            id_, depth = waiting.pop()
            found.append((id_, depth))
            waiting += [(child, depth + 1) for child in reversed(self.children(id_))]
        return found

    def depth(self, id_: int) -> int:
        """Return how many nodes stand above."""
        depth, parent = 0, self.parent(id_)
        while parent is not None:
            depth, parent = depth + 1, self.parent(parent)
        return depth

    def height(self, id_: int) -> int:
        """Return how many levels hang below; 0 for a leaf."""
        return max((1 + self.height(child) for child in self.children(id_)), default=0)

    def is_within(self, id_: int, other: int) -> bool:
        """Say whether a node is the other or hangs somewhere below it."""
        at: int | None = id_
        while at is not None:
            if at == other:
                return True
            at = self.parent(at)
        return False

    def numbers(self) -> dict[int, str]:
        """Return the numbering 1, 1-1, 1-1-1 of all nodes."""
        found: dict[int, str] = {}
        for id_, _depth in self.walk():
            parent = self.parent(id_)
            place = str(self.siblings(id_).index(id_) + 1)
            found[id_] = place if parent is None else f"{found[parent]}-{place}"
        return found


def moved(ids: Sequence[int], id_: int, steps: int) -> list[int]:
    """Return the list with one member moved by so many places, as far as the list reaches."""
    rest = [one for one in ids if one != id_]
    place = min(max(list(ids).index(id_) + steps, 0), len(rest))
    return [*rest[:place], id_, *rest[place:]]
