"""Which column of a definition a header means, in whatever spelling it comes."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.shapes import Field, Standard
from hoshin.services.opendata.rules.standards import to_v3

_SHARED_PREFIX = 0.5  # of the headers


class How(enum.IntEnum):
    """How sure a match is, the surest first."""

    NAME = 0
    SPELLING = 1  # the name, but for width, spaces, brackets and dashes
    OLDER = 2  # the name of the column in the older definition
    ALIAS = 3
    PREFIX = 4  # one of these, behind a prefix that all columns have


@dataclass(frozen=True)
class Match:
    field: Field
    how: How
    label: str  # as it stands in the definition


@dataclass(frozen=True)
class Family:
    """A dataset with all versions of its definition; `published` is the one it is published in."""

    published: Standard
    older: tuple[Standard, ...] = ()

    @property
    def key(self) -> str:
        return self.published.key

    @property
    def versions(self) -> tuple[Standard, ...]:
        return (self.published, *self.older)


def families(standards: Sequence[Standard]) -> tuple[Family, ...]:
    """Group definitions by dataset. An older one counts only if its columns can be told in the newer."""
    versions: dict[str, list[Standard]] = {}
    for one in sorted(standards, key=lambda one: one.version, reverse=True):
        versions.setdefault(one.key, []).append(one)
    return tuple(Family(newest, tuple(older)) for newest, *older in versions.values())


@lru_cache(maxsize=128)
def labels(family: Family) -> Mapping[str, Match]:
    """Return every spelling by which a column of the dataset is known, folded; the surest meaning of each."""
    found: dict[str, Match] = {}
    for field in family.published.fields:
        found[normalise(field.name)] = Match(field, How.SPELLING, field.name)
    for older in family.older:
        conversion = to_v3(older)
        for before in older.fields if conversion else ():
            after = family.published.field(conversion.renames.get(before.name, "")) if conversion else None
            if after:
                found.setdefault(normalise(before.name), Match(after, How.OLDER, before.name))
    for field in family.published.fields:
        for alias in field.aliases:
            found.setdefault(normalise(alias), Match(field, How.ALIAS, alias))
    return found


def matches(headers: Sequence[str], family: Family) -> dict[int, Match]:
    """Return, by place, what each header means. No two headers mean the same: the surer one, then the first, has it."""
    known = labels(family)
    prefix = shared_prefix(headers)
    found = [
        (match.how, index, match) for index, header in enumerate(headers) if (match := _match(header, known, prefix))
    ]
    taken: set[str] = set()
    result: dict[int, Match] = {}
    for _, index, match in sorted(found, key=lambda one: one[:2]):
        if match.field.name not in taken:
            taken.add(match.field.name)
            result[index] = match
    return result


def shared_prefix(headers: Sequence[str]) -> str:
    """Return what stands in front of most headers, with its underscore: ごみの分別方法_; "" for none."""
    named = [header for header in headers if header.strip()]
    starts = Counter(header[: header.index("_") + 1] for header in named if "_" in header)
    for start, count in starts.most_common(1):
        if len(named) > 2 and count > _SHARED_PREFIX * len(named):
            return start
    return ""


def _match(header: str, known: Mapping[str, Match], prefix: str) -> Match | None:
    folded = normalise(header)
    match = known.get(folded) if folded else None
    if match is None:
        bare = known.get(normalise(header.removeprefix(prefix))) if prefix and header.startswith(prefix) else None
        return Match(bare.field, How.PREFIX, bare.label) if bare else None
    if match.how is How.SPELLING and header == match.field.name:
        return Match(match.field, How.NAME, match.label)
    return match
