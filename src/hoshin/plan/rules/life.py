"""The life of an edition: 作成中 → 照会中 → 決定 → 公表 → 旧版, and back to 作成中 to be corrected."""

from __future__ import annotations

from collections.abc import Mapping

MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"in_round", "decided", "published", "superseded"}),
    "in_round": frozenset({"draft", "decided"}),
    "decided": frozenset({"draft", "published", "superseded"}),
    "published": frozenset({"draft", "superseded"}),
    "superseded": frozenset({"draft"}),
}
"""From where to where. From draft straight back to published goes a correction that changed nothing."""


def may_move(old: str, new: str) -> bool:
    return new in MOVES[old]
