"""The two database roles. The owner migrates; the application role is bound by row-level security."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql

DATABASE = "hoshin"
OWNER = "hoshin_owner"
APP = "hoshin_app"

# BYPASSRLS for the owner: row-level security is forced on it too, and a data migration would see no rows and "succeed".
# CREATEDB: the test suite makes its own databases.
OWNER_ATTRIBUTES = "LOGIN NOSUPERUSER BYPASSRLS CREATEDB NOCREATEROLE NOREPLICATION"
APP_ATTRIBUTES = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def ensure_roles(sockets: Path) -> None:
    """Make roles and database, and set the roles' attributes right if somebody changed them. Safe to repeat."""
    with psycopg.connect(host=str(sockets), user="postgres", dbname="postgres", autocommit=True) as connection:
        for role, attributes in ((OWNER, OWNER_ATTRIBUTES), (APP, APP_ATTRIBUTES)):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("ALTER ROLE {} WITH " if known else "CREATE ROLE {} WITH ").format(sql.Identifier(role))
            connection.execute(verb + sql.SQL(attributes))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
