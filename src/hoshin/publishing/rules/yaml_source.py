"""Reads one YAML file of a policy folder to plain data, and remembers where everything stood.

Only mappings, lists and text: every scalar stays the text that was written, so that `no`, `1:30`, `01` and a date mean
what the person typed; only `null`, `~` and nothing at all are `None`. The parser's events are read one by one, never
composed: a file with a million brackets or a bomb of aliases is refused at the first one that is too many.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from hoshin.publishing.rules.characters import find_forbidden
from hoshin.publishing.rules.problem import FolderErrors, Path, Problem

MAX_FILE_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 40
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
UTF8_HELP = "UTF-8 のファイル（メモ帳なら「名前を付けて保存」の文字コードで「UTF-8」を選びます）"
PLAIN_YAML = "キー: 値 と「- 」の一覧だけのYAML"


@dataclass(frozen=True)
class Mark:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A file's data with the place of each key and each list element.

    `text_lines` has the line on which the text of a literal block begins, for problems inside a long text.
    """

    file: str
    data: Any
    marks: dict[Path, Mark]
    text_lines: dict[Path, int]

    def mark(self, path: Path) -> Mark:
        """Find the place of a path, or of the nearest thing around it that was written."""
        while path not in self.marks:
            path = path[:-1]
        return self.marks[path]

    def text_line(self, path: Path, line: int) -> int:
        """Find the line of the file that holds the given line (from 1) of a text."""
        first = self.text_lines.get(path)
        return self.mark(path).line if first is None else first + line - 1


def read_source(path: FilePath, file: str) -> Source:
    """Read one file; `file` is the name that messages use.

    :raises FolderErrors: the file is not what a policy folder may hold.
    """
    return parse_source(decode(read_bytes(path, file), file), file)


def parse_source(text: str, file: str) -> Source:
    """Parse YAML text to plain data with positions.

    :raises FolderErrors: on the first thing that is not plain YAML.
    """
    check_characters(text, file)
    reader = _Reader(file)
    try:
        return reader.read(text)
    except yaml.MarkedYAMLError as error:
        raise FolderErrors([_syntax_problem(file, error)]) from None
    except yaml.YAMLError:
        raise FolderErrors([Problem(file, "YAMLとして読めません。", PLAIN_YAML)]) from None


def read_bytes(path: FilePath, file: str) -> bytes:
    """Read a regular file of a bounded size; the size is looked at before anything is read.

    Opening does not block, so that a named pipe put in place of a file cannot hang the reader.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise FolderErrors(
            [Problem(file, f"ファイルを開けません（{error.strerror}）。", "読み取れるファイル")]
        ) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise FolderErrors([Problem(file, "通常のファイルではありません。", "YAMLのファイル")])
        if status.st_size > MAX_FILE_BYTES:
            raise FolderErrors([_too_big(file, status.st_size)])
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(MAX_FILE_BYTES)  # the bound holds even if the file grows meanwhile
    finally:
        os.close(handle)


def _too_big(file: str, size: int) -> Problem:
    return Problem(
        file,
        f"ファイルが大きすぎます（{size / 1024 / 1024:.1f} MiB）。",
        f"{MAX_FILE_BYTES // 1024 // 1024} MiB 以下のファイル",
    )


def decode(content: bytes, file: str) -> str:
    """Decode UTF-8 (a byte order mark is fine); name the encoding the file seems to have when it is another."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(content):
        raise FolderErrors([Problem(file, "文字コードが UTF-16 のようです。", UTF8_HELP)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FolderErrors([Problem(file, _encoding_message(content), UTF8_HELP, line=line, column=1)]) from None
    return text.replace("\r\n", "\n")


def _looks_like_utf16(content: bytes) -> bool:
    """Tell UTF-16 without a mark: every ASCII character of it brings a NUL."""
    head = content[:1024]
    return len(head) >= 4 and head.count(0) * 4 > len(head)


def _encoding_message(content: bytes) -> str:
    for encoding, name in (("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS")):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f"文字コードが {name} のようです。"
    return "UTF-8 として読めない文字があります。"


def check_characters(text: str, file: str) -> None:
    """Refuse tabs, control and bidi characters with their place."""
    found = find_forbidden(text)
    if found is None:
        return
    line = text.count("\n", 0, found.position) + 1
    column = found.position - text.rfind("\n", 0, found.position)
    message = f"{column}文字目に{found.name}があります。"
    raise FolderErrors([Problem(file, message, found.expected, line=line, column=column)])


def _syntax_problem(file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem(
        file,
        f"{column}文字目あたりがYAMLとして読めません（字下げ、「:」の後の空白、引用符の閉じ忘れを確かめてください）。",
        PLAIN_YAML,
        line=line,
        column=column,
    )


@dataclass
class _Open:
    """A mapping or list that is being read."""

    value: Any
    path: Path
    key: str | None = None


@dataclass
class _Reader:
    file: str
    marks: dict[Path, Mark] = field(default_factory=dict)
    text_lines: dict[Path, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    data: Any = None
    documents: int = 0

    def read(self, text: str) -> Source:
        self.marks[()] = Mark(1, 1)
        for event in _events(text):
            self._take(event)
        return Source(self.file, self.data, self.marks, self.text_lines)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "別名（*）は使えません。")
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(event, "一つのファイルに二つ以上の文書（---）があります。", "一つの文書")
        if event.tags:
            self._refuse(event, "タグの宣言（%TAG）は使えません。")

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._check_plain(event)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(event, f"入れ子が深すぎます（{MAX_DEPTH}段まで）。", f"{MAX_DEPTH}段までの入れ子")
        if self._awaits_key():
            self._refuse(event, "キーが文字列ではありません。", "キー: 値")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(event, value)
        self.stack.append(_Open(value, path))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_plain(event)
        if self._awaits_key():
            self._key(event)
            return
        is_plain = event.implicit[0]
        is_null = is_plain and event.value in NULLS
        path = self._place(event, None if is_null else event.value)
        if event.style == "|":
            self.text_lines[path] = _mark(event).line + 1

    def _awaits_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _key(self, event: yaml.ScalarEvent) -> None:
        top = self.stack[-1]
        path = (*top.path, event.value)
        if event.value in top.value:
            first = self.marks[path].line
            self._refuse(
                event, f"キー「{event.value}」が二度書かれています（最初は{first}行目）。", "一度だけ書いたキー"
            )
        self.marks[path] = _mark(event)
        top.key = event.value

    def _place(self, event: yaml.Event, value: Any) -> Path:
        """Put a value where it belongs and return its path; a list element is marked here, a key was before."""
        if not self.stack:
            self.data = value
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
            self.marks[path] = _mark(event)
            return path
        key, top.key = top.key, None
        top.value[key] = value
        return (*top.path, str(key))

    def _check_plain(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, "目印（&）は使えません。")
        if event.tag is not None:
            self._refuse(event, f"タグ「{event.tag}」は使えません。")

    def _refuse(self, event: yaml.Event, message: str, expected: str = PLAIN_YAML) -> None:
        mark = _mark(event)
        raise FolderErrors([Problem(self.file, message, expected, line=mark.line, column=mark.column)])


def _mark(event: yaml.Event) -> Mark:
    place = event.start_mark
    return Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)
