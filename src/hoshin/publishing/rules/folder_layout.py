"""Which files a policy folder has, found without reading any of them.

policy.yaml, departments.yaml, and one folder per edition with edition.yaml, drivers.yaml, sections.yaml,
glossary.yaml, sources.yaml and items/*.yaml. A name that is none of these is told: a file with a slip in its name
would else be left out in silence. Hidden files and notes (.md, .txt) may lie beside them.
"""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from hoshin.publishing.rules.problem import FolderErrors, Problem, did_you_mean
from hoshin.publishing.rules.yaml_source import MAX_FILE_BYTES

MAX_FILES = 2_000
MAX_FOLDER_BYTES = 20 * 1024 * 1024
POLICY, DEPARTMENTS, EDITION = "policy.yaml", "departments.yaml", "edition.yaml"
EDITION_FILES = (EDITION, "drivers.yaml", "sections.yaml", "glossary.yaml", "sources.yaml")
ITEMS = "items"
NOTES = (".md", ".txt")


@dataclass(frozen=True)
class Found:
    """A file: `name` is what messages call it, relative to the folder."""

    name: str
    path: Path


@dataclass
class EditionFiles:
    files: dict[str, Found] = field(default_factory=dict)
    items: list[Found] = field(default_factory=list)


@dataclass
class Layout:
    files: dict[str, Found] = field(default_factory=dict)
    editions: list[EditionFiles] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_files(root: Path) -> Layout:
    """Find the files of a policy folder, in reading order; what does not belong there is in `problems`.

    :raises FolderErrors: there is no such folder, or it holds more than a policy can.
    """
    if not root.is_dir():
        raise FolderErrors([Problem(str(root), "フォルダーがありません。", "policy.yaml のあるフォルダー")])
    return _Finder(root).find()


class _Finder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.real_root = root.resolve()
        self.layout = Layout()
        self.entries_seen = 0
        self.bytes_seen = 0

    def find(self) -> Layout:
        for entry in self._entries(self.root, ""):
            if entry.path.is_dir() and entry.name not in (POLICY, DEPARTMENTS):
                self._edition(entry)
            elif entry.name in (POLICY, DEPARTMENTS):
                self.layout.files[entry.name] = entry
            else:
                self._stranger(entry, (POLICY, DEPARTMENTS))
        if POLICY not in self.layout.files:
            self._problem(POLICY, "このファイルがありません。", "municipality と policy を書いた policy.yaml")
        if not self.layout.editions:
            self._problem("2020/edition.yaml", "年度版が一つもありません。", "「2020」のような年度版のフォルダー")
        return self.layout

    def _edition(self, folder: Found) -> None:
        edition = EditionFiles()
        for entry in self._entries(folder.path, f"{folder.name}/"):
            name = entry.path.name
            if name in EDITION_FILES:
                edition.files[name] = entry
            elif name == ITEMS and entry.path.is_dir():
                edition.items = self._items(entry)
            else:
                self._stranger(entry, (*EDITION_FILES, ITEMS))
        if EDITION not in edition.files:
            self._problem(
                f"{folder.name}/{EDITION}", "このファイルがありません。", "年度版のフォルダーごとに edition.yaml"
            )
        self.layout.editions.append(edition)

    def _items(self, folder: Found) -> list[Found]:
        items = []
        for entry in self._entries(folder.path, f"{folder.name}/"):
            if entry.path.suffix == ".yaml":
                items.append(entry)
            else:
                self._problem(
                    entry.name, "取組のファイルではありません。", "「01-名前.yaml」のように .yaml で終わる名前"
                )
        return items

    def _entries(self, folder: Path, prefix: str) -> list[Found]:
        """List a folder in reading order, without what is hidden, a note, or leads out of the policy's folder."""
        try:
            with os.scandir(folder) as scan:
                names = [entry.name for entry in itertools.islice(scan, MAX_FILES + 1)]
        except OSError as error:
            self._problem(
                prefix or str(folder), f"フォルダーを開けません（{error.strerror}）。", "読み取れるフォルダー"
            )
            return []
        self.entries_seen += len(names)
        if self.entries_seen > MAX_FILES:
            raise FolderErrors([Problem(str(self.root), "ファイルが多すぎます。", f"{MAX_FILES:,}個以下のファイル")])
        wanted = [name for name in sorted(names, key=_reading_order) if not is_note(name)]
        return [entry for name in wanted if self._is_ours(entry := Found(prefix + name, folder / name))]

    def _is_ours(self, entry: Found) -> bool:
        if entry.path.is_symlink() and not entry.path.resolve().is_relative_to(self.real_root):
            self._problem(entry.name, "フォルダーの外を指すリンクです。", "フォルダーの中にあるファイル")
            return False
        self._weigh(entry.path)
        return True

    def _weigh(self, path: Path) -> None:
        """Add a file's size; one that is too big alone is left to its reader, whose message names it."""
        try:
            size = path.stat().st_size
        except OSError:
            return  # a dangling link: opening it tells
        self.bytes_seen += size if size <= MAX_FILE_BYTES and not path.is_dir() else 0
        if self.bytes_seen > MAX_FOLDER_BYTES:
            expected = f"全体で {MAX_FOLDER_BYTES // 1024 // 1024} MiB 以下"
            raise FolderErrors([Problem(str(self.root), "フォルダー全体が大きすぎます。", expected)])

    def _stranger(self, entry: Found, known: tuple[str, ...]) -> None:
        hint = did_you_mean(entry.path.name, known)
        self._problem(entry.name, f"知らない名前のファイルです。{hint}", "、".join(known))

    def _problem(self, file: str, message: str, expected: str) -> None:
        self.layout.problems.append(Problem(file, message, expected))


def is_note(name: str) -> bool:
    return name.startswith(".") or name.endswith(NOTES)


def _reading_order(name: str) -> tuple[bool, int, str]:
    """Numbers first, as numbers: 9-x stands before 10-y."""
    number = re.match(r"[0-9]{1,9}", name)
    return (number is None, int(number.group()) if number else 0, name)
