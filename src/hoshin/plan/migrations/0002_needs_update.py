import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="item",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="item",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="item",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="item",
            name="needs_update",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("summary", "概要"),
                        ("progress", "これまでの取組・検討状況"),
                        ("plan", "この年度の計画"),
                        ("schedule", "年度別の予定"),
                    ],
                    max_length=10,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="要更新",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="needs_update",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("summary", "概要"),
                        ("progress", "これまでの取組・検討状況"),
                        ("plan", "この年度の計画"),
                        ("schedule", "年度別の予定"),
                    ],
                    max_length=10,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="要更新",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plan_itemevent" ("certainty", "edition_id", "id", "identity_id", "is_initiative", "municipality_id", "needs_update", "note", "number", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "progress", "repost_of_id", "stage_certainty", "stage_id", "stage_note", "summary", "title", "version") VALUES (NEW."certainty", NEW."edition_id", NEW."id", NEW."identity_id", NEW."is_initiative", NEW."municipality_id", NEW."needs_update", NEW."note", NEW."number", NEW."order", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."progress", NEW."repost_of_id", NEW."stage_certainty", NEW."stage_id", NEW."stage_note", NEW."summary", NEW."title", NEW."version"); RETURN NULL;',
                    hash="da5f819645cdb9ee7192a0400d3058ca6c808e70",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d88b6",
                    table="plan_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plan_itemevent" ("certainty", "edition_id", "id", "identity_id", "is_initiative", "municipality_id", "needs_update", "note", "number", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "progress", "repost_of_id", "stage_certainty", "stage_id", "stage_note", "summary", "title", "version") VALUES (NEW."certainty", NEW."edition_id", NEW."id", NEW."identity_id", NEW."is_initiative", NEW."municipality_id", NEW."needs_update", NEW."note", NEW."number", NEW."order", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."progress", NEW."repost_of_id", NEW."stage_certainty", NEW."stage_id", NEW."stage_note", NEW."summary", NEW."title", NEW."version"); RETURN NULL;',
                    hash="f852c72be9b2f8b2f2ca940b07ef6532f531466f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d295a",
                    table="plan_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plan_itemevent" ("certainty", "edition_id", "id", "identity_id", "is_initiative", "municipality_id", "needs_update", "note", "number", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "progress", "repost_of_id", "stage_certainty", "stage_id", "stage_note", "summary", "title", "version") VALUES (OLD."certainty", OLD."edition_id", OLD."id", OLD."identity_id", OLD."is_initiative", OLD."municipality_id", OLD."needs_update", OLD."note", OLD."number", OLD."order", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan", OLD."progress", OLD."repost_of_id", OLD."stage_certainty", OLD."stage_id", OLD."stage_note", OLD."summary", OLD."title", OLD."version"); RETURN NULL;',
                    hash="60043d7bd0356ceed890aa44fe9a5dc27ae2c6cb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ed47d",
                    table="plan_item",
                    when="AFTER",
                ),
            ),
        ),
    ]
