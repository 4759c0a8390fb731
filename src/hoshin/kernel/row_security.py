"""The second lock: PostgreSQL shows a row of a tenant table only to its municipality.

Put on after every `migrate`, over every table with a `municipality_id`, event tables of the audit trail included: a
room that adds a table cannot forget it. The policy binds the owner as well (FORCE), only a role with BYPASSRLS, which
migrates, sees everything.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

TENANT_TABLES = """
    SELECT format('%I.%I', n.nspname, c.relname)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'municipality_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()
"""
OPEN = """
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity
               AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'municipality'))
"""
MINE = "municipality_id = nullif(current_setting('hoshin.municipality', true), '')::bigint"
LOCK = f"""
    ALTER TABLE {{table}} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {{table}} FORCE ROW LEVEL SECURITY;
    DROP POLICY IF EXISTS municipality ON {{table}};
    CREATE POLICY municipality ON {{table}} USING ({MINE}) WITH CHECK ({MINE});
"""


def unlocked_tables(using: str = "default") -> list[str]:
    """Return the tenant tables that lack the policy: an empty list is what must be."""
    with connections[using].cursor() as cursor:
        cursor.execute(TENANT_TABLES + OPEN)
        return sorted(table for (table,) in cursor.fetchall())


def lock_tables(using: str = "default", **_: Any) -> None:
    """Put the policy on every tenant table that lacks it. Receiver of `post_migrate`."""
    tables = unlocked_tables(using)
    with connections[using].cursor() as cursor:
        for table in tables:
            cursor.execute(LOCK.format(table=table))  # names come quoted from the catalogue, never from outside
