import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
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
            name="Dataset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                ("slug", models.CharField(max_length=60, verbose_name="ファイル名")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("title_kana", models.CharField(blank=True, max_length=200, verbose_name="名称（かな）")),
                ("description", models.TextField(verbose_name="説明")),
                ("standard", models.CharField(blank=True, max_length=40, verbose_name="標準データセット")),
                ("source_key", models.CharField(blank=True, max_length=80, verbose_name="元の表")),
                ("category", models.CharField(max_length=40, verbose_name="分類")),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="タグ",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="問い合わせ先")),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"),
                            ("CC0-1.0", "CC0 1.0 全世界（パブリック・ドメイン提供）"),
                            ("PDL-1.0", "公共データ利用規約（第1.0版）"),
                        ],
                        default="CC-BY-4.0",
                        max_length=20,
                        verbose_name="ライセンス",
                    ),
                ),
                ("update_frequency", models.CharField(blank=True, max_length=60, verbose_name="更新頻度")),
                ("spatial", models.CharField(blank=True, max_length=100, verbose_name="対象地域")),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="対象期間の始まり")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="対象期間の終わり")),
                ("landing_page", models.URLField(blank=True, max_length=500, verbose_name="関連ページ")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "準備中"), ("active", "公開中"), ("withdrawn", "取下げ")],
                        default="prepared",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("withdrawn_date", models.DateField(blank=True, null=True, verbose_name="取下げ日")),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="取下げの理由")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("modified_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.department",
                        verbose_name="所管課",
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
                "verbose_name": "データセット",
                "indexes": [models.Index(fields=["municipality", "state", "modified_at"], name="dataset_by_change")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "number"), name="dataset_number_unique"),
                    models.UniqueConstraint(fields=("municipality", "uid"), name="dataset_uid_unique"),
                    models.UniqueConstraint(fields=("municipality", "slug"), name="dataset_slug_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("municipality", "source_key"),
                        name="dataset_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_date__isnull", False),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawal_reason", ""),
                                ("withdrawn_date", None),
                            ),
                            _connector="OR",
                        ),
                        name="dataset_withdrawn_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9][a-z0-9_-]*$")), name="dataset_slug_form"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "opendata_datasetevent" ("category", "contact", "created_at", "department_id", "description", "id", "landing_page", "licence", "modified_at", "municipality_id", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_key", "spatial", "standard", "state", "tags", "title", "title_kana", "uid", "update_frequency", "version", "withdrawal_reason", "withdrawn_date") VALUES (NEW."category", NEW."contact", NEW."created_at", NEW."department_id", NEW."description", NEW."id", NEW."landing_page", NEW."licence", NEW."modified_at", NEW."municipality_id", NEW."number", NEW."period_end", NEW."period_start", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source_key", NEW."spatial", NEW."standard", NEW."state", NEW."tags", NEW."title", NEW."title_kana", NEW."uid", NEW."update_frequency", NEW."version", NEW."withdrawal_reason", NEW."withdrawn_date"); RETURN NULL;',
                            hash="becc69f3eea2d65c7256ea98746346209624c939",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b5dae",
                            table="opendata_dataset",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "opendata_datasetevent" ("category", "contact", "created_at", "department_id", "description", "id", "landing_page", "licence", "modified_at", "municipality_id", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_key", "spatial", "standard", "state", "tags", "title", "title_kana", "uid", "update_frequency", "version", "withdrawal_reason", "withdrawn_date") VALUES (NEW."category", NEW."contact", NEW."created_at", NEW."department_id", NEW."description", NEW."id", NEW."landing_page", NEW."licence", NEW."modified_at", NEW."municipality_id", NEW."number", NEW."period_end", NEW."period_start", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source_key", NEW."spatial", NEW."standard", NEW."state", NEW."tags", NEW."title", NEW."title_kana", NEW."uid", NEW."update_frequency", NEW."version", NEW."withdrawal_reason", NEW."withdrawn_date"); RETURN NULL;',
                            hash="c2080309d3c5a4bdc9c4630be1364367f550d0fc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7498c",
                            table="opendata_dataset",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "opendata_datasetevent" ("category", "contact", "created_at", "department_id", "description", "id", "landing_page", "licence", "modified_at", "municipality_id", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_key", "spatial", "standard", "state", "tags", "title", "title_kana", "uid", "update_frequency", "version", "withdrawal_reason", "withdrawn_date") VALUES (OLD."category", OLD."contact", OLD."created_at", OLD."department_id", OLD."description", OLD."id", OLD."landing_page", OLD."licence", OLD."modified_at", OLD."municipality_id", OLD."number", OLD."period_end", OLD."period_start", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."source_key", OLD."spatial", OLD."standard", OLD."state", OLD."tags", OLD."title", OLD."title_kana", OLD."uid", OLD."update_frequency", OLD."version", OLD."withdrawal_reason", OLD."withdrawn_date"); RETURN NULL;',
                            hash="e9b93e49889afc3741a3760d7a16fadc9ed3f5b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5ef02",
                            table="opendata_dataset",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DatasetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                ("slug", models.CharField(max_length=60, verbose_name="ファイル名")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("title_kana", models.CharField(blank=True, max_length=200, verbose_name="名称（かな）")),
                ("description", models.TextField(verbose_name="説明")),
                ("standard", models.CharField(blank=True, max_length=40, verbose_name="標準データセット")),
                ("source_key", models.CharField(blank=True, max_length=80, verbose_name="元の表")),
                ("category", models.CharField(max_length=40, verbose_name="分類")),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="タグ",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="問い合わせ先")),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"),
                            ("CC0-1.0", "CC0 1.0 全世界（パブリック・ドメイン提供）"),
                            ("PDL-1.0", "公共データ利用規約（第1.0版）"),
                        ],
                        default="CC-BY-4.0",
                        max_length=20,
                        verbose_name="ライセンス",
                    ),
                ),
                ("update_frequency", models.CharField(blank=True, max_length=60, verbose_name="更新頻度")),
                ("spatial", models.CharField(blank=True, max_length=100, verbose_name="対象地域")),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="対象期間の始まり")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="対象期間の終わり")),
                ("landing_page", models.URLField(blank=True, max_length=500, verbose_name="関連ページ")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "準備中"), ("active", "公開中"), ("withdrawn", "取下げ")],
                        default="prepared",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("withdrawn_date", models.DateField(blank=True, null=True, verbose_name="取下げ日")),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="取下げの理由")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("modified_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.department",
                        verbose_name="所管課",
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
                        to="opendata.dataset",
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
                            hash="26aaa4196c527d6edc9a442d6b1a08dce490a85d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_83368",
                            table="opendata_datasetevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DownloadCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=10)),
                ("day", models.DateField()),
                ("by_people", models.PositiveIntegerField(default=0)),
                ("by_machines", models.PositiveIntegerField(default=0)),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opendata.dataset"
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
                "verbose_name": "ダウンロード数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "dataset", "format", "day"), name="download_count_of_a_day_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target", models.CharField(max_length=500)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("checked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("failing_since", models.DateField(null=True)),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="link_checks", to="opendata.dataset"
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
                "verbose_name": "リンクの点検",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "dataset", "target"), name="link_check_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField()),
                ("name", models.CharField(max_length=30)),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "準備中"), ("active", "公開中"), ("withdrawn", "取下げ")], max_length=10
                    ),
                ),
                ("category", models.CharField(max_length=40)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "formats",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("licence", models.CharField(max_length=20)),
                ("standard", models.CharField(blank=True, max_length=40)),
                ("is_standard_met", models.BooleanField(null=True)),
                ("department_name", models.CharField(blank=True, max_length=80)),
                ("first_date", models.DateField()),
                ("released_date", models.DateField()),
                ("modified_at", models.DateTimeField()),
                ("package", models.TextField(blank=True)),
                ("package_form", models.PositiveSmallIntegerField(default=1)),
                ("tokens", django.contrib.postgres.search.SearchVectorField()),
                (
                    "dataset",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="listing", to="opendata.dataset"
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
                "verbose_name": "カタログの行",
                "indexes": [
                    models.Index(fields=["municipality", "state", "-released_date", "name"], name="listing_by_release"),
                    models.Index(fields=["municipality", "state", "modified_at"], name="listing_by_change"),
                    django.contrib.postgres.indexes.GinIndex(fields=["tokens"], name="listing_tokens"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="listing_name_unique"),
                    models.UniqueConstraint(fields=("municipality", "uid"), name="listing_uid_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="版")),
                ("published_date", models.DateField(verbose_name="公開日")),
                ("published_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("prepared_by", models.CharField(max_length=80, verbose_name="作成")),
                ("approved_by", models.CharField(max_length=80, verbose_name="承認")),
                ("note", models.TextField(blank=True, verbose_name="変更の内容")),
                ("columns", models.JSONField(default=list)),
                ("row_count", models.PositiveIntegerField()),
                ("preview", models.JSONField(default=list)),
                ("places", models.JSONField(default=list)),
                ("quality", models.JSONField(default=dict)),
                ("content_sha256", models.CharField(max_length=64)),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="opendata.dataset"
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
                "verbose_name": "データセットの版",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "dataset", "number"), name="release_number_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3fd84bb1b8742150178029c1191a9cc12f306f2a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_92511",
                            table="opendata_release",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Distribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField()),
                (
                    "format",
                    models.CharField(
                        choices=[("CSV", "CSV"), ("JSON", "JSON"), ("GeoJSON", "GeoJSON"), ("XLSX", "Excel（XLSX）")],
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("storage_name", models.CharField(max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="distributions", to="opendata.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "配布物",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "release", "format"), name="distribution_format_unique"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="02220923d5714925b1510142e139880814794c0f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_55501",
                            table="opendata_distribution",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "公開してほしいデータ"),
                            ("mistake", "誤りの指摘"),
                            ("use", "活用の紹介"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("text", models.TextField(verbose_name="内容")),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("received_date", models.DateField(verbose_name="受付日")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "未回答"), ("answered", "回答済み"), ("closed", "回答しない")],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="公開する")),
                ("answer", models.TextField(blank=True, verbose_name="回答")),
                ("answered_by", models.CharField(blank=True, max_length=80)),
                ("answered_date", models.DateField(blank=True, null=True, verbose_name="回答日")),
                (
                    "dataset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="opendata.dataset",
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
                "verbose_name": "要望・意見",
                "indexes": [models.Index(fields=["municipality", "state", "received_at"], name="remark_by_state")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "opendata_remarkevent" ("answer", "answered_by", "answered_date", "dataset_id", "id", "is_public", "kind", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_date", "state", "text", "version") VALUES (NEW."answer", NEW."answered_by", NEW."answered_date", NEW."dataset_id", NEW."id", NEW."is_public", NEW."kind", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_at", NEW."received_date", NEW."state", NEW."text", NEW."version"); RETURN NULL;',
                            hash="4c82d0a067c6c6c92e8dbaaf4903dad78475ff72",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d6707",
                            table="opendata_remark",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "opendata_remarkevent" ("answer", "answered_by", "answered_date", "dataset_id", "id", "is_public", "kind", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_date", "state", "text", "version") VALUES (NEW."answer", NEW."answered_by", NEW."answered_date", NEW."dataset_id", NEW."id", NEW."is_public", NEW."kind", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_at", NEW."received_date", NEW."state", NEW."text", NEW."version"); RETURN NULL;',
                            hash="41b77baafba347d9343b91960d94d470252fd22c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_296bb",
                            table="opendata_remark",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "opendata_remarkevent" ("answer", "answered_by", "answered_date", "dataset_id", "id", "is_public", "kind", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_date", "state", "text", "version") VALUES (OLD."answer", OLD."answered_by", OLD."answered_date", OLD."dataset_id", OLD."id", OLD."is_public", OLD."kind", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_at", OLD."received_date", OLD."state", OLD."text", OLD."version"); RETURN NULL;',
                            hash="a60c17c2115ff3d81f71833fbcf8465c6538e726",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3d041",
                            table="opendata_remark",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "公開してほしいデータ"),
                            ("mistake", "誤りの指摘"),
                            ("use", "活用の紹介"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("text", models.TextField(verbose_name="内容")),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("received_date", models.DateField(verbose_name="受付日")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "未回答"), ("answered", "回答済み"), ("closed", "回答しない")],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="公開する")),
                ("answer", models.TextField(blank=True, verbose_name="回答")),
                ("answered_by", models.CharField(blank=True, max_length=80)),
                ("answered_date", models.DateField(blank=True, null=True, verbose_name="回答日")),
                (
                    "dataset",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opendata.dataset",
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
                        to="opendata.remark",
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
                            hash="fe55dca66512b6729828dca1d90f57b048777d67",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3fd66",
                            table="opendata_remarkevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("file_name", models.CharField(max_length=200, verbose_name="ファイル名")),
                ("storage_name", models.CharField(blank=True, max_length=200)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("treatment", models.JSONField(default=dict)),
                ("report", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True, verbose_name="変更の内容")),
                ("confirmation", models.TextField(blank=True, verbose_name="個人に関する情報の確認")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "準備中"),
                            ("requested", "承認待ち"),
                            ("approved", "公開の処理中"),
                            ("returned", "差戻し"),
                            ("published", "公開済み"),
                            ("cancelled", "取りやめ"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("uploaded_by_id", models.BigIntegerField(null=True)),
                ("uploaded_by_name", models.CharField(max_length=80)),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("requested_by_id", models.BigIntegerField(null=True)),
                ("requested_by_name", models.CharField(blank=True, max_length=80)),
                ("requested_date", models.DateField(null=True, verbose_name="申請日")),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=80)),
                ("decided_date", models.DateField(null=True, verbose_name="承認日")),
                ("remark", models.TextField(blank=True, verbose_name="承認者の意見")),
                ("failure", models.TextField(blank=True, verbose_name="公開できなかった理由")),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="opendata.dataset"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opendata.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "公開の準備",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "requested", "approved", "returned"))),
                        fields=("municipality", "dataset"),
                        name="upload_one_at_a_time",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "opendata_uploadevent" ("changed_at", "confirmation", "dataset_id", "decided_by_id", "decided_by_name", "decided_date", "failure", "file_name", "id", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_id", "remark", "requested_by_id", "requested_by_name", "requested_date", "sha256", "size", "state", "storage_name", "treatment", "uploaded_at", "uploaded_by_id", "uploaded_by_name", "version") VALUES (NEW."changed_at", NEW."confirmation", NEW."dataset_id", NEW."decided_by_id", NEW."decided_by_name", NEW."decided_date", NEW."failure", NEW."file_name", NEW."id", NEW."municipality_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."release_id", NEW."remark", NEW."requested_by_id", NEW."requested_by_name", NEW."requested_date", NEW."sha256", NEW."size", NEW."state", NEW."storage_name", NEW."treatment", NEW."uploaded_at", NEW."uploaded_by_id", NEW."uploaded_by_name", NEW."version"); RETURN NULL;',
                            hash="bb67c1da7875a715000054ed684a86cb124c3b64",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f9db1",
                            table="opendata_upload",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."confirmation" IS DISTINCT FROM (NEW."confirmation") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_by_name" IS DISTINCT FROM (NEW."decided_by_name") OR OLD."decided_date" IS DISTINCT FROM (NEW."decided_date") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."release_id" IS DISTINCT FROM (NEW."release_id") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_by_name" IS DISTINCT FROM (NEW."requested_by_name") OR OLD."requested_date" IS DISTINCT FROM (NEW."requested_date") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."storage_name" IS DISTINCT FROM (NEW."storage_name") OR OLD."treatment" IS DISTINCT FROM (NEW."treatment") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."uploaded_by_name" IS DISTINCT FROM (NEW."uploaded_by_name") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "opendata_uploadevent" ("changed_at", "confirmation", "dataset_id", "decided_by_id", "decided_by_name", "decided_date", "failure", "file_name", "id", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_id", "remark", "requested_by_id", "requested_by_name", "requested_date", "sha256", "size", "state", "storage_name", "treatment", "uploaded_at", "uploaded_by_id", "uploaded_by_name", "version") VALUES (NEW."changed_at", NEW."confirmation", NEW."dataset_id", NEW."decided_by_id", NEW."decided_by_name", NEW."decided_date", NEW."failure", NEW."file_name", NEW."id", NEW."municipality_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."release_id", NEW."remark", NEW."requested_by_id", NEW."requested_by_name", NEW."requested_date", NEW."sha256", NEW."size", NEW."state", NEW."storage_name", NEW."treatment", NEW."uploaded_at", NEW."uploaded_by_id", NEW."uploaded_by_name", NEW."version"); RETURN NULL;',
                            hash="76791e633cc298043ba389648dc534fdcc9de483",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_67003",
                            table="opendata_upload",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "opendata_uploadevent" ("changed_at", "confirmation", "dataset_id", "decided_by_id", "decided_by_name", "decided_date", "failure", "file_name", "id", "municipality_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_id", "remark", "requested_by_id", "requested_by_name", "requested_date", "sha256", "size", "state", "storage_name", "treatment", "uploaded_at", "uploaded_by_id", "uploaded_by_name", "version") VALUES (OLD."changed_at", OLD."confirmation", OLD."dataset_id", OLD."decided_by_id", OLD."decided_by_name", OLD."decided_date", OLD."failure", OLD."file_name", OLD."id", OLD."municipality_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."release_id", OLD."remark", OLD."requested_by_id", OLD."requested_by_name", OLD."requested_date", OLD."sha256", OLD."size", OLD."state", OLD."storage_name", OLD."treatment", OLD."uploaded_at", OLD."uploaded_by_id", OLD."uploaded_by_name", OLD."version"); RETURN NULL;',
                            hash="d6ca9a488149d30f6daa1181b7dffe2158949b3b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8d25",
                            table="opendata_upload",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("file_name", models.CharField(max_length=200, verbose_name="ファイル名")),
                ("storage_name", models.CharField(blank=True, max_length=200)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("treatment", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True, verbose_name="変更の内容")),
                ("confirmation", models.TextField(blank=True, verbose_name="個人に関する情報の確認")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "準備中"),
                            ("requested", "承認待ち"),
                            ("approved", "公開の処理中"),
                            ("returned", "差戻し"),
                            ("published", "公開済み"),
                            ("cancelled", "取りやめ"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("uploaded_by_id", models.BigIntegerField(null=True)),
                ("uploaded_by_name", models.CharField(max_length=80)),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("requested_by_id", models.BigIntegerField(null=True)),
                ("requested_by_name", models.CharField(blank=True, max_length=80)),
                ("requested_date", models.DateField(null=True, verbose_name="申請日")),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=80)),
                ("decided_date", models.DateField(null=True, verbose_name="承認日")),
                ("remark", models.TextField(blank=True, verbose_name="承認者の意見")),
                ("failure", models.TextField(blank=True, verbose_name="公開できなかった理由")),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "dataset",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opendata.dataset",
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
                        to="opendata.upload",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opendata.release",
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
                            hash="131724a46b05f544e4e002a0a3d87100fc4087d0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_655c2",
                            table="opendata_uploadevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
