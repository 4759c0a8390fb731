"""Collects the packages' static files into HOSHIN_HOME, with hashed names and compressed, when they have changed."""

from __future__ import annotations

import fcntl
import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from hoshin import __version__
from hoshin.config.home import Home


def collect_static_files(home: Home) -> None:
    with (home.path / "static.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two servers that start at once share the folder
        wanted = _fingerprint()
        note = home.static / ".collected"
        if not note.exists() or note.read_text(encoding="ascii") != wanted:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            note.write_text(wanted, encoding="ascii")


def _fingerprint() -> str:
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
