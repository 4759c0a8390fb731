"""Puts the public site into a folder of files and makes it live in one step."""

from __future__ import annotations

import ctypes
import fcntl
import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import zstandard
from django.conf import settings

from hoshin.publishing.exports.site_files import SiteFile
from hoshin.publishing.rules.site_index import (
    CURRENT,
    ENCODINGS,
    FILES,
    HOSTS,
    INDEX,
    Entry,
    dump_hosts,
    dump_index,
    hosts_of,
)

KEPT_STATES = 3  # a reader may still be on the one before
NOT_COMPRESSED = ("application/pdf", "application/vnd.openxmlformats", "image/png")
SMALLEST_COMPRESSED = 400
GZIP_LEVEL = 6
ZSTD_LEVEL = 12


def published_root() -> Path:
    root: Path = settings.HOME.path / "published"
    return root


def is_live(root: Path, code: str) -> bool:
    """Tell whether the municipality has a site of files."""
    return (root / code / CURRENT / INDEX).exists()


@dataclass(frozen=True)
class State:
    """One state of a municipality's public site, on the disk and not yet live."""

    folder: Path

    @property
    def number(self) -> int:
        return _number(self.folder.name)

    @property
    def is_live(self) -> bool:
        return _live_name(self.folder.parent) == self.folder.name


@contextmanager
def one_at_a_time(root: Path, code: str) -> Iterator[None]:
    """Let nobody else build this municipality's site meanwhile."""
    home = root / code
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_state(root: Path, code: str, files: Iterable[SiteFile]) -> State:
    """Write a new state and have the disk keep it. Without any change to the live one that is returned."""
    home = root / code
    draft = Path(tempfile.mkdtemp(prefix=".state.", dir=home))
    try:
        index = _write_files(draft / FILES, files)
        (draft / INDEX).write_bytes(dump_index(index))
        digest = hashlib.sha256(dump_index(index)).hexdigest()[:12]
        live = _live_name(home)
        if live.endswith(f"-{digest}"):
            return State(home / live)
        draft.chmod(0o755)
        _sync(draft)
        folder = home / f"{max([_number(name) for name in _states(home)], default=0) + 1}-{digest}"
        draft.rename(folder)
        _sync(home)
        return State(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def make_live(state: State, hosts: Mapping[str, Sequence[str]]) -> None:
    """Point at the state: whoever asks before reads the old one, whoever asks after the new one, nobody neither.

    :param hosts: the host names of every municipality of the installation, by its code.
    """
    home = state.folder.parent
    replace_file(home.parent / HOSTS, dump_hosts(hosts_of(hosts)))
    if not state.is_live:
        pointer = home / f".{CURRENT}.{os.getpid()}"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(state.folder.name)
        pointer.replace(home / CURRENT)
        _sync(home)
    for name in sorted(_states(home), key=_number)[:-KEPT_STATES]:
        if name != _live_name(home):
            shutil.rmtree(home / name, ignore_errors=True)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that others see the old one or the whole new one, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(path)


def _write_files(folder: Path, files: Iterable[SiteFile]) -> dict[str, Entry]:
    folder.mkdir()
    index: dict[str, Entry] = {}
    sizes: dict[str, dict[str, int]] = {}
    for file in files:
        sha256 = hashlib.sha256(file.data).hexdigest()
        if sha256 not in sizes:
            variants = {"": file.data, **_compressed(file)}
            for encoding, data in variants.items():
                (folder / (sha256 + ENCODINGS.get(encoding, ""))).write_bytes(data)
            sizes[sha256] = {encoding: len(data) for encoding, data in variants.items()}
        index[file.path] = Entry(sha256, sizes[sha256], file.headers)
    return index


def _compressed(file: SiteFile) -> dict[str, bytes]:
    if len(file.data) < SMALLEST_COMPRESSED or file.headers.get("Content-Type", "").startswith(NOT_COMPRESSED):
        return {}
    made = {
        "gzip": gzip.compress(file.data, GZIP_LEVEL, mtime=0),
        "zstd": zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(file.data),
    }
    return {encoding: data for encoding, data in made.items() if len(data) < len(file.data)}


def _states(home: Path) -> list[str]:
    return [path.name for path in home.iterdir() if path.is_dir() and not path.is_symlink() and _number(path.name)]


def _number(name: str) -> int:
    number, dash, _digest = name.partition("-")
    return int(number) if dash and number.isascii() and number.isdigit() else 0


def _live_name(home: Path) -> str:
    try:
        return (home / CURRENT).readlink().name
    except FileNotFoundError:
        return ""


def _sync(folder: Path) -> None:
    """Have the disk keep all of a folder. One call for the file system is many times quicker than one a file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        syncfs = getattr(ctypes.CDLL(None), "syncfs", None)
        if syncfs is None or syncfs(descriptor) != 0:
            os.sync()
    finally:
        os.close(descriptor)
