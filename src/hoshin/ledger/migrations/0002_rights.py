from django.conf import settings
from django.db import migrations
from psycopg import sql

# The rights to change what is only added to are taken by the kernel (`append_only`). Totals are changed, but by the
# database alone: its functions act in the name of the tables' owner, the application's role has no right to write.
TOTALS = "ledger_dailytotal"
KEEPERS = ("pgtrigger_add_up_%", "pgtrigger_take_off_%")


def take_rights(apps, schema_editor):
    role = sql.Identifier(settings.HOSHIN_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(TOTALS), role)
        )
        for pattern in KEEPERS:
            cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE %s", [pattern])
            for (name,) in cursor.fetchall():
                # The temporary schema last: else a temporary table of the same name would be written to instead.
                cursor.execute(
                    sql.SQL("ALTER FUNCTION {}() SECURITY DEFINER SET search_path = public, pg_temp").format(
                        sql.Identifier(name)
                    )
                )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(take_rights, migrations.RunPython.noop)]
