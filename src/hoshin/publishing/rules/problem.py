"""What is wrong in a policy folder, said so that the person who wrote it can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.kernel.my_number import find_my_numbers

Path = tuple[str | int, ...]
"""The way to a value inside a document, as pydantic writes it: ("indicators", 0, "targets", 1, "value")."""


@dataclass(frozen=True)
class Problem:
    """One mistake. `line` and `column` count from 1; 0 means that the file as a whole is meant."""

    file: str
    message: str
    expected: str = ""
    line: int = 0
    column: int = 0
    path: str = ""

    def __post_init__(self) -> None:
        """Messages end in terminals, logs and pages, where no My Number may ever stand, not even a mistyped one."""
        for name in ("file", "message", "expected", "path"):
            object.__setattr__(self, name, masked(getattr(self, name)))

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{place}: {self.path}" if self.path else place
        hint = f"期待: {self.expected}" if self.expected else ""
        return f"{where}: {self.message}{hint}"


@dataclass(frozen=True)
class Finding:
    """A mistake in the meaning of a policy, placed by the path inside `PolicyFolder`.

    `{other}` in the message stands for the place of the path `other`, for instance the first use of a double key.
    `needs` names the kinds of file the finding leans on: where one of them could not be read, it would be false.
    `text_line` counts from 1 inside a text of several lines.
    """

    path: Path
    message: str
    expected: str = ""
    other: Path | None = None
    needs: frozenset[str] = frozenset()
    text_line: int = 1


class FolderErrors(ValueError):
    """A folder is taken whole or not at all: every problem found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def masked(text: str) -> str:
    for start, end in reversed(find_my_numbers(text)):
        text = text[:start] + "●" * 12 + text[end:]
    return text


def printed_path(path: Path) -> str:
    """Print a path the way a person writes it: indicators[0].targets[1].value."""
    printed = ""
    for part in path:
        if isinstance(part, int):
            printed += f"[{part}]"
        else:
            printed += f".{part}" if printed else part
    return printed


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Name the nearest known word, or nothing when none is near."""
    near = difflib.get_close_matches(wrong, sorted(set(known)), n=1, cutoff=0.6)
    return f"「{near[0]}」の誤りではありませんか。" if near else ""


def listed(words: Iterable[str], limit: int = 12) -> str:
    """List choices for a message; a long list is cut and says so."""
    words = list(words)
    shown = "、".join(words[:limit])
    return f"{shown} ほか{len(words) - limit}件" if len(words) > limit else shown
