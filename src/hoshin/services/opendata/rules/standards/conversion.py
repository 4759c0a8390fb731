"""From the older definition of a dataset to the newer one: what is renamed, joined, written otherwise or left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hoshin.services.opendata.rules.shapes import FieldType, Standard
from hoshin.services.opendata.rules.standards.loading import NoSuchStandard, standard

# Only what the book says to be the same. An address is never split: nobody can tell 町字 from 番地 by rule alone.
_RENAMES = (
    ("都道府県コード又は市区町村コード", "全国地方公共団体コード"),
    ("NO", "ID"),
    ("住所", "所在地_連結表記"),
    ("施設所在地", "所在地_連結表記"),
    ("方書", "建物名等(方書)"),
    ("名称_英語", "名称_英字"),
    ("多機能トイレ数", "バリアフリートイレ数"),
)


@dataclass(frozen=True)
class Join:
    """Two columns of the older definition, written together in one of the newer: 静岡県 and 焼津市."""

    sources: tuple[str, ...]
    target: str


_JOIN = Join(("都道府県名", "市区町村名"), "地方公共団体名")
# The names in a release that two columns of a file may share: their cells are written one behind the other.
JOINED = frozenset({_JOIN.target})


@dataclass(frozen=True)
class Conversion:
    before: Standard
    after: Standard
    renames: Mapping[str, str]  # every column that has one successor, the unchanged ones too
    joins: tuple[Join, ...]
    rewritten: tuple[str, ...]  # names in `after` whose closed values differ: 有 / 無 becomes 1 / blank
    lost: tuple[str, ...]  # names in `before` without a place
    added: tuple[str, ...]  # names in `after` that nothing fills

    def target(self, name: str) -> str:
        """Return where a column of the older definition goes; "" when nowhere."""
        joined = next((join.target for join in self.joins if name in join.sources), "")
        return joined or self.renames.get(name, "")


def to_v3(before: Standard) -> Conversion | None:
    """Return how a table of this definition becomes one of v3; None when there is no v3, or it is one already."""
    if before.version == "v3":
        return None
    try:
        after = standard(before.key, "v3")
    except NoSuchStandard:
        return None
    old, new = {field.name: field for field in before.fields}, {field.name: field for field in after.fields}
    renames = {name: name for name in old if name in new}
    renames |= {here: there for here, there in _RENAMES if here in old and there in new and here not in renames}
    joins = (_JOIN,) if _JOIN.target in new and all(one in old for one in _JOIN.sources) else ()
    joined = {source for join in joins for source in join.sources}
    filled = {*renames.values(), *(join.target for join in joins)}
    return Conversion(
        before=before,
        after=after,
        renames=renames,
        joins=joins,
        rewritten=tuple(
            there
            for here, there in renames.items()
            if new[there].type is FieldType.FLAG and new[there].values != old[here].values
        ),
        lost=tuple(name for name in old if name not in renames and name not in joined),
        added=tuple(name for name in new if name not in filled),
    )
