"""HOSHIN_HOME: the one folder that holds all state of an installation. Deleting it is a full reset."""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path


class HomeNotUsable(Exception):
    """The state folder cannot be made or written; the text says what to do."""


@dataclass(frozen=True)
class Home:
    path: Path

    @classmethod
    def from_environment(cls) -> Home:
        return cls(Path(os.environ.get("HOSHIN_HOME") or "var").expanduser().absolute())

    @property
    def secret_key_file(self) -> Path:
        return self.path / "secret_key"

    @property
    def files(self) -> Path:
        """What people upload."""
        return self.path / "files"

    @property
    def mail(self) -> Path:
        """Where mail is put when no mail server is configured."""
        return self.path / "mail"

    @property
    def static(self) -> Path:
        """Static files as collected from the packages; rebuilt when the program changes."""
        return self.path / "static"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    def prepare(self) -> None:
        """Make the folders and the secret key if they are missing. Safe to repeat and to run twice at once."""
        try:
            if not self.path.exists():
                self.path.mkdir(parents=True, exist_ok=True)
                # The database server of a start as root runs as another user and must pass through here;
                # everything inside is closed by itself.
                self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.files, self.mail, self.static):
                folder.mkdir(mode=0o700, exist_ok=True)
            self._make_secret_key()
        except OSError as error:
            raise HomeNotUsable(
                f"HOSHIN_HOME（{self.path}）に書き込めません: {error.strerror}。"
                "別の場所を HOSHIN_HOME で指定してください。"
                f" / Cannot write to HOSHIN_HOME ({self.path}): choose another folder."
            ) from error

    def secret_key(self) -> str:
        """The installation's secret, or "" before the first start."""
        try:
            return self.secret_key_file.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""

    def _make_secret_key(self) -> None:
        if self.secret_key():
            return
        # Written aside and linked, so that a second process sees either no key or the whole key, and the first wins.
        descriptor, name = tempfile.mkstemp(prefix=".secret_key.", dir=self.path)  # closed to others from the start
        draft = Path(name)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            self.secret_key_file.hardlink_to(draft)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            draft.unlink()
