from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

EARLIEST_YEAR = 1950


@dataclass(frozen=True)
class EditionPath:
    """An edition as an address names it: `2020` of the main policy, `key/2020` of another one; `2020/r1` a revision."""

    year: int
    policy_key: str | None = None
    revision: int | None = None

    def __str__(self) -> str:
        edition = str(self.year) if self.policy_key is None else f"{self.policy_key}/{self.year}"
        return edition if self.revision is None else f"{edition}/r{self.revision}"


class EditionConverter:
    regex = "(?:[a-z0-9][a-z0-9_-]{0,62}/)?[0-9]{4}(?:/r[1-9][0-9]{0,3})?"

    def to_python(self, value: str) -> EditionPath:
        edition, _r, revision = value.partition("/r")
        key, _slash, year = edition.rpartition("/")
        return EditionPath(int(year), key or None, int(revision) if revision else None)

    def to_url(self, value: EditionPath | str) -> str:
        return str(value)


class DayConverter:
    """2020-10-01; a day that no calendar has, or that lies before any edition, is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        day = dt.date.fromisoformat(value)
        if day.year < EARLIEST_YEAR:
            raise ValueError(value)
        return day

    def to_url(self, value: dt.date | str) -> str:
        return str(value)
