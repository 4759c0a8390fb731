"""Brings the database to the program's version, as the role that owns the tables."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

# Any number, the same for all: two machines that start at once must not migrate at once.
LOCK = 4_027_229


def run(_options: argparse.Namespace) -> int:
    migrate()
    return 0


def migrate(*, verbosity: int = 1) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            _grant_future_tables()
            call_command("migrate", interactive=False, verbosity=verbosity)
            call_command("createcachetable", verbosity=0)
            _protect_migration_record()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _grant_future_tables() -> None:
    """
    Let the application role use every table and sequence that the owner makes from now on.

    Only what comes: what a migration takes away again (an audit trail is only added to) must stay taken away.
    """
    role = sql.Identifier(settings.HOSHIN_APP_ROLE)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {}",
    ):
        _execute(sql.SQL(statement).format(role))


def _protect_migration_record() -> None:
    role = sql.Identifier(settings.HOSHIN_APP_ROLE)
    _execute(sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(role))


def _execute(statement: sql.Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
