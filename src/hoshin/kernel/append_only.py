"""The rights that belong to `APPEND_ONLY`: what is only added to, the application's role cannot change or take out.

The trigger alone is no lock: a setting of the session tells pgtrigger's triggers to stand aside. A right that was taken
away cannot be had back that way. Taken after every `migrate` from every table with the trigger, event tables of the
audit trail included: a model says `triggers = [APPEND_ONLY]` and no list elsewhere can forget it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from psycopg import sql

# Rights on single columns count too: one column of an audit entry is as good as all.
CHANGEABLE = """
    SELECT format('%%I.%%I', n.nspname, c.relname)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema()
      AND EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'pgtrigger\\_append\\_only\\_%%')
      AND (has_any_column_privilege(%(role)s, c.oid, 'UPDATE') OR has_table_privilege(%(role)s, c.oid, 'DELETE'))
"""
TAKE = "REVOKE UPDATE, DELETE ON {table} FROM {role}"


def changeable_tables(using: str = "default") -> list[str]:
    """Return the append-only tables that the application's role may change: an empty list is what must be."""
    with connections[using].cursor() as cursor:
        cursor.execute(CHANGEABLE, {"role": settings.HOSHIN_APP_ROLE})
        return sorted(table for (table,) in cursor.fetchall())


def take_rights(using: str = "default", **_: Any) -> None:
    """Take the rights where the application's role still has them. Receiver of `post_migrate`."""
    tables, role = changeable_tables(using), sql.Identifier(settings.HOSHIN_APP_ROLE)
    with connections[using].cursor() as cursor:
        for table in tables:
            # Names of tables come quoted from the catalogue, never from outside.
            cursor.execute(sql.SQL(TAKE).format(table=sql.SQL(table), role=role))
