"""Which server, which database, and which of the two roles."""

from __future__ import annotations

from typing import Any

from django.db import connections

from hoshin.config import environment
from hoshin.config.database_url import parse_database_url
from hoshin.config.environment import BadEnvironment
from hoshin.config.home import Home
from hoshin.config.postgres import socket_folder
from hoshin.config.postgres.roles import APP, DATABASE, OWNER

ROLE_VARIABLE = "HOSHIN_DATABASE_ROLE"
ROLES = ("app", "owner")


def is_embedded() -> bool:
    return not environment.secret("DATABASE_URL")


def database_settings(home: Home, role: str) -> dict[str, Any]:
    """Return Django's DATABASES["default"] for a role: "app" serves and works, "owner" migrates."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        **_address(home, role),
        # The figures of both were within five per cent; a connection per thread needs no pool to size.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def application_role() -> str:
    """Return the name of the role that is granted the use of what the owner makes."""
    url = environment.secret("DATABASE_URL")
    return str(parse_database_url(url)["USER"]) if url else APP


def connect_as(home: Home, role: str) -> None:
    """Let this process go on under the other role."""
    connection = connections["default"]
    connection.close()
    connection.settings_dict.update(_address(home, role))


def _address(home: Home, role: str) -> dict[str, Any]:
    if is_embedded():
        user = OWNER if role == "owner" else APP
        host = str(socket_folder(home.postgres))
        return {"NAME": DATABASE, "USER": user, "PASSWORD": "", "HOST": host, "PORT": "", "OPTIONS": {}}
    name = "DATABASE_OWNER_URL" if role == "owner" else "DATABASE_URL"
    url = environment.secret(name)
    if not url:
        raise BadEnvironment(
            f"{name} を指定してください（表を作る役割の接続先です）。"
            f" / Set {name}, the address for the role that owns the tables."
        )
    return parse_database_url(url, variable=name)
