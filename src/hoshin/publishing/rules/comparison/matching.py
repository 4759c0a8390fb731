"""Which items of two editions are the same: by identity, and by what an edition says of the one before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from hoshin.publishing.rules.document import EditionDoc, ItemDoc

H = TypeVar("H", bound=Hashable)
Identity = tuple[str, int]  # the key, and which of its appearances: a repost has the key of what it shows again


@dataclass(frozen=True)
class Match:
    """`old` is what `new` is compared with; `others` are further items it has come from.

    `siblings` are the new items that have come from the same old one beside `new`.
    """

    old: ItemDoc | None
    new: ItemDoc
    others: tuple[ItemDoc, ...] = ()
    siblings: tuple[ItemDoc, ...] = ()

    @property
    def is_split(self) -> bool:
        return bool(self.siblings)

    @property
    def is_merged(self) -> bool:
        return bool(self.others)


@dataclass(frozen=True)
class Matching:
    """All items of both editions. Origins speak of the edition before: between two revisions they tell nothing."""

    old: EditionDoc
    new: EditionDoc

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        return tuple(self._match(identity, item) for identity, item in self._after.items())

    @cached_property
    def gone(self) -> tuple[tuple[ItemDoc, tuple[ItemDoc, ...]], ...]:
        """Old items that no new one is compared with, each with the new ones that it has become part of."""
        compared = {id(match.old) for match in self.matches}
        return tuple(
            (item, self._heirs[item.key] if identity[1] == 0 else ())
            for identity, item in self._before.items()
            if id(item) not in compared
        )

    @cached_property
    def _before(self) -> dict[Identity, ItemDoc]:
        return _by_identity(self.old.items)

    @cached_property
    def _after(self) -> dict[Identity, ItemDoc]:
        return _by_identity(self.new.items)

    def _origins(self, item: ItemDoc) -> tuple[ItemDoc, ...]:
        """Return the old items that it has come from; the first is the one to compare it with."""
        same = self._before.get((item.key, 0))
        told = () if self.old.year == self.new.year else item.origins
        named = [self._before[origin.item, 0] for origin in told if (origin.item, 0) in self._before]
        return tuple(dict.fromkeys([*([same] if same else []), *named]))

    @cached_property
    def _heirs(self) -> Mapping[str, tuple[ItemDoc, ...]]:
        found: defaultdict[str, list[ItemDoc]] = defaultdict(list)
        for (_key, appearance), item in self._after.items():
            if appearance == 0:
                for origin in self._origins(item):
                    found[origin.key].append(item)
        return defaultdict(tuple, {key: tuple(items) for key, items in found.items()})

    def _match(self, identity: Identity, item: ItemDoc) -> Match:
        if identity[1]:
            return Match(self._before.get(identity), item)
        origins = self._origins(item)
        if not origins:
            return Match(None, item)
        siblings = tuple(heir for heir in self._heirs[origins[0].key] if heir is not item)
        is_own = origins[0].key == item.key
        return Match(
            origins[0],
            item,
            # What still stands in the new edition has lent something, and was not merged away.
            tuple(other for other in origins[1:] if (other.key, 0) not in self._after or not is_own),
            tuple(heir for heir in siblings if self._is_piece(heir, origins[0]) or not is_own),
        )

    def _is_piece(self, heir: ItemDoc, origin: ItemDoc) -> bool:
        """Say whether an heir is a part of the old item, not something bigger that has taken it in."""
        return self._origins(heir)[0] is origin


def _by_identity(items: Sequence[ItemDoc]) -> dict[Identity, ItemDoc]:
    found: dict[Identity, ItemDoc] = {}
    reposts: defaultdict[str, int] = defaultdict(int)
    for item in items:
        if item.repost_of is None:
            found[item.key, 0] = item
        else:
            reposts[item.key] += 1
            found[item.key, reposts[item.key]] = item
    return found


def moved_of(old: Sequence[H], new: Sequence[H]) -> frozenset[H]:
    """Return the fewest of the common members whose moving explains the new order."""
    places = {member: place for place, member in enumerate(old)}
    common = [member for member in new if member in places]
    tails: list[int] = []  # the lowest last place of an ascending chain, by its length
    ends: list[int] = []
    before: list[int] = []
    for index, member in enumerate(common):
        place = places[member]
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [index]
    staying: set[H] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        staying.add(common[index])
        index = before[index]
    return frozenset(common) - staying
