from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EditionPath:
    """An edition as an address names it: `2020` of the main policy, `key/2020` of another one."""

    year: int
    policy_key: str | None = None

    def __str__(self) -> str:
        return str(self.year) if self.policy_key is None else f"{self.policy_key}/{self.year}"


class EditionConverter:
    regex = "(?:[a-z0-9][a-z0-9_-]{0,62}/)?[0-9]{4}"

    def to_python(self, value: str) -> EditionPath:
        key, _slash, year = value.rpartition("/")
        return EditionPath(int(year), key or None)

    def to_url(self, value: EditionPath | str) -> str:
        return str(value)
