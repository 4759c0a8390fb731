"""Reads DATABASE_URL, e.g. postgresql://user:password@host:5432/name?sslmode=verify-full, into Django's settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class BadDatabaseUrl(ValueError):
    """The address of the database cannot be used. The text never repeats the address: it holds a password."""


SCHEMES = {"postgres", "postgresql"}

# What an address may pass on to libpq. A closed list: `options` or `service` could undo the row security settings.
ALLOWED_OPTIONS = {
    "application_name",
    "channel_binding",
    "connect_timeout",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "sslcert",
    "sslcrl",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "target_session_attrs",
}


def parse_database_url(url: str, *, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Return NAME, USER, PASSWORD, HOST, PORT and OPTIONS. A host given as `?host=/folder` is a Unix socket folder."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise BadDatabaseUrl(f"{variable} の形式が正しくありません（ポート番号など）。") from error
    if parts.scheme not in SCHEMES:
        raise BadDatabaseUrl(f"{variable} は postgresql:// で始めてください（対応するのは PostgreSQL だけです）。")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise BadDatabaseUrl(f"{variable} にデータベース名がありません（例: postgresql://user@host/name）。")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    unknown = sorted(set(options) - ALLOWED_OPTIONS)
    if unknown:
        raise BadDatabaseUrl(f"{variable} に使えない指定があります: {', '.join(unknown)}")
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
