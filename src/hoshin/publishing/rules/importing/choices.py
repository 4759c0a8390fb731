"""The words that stand for keys in the template: each says exactly one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from hoshin.kernel.quantity import Absence, Comparator, Status
from hoshin.publishing.rules.importing.texts import folded

ROLES = {"lead": "主管", "joint": "共同", "related": "関連"}
KINDS = {"actual": "実績", "target": "目標"}
COMPARATORS = {one.value: one.label for one in Comparator}
STATUSES = {one.value: one.label for one in Status}
ABSENCES = {one.value: one.label for one in Absence}


class Choices:
    """Words for keys. Two things of the same name get their key behind it."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        pairs = list(named)
        counts = Counter(folded(name) for _, name in pairs)
        self.words = {key: name if counts[folded(name)] == 1 else f"{name}［{key}］" for key, name in pairs}
        self._keys = {word: key for key, word in self.words.items()}
        self._folded = {folded(word): key for key, word in self.words.items()}

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Choices:
        return cls(words.items())

    def word(self, key: str) -> str:
        return self.words.get(key, key)

    def key(self, word: str) -> str | None:
        """Return what the word stands for, None where it is none of them."""
        return self._keys.get(word) or (self._folded.get(folded(word)) if folded(word) else None)
