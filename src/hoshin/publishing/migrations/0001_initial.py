import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="版")),
                ("snapshot", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True, verbose_name="訂正の理由")),
                ("published_by_id", models.BigIntegerField(null=True)),
                ("published_by_name", models.CharField(max_length=80)),
                ("published_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("published_date", models.DateField(verbose_name="公表日")),
                ("title", models.CharField(max_length=300)),
                ("year_label", models.CharField(blank=True, max_length=300)),
                ("issued_date", models.DateField(null=True)),
                ("outline", models.JSONField(default=list)),
                (
                    "comparison_left",
                    models.CharField(
                        choices=[("old", "旧が左、新が右"), ("new", "新が左、旧が右")], default="old", max_length=10
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
                        related_name="+",
                        to="plan.policy",
                        verbose_name="方針",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "policy", "year", "revision"), name="publication_revision_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revision", 1),
                            models.Q(("revision__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="publication_correction_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="publication_sha256_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("comparison_left__in", ["old", "new"])),
                        name="publication_comparison_left_is_a_side",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="059cd720f2df7ca2cccf9a0476ecca6517e6f770",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3aa4d",
                            table="publishing_publication",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("on_date", models.DateField()),
                ("requested_by_id", models.BigIntegerField(null=True)),
                ("requested_by_name", models.CharField(max_length=80)),
                ("requested_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待機中"), ("done", "完了"), ("failed", "中止")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("message", models.TextField(blank=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.policy"),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表の実行",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("municipality", "policy", "year"),
                        name="publication_run_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("notes", models.JSONField(default=list)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="publishing.publication"
                    ),
                ),
            ],
            options={
                "verbose_name": "公表した文書",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "publication", "format"), name="published_file_unique"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9dc471042ebf9bc537d838eeb874a2a2f3d5f9d2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ed0be",
                            table="publishing_publishedfile",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RememberedColumn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heading", models.CharField(max_length=220)),
                ("role", models.CharField(max_length=150)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plan.policy"),
                ),
            ],
            options={
                "verbose_name": "列の選択",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "policy", "heading"), name="remembered_column_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TableImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("file_name", models.CharField(max_length=200, verbose_name="ファイル")),
                ("grids", models.JSONField(null=True)),
                ("is_template", models.BooleanField(default=False)),
                ("roles", models.JSONField(default=list)),
                ("corrections", models.JSONField(default=dict)),
                ("open_count", models.PositiveIntegerField(null=True)),
                ("base_digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "確認中"), ("loaded", "読み込み済み"), ("cancelled", "取りやめ")],
                        default="open",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("started_by_id", models.BigIntegerField(null=True)),
                ("started_by_name", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                        related_name="+",
                        to="plan.policy",
                        verbose_name="方針",
                    ),
                ),
            ],
            options={
                "verbose_name": "表の読み込み",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), _negated=True), ("grids__isnull", False), _connector="OR"
                        ),
                        name="table_import_open_is_whole",
                    )
                ],
            },
        ),
    ]
