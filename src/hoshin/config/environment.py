"""Typed reads of environment variables. A value that makes no sense stops the start with one clear line."""

from __future__ import annotations

import os
from pathlib import Path


class BadEnvironment(Exception):
    """An environment variable has a value that cannot be used. The text never repeats the value: it may be a secret."""


ON = {"1", "on", "true", "yes"}
OFF = {"0", "off", "false", "no"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def words(name: str) -> list[str]:
    """Return the words of a list that is parted by commas or spaces."""
    return text(name).replace(",", " ").split()


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in ON | OFF:
        raise BadEnvironment(f"{name} には on か off を指定してください。 / {name} must be on or off.")
    return value in ON


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise BadEnvironment(f"{name} には数を指定してください。 / {name} must be a number.")
    return int(value)


def choice(name: str, *, of: tuple[str, ...]) -> str:
    """Return one of the choices, the first when nothing is said."""
    value = text(name, of[0])
    if value not in of:
        raise BadEnvironment(f"{name} は {'、'.join(of)} のいずれかです。 / {name} must be one of {', '.join(of)}.")
    return value


def secret(name: str) -> str:
    """Return the variable, or the content of the file that NAME_FILE points to (the way of container platforms)."""
    file = text(f"{name}_FILE")
    if not file:
        return text(name)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadEnvironment(
            f"{name}_FILE のファイルを読めません: {error.strerror}。 / Cannot read the file of {name}_FILE."
        ) from error
