"""Which account of the operating system runs the embedded server. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "hoshin"


class NoAccount(Exception):
    """Running as root, and there is no account to run the server with."""


@dataclass(frozen=True)
class Account:
    """The account to switch to; `None` instead of an Account means: stay who we are."""

    uid: int
    gid: int

    def can_reach(self, folder: Path) -> bool:
        """Tell whether this account may pass through the folder and all above it, by their modes alone."""
        return all(self._may_search(step) for step in (folder, *folder.parents))

    def _may_search(self, folder: Path) -> bool:
        state = folder.stat()
        if state.st_uid == self.uid:
            return bool(state.st_mode & 0o100)
        if state.st_gid == self.gid:
            return bool(state.st_mode & 0o010)
        return bool(state.st_mode & 0o001)


def account_for(home: Path) -> Account | None:
    """Return the account for a start as root: the owner of the state folder, else our own system account."""
    if os.geteuid() != 0:
        return None
    owner = home.stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    entry = _system_account()
    return Account(entry.pw_uid, entry.pw_gid)


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        _create_system_account()
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise NoAccount(
            f"PostgreSQL は root では動きません。利用者 {NAME} を作成できなかったため、一般の利用者で実行するか、"
            f"DATABASE_URL で外部のサーバを指定してください。 / PostgreSQL does not run as root and the account {NAME} "
            "could not be made: run as an ordinary user or set DATABASE_URL."
        ) from None


def _create_system_account() -> None:
    """Ask the system for an account without password, home and shell. Two tools: glibc's systems and busybox's."""
    for tool, arguments in (
        ("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]),
        ("adduser", ["-S", "-D", "-H", "-s", "/sbin/nologin", NAME]),
    ):
        program = shutil.which(tool)
        if program:
            # A second process may have made it in the same moment, so the look-up afterwards decides, not this result.
            subprocess.run([program, *arguments], check=False, capture_output=True)  # noqa: S603  # fixed words only
            return


def switch_to(account: Account | None) -> dict[str, Any]:
    """Arguments for subprocess that run a program as the account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}
