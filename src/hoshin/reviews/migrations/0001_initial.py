import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("kernel", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("plan", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="ファイル名")),
                ("storage_name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(verbose_name="大きさ")),
                ("sha256", models.CharField(max_length=64)),
                ("added_by_id", models.BigIntegerField(null=True)),
                ("added_by_name", models.CharField(max_length=80)),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "添付ファイル",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e9a58109df2044caad8ce23a1be4964d2b78f057",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_34872",
                            table="reviews_attachment",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStudy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("organisation", models.CharField(max_length=200, verbose_name="団体・企業")),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度")),
                ("technology", models.CharField(blank=True, max_length=200, verbose_name="技術・製品")),
                ("description", models.TextField(blank=True, verbose_name="内容")),
                ("cost", models.CharField(blank=True, max_length=200, verbose_name="費用")),
                ("effect", models.TextField(blank=True, verbose_name="効果")),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="出典")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="問い合わせ先")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "導入事例",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_casestudyevent" ("contact", "cost", "description", "effect", "id", "municipality_id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "technology", "title", "version", "year") VALUES (NEW."contact", NEW."cost", NEW."description", NEW."effect", NEW."id", NEW."municipality_id", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."technology", NEW."title", NEW."version", NEW."year"); RETURN NULL;',
                            hash="ddfb7082fb82038189b6d276c9afee17bb58cacc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aa46e",
                            table="reviews_casestudy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_casestudyevent" ("contact", "cost", "description", "effect", "id", "municipality_id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "technology", "title", "version", "year") VALUES (NEW."contact", NEW."cost", NEW."description", NEW."effect", NEW."id", NEW."municipality_id", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."technology", NEW."title", NEW."version", NEW."year"); RETURN NULL;',
                            hash="f0f3360b7158e6442c778fe9b46a69fbb18abdb8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_891c5",
                            table="reviews_casestudy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_casestudyevent" ("contact", "cost", "description", "effect", "id", "municipality_id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "technology", "title", "version", "year") VALUES (OLD."contact", OLD."cost", OLD."description", OLD."effect", OLD."id", OLD."municipality_id", OLD."organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."technology", OLD."title", OLD."version", OLD."year"); RETURN NULL;',
                            hash="1c9f81436a6f4bb488899ac49b61922cd5b935b2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_60787",
                            table="reviews_casestudy",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStudyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("organisation", models.CharField(max_length=200, verbose_name="団体・企業")),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度")),
                ("technology", models.CharField(blank=True, max_length=200, verbose_name="技術・製品")),
                ("description", models.TextField(blank=True, verbose_name="内容")),
                ("cost", models.CharField(blank=True, max_length=200, verbose_name="費用")),
                ("effect", models.TextField(blank=True, verbose_name="効果")),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="出典")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="問い合わせ先")),
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
                        to="reviews.casestudy",
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
                            hash="c269d310d56daf9fd49258fdf5403278484aa9be",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dcf1c",
                            table="reviews_casestudyevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=60, verbose_name="決定")),
                ("meaning", models.TextField(blank=True, verbose_name="意味")),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("carry", "次の年度版に引き継ぐ"),
                            ("revise", "引き継ぎ、本文を要更新とする"),
                            ("merge", "ほかの取組に統合する"),
                            ("end", "次の年度版に載せない"),
                        ],
                        default="carry",
                        max_length=10,
                        verbose_name="次の年度版での扱い",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                "verbose_name": "決定の区分",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "key"), name="decision_kind_key_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_decisionkindevent" ("edition_id", "effect", "id", "key", "label", "meaning", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."edition_id", NEW."effect", NEW."id", NEW."key", NEW."label", NEW."meaning", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="b1a1a92e03bff52d1bae88c22e17230c67de6f53",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_10ae4",
                            table="reviews_decisionkind",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_decisionkindevent" ("edition_id", "effect", "id", "key", "label", "meaning", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."edition_id", NEW."effect", NEW."id", NEW."key", NEW."label", NEW."meaning", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="043992776d2fae8a998963607ab975f1394cf9ad",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8a3b1",
                            table="reviews_decisionkind",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_decisionkindevent" ("edition_id", "effect", "id", "key", "label", "meaning", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."edition_id", OLD."effect", OLD."id", OLD."key", OLD."label", OLD."meaning", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="05955f70c7e2bc78a83c0cbb69b00c833feac391",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_40a52",
                            table="reviews_decisionkind",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=60, verbose_name="決定")),
                ("meaning", models.TextField(blank=True, verbose_name="意味")),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("carry", "次の年度版に引き継ぐ"),
                            ("revise", "引き継ぎ、本文を要更新とする"),
                            ("merge", "ほかの取組に統合する"),
                            ("end", "次の年度版に載せない"),
                        ],
                        default="carry",
                        max_length=10,
                        verbose_name="次の年度版での扱い",
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
                        to="reviews.decisionkind",
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
                            hash="86ef88f10a3538fefcdb3707ff3f8157068579f5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3ffe2",
                            table="reviews_decisionkindevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("from_date", models.DateField(verbose_name="いつから")),
                ("ended_date", models.DateField(blank=True, null=True, verbose_name="終わった日")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="終わった理由")),
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
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.itemidentity",
                        verbose_name="取組",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
            ],
            options={
                "verbose_name": "担当",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_date", None)),
                        fields=("municipality", "identity"),
                        name="duty_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_date", None), ("ended_date__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="duty_ends_after_it_begins",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="duty_has_a_reason"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_dutyevent" ("department_id", "end_reason", "ended_date", "from_date", "id", "identity_id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."department_id", NEW."end_reason", NEW."ended_date", NEW."from_date", NEW."id", NEW."identity_id", NEW."municipality_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;',
                            hash="ce4d7663551c65c621827920f33578e3a46d9969",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c5ac9",
                            table="reviews_duty",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_dutyevent" ("department_id", "end_reason", "ended_date", "from_date", "id", "identity_id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."department_id", NEW."end_reason", NEW."ended_date", NEW."from_date", NEW."id", NEW."identity_id", NEW."municipality_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;',
                            hash="30207690c8c89de80e351b7dd055c98130e87ae2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ff9a7",
                            table="reviews_duty",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_dutyevent" ("department_id", "end_reason", "ended_date", "from_date", "id", "identity_id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (OLD."department_id", OLD."end_reason", OLD."ended_date", OLD."from_date", OLD."id", OLD."identity_id", OLD."municipality_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."version"); RETURN NULL;',
                            hash="4196d8332add69f94b51e4ba4287f4737ecbd0c3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1cf05",
                            table="reviews_duty",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("from_date", models.DateField(verbose_name="いつから")),
                ("ended_date", models.DateField(blank=True, null=True, verbose_name="終わった日")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="終わった理由")),
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
                    "identity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.itemidentity",
                        verbose_name="取組",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
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
                        to="reviews.duty",
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
                            hash="dc40281342b4203284d0ac0084346e3a2c0ef338",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_722ad",
                            table="reviews_dutyevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "準備中"),
                            ("waiting", "決定待ち"),
                            ("passed", "移行を決定"),
                            ("refused", "移行しないと決定"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="preparing",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("is_exception", models.BooleanField(default=False, verbose_name="要件を満たさない例外")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                ("opened_by_name", models.CharField(max_length=80, verbose_name="始めた人")),
                ("opened_on", models.DateField(verbose_name="始めた日")),
                ("decider", models.CharField(blank=True, max_length=120, verbose_name="決定した者")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="決定日")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "from_stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.stage",
                        verbose_name="今の段階",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.item",
                        verbose_name="取組",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "to_stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.stage",
                        verbose_name="次の段階",
                    ),
                ),
            ],
            options={
                "verbose_name": "段階移行の要件",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["preparing", "waiting"])),
                        fields=("municipality", "item"),
                        name="gate_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_stage", models.F("from_stage")), _negated=True),
                        name="gate_leads_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_exception", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="gate_exception_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "passed"), _negated=True),
                            models.Q(models.Q(("decider", ""), _negated=True), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="gate_passed_by_somebody",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_gateevent" ("decided_on", "decider", "edition_id", "from_stage_id", "id", "is_exception", "item_id", "municipality_id", "opened_by_name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "to_stage_id", "version") VALUES (NEW."decided_on", NEW."decider", NEW."edition_id", NEW."from_stage_id", NEW."id", NEW."is_exception", NEW."item_id", NEW."municipality_id", NEW."opened_by_name", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."status", NEW."to_stage_id", NEW."version"); RETURN NULL;',
                            hash="61458ad304475085a6173c649d5e00f78452bd0a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fb7d7",
                            table="reviews_gate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_gateevent" ("decided_on", "decider", "edition_id", "from_stage_id", "id", "is_exception", "item_id", "municipality_id", "opened_by_name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "to_stage_id", "version") VALUES (NEW."decided_on", NEW."decider", NEW."edition_id", NEW."from_stage_id", NEW."id", NEW."is_exception", NEW."item_id", NEW."municipality_id", NEW."opened_by_name", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."status", NEW."to_stage_id", NEW."version"); RETURN NULL;',
                            hash="8a4b3c18b5a4b469118c3203ef168e14f4b5911a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4b00d",
                            table="reviews_gate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_gateevent" ("decided_on", "decider", "edition_id", "from_stage_id", "id", "is_exception", "item_id", "municipality_id", "opened_by_name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "to_stage_id", "version") VALUES (OLD."decided_on", OLD."decider", OLD."edition_id", OLD."from_stage_id", OLD."id", OLD."is_exception", OLD."item_id", OLD."municipality_id", OLD."opened_by_name", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."status", OLD."to_stage_id", OLD."version"); RETURN NULL;',
                            hash="20a5a2f926d2d69a8286c96095af257cf62f88ac",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8345",
                            table="reviews_gate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=200, verbose_name="要件")),
                ("hint", models.TextField(blank=True, verbose_name="説明")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("signed_by_id", models.BigIntegerField(null=True)),
                ("signed_by_name", models.CharField(blank=True, max_length=80, verbose_name="確認した人")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="確認した日時")),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="reviews.gate",
                        verbose_name="段階移行",
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
                "verbose_name": "要件",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "gate", "key"), name="gate_criterion_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by_name", "")),
                            models.Q(("signed_at__isnull", False), models.Q(("signed_by_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="gate_criterion_signed_by_somebody",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_gatecriterionevent" ("gate_id", "hint", "id", "key", "label", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "signed_by_name", "version") VALUES (NEW."gate_id", NEW."hint", NEW."id", NEW."key", NEW."label", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_at", NEW."signed_by_id", NEW."signed_by_name", NEW."version"); RETURN NULL;',
                            hash="1f3e7a581bab639188598c1ff079429fabab082e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_235de",
                            table="reviews_gatecriterion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_gatecriterionevent" ("gate_id", "hint", "id", "key", "label", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "signed_by_name", "version") VALUES (NEW."gate_id", NEW."hint", NEW."id", NEW."key", NEW."label", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_at", NEW."signed_by_id", NEW."signed_by_name", NEW."version"); RETURN NULL;',
                            hash="b3a44971c0a17475e7e16b28fff8284bdd8bffb9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cf0f3",
                            table="reviews_gatecriterion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_gatecriterionevent" ("gate_id", "hint", "id", "key", "label", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id", "signed_by_name", "version") VALUES (OLD."gate_id", OLD."hint", OLD."id", OLD."key", OLD."label", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_at", OLD."signed_by_id", OLD."signed_by_name", OLD."version"); RETURN NULL;',
                            hash="701790c4079fa61c2a9467c84c9c4b4c205207ee",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_96653",
                            table="reviews_gatecriterion",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateCriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=200, verbose_name="要件")),
                ("hint", models.TextField(blank=True, verbose_name="説明")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("signed_by_id", models.BigIntegerField(null=True)),
                ("signed_by_name", models.CharField(blank=True, max_length=80, verbose_name="確認した人")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="確認した日時")),
                (
                    "gate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.gate",
                        verbose_name="段階移行",
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
                        to="reviews.gatecriterion",
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
                            hash="8dea830e7899eae746978987b72b37a09a179f0c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7b4ea",
                            table="reviews_gatecriterionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "準備中"),
                            ("waiting", "決定待ち"),
                            ("passed", "移行を決定"),
                            ("refused", "移行しないと決定"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="preparing",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("is_exception", models.BooleanField(default=False, verbose_name="要件を満たさない例外")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                ("opened_by_name", models.CharField(max_length=80, verbose_name="始めた人")),
                ("opened_on", models.DateField(verbose_name="始めた日")),
                ("decider", models.CharField(blank=True, max_length=120, verbose_name="決定した者")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="決定日")),
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
                    "from_stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.stage",
                        verbose_name="今の段階",
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
                        verbose_name="取組",
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
                        to="reviews.gate",
                    ),
                ),
                (
                    "to_stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.stage",
                        verbose_name="次の段階",
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
                            hash="52431ad73adc1012110b32c00328a45b48ae44be",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cc918",
                            table="reviews_gateevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GateEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "文章"), ("file", "ファイル"), ("link", "リンク"), ("case", "導入事例")],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="説明")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="リンク先")),
                ("added_by_name", models.CharField(max_length=80, verbose_name="加えた人")),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.casestudy",
                        verbose_name="導入事例",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reviews.gatecriterion",
                        verbose_name="要件",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.attachment",
                        verbose_name="ファイル",
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
                "verbose_name": "要件の根拠",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case", None),
                                ("file", None),
                                ("kind", "text"),
                                ("url", ""),
                                models.Q(("text", ""), _negated=True),
                            ),
                            models.Q(
                                ("case", None), ("file", None), ("kind", "link"), models.Q(("url", ""), _negated=True)
                            ),
                            models.Q(("case", None), ("file__isnull", False), ("kind", "file"), ("url", "")),
                            models.Q(("case__isnull", False), ("file", None), ("kind", "case"), ("url", "")),
                            _connector="OR",
                        ),
                        name="gate_evidence_is_what_it_says",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_gateevidenceevent" ("added_at", "added_by_name", "case_id", "criterion_id", "file_id", "id", "kind", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "url") VALUES (NEW."added_at", NEW."added_by_name", NEW."case_id", NEW."criterion_id", NEW."file_id", NEW."id", NEW."kind", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."url"); RETURN NULL;',
                            hash="5b6f6b5880415ae84566162983814333b4654061",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6c8b7",
                            table="reviews_gateevidence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_gateevidenceevent" ("added_at", "added_by_name", "case_id", "criterion_id", "file_id", "id", "kind", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "url") VALUES (NEW."added_at", NEW."added_by_name", NEW."case_id", NEW."criterion_id", NEW."file_id", NEW."id", NEW."kind", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."url"); RETURN NULL;',
                            hash="44037d3a0d3108e3405a1ece09e39f7cbe763f73",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_303c2",
                            table="reviews_gateevidence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_gateevidenceevent" ("added_at", "added_by_name", "case_id", "criterion_id", "file_id", "id", "kind", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "url") VALUES (OLD."added_at", OLD."added_by_name", OLD."case_id", OLD."criterion_id", OLD."file_id", OLD."id", OLD."kind", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."url"); RETURN NULL;',
                            hash="d507b725d2b6dc062d51048975e51e9f150a29cd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5733b",
                            table="reviews_gateevidence",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateEvidenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "文章"), ("file", "ファイル"), ("link", "リンク"), ("case", "導入事例")],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="説明")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="リンク先")),
                ("added_by_name", models.CharField(max_length=80, verbose_name="加えた人")),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.casestudy",
                        verbose_name="導入事例",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.gatecriterion",
                        verbose_name="要件",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.attachment",
                        verbose_name="ファイル",
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
                        to="reviews.gateevidence",
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
                            hash="434a77a374a61eb4fc483b12933c0d5c3dab219b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e1786",
                            table="reviews_gateevidenceevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "照会の開始"),
                            ("digest", "未回答のまとめ"),
                            ("before_due", "期限前の知らせ"),
                            ("after_due", "期限後の知らせ"),
                            ("to_head", "課長への知らせ"),
                            ("handed", "回ってきた報告の知らせ"),
                        ],
                        max_length=20,
                        verbose_name="種類",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
            ],
            options={
                "verbose_name": "受け取らない知らせ",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "user", "kind"), name="mail_refusal_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("period_code", models.CharField(max_length=40, verbose_name="時期")),
                ("period_start", models.DateField(verbose_name="時期の始まり")),
                ("period_end", models.DateField(verbose_name="時期の終わり")),
                (
                    "kind",
                    models.CharField(
                        choices=[("mid_year", "上期"), ("year_end", "年度末"), ("other", "随時")],
                        max_length=10,
                        verbose_name="区分",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                ("guidance", models.TextField(blank=True, verbose_name="依頼文")),
                ("opens_on", models.DateField(verbose_name="照会の日")),
                ("due_on", models.DateField(verbose_name="回答の期限")),
                ("asks_costs", models.BooleanField(default=False, verbose_name="予算・決算もたずねる")),
                (
                    "remind_days_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="期限前の知らせ（開庁日）",
                    ),
                ),
                (
                    "remind_every_days",
                    models.PositiveSmallIntegerField(default=3, verbose_name="期限後の知らせの間隔（開庁日）"),
                ),
                (
                    "escalate_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="課長にも知らせるまで（開庁日）"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "準備中"),
                            ("open", "照会中"),
                            ("closed", "取りまとめ済み"),
                            ("cancelled", "取りやめ"),
                        ],
                        default="preparing",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_by_name", models.CharField(blank=True, max_length=80)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                "verbose_name": "照会",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opens_on"))), name="round_due_after_it_opens"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_every_days__gte", 1)), name="round_reminds_at_most_daily"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["preparing", "open", "closed", "cancelled"])),
                        name="round_status_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_roundevent" ("asks_costs", "closed_at", "due_on", "edition_id", "escalate_days", "guidance", "id", "kind", "municipality_id", "opened_at", "opened_by_name", "opens_on", "period_code", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days_before", "remind_every_days", "status", "title", "version") VALUES (NEW."asks_costs", NEW."closed_at", NEW."due_on", NEW."edition_id", NEW."escalate_days", NEW."guidance", NEW."id", NEW."kind", NEW."municipality_id", NEW."opened_at", NEW."opened_by_name", NEW."opens_on", NEW."period_code", NEW."period_end", NEW."period_start", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remind_days_before", NEW."remind_every_days", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                            hash="a455cd2acda5b1167882524b9240bb0fe6bc4ca9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4a5fc",
                            table="reviews_round",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_roundevent" ("asks_costs", "closed_at", "due_on", "edition_id", "escalate_days", "guidance", "id", "kind", "municipality_id", "opened_at", "opened_by_name", "opens_on", "period_code", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days_before", "remind_every_days", "status", "title", "version") VALUES (NEW."asks_costs", NEW."closed_at", NEW."due_on", NEW."edition_id", NEW."escalate_days", NEW."guidance", NEW."id", NEW."kind", NEW."municipality_id", NEW."opened_at", NEW."opened_by_name", NEW."opens_on", NEW."period_code", NEW."period_end", NEW."period_start", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remind_days_before", NEW."remind_every_days", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                            hash="1557d30a55a42fc99fcf3f5795ee04fa8f4c8ab9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_55ac0",
                            table="reviews_round",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_roundevent" ("asks_costs", "closed_at", "due_on", "edition_id", "escalate_days", "guidance", "id", "kind", "municipality_id", "opened_at", "opened_by_name", "opens_on", "period_code", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days_before", "remind_every_days", "status", "title", "version") VALUES (OLD."asks_costs", OLD."closed_at", OLD."due_on", OLD."edition_id", OLD."escalate_days", OLD."guidance", OLD."id", OLD."kind", OLD."municipality_id", OLD."opened_at", OLD."opened_by_name", OLD."opens_on", OLD."period_code", OLD."period_end", OLD."period_start", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remind_days_before", OLD."remind_every_days", OLD."status", OLD."title", OLD."version"); RETURN NULL;',
                            hash="659b3c4c914fcfefe55cd8ff076f211072319758",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e796c",
                            table="reviews_round",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=300, verbose_name="会議の名称")),
                ("held_on", models.DateField(verbose_name="開催日")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="場所")),
                ("chair", models.CharField(blank=True, max_length=120, verbose_name="議長")),
                ("attendees", models.TextField(blank=True, verbose_name="出席者")),
                ("minutes", models.TextField(blank=True, verbose_name="議事録")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "予定"), ("held", "開催済み"), ("closed", "議事録確定")],
                        default="planned",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "会議",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_meetingevent" ("attendees", "chair", "edition_id", "held_on", "id", "minutes", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "round_id", "status", "title", "version") VALUES (NEW."attendees", NEW."chair", NEW."edition_id", NEW."held_on", NEW."id", NEW."minutes", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."round_id", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                            hash="f066c7fc79f27481b3a3a108919f2cf2066f9866",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4fbc6",
                            table="reviews_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_meetingevent" ("attendees", "chair", "edition_id", "held_on", "id", "minutes", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "round_id", "status", "title", "version") VALUES (NEW."attendees", NEW."chair", NEW."edition_id", NEW."held_on", NEW."id", NEW."minutes", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."round_id", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                            hash="66eea8894e33bb649e1b890da459de97d6e85eb8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e4978",
                            table="reviews_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_meetingevent" ("attendees", "chair", "edition_id", "held_on", "id", "minutes", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "round_id", "status", "title", "version") VALUES (OLD."attendees", OLD."chair", OLD."edition_id", OLD."held_on", OLD."id", OLD."minutes", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."round_id", OLD."status", OLD."title", OLD."version"); RETURN NULL;',
                            hash="49a2d23d4259d7e3c54a7578bf57f390c93c63df",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_71659",
                            table="reviews_meeting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("title", models.CharField(max_length=300, verbose_name="議題")),
                ("note", models.TextField(blank=True, verbose_name="説明")),
                ("discussion", models.TextField(blank=True, verbose_name="審議の内容")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.item",
                        verbose_name="取組",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="reviews.meeting",
                        verbose_name="会議",
                    ),
                ),
            ],
            options={
                "verbose_name": "議題",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_agendaitemevent" ("discussion", "id", "item_id", "meeting_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (NEW."discussion", NEW."id", NEW."item_id", NEW."meeting_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="8461a2edcf805dde86703df4310ae51af17655a2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_75e30",
                            table="reviews_agendaitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_agendaitemevent" ("discussion", "id", "item_id", "meeting_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (NEW."discussion", NEW."id", NEW."item_id", NEW."meeting_id", NEW."municipality_id", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="fececd36e12c2ce7168675458786c767734c7bb2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_449da",
                            table="reviews_agendaitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_agendaitemevent" ("discussion", "id", "item_id", "meeting_id", "municipality_id", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") VALUES (OLD."discussion", OLD."id", OLD."item_id", OLD."meeting_id", OLD."municipality_id", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."version"); RETURN NULL;',
                            hash="beb2800c5983b7000c6aeb49509dbeda2ad9b774",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f1711",
                            table="reviews_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("title", models.CharField(max_length=300, verbose_name="議題")),
                ("note", models.TextField(blank=True, verbose_name="説明")),
                ("discussion", models.TextField(blank=True, verbose_name="審議の内容")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="取組",
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
                        to="reviews.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.meeting",
                        verbose_name="会議",
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
                            hash="4dcdbfb048e9e0a6d1bee7fe2e49d8055c34789b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bd300",
                            table="reviews_agendaitemevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("text", models.CharField(max_length=500, verbose_name="質問")),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="記入の手がかり")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "文章"), ("yes_no", "はい・いいえ"), ("number", "数")],
                        default="text",
                        max_length=10,
                        verbose_name="答え方",
                    ),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="必ず答える")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "質問",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_questionevent" ("hint", "id", "is_required", "kind", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "text", "version") VALUES (NEW."hint", NEW."id", NEW."is_required", NEW."kind", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."text", NEW."version"); RETURN NULL;',
                            hash="d8a8216575f3287bdcf79bdb0fef42077201f1b1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b4e4f",
                            table="reviews_question",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_questionevent" ("hint", "id", "is_required", "kind", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "text", "version") VALUES (NEW."hint", NEW."id", NEW."is_required", NEW."kind", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."text", NEW."version"); RETURN NULL;',
                            hash="65f7d771fca651a8a85ee25eea3386aa1e7b5a27",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bfb78",
                            table="reviews_question",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_questionevent" ("hint", "id", "is_required", "kind", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "text", "version") VALUES (OLD."hint", OLD."id", OLD."is_required", OLD."kind", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id", OLD."text", OLD."version"); RETURN NULL;',
                            hash="f18568259ebf74a0c9f4b23412a803ee018f7362",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_35167",
                            table="reviews_question",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "未着手"),
                            ("drafting", "作成中"),
                            ("submitted", "課長の確認待ち"),
                            ("returned", "差戻し"),
                            ("approved", "取りまとめの確認待ち"),
                            ("queried", "再照会"),
                            ("accepted", "受理"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="いつから"),
                ),
                ("progress", models.TextField(blank=True, verbose_name="取組・検討状況")),
                ("next_plan", models.TextField(blank=True, verbose_name="次の年度の計画")),
                ("saved_by_name", models.CharField(blank=True, max_length=80)),
                ("saved_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.item",
                        verbose_name="取組",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "報告",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "round", "item"), name="report_once_in_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["waiting", "drafting", "submitted", "returned", "approved", "queried", "accepted"],
                            )
                        ),
                        name="report_status_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_reportevent" ("department_id", "id", "item_id", "municipality_id", "next_plan", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "round_id", "saved_at", "saved_by_name", "since", "status", "version") VALUES (NEW."department_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."next_plan", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."progress", NEW."round_id", NEW."saved_at", NEW."saved_by_name", NEW."since", NEW."status", NEW."version"); RETURN NULL;',
                            hash="ad25b65fa49f5bb36fc67f87a5d9f61e4d2e014a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f859d",
                            table="reviews_report",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_reportevent" ("department_id", "id", "item_id", "municipality_id", "next_plan", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "round_id", "saved_at", "saved_by_name", "since", "status", "version") VALUES (NEW."department_id", NEW."id", NEW."item_id", NEW."municipality_id", NEW."next_plan", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."progress", NEW."round_id", NEW."saved_at", NEW."saved_by_name", NEW."since", NEW."status", NEW."version"); RETURN NULL;',
                            hash="a9035bbe55643d93d734d204a0ba16f619393094",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_941b5",
                            table="reviews_report",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_reportevent" ("department_id", "id", "item_id", "municipality_id", "next_plan", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "round_id", "saved_at", "saved_by_name", "since", "status", "version") VALUES (OLD."department_id", OLD."id", OLD."item_id", OLD."municipality_id", OLD."next_plan", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."progress", OLD."round_id", OLD."saved_at", OLD."saved_by_name", OLD."since", OLD."status", OLD."version"); RETURN NULL;',
                            hash="dcd2a37dddb670a1ae6a6b0611a713dd5c8c1872",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_be877",
                            table="reviews_report",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("budget", "予算"), ("settlement", "決算"), ("expected", "決算見込")],
                        max_length=12,
                        verbose_name="区分",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.BigIntegerField(verbose_name="金額（千円）")),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="内容")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="reviews.report",
                        verbose_name="報告",
                    ),
                ),
            ],
            options={
                "verbose_name": "費用",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1950, 2200))), name="cost_year_plausible"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="答え")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reviews.question",
                        verbose_name="質問",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reviews.report",
                        verbose_name="報告",
                    ),
                ),
            ],
            options={
                "verbose_name": "質問への答え",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "report", "question"), name="answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20, verbose_name="操作")),
                ("old_status", models.CharField(max_length=10)),
                ("new_status", models.CharField(max_length=10)),
                ("remark", models.TextField(blank=True, verbose_name="意見・理由")),
                ("content", models.JSONField(default=dict)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80, verbose_name="誰が")),
                ("acting_for", models.CharField(blank=True, max_length=80, verbose_name="代理として")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="いつ")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reviews.report",
                        verbose_name="報告",
                    ),
                ),
            ],
            options={
                "verbose_name": "報告の経過",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bd36d571c6fcfe2ced25fd9fe02a50772c4f605a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c5890",
                            table="reviews_reportstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=10, max_digits=36, null=True, verbose_name="数値"),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=0, verbose_name="小数の桁数")),
                ("text", models.TextField(blank=True, verbose_name="文章")),
                (
                    "absence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_applicable", "対象外"),
                            ("unset", "未設定"),
                            ("unmeasured", "未計測"),
                            ("counting", "集計中"),
                            ("withheld", "非公表"),
                            ("not_stated", "記載なし"),
                            ("missing", "欠測"),
                        ],
                        max_length=20,
                        verbose_name="値のない理由",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("at_least", "以上"),
                            ("at_most", "以下"),
                            ("less_than", "未満"),
                            ("more_than", "超"),
                            ("about", "約"),
                        ],
                        max_length=20,
                        verbose_name="以上・以下など",
                    ),
                ),
                (
                    "value_status",
                    models.CharField(
                        choices=[("confirmed", "確定"), ("preliminary", "速報"), ("estimate", "見込")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="確定・速報など",
                    ),
                ),
                ("qualifier", models.CharField(blank=True, max_length=60, verbose_name="限定")),
                ("printed", models.CharField(blank=True, max_length=300, verbose_name="書面の表記")),
                ("series", models.CharField(blank=True, max_length=300, verbose_name="系列")),
                ("as_of_date", models.DateField(blank=True, null=True, verbose_name="時点")),
                ("note", models.TextField(blank=True, verbose_name="注記")),
                (
                    "actual",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.actual",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.attachment",
                        verbose_name="根拠のファイル",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="成果指標",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="reviews.report",
                        verbose_name="報告",
                    ),
                ),
            ],
            options={
                "verbose_name": "報告された値",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absence", ""), ("amount__isnull", False), ("text", "")),
                            models.Q(("absence", ""), ("amount", None), models.Q(("text", ""), _negated=True)),
                            models.Q(("amount", None), ("text", ""), models.Q(("absence", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reviews_reportvalue_one_kind_of_value",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "report", "indicator", "series"), name="report_value_once_a_series"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "未着手"),
                            ("drafting", "作成中"),
                            ("submitted", "課長の確認待ち"),
                            ("returned", "差戻し"),
                            ("approved", "取りまとめの確認待ち"),
                            ("queried", "再照会"),
                            ("accepted", "受理"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="いつから"),
                ),
                ("progress", models.TextField(blank=True, verbose_name="取組・検討状況")),
                ("next_plan", models.TextField(blank=True, verbose_name="次の年度の計画")),
                ("saved_by_name", models.CharField(blank=True, max_length=80)),
                ("saved_at", models.DateTimeField(null=True)),
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
                        verbose_name="取組",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
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
                        to="reviews.report",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.round",
                        verbose_name="照会",
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
                            hash="2b5a40b749630c1edcd4978d2039b4629b71f2ca",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4c962",
                            table="reviews_reportevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "照会の開始"),
                            ("digest", "未回答のまとめ"),
                            ("before_due", "期限前の知らせ"),
                            ("after_due", "期限後の知らせ"),
                            ("to_head", "課長への知らせ"),
                            ("handed", "回ってきた報告の知らせ"),
                        ],
                        max_length=20,
                        verbose_name="種類",
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("address", models.CharField(max_length=254, verbose_name="メールアドレス")),
                ("subject", models.CharField(max_length=300, verbose_name="件名")),
                ("body", models.TextField(verbose_name="本文")),
                ("message_id", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "送信待ち"),
                            ("sending", "送信中"),
                            ("sent", "送信済み"),
                            ("failed", "送信できず"),
                            ("dropped", "不要になった"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True, verbose_name="送れなかった理由")),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="送った日時")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="宛先",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "知らせ",
                "constraints": [models.UniqueConstraint(fields=("municipality", "key"), name="reminder_once")],
            },
        ),
        migrations.CreateModel(
            name="QuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("text", models.CharField(max_length=500, verbose_name="質問")),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="記入の手がかり")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "文章"), ("yes_no", "はい・いいえ"), ("number", "数")],
                        default="text",
                        max_length=10,
                        verbose_name="答え方",
                    ),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="必ず答える")),
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
                        to="reviews.question",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.round",
                        verbose_name="照会",
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
                            hash="44a5a149e132611dd7282d775228286b83ea735c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e9571",
                            table="reviews_questionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=300, verbose_name="会議の名称")),
                ("held_on", models.DateField(verbose_name="開催日")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="場所")),
                ("chair", models.CharField(blank=True, max_length=120, verbose_name="議長")),
                ("attendees", models.TextField(blank=True, verbose_name="出席者")),
                ("minutes", models.TextField(blank=True, verbose_name="議事録")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "予定"), ("held", "開催済み"), ("closed", "議事録確定")],
                        default="planned",
                        max_length=10,
                        verbose_name="状態",
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
                        to="reviews.meeting",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.round",
                        verbose_name="照会",
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
                            hash="0f18a90b64cb5ed97155f5a3f532d20238a5edec",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_90037",
                            table="reviews_meetingevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="理由")),
                ("decider", models.CharField(max_length=120, verbose_name="決定した者")),
                ("decided_on", models.DateField(verbose_name="決定日")),
                ("recorded_by_name", models.CharField(max_length=80, verbose_name="記録した人")),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.edition",
                        verbose_name="年度版",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.item",
                        verbose_name="取組",
                    ),
                ),
                (
                    "merge_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.item",
                        verbose_name="統合先",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="reviews.decision",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.decisionkind",
                        verbose_name="決定",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.meeting",
                        verbose_name="会議",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "決定",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("decider", ""), _negated=True)
                        ),
                        name="decision_says_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merge_into", models.F("item")), _negated=True),
                        name="decision_merges_into_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes", models.F("id")), _negated=True),
                        name="decision_does_not_supersede_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes", None)),
                        fields=("municipality", "edition", "item"),
                        name="decision_one_first_an_item",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a4890d8ce34815165d30c49d7c7e318c99488410",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fbc9d",
                            table="reviews_decision",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("period_code", models.CharField(max_length=40, verbose_name="時期")),
                ("period_start", models.DateField(verbose_name="時期の始まり")),
                ("period_end", models.DateField(verbose_name="時期の終わり")),
                (
                    "kind",
                    models.CharField(
                        choices=[("mid_year", "上期"), ("year_end", "年度末"), ("other", "随時")],
                        max_length=10,
                        verbose_name="区分",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="題名")),
                ("guidance", models.TextField(blank=True, verbose_name="依頼文")),
                ("opens_on", models.DateField(verbose_name="照会の日")),
                ("due_on", models.DateField(verbose_name="回答の期限")),
                ("asks_costs", models.BooleanField(default=False, verbose_name="予算・決算もたずねる")),
                (
                    "remind_days_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="期限前の知らせ（開庁日）",
                    ),
                ),
                (
                    "remind_every_days",
                    models.PositiveSmallIntegerField(default=3, verbose_name="期限後の知らせの間隔（開庁日）"),
                ),
                (
                    "escalate_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="課長にも知らせるまで（開庁日）"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "準備中"),
                            ("open", "照会中"),
                            ("closed", "取りまとめ済み"),
                            ("cancelled", "取りやめ"),
                        ],
                        default="preparing",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_by_name", models.CharField(blank=True, max_length=80)),
                ("closed_at", models.DateTimeField(null=True)),
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
                        to="reviews.round",
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
                            hash="5582a06ff96ce56003f5ef6c8295cf6e73681cd2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_faf49",
                            table="reviews_roundevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScaleMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=60, verbose_name="評価")),
                ("meaning", models.TextField(blank=True, verbose_name="意味")),
                ("is_unassessable", models.BooleanField(default=False, verbose_name="評価できない")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                "verbose_name": "評価の区分",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "edition", "key"), name="scale_mark_key_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_scalemarkevent" ("edition_id", "id", "is_unassessable", "key", "label", "meaning", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."edition_id", NEW."id", NEW."is_unassessable", NEW."key", NEW."label", NEW."meaning", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="c5de31c36da2bcf6a319866dc2243164a4f31ba0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_54717",
                            table="reviews_scalemark",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_scalemarkevent" ("edition_id", "id", "is_unassessable", "key", "label", "meaning", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."edition_id", NEW."id", NEW."is_unassessable", NEW."key", NEW."label", NEW."meaning", NEW."municipality_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="48d59ee2212accf05336459e7a3575023f47d8d0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0e18e",
                            table="reviews_scalemark",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_scalemarkevent" ("edition_id", "id", "is_unassessable", "key", "label", "meaning", "municipality_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."edition_id", OLD."id", OLD."is_unassessable", OLD."key", OLD."label", OLD."meaning", OLD."municipality_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="ec16b71eafab65ce8804e6bafaa2d8b4ce688631",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b840b",
                            table="reviews_scalemark",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("comment", models.TextField(blank=True, verbose_name="評価の理由")),
                ("assessed_by_name", models.CharField(max_length=80, verbose_name="評価した人")),
                ("assessed_on", models.DateField(verbose_name="評価した日")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.item",
                        verbose_name="取組",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.scalemark",
                        verbose_name="評価",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "round", "item"), name="assessment_once_in_a_round")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_assessmentevent" ("assessed_by_name", "assessed_on", "comment", "id", "item_id", "mark_id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "version") VALUES (NEW."assessed_by_name", NEW."assessed_on", NEW."comment", NEW."id", NEW."item_id", NEW."mark_id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."version"); RETURN NULL;',
                            hash="bc0a070ac7bb8d588b8074b9de226089dec0e832",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2d630",
                            table="reviews_assessment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reviews_assessmentevent" ("assessed_by_name", "assessed_on", "comment", "id", "item_id", "mark_id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "version") VALUES (NEW."assessed_by_name", NEW."assessed_on", NEW."comment", NEW."id", NEW."item_id", NEW."mark_id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."version"); RETURN NULL;',
                            hash="7ca8b205c8c820791b2fe7ffb2cf6da10c527162",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_54ddf",
                            table="reviews_assessment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reviews_assessmentevent" ("assessed_by_name", "assessed_on", "comment", "id", "item_id", "mark_id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "version") VALUES (OLD."assessed_by_name", OLD."assessed_on", OLD."comment", OLD."id", OLD."item_id", OLD."mark_id", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id", OLD."version"); RETURN NULL;',
                            hash="c181a031cb592f0762c0024833d68cfe90f734ef",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_aa9c8",
                            table="reviews_assessment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("comment", models.TextField(blank=True, verbose_name="評価の理由")),
                ("assessed_by_name", models.CharField(max_length=80, verbose_name="評価した人")),
                ("assessed_on", models.DateField(verbose_name="評価した日")),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plan.item",
                        verbose_name="取組",
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
                        to="reviews.assessment",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.round",
                        verbose_name="照会",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.scalemark",
                        verbose_name="評価",
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
                            hash="d15952e3c6d95e674993cfeff8ea3d66e7432d26",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2551f",
                            table="reviews_assessmentevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScaleMarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=63, verbose_name="キー")),
                ("label", models.CharField(max_length=60, verbose_name="評価")),
                ("meaning", models.TextField(blank=True, verbose_name="意味")),
                ("is_unassessable", models.BooleanField(default=False, verbose_name="評価できない")),
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
                        to="reviews.scalemark",
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
                            hash="b63431b05628ee73616d4ebdc4aec2ba9800daf5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_38f9b",
                            table="reviews_scalemarkevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Shortfall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.TextField(verbose_name="事実")),
                ("cause", models.TextField(blank=True, verbose_name="原因")),
                ("response", models.TextField(blank=True, verbose_name="対応")),
                ("by_whom", models.CharField(blank=True, max_length=120, verbose_name="誰が")),
                ("until_date", models.DateField(blank=True, null=True, verbose_name="いつまでに")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="成果指標",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortfalls",
                        to="reviews.report",
                        verbose_name="報告",
                    ),
                ),
            ],
            options={
                "verbose_name": "未達の理由と対応",
            },
        ),
    ]
