"""Refuses a database that would let one city see another, or change what is only added to.

Row-level security binds neither owners nor superusers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from hoshin.kernel.append_only import changeable_tables
from hoshin.kernel.row_security import unlocked_tables

ROLE = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"

OWNED = """
    SELECT count(*) FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND pg_has_role(current_user, c.relowner, 'MEMBER')
"""

MIGRATED = "SELECT to_regclass('public.django_migrations') IS NOT NULL"


def check_database(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Django's system check, asked for with `check --database default`."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        found += [Error(text, id="hoshin.E001") for text in _table_problems(alias)]
        if connection.settings_dict["USER"] == settings.HOSHIN_APP_ROLE:
            found += [Error(text, id="hoshin.E002") for text in _role_problems(connection)]
    return found


def reasons_not_to_serve() -> list[str]:
    """Return what is wrong with the database as the process that serves is connected to it; empty when all is well."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(MIGRATED)
        if not cursor.fetchone()[0]:
            return [_("データベースに表がありません。先に hoshin migrate を実行してください。")]
    return _role_problems(connection) + _table_problems("default")


def _role_problems(connection: BaseDatabaseWrapper) -> list[str]:
    problems = []
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        is_superuser, bypasses = cursor.fetchone()
        cursor.execute(OWNED)
        owned = cursor.fetchone()[0]
    if is_superuser:
        problems.append(_("接続している役割がスーパーユーザーです。行レベルセキュリティが効きません。"))
    if bypasses:
        problems.append(_("接続している役割に BYPASSRLS があります。行レベルセキュリティが効きません。"))
    if owned:
        problems.append(_("接続している役割が表の所有者です。所有者でない役割で接続してください。"))
    return problems


def _table_problems(alias: str) -> list[str]:
    missing = _("表 %(table)s に行レベルセキュリティがありません。")
    open_ = _(
        "追記だけの表 %(table)s を、アプリケーションの役割が書き換えられます。hoshin migrate を実行してください。"
    )
    return [
        *(missing % {"table": name} for name in unlocked_tables(alias)),
        *(open_ % {"table": name} for name in changeable_tables(alias)),
    ]
