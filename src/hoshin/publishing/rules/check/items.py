"""Items by themselves: their keys and numbers, stages, directions, schedules, and where they come from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from hoshin.publishing.rules.check.common import check_unique, unknown
from hoshin.publishing.rules.document import EditionDoc, ItemDoc, StageDoc
from hoshin.publishing.rules.problem import Finding, Path

NEEDS = frozenset({"item"})


def check_items(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    """Check each item. A repost repeats the number of what it shows again, so that is not counted as a second use."""
    own = [(index, item) for index, item in enumerate(edition.items) if item.repost_of is None]
    keys = (((*here, "items", index, "key"), item.key) for index, item in enumerate(edition.items))
    yield from check_unique("取組のキー", keys)
    numbers = (
        ((*here, "items", index, "number"), unicodedata.normalize("NFKC", item.number))
        for index, item in own
        if item.number
    )
    yield from check_unique("取組の番号", numbers)
    originals = {item.key for _, item in own}
    stages = {stage.key: stage for stage in edition.stages}
    directions = {direction.key for direction in edition.directions}
    for index, item in enumerate(edition.items):
        path = (*here, "items", index)
        yield from _check_repost(item, path, originals)
        yield from _check_stage(item, path, stages)
        yield from _check_directions(item, path, directions)
        years = (((*path, "schedule", i, "year"), entry.year) for i, entry in enumerate(item.schedule))
        yield from check_unique("予定の年度", years)


def _check_repost(item: ItemDoc, path: Path, originals: set[str]) -> Iterator[Finding]:
    if item.repost_of is None:
        return
    if item.repost_of not in originals:
        yield unknown((*path, "repost_of"), "再掲の元の取組", item.repost_of, originals, NEEDS)
    if item.indicators:
        message = "再掲の取組に成果指標は書けません（元の取組と二重に数えられます）。"
        yield Finding((*path, "indicators"), message, "元の取組に書いた成果指標")


def _check_stage(item: ItemDoc, path: Path, stages: dict[str, StageDoc]) -> Iterator[Finding]:
    if item.stage is None:
        return
    if not item.initiative:
        yield Finding(
            (*path, "stage"), "重点取組ではない項目に段階は書けません。", "initiative: true、または stage を消す"
        )
    stage = stages.get(item.stage.stage)
    if stage is None:
        yield unknown((*path, "stage", "stage"), "段階", item.stage.stage, stages)
    elif stage.rule == "indicator_with_target" and item.repost_of is None and not has_target(item):
        message = f"段階「{stage.label}」の取組にはKPIと目標が必要です。"
        yield Finding((*path, "stage"), message, "indicators に、目標（targets）を持つ成果指標を一つ以上")


def has_target(item: ItemDoc) -> bool:
    """Tell whether an item has a KPI with a target: a number or a text, not the statement that there is none."""
    return any(target.value.absence is None for indicator in item.indicators for target in indicator.targets)


def _check_directions(item: ItemDoc, path: Path, directions: set[str]) -> Iterator[Finding]:
    uses = [((*path, "directions", i, "direction"), use.direction) for i, use in enumerate(item.directions)]
    yield from check_unique("まちづくりの方向", uses)
    for place, key in uses:
        if key not in directions:
            yield unknown(place, "まちづくりの方向", key, directions)


def check_origins(editions: tuple[EditionDoc, ...], index: int) -> Iterator[Finding]:
    """Check that items come from items of an earlier edition, as far as the folder holds one."""
    edition = editions[index]
    earlier = {item.key for other in editions if other.year < edition.year for item in other.items}
    for i, item in enumerate(edition.items):
        path = ("editions", index, "items", i, "origins")
        uses = [((*path, j, "item"), origin.item) for j, origin in enumerate(item.origins)]
        yield from check_unique("前の年度版の取組", uses)
        for place, key in uses:
            if earlier and key not in earlier:
                yield unknown(place, "前の年度版の取組", key, earlier, NEEDS | {"edition"})
