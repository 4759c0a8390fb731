import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("name", models.CharField(max_length=300, verbose_name="名称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("is_main", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "方針",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "key"), name="policy_key_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)), fields=("municipality",), name="policy_one_main"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                ("year_label", models.CharField(blank=True, max_length=300, verbose_name="年度の表記")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "作成中"),
                            ("in_round", "照会中"),
                            ("decided", "決定"),
                            ("published", "公表"),
                            ("superseded", "旧版"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("issued_date", models.DateField(blank=True, null=True, verbose_name="発行日")),
                ("data_as_of_date", models.DateField(blank=True, null=True, verbose_name="実績の時点")),
                ("summary", models.TextField(blank=True, verbose_name="概要")),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        default=list,
                        size=None,
                        verbose_name="体系の段の名前",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="plan.policy",
                        verbose_name="方針",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度版",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "policy", "year"), name="edition_year_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1950, 2200))), name="edition_year_plausible"
                    ),
                    models.CheckConstraint(condition=models.Q(("levels__len__gte", 1)), name="edition_has_a_level"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_editionevent" ("data_as_of_date", "id", "issued_date", "levels", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "status", "summary", "title", "version", "year", "year_label") VALUES (NEW."data_as_of_date", NEW."id", NEW."issued_date", NEW."levels", NEW."municipality_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."status", NEW."summary", NEW."title", NEW."version", NEW."year", NEW."year_label"); RETURN NULL;',
                            hash="22f51509873d4f0bac0c54d61c7035187f4fefa4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_49fff",
                            table="plan_edition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_editionevent" ("data_as_of_date", "id", "issued_date", "levels", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "status", "summary", "title", "version", "year", "year_label") VALUES (NEW."data_as_of_date", NEW."id", NEW."issued_date", NEW."levels", NEW."municipality_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy_id", NEW."status", NEW."summary", NEW."title", NEW."version", NEW."year", NEW."year_label"); RETURN NULL;',
                            hash="183f430392760829a3ebcf38d0546bc4a418c983",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_95d5d",
                            table="plan_edition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_editionevent" ("data_as_of_date", "id", "issued_date", "levels", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "status", "summary", "title", "version", "year", "year_label") VALUES (OLD."data_as_of_date", OLD."id", OLD."issued_date", OLD."levels", OLD."municipality_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."status", OLD."summary", OLD."title", OLD."version", OLD."year", OLD."year_label"); RETURN NULL;',
                            hash="e01b94e6d34525cd956372931d0df389ffe55651",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_365c1",
                            table="plan_edition",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Direction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=300, verbose_name="名称")),
                ("mark", models.CharField(blank=True, max_length=4, verbose_name="略称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="directions",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
            ],
            options={
                "verbose_name": "まちづくりの方向",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "key"), name="direction_key_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_directionevent" ("description", "edition_id", "id", "key", "label", "mark", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."description", NEW."edition_id", NEW."id", NEW."key", NEW."label", NEW."mark", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="9388da22645f7c9c7f90dfd9c2bb88f0279f90d0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bc67e",
                            table="plan_direction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_directionevent" ("description", "edition_id", "id", "key", "label", "mark", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."description", NEW."edition_id", NEW."id", NEW."key", NEW."label", NEW."mark", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="1f293f604896240b431a9b77e0bdc4150b69459a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6b400",
                            table="plan_direction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_directionevent" ("description", "edition_id", "id", "key", "label", "mark", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."description", OLD."edition_id", OLD."id", OLD."key", OLD."label", OLD."mark", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="ed95640e7192769f014be299c9d6967fc4163538",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e4cf5",
                            table="plan_direction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DriverField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=300, verbose_name="名称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("is_numbered", models.BooleanField(default=True, verbose_name="番号を付けて示す")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="driver_fields",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
            ],
            options={
                "verbose_name": "検討分野",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "key"), name="driver_field_key_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_driverfieldevent" ("certainty", "description", "edition_id", "id", "is_numbered", "key", "label", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."certainty", NEW."description", NEW."edition_id", NEW."id", NEW."is_numbered", NEW."key", NEW."label", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="7ff4f0cdef5c861adb074185124878128514e077",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b7b35",
                            table="plan_driverfield",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_driverfieldevent" ("certainty", "description", "edition_id", "id", "is_numbered", "key", "label", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."certainty", NEW."description", NEW."edition_id", NEW."id", NEW."is_numbered", NEW."key", NEW."label", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="53935942d5ae4bb4a56a66c530cb5ce40e64a0b3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b44f4",
                            table="plan_driverfield",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_driverfieldevent" ("certainty", "description", "edition_id", "id", "is_numbered", "key", "label", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."certainty", OLD."description", OLD."edition_id", OLD."id", OLD."is_numbered", OLD."key", OLD."label", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="47a0935114ec30d54ee337ba761fb6cf667923f6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_01f04",
                            table="plan_driverfield",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Driver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("title", models.CharField(max_length=300, verbose_name="項目名")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drivers",
                        to="plan.driverfield",
                        verbose_name="検討分野",
                    ),
                ),
            ],
            options={
                "verbose_name": "検討分野の項目",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "field", "key"), name="driver_key_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_driverevent" ("certainty", "description", "field_id", "id", "key", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title", "version") VALUES (NEW."certainty", NEW."description", NEW."field_id", NEW."id", NEW."key", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."title", NEW."version"); RETURN NULL;',
                            hash="598b5a8c41af1fa339f1df438c6f36418a03af6e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4b487",
                            table="plan_driver",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_driverevent" ("certainty", "description", "field_id", "id", "key", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title", "version") VALUES (NEW."certainty", NEW."description", NEW."field_id", NEW."id", NEW."key", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."title", NEW."version"); RETURN NULL;',
                            hash="0665718ff03a345e7beccbc9087f2a43a342a7ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_310cb",
                            table="plan_driver",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_driverevent" ("certainty", "description", "field_id", "id", "key", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title", "version") VALUES (OLD."certainty", OLD."description", OLD."field_id", OLD."id", OLD."key", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."title", OLD."version"); RETURN NULL;',
                            hash="08e6db04bdb157bcfe6de3f4f4fc5a3c6b8c2dd6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3a0b7",
                            table="plan_driver",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DriverEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("title", models.CharField(max_length=300, verbose_name="項目名")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.driver",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.driverfield",
                        verbose_name="検討分野",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5695d3b3aa7f8f942a48ba430904ea443acb7ea1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3b084",
                            table="plan_driverevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DriverFieldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=300, verbose_name="名称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("is_numbered", models.BooleanField(default=True, verbose_name="番号を付けて示す")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.driverfield",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="251615daa70f754a764de773c09ff04869d48775",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a5810",
                            table="plan_driverfieldevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=300, verbose_name="名称")),
                ("mark", models.CharField(blank=True, max_length=4, verbose_name="略称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.direction",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="979de932f865a3bf9158c8d55358686b2d405c75",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d6dc5",
                            table="plan_directionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="item_identities", to="plan.policy"
                    ),
                ),
            ],
            options={
                "verbose_name": "節の識別",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "policy", "key"), name="item_identity_key_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                ("year_label", models.CharField(blank=True, max_length=300, verbose_name="年度の表記")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "作成中"),
                            ("in_round", "照会中"),
                            ("decided", "決定"),
                            ("published", "公表"),
                            ("superseded", "旧版"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("issued_date", models.DateField(blank=True, null=True, verbose_name="発行日")),
                ("data_as_of_date", models.DateField(blank=True, null=True, verbose_name="実績の時点")),
                ("summary", models.TextField(blank=True, verbose_name="概要")),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        default=list,
                        size=None,
                        verbose_name="体系の段の名前",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.edition",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.policy",
                        verbose_name="方針",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c198cee2038ddbf63e647ae215f27bdb656a32d9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b848c",
                            table="plan_editionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文章"),
                            ("driver_field", "検討分野の一覧"),
                            ("directions", "まちづくりの方向"),
                            ("stages", "取組の段階"),
                            ("items", "重点取組一覧"),
                            ("sources", "参考資料"),
                            ("glossary", "用語解説"),
                        ],
                        default="text",
                        max_length=20,
                        verbose_name="種類",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="本文")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.driverfield",
                        verbose_name="検討分野",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "章",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "key"), name="section_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("field__isnull", False), ("kind", "driver_field")),
                            models.Q(models.Q(("kind", "driver_field"), _negated=True), ("field", None)),
                            _connector="OR",
                        ),
                        name="section_field_when_it_shows_one",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_sectionevent" ("body", "certainty", "edition_id", "field_id", "id", "key", "kind", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (NEW."body", NEW."certainty", NEW."edition_id", NEW."field_id", NEW."id", NEW."key", NEW."kind", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="815cb8982df937803ad3e653e9ba370e100e405c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b015d",
                            table="plan_section",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_sectionevent" ("body", "certainty", "edition_id", "field_id", "id", "key", "kind", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (NEW."body", NEW."certainty", NEW."edition_id", NEW."field_id", NEW."id", NEW."key", NEW."kind", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="34690a1c25bf867ff0445e5914ed1683a78ab334",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bb729",
                            table="plan_section",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_sectionevent" ("body", "certainty", "edition_id", "field_id", "id", "key", "kind", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (OLD."body", OLD."certainty", OLD."edition_id", OLD."field_id", OLD."id", OLD."key", OLD."kind", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."version"); RETURN NULL;',
                            hash="2bb9a2a903d86941091cef1fbe75cb3e5e8bc239",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_109f3",
                            table="plan_section",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文章"),
                            ("driver_field", "検討分野の一覧"),
                            ("directions", "まちづくりの方向"),
                            ("stages", "取組の段階"),
                            ("items", "重点取組一覧"),
                            ("sources", "参考資料"),
                            ("glossary", "用語解説"),
                        ],
                        default="text",
                        max_length=20,
                        verbose_name="種類",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="本文")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.driverfield",
                        verbose_name="検討分野",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.section",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="195b8b7a9401836d4910177aeb3ddcdccd73ea0b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dae81",
                            table="plan_sectionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("group", models.CharField(max_length=300, verbose_name="区分")),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("issued", models.CharField(blank=True, max_length=300, verbose_name="時期の表記")),
                ("depth", models.PositiveSmallIntegerField(default=0, verbose_name="字下げ")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "参考資料",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("depth__lte", 2)), name="source_depth_at_most_two")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_sourceevent" ("certainty", "depth", "edition_id", "group", "id", "issued", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (NEW."certainty", NEW."depth", NEW."edition_id", NEW."group", NEW."id", NEW."issued", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="ca33a4bcbf77a9ad8d9cf874549c5aff287229d4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_70eb5",
                            table="plan_source",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_sourceevent" ("certainty", "depth", "edition_id", "group", "id", "issued", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (NEW."certainty", NEW."depth", NEW."edition_id", NEW."group", NEW."id", NEW."issued", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="d26939727cac48f0d93250dc90bd677c8367e4ae",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6f364",
                            table="plan_source",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_sourceevent" ("certainty", "depth", "edition_id", "group", "id", "issued", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (OLD."certainty", OLD."depth", OLD."edition_id", OLD."group", OLD."id", OLD."issued", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."version"); RETURN NULL;',
                            hash="077c95140e45c4c690f8298651be948c4dbc5534",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a8527",
                            table="plan_source",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("group", models.CharField(max_length=300, verbose_name="区分")),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("issued", models.CharField(blank=True, max_length=300, verbose_name="時期の表記")),
                ("depth", models.PositiveSmallIntegerField(default=0, verbose_name="字下げ")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3f6c3f07337e22e165bc843bc99299661db5e277",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c2b27",
                            table="plan_sourceevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=300, verbose_name="名称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                (
                    "rule",
                    models.CharField(
                        choices=[("none", "なし"), ("indicator_with_target", "成果指標と目標が必要")],
                        default="none",
                        max_length=30,
                        verbose_name="要件",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "段階",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "key"), name="stage_key_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_stageevent" ("description", "edition_id", "id", "key", "label", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "version") VALUES (NEW."description", NEW."edition_id", NEW."id", NEW."key", NEW."label", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rule", NEW."version"); RETURN NULL;',
                            hash="225a1dbe55011c9b947a9da0bf4d3d37783ebe3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_04226",
                            table="plan_stage",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_stageevent" ("description", "edition_id", "id", "key", "label", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "version") VALUES (NEW."description", NEW."edition_id", NEW."id", NEW."key", NEW."label", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rule", NEW."version"); RETURN NULL;',
                            hash="304a243c2679a533f29ef17cb6d89e81916e4eda",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9a385",
                            table="plan_stage",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_stageevent" ("description", "edition_id", "id", "key", "label", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "version") VALUES (OLD."description", OLD."edition_id", OLD."id", OLD."key", OLD."label", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rule", OLD."version"); RETURN NULL;',
                            hash="4cf46b74097cc55999f175b5ed3b653592c4746b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_302b8",
                            table="plan_stage",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="番号")),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("is_initiative", models.BooleanField(default=True, verbose_name="重点取組")),
                ("summary", models.TextField(blank=True, verbose_name="概要")),
                (
                    "stage_certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="段階の確かさ",
                    ),
                ),
                ("stage_note", models.TextField(blank=True, verbose_name="段階の注記")),
                ("progress", models.TextField(blank=True, verbose_name="これまでの取組・検討状況")),
                ("plan", models.TextField(blank=True, verbose_name="この年度の計画")),
                (
                    "needs_update",
                    django.contrib.postgres.fields.ArrayField(
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
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="plan.item",
                        verbose_name="上位の節",
                    ),
                ),
                (
                    "repost_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reposts",
                        to="plan.item",
                        verbose_name="再掲の元",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="plan.itemidentity",
                        verbose_name="年度を通じたキー",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="plan.stage",
                        verbose_name="段階",
                    ),
                ),
            ],
            options={
                "verbose_name": "節",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "edition", "identity"), name="item_once_in_an_edition"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("repost_of", None), models.Q(("number", ""), _negated=True)),
                        fields=("municipality", "edition", "number"),
                        name="item_number_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True), name="item_is_not_its_own_parent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage", None), ("is_initiative", True), _connector="OR"),
                        name="item_stage_only_on_initiatives",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDepartment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "主管"), ("joint", "連携"), ("related", "関係")],
                        default="lead",
                        max_length=10,
                        verbose_name="役割",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.department",
                        verbose_name="所管課",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_departments",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "所管課",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "item", "department"), name="item_department_unique"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_itemdepartmentevent" ("certainty", "department_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."certainty", NEW."department_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                            hash="38d981bfcf4817e704d991f41746e7b2f774c0a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ad2a9",
                            table="plan_itemdepartment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_itemdepartmentevent" ("certainty", "department_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."certainty", NEW."department_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                            hash="aa0a05f33ed0083c3a933b1e6083546e2d90e71d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d1686",
                            table="plan_itemdepartment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_itemdepartmentevent" ("certainty", "department_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."certainty", OLD."department_id", OLD."id", OLD."item_id", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role"); RETURN NULL;',
                            hash="4595603bdd5f29f0b3ce04982a90cc2524a6dfd4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ac369",
                            table="plan_itemdepartment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDepartmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "主管"), ("joint", "連携"), ("related", "関係")],
                        default="lead",
                        max_length=10,
                        verbose_name="役割",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.department",
                        verbose_name="所管課",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.itemdepartment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="65cdfabeaa88758e1bf2b9cf6b49b3b95f075ac8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fc305",
                            table="plan_itemdepartmentevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDirection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "direction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_directions",
                        to="plan.direction",
                        verbose_name="まちづくりの方向",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_directions",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "まちづくりの方向",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "item", "direction"), name="item_direction_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_itemdirectionevent" ("certainty", "direction_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."certainty", NEW."direction_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="4e9ccb2f04945684d27b1190ef01e75be13831cb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1d6b9",
                            table="plan_itemdirection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_itemdirectionevent" ("certainty", "direction_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."certainty", NEW."direction_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="2a93731d1d2725f524d67523d0a096c1985c1e56",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_24624",
                            table="plan_itemdirection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_itemdirectionevent" ("certainty", "direction_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."certainty", OLD."direction_id", OLD."id", OLD."item_id", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="9f74ef1194bb443ab32735ddcf6864036f837fc1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4f97d",
                            table="plan_itemdirection",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDirectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "direction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.direction",
                        verbose_name="まちづくりの方向",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.itemdirection",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="30b7bb78bbe4ce57945c153d4ce6df3b2ad47b04",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c1cb7",
                            table="plan_itemdirectionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("continued", "継続"),
                            ("renumbered", "番号変更"),
                            ("split", "分割"),
                            ("merged", "統合"),
                        ],
                        max_length=12,
                        verbose_name="関係",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.itemidentity",
                        verbose_name="前の年度版での節",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origins",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "節の由来",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "item", "identity"), name="item_origin_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_itemoriginevent" ("id", "identity_id", "item_id", "kind", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."identity_id", NEW."item_id", NEW."kind", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="e82c642e5b70dbe49870c2ed02beb244a48d0785",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f53a9",
                            table="plan_itemorigin",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_itemoriginevent" ("id", "identity_id", "item_id", "kind", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."identity_id", NEW."item_id", NEW."kind", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="17fa96427eb2d30cadf41e843d92d8240a9e7bcd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4f4ab",
                            table="plan_itemorigin",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_itemoriginevent" ("id", "identity_id", "item_id", "kind", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."identity_id", OLD."item_id", OLD."kind", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="484917f386ef1a846b91b8054c35c5264182ed28",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_79111",
                            table="plan_itemorigin",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemOriginEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("continued", "継続"),
                            ("renumbered", "番号変更"),
                            ("split", "分割"),
                            ("merged", "統合"),
                        ],
                        max_length=12,
                        verbose_name="関係",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "identity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.itemidentity",
                        verbose_name="前の年度版での節",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.itemorigin",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a33a12a9499ccb0cd32b67152ca2373756a1f105",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b38d6",
                            table="plan_itemoriginevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("printed", models.CharField(blank=True, max_length=60, verbose_name="書面の表記")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "driver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="plan.driver",
                        verbose_name="項目",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="plan.driverfield",
                        verbose_name="検討分野",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "検討分野への参照",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("driver__isnull", False), models.Q(("printed", ""), _negated=True), _connector="OR"
                        ),
                        name="reference_says_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("driver__isnull", False)),
                        fields=("municipality", "item", "driver"),
                        name="reference_driver_once",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_referenceevent" ("certainty", "driver_id", "field_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed") VALUES (NEW."certainty", NEW."driver_id", NEW."field_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed"); RETURN NULL;',
                            hash="5c6796f67a586ccb4a108bd121a30c9b8163ebc0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8f92b",
                            table="plan_reference",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_referenceevent" ("certainty", "driver_id", "field_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed") VALUES (NEW."certainty", NEW."driver_id", NEW."field_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed"); RETURN NULL;',
                            hash="8ab9f5b091be4722dbf857abded065e0ed8cdc07",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18bf4",
                            table="plan_reference",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_referenceevent" ("certainty", "driver_id", "field_id", "id", "item_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed") VALUES (OLD."certainty", OLD."driver_id", OLD."field_id", OLD."id", OLD."item_id", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed"); RETURN NULL;',
                            hash="98e2bf4e803777ad9ef2510c8c272eb827032d55",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_350d2",
                            table="plan_reference",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("printed", models.CharField(blank=True, max_length=60, verbose_name="書面の表記")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "driver",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.driver",
                        verbose_name="項目",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.driverfield",
                        verbose_name="検討分野",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.reference",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d84bb1b282018f03dff4158f74bf29168a07a1cd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e9d19",
                            table="plan_referenceevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduleEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedule",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "年度別の予定",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "item", "year"), name="schedule_year_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_scheduleentryevent" ("certainty", "id", "item_id", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "year") VALUES (NEW."certainty", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."year"); RETURN NULL;',
                            hash="6486d470e833acafd9e61d485d9f88d15feafc77",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e2510",
                            table="plan_scheduleentry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_scheduleentryevent" ("certainty", "id", "item_id", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "year") VALUES (NEW."certainty", NEW."id", NEW."item_id", NEW."municipality_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."year"); RETURN NULL;',
                            hash="54ef128c38154f15ae3cf592cbbef7cb252f86c6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ed9d8",
                            table="plan_scheduleentry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_scheduleentryevent" ("certainty", "id", "item_id", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "year") VALUES (OLD."certainty", OLD."id", OLD."item_id", OLD."municipality_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."year"); RETURN NULL;',
                            hash="e4ce7b3c7fdea7a0842ba6e0e2fe2d6f07d329d6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2f8c4",
                            table="plan_scheduleentry",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduleEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="節",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.scheduleentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6df5771095d481f41211e5e5e029e39f3e13d84f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ddad6",
                            table="plan_scheduleentryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="確かさ",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                ("version", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="番号")),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("is_initiative", models.BooleanField(default=True, verbose_name="重点取組")),
                ("summary", models.TextField(blank=True, verbose_name="概要")),
                (
                    "stage_certainty",
                    models.CharField(
                        choices=[("stated", "明記"), ("inferred", "推定")],
                        default="stated",
                        max_length=10,
                        verbose_name="段階の確かさ",
                    ),
                ),
                ("stage_note", models.TextField(blank=True, verbose_name="段階の注記")),
                ("progress", models.TextField(blank=True, verbose_name="これまでの取組・検討状況")),
                ("plan", models.TextField(blank=True, verbose_name="この年度の計画")),
                (
                    "needs_update",
                    django.contrib.postgres.fields.ArrayField(
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
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="上位の節",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.item",
                    ),
                ),
                (
                    "repost_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="再掲の元",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.itemidentity",
                        verbose_name="年度を通じたキー",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.stage",
                        verbose_name="段階",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9c54d6f6c59bbcdbf40ce83a040871baa1e06aef",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_92348",
                            table="plan_itemevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=300, verbose_name="名称")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                (
                    "rule",
                    models.CharField(
                        choices=[("none", "なし"), ("indicator_with_target", "成果指標と目標が必要")],
                        default="none",
                        max_length=30,
                        verbose_name="要件",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.stage",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1496a2385b782f38b02c8304a290a63578ca9d01",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a05ad",
                            table="plan_stageevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("term", models.CharField(max_length=300, verbose_name="用語")),
                ("reading", models.CharField(blank=True, max_length=300, verbose_name="よみ")),
                ("definition", models.TextField(verbose_name="説明")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="別の書き方",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "用語",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "term"), name="term_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_termevent" ("aliases", "definition", "edition_id", "id", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading", "term", "version") VALUES (NEW."aliases", NEW."definition", NEW."edition_id", NEW."id", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reading", NEW."term", NEW."version"); RETURN NULL;',
                            hash="c5fe988a4e8cfb06c2aad0c6d10ee628a3d9b17e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_48042",
                            table="plan_term",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "plan_termevent" ("aliases", "definition", "edition_id", "id", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading", "term", "version") VALUES (NEW."aliases", NEW."definition", NEW."edition_id", NEW."id", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reading", NEW."term", NEW."version"); RETURN NULL;',
                            hash="ecaf3f9fbb18886f3e671ada4d7e04a808bc84c3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_81670",
                            table="plan_term",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plan_termevent" ("aliases", "definition", "edition_id", "id", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reading", "term", "version") VALUES (OLD."aliases", OLD."definition", OLD."edition_id", OLD."id", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reading", OLD."term", OLD."version"); RETURN NULL;',
                            hash="8995e770c6511080e0b82286a96b851c52981721",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_23315",
                            table="plan_term",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("term", models.CharField(max_length=300, verbose_name="用語")),
                ("reading", models.CharField(blank=True, max_length=300, verbose_name="よみ")),
                ("definition", models.TextField(verbose_name="説明")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="別の書き方",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="plan.term",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="36874669419f0e493a40c0e95e22344310dc1cb8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_34647",
                            table="plan_termevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
