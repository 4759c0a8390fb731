"""
The test database. Migrating takes seconds and gives the same result as long as the migrations are the same, so it is
done once into a template, which each test process copies in an instant.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from hoshin.config.database import connect_as
from hoshin.config.migration import migrate
from hoshin.config.postgres import socket_folder
from hoshin.config.postgres.roles import APP, OWNER

ROOT = Path(__file__).parents[1]
MIGRATING = (
    "src/hoshin/**/migrations/*.py",
    "src/hoshin/kernel/row_security.py",
    "src/hoshin/kernel/append_only.py",
    "src/hoshin/config/migration.py",
)
LOCK = 4_027_230


def make_test_database(name: str) -> None:
    """Make the database anew and connect to it as the application role."""
    template = f"hoshin_template_{_fingerprint()}"
    with _maintenance() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # the other test processes wait for the first
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _make_template(connection, template)
        _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _run(connection, "CREATE DATABASE {} TEMPLATE {}", name, template)
    _connect("app", name)


def _make_template(connection: psycopg.Connection, template: str) -> None:
    former = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'hoshin\\_template\\_%'").fetchall()
    for (name,) in former:
        _run(connection, "DROP DATABASE {} WITH (FORCE)", name)
    draft = f"{template}_draft"  # named right only once it is whole
    _run(connection, "CREATE DATABASE {}", draft)
    _connect("owner", draft)
    migrate(verbosity=0)
    with connections["default"].cursor() as cursor:
        # Tests that commit are cleaned up after with TRUNCATE, by the role they run as.
        cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {APP}")
    connections["default"].close()
    _run(connection, "ALTER DATABASE {} RENAME TO {}", draft, template)


def _fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    for pattern in MIGRATING:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _maintenance() -> psycopg.Connection:
    host = str(socket_folder(settings.HOME.postgres))
    return psycopg.connect(host=host, user=OWNER, dbname="postgres", autocommit=True)


def _run(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _connect(role: str, name: str) -> None:
    connect_as(settings.HOME, role)
    connections["default"].settings_dict["NAME"] = name
