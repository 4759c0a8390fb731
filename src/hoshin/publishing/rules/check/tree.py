"""The tree of an edition: every parent exists, no item is below itself, and no item lies deeper than the levels go."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.publishing.rules.check.common import unknown
from hoshin.publishing.rules.document import EditionDoc, ItemDoc
from hoshin.publishing.rules.problem import Finding, Path

NEEDS = frozenset({"item"})


def check_tree(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    parents = {item.key: item.parent for item in edition.items}
    told: set[str] = set()
    for index, item in enumerate(edition.items):
        path = (*here, "items", index, "parent")
        if item.parent is None:
            continue
        if item.parent not in parents:
            yield unknown(path, "上位の取組", item.parent, parents, NEEDS)
            continue
        chain = _chain(item, parents)
        if chain[-1] in chain[:-1]:
            yield from _cycle(path, chain, told)
        elif len(chain) > len(edition.levels):
            yield _too_deep(path, chain, edition.levels)


def _chain(item: ItemDoc, parents: dict[str, str | None]) -> list[str]:
    """Follow an item upwards. The last key stands in the chain twice when the way goes round."""
    chain = [item.key]
    parent = item.parent
    while parent is not None:
        chain.append(parent)
        if parent in chain[:-1]:
            break
        parent = parents.get(parent)
    return chain


def _too_deep(path: Path, chain: list[str], levels: tuple[str, ...]) -> Finding:
    message = f"体系が{len(chain)}段になっています（{' → '.join(chain)}）。"
    message += f"階層は{'、'.join(levels)}の{len(levels)}段です。"
    return Finding(path, message, f"{len(levels)}段までの体系、または levels に階層を加える", needs=NEEDS)


def _cycle(path: Path, chain: list[str], told: set[str]) -> Iterator[Finding]:
    """Tell each cycle once, at the first of its items; what merely hangs below it is not wrong itself."""
    cycle = chain[chain.index(chain[-1]) :]
    if chain[0] in cycle and not told & set(cycle):
        told.update(cycle)
        yield Finding(
            path, f"体系が循環しています: {' → '.join(cycle)}。", "上位へたどると最上位に着く体系", needs=NEEDS
        )
