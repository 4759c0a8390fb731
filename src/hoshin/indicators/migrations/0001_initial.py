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
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=63)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "policy", "key"), name="indicator_identity_key_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                ("name", models.CharField(max_length=300, verbose_name="指標名")),
                ("definition", models.TextField(blank=True, verbose_name="定義")),
                ("breaks_series", models.BooleanField(default=False, verbose_name="前の年度版とは定義が異なる")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "category",
                    models.CharField(
                        choices=[("outcome", "成果"), ("output", "活動"), ("input", "投入")],
                        default="outcome",
                        max_length=10,
                        verbose_name="区分",
                    ),
                ),
                (
                    "accumulation",
                    models.CharField(
                        choices=[
                            ("stock", "時点の値"),
                            ("flow", "年度の値"),
                            ("cumulative", "累計"),
                            ("average", "平均"),
                            ("unknown", "不明"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="値の性質",
                    ),
                ),
                (
                    "wanted",
                    models.CharField(
                        choices=[("up", "増やす"), ("down", "減らす"), ("keep", "維持する")],
                        default="up",
                        max_length=6,
                        verbose_name="望ましい向き",
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=300, verbose_name="対象・分母")),
                (
                    "series",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                (
                    "source_kind",
                    models.CharField(
                        choices=[("person", "担当者の入力"), ("file", "ファイル"), ("metric", "自動計測")],
                        default="person",
                        max_length=10,
                        verbose_name="値の出どころ",
                    ),
                ),
                ("source_key", models.CharField(blank=True, max_length=300, verbose_name="計測項目")),
                ("source_text", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                ("rationale", models.TextField(blank=True, verbose_name="この指標を選んだ理由")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("ratio", "目標に対する割合"),
                            ("progress", "基準からの進み"),
                            ("band", "基準の範囲内"),
                            ("none", "率を出さない"),
                        ],
                        default="ratio",
                        max_length=10,
                        verbose_name="達成度の算出",
                    ),
                ),
                ("is_capped", models.BooleanField(default=False, verbose_name="100%を上限とする")),
                ("is_prorated", models.BooleanField(default=False, verbose_name="年度で按分する")),
                ("band_percent", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="許容幅(%)")),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="indicators.indicatoridentity",
                        verbose_name="キー",
                    ),
                ),
            ],
            options={
                "verbose_name": "成果指標",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "edition", "identity"), name="indicator_once_in_an_edition"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("band_percent__range", (1, 100)), ("rule", "band")),
                            models.Q(models.Q(("rule", "band"), _negated=True), ("band_percent", None)),
                            _connector="OR",
                        ),
                        name="indicator_band_has_its_width",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_indicatorevent" ("accumulation", "band_percent", "breaks_series", "category", "certainty", "definition", "edition_id", "id", "identity_id", "is_capped", "is_prorated", "item_id", "municipality_id", "name", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "rule", "scope", "series", "source_key", "source_kind", "source_text", "unit", "version", "wanted") VALUES (NEW."accumulation", NEW."band_percent", NEW."breaks_series", NEW."category", NEW."certainty", NEW."definition", NEW."edition_id", NEW."id", NEW."identity_id", NEW."is_capped", NEW."is_prorated", NEW."item_id", NEW."municipality_id", NEW."name", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rationale", NEW."rule", NEW."scope", NEW."series", NEW."source_key", NEW."source_kind", NEW."source_text", NEW."unit", NEW."version", NEW."wanted"); RETURN NULL;',
                            hash="b7d8c3310a9d0565fed50e7df21c06a13b3d592a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6ab67",
                            table="indicators_indicator",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "indicators_indicatorevent" ("accumulation", "band_percent", "breaks_series", "category", "certainty", "definition", "edition_id", "id", "identity_id", "is_capped", "is_prorated", "item_id", "municipality_id", "name", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "rule", "scope", "series", "source_key", "source_kind", "source_text", "unit", "version", "wanted") VALUES (NEW."accumulation", NEW."band_percent", NEW."breaks_series", NEW."category", NEW."certainty", NEW."definition", NEW."edition_id", NEW."id", NEW."identity_id", NEW."is_capped", NEW."is_prorated", NEW."item_id", NEW."municipality_id", NEW."name", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rationale", NEW."rule", NEW."scope", NEW."series", NEW."source_key", NEW."source_kind", NEW."source_text", NEW."unit", NEW."version", NEW."wanted"); RETURN NULL;',
                            hash="169cba6df512421113690c31f2149d7506027d1c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4281e",
                            table="indicators_indicator",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_indicatorevent" ("accumulation", "band_percent", "breaks_series", "category", "certainty", "definition", "edition_id", "id", "identity_id", "is_capped", "is_prorated", "item_id", "municipality_id", "name", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "rule", "scope", "series", "source_key", "source_kind", "source_text", "unit", "version", "wanted") VALUES (OLD."accumulation", OLD."band_percent", OLD."breaks_series", OLD."category", OLD."certainty", OLD."definition", OLD."edition_id", OLD."id", OLD."identity_id", OLD."is_capped", OLD."is_prorated", OLD."item_id", OLD."municipality_id", OLD."name", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rationale", OLD."rule", OLD."scope", OLD."series", OLD."source_key", OLD."source_kind", OLD."source_text", OLD."unit", OLD."version", OLD."wanted"); RETURN NULL;',
                            hash="3d53b74f354ac3f6f724fb648c955d8e29a3fb10",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f068f",
                            table="indicators_indicator",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorEvent",
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
                ("name", models.CharField(max_length=300, verbose_name="指標名")),
                ("definition", models.TextField(blank=True, verbose_name="定義")),
                ("breaks_series", models.BooleanField(default=False, verbose_name="前の年度版とは定義が異なる")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "category",
                    models.CharField(
                        choices=[("outcome", "成果"), ("output", "活動"), ("input", "投入")],
                        default="outcome",
                        max_length=10,
                        verbose_name="区分",
                    ),
                ),
                (
                    "accumulation",
                    models.CharField(
                        choices=[
                            ("stock", "時点の値"),
                            ("flow", "年度の値"),
                            ("cumulative", "累計"),
                            ("average", "平均"),
                            ("unknown", "不明"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="値の性質",
                    ),
                ),
                (
                    "wanted",
                    models.CharField(
                        choices=[("up", "増やす"), ("down", "減らす"), ("keep", "維持する")],
                        default="up",
                        max_length=6,
                        verbose_name="望ましい向き",
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=300, verbose_name="対象・分母")),
                (
                    "series",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                (
                    "source_kind",
                    models.CharField(
                        choices=[("person", "担当者の入力"), ("file", "ファイル"), ("metric", "自動計測")],
                        default="person",
                        max_length=10,
                        verbose_name="値の出どころ",
                    ),
                ),
                ("source_key", models.CharField(blank=True, max_length=300, verbose_name="計測項目")),
                ("source_text", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                ("rationale", models.TextField(blank=True, verbose_name="この指標を選んだ理由")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("ratio", "目標に対する割合"),
                            ("progress", "基準からの進み"),
                            ("band", "基準の範囲内"),
                            ("none", "率を出さない"),
                        ],
                        default="ratio",
                        max_length=10,
                        verbose_name="達成度の算出",
                    ),
                ),
                ("is_capped", models.BooleanField(default=False, verbose_name="100%を上限とする")),
                ("is_prorated", models.BooleanField(default=False, verbose_name="年度で按分する")),
                ("band_percent", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="許容幅(%)")),
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
                        to="indicators.indicator",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="indicators.indicatoridentity",
                        verbose_name="キー",
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
                            hash="094e1c3f4541b9846ba25c4ee0a14f60244a9bd9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_120fe",
                            table="indicators_indicatorevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Actual",
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
                ("period_code", models.CharField(max_length=40, verbose_name="時期")),
                ("period_start", models.DateField(verbose_name="時期の始まり")),
                ("period_end", models.DateField(verbose_name="時期の終わり")),
                ("edition_year", models.PositiveSmallIntegerField(verbose_name="年度版")),
                ("series", models.CharField(blank=True, max_length=300, verbose_name="系列")),
                ("as_of_date", models.DateField(blank=True, null=True, verbose_name="時点")),
                ("metric_key", models.CharField(blank=True, max_length=80, verbose_name="計測項目")),
                ("reason", models.TextField(blank=True, verbose_name="訂正の理由")),
                ("entered_by", models.CharField(max_length=80)),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
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
                        to="indicators.actual",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actuals",
                        to="indicators.indicatoridentity",
                    ),
                ),
            ],
            options={
                "verbose_name": "実績",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absence", ""), ("amount__isnull", False), ("text", "")),
                            models.Q(("absence", ""), ("amount", None), models.Q(("text", ""), _negated=True)),
                            models.Q(("amount", None), ("text", ""), models.Q(("absence", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="indicators_actual_one_kind_of_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="actual_correction_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes", models.F("id")), _negated=True),
                        name="actual_does_not_supersede_itself",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c88288adafc6a15f7965e7aae8ff16b27c4efc52",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_13b16",
                            table="indicators_actual",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricBinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("metric_key", models.CharField(max_length=80, verbose_name="計測項目")),
                ("from_date", models.DateField(verbose_name="計測を始める日")),
                ("ended_date", models.DateField(blank=True, null=True, verbose_name="計測を終えた日")),
                ("reason", models.TextField(verbose_name="理由")),
                ("end_reason", models.TextField(blank=True, verbose_name="終えた理由")),
                ("bound_by", models.CharField(max_length=80, verbose_name="結び付けた人")),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to="indicators.indicatoridentity",
                        verbose_name="成果指標",
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
                "verbose_name": "計測項目との結び付き",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_date", None)),
                        fields=("municipality", "identity"),
                        name="binding_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_date", None), ("ended_date__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="binding_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_date", None)),
                            models.Q(("ended_date__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="binding_ended_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="binding_has_a_reason"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_metricbindingevent" ("bound_by", "end_reason", "ended_date", "from_date", "id", "identity_id", "metric_key", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."bound_by", NEW."end_reason", NEW."ended_date", NEW."from_date", NEW."id", NEW."identity_id", NEW."metric_key", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;',
                            hash="f3bbcce3a8085df35aa5f4ddf2908555cf90e8fb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_df5ff",
                            table="indicators_metricbinding",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "indicators_metricbindingevent" ("bound_by", "end_reason", "ended_date", "from_date", "id", "identity_id", "metric_key", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."bound_by", NEW."end_reason", NEW."ended_date", NEW."from_date", NEW."id", NEW."identity_id", NEW."metric_key", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;',
                            hash="5af4c147a4a75341ee197256c30f5ea66edccc94",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a15cb",
                            table="indicators_metricbinding",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_metricbindingevent" ("bound_by", "end_reason", "ended_date", "from_date", "id", "identity_id", "metric_key", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (OLD."bound_by", OLD."end_reason", OLD."ended_date", OLD."from_date", OLD."id", OLD."identity_id", OLD."metric_key", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."version"); RETURN NULL;',
                            hash="989dc0c8e0bf40f51c897cd36a6b9638a73b8e15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d3491",
                            table="indicators_metricbinding",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricBindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("metric_key", models.CharField(max_length=80, verbose_name="計測項目")),
                ("from_date", models.DateField(verbose_name="計測を始める日")),
                ("ended_date", models.DateField(blank=True, null=True, verbose_name="計測を終えた日")),
                ("reason", models.TextField(verbose_name="理由")),
                ("end_reason", models.TextField(blank=True, verbose_name="終えた理由")),
                ("bound_by", models.CharField(max_length=80, verbose_name="結び付けた人")),
                (
                    "identity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="indicators.indicatoridentity",
                        verbose_name="成果指標",
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
                        to="indicators.metricbinding",
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
                            hash="95faed32e448d3f5625a84d727aa05b147eca4ea",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_578cf",
                            table="indicators_metricbindingevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                ("period_code", models.CharField(max_length=40, verbose_name="時期")),
                ("period_start", models.DateField(verbose_name="時期の始まり")),
                ("period_end", models.DateField(verbose_name="時期の終わり")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("series", models.CharField(blank=True, max_length=300, verbose_name="系列")),
                ("period_label", models.CharField(blank=True, max_length=300, verbose_name="時期の表記")),
                ("reason", models.TextField(blank=True, verbose_name="変更の理由")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
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
            ],
            options={
                "verbose_name": "目標",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absence", ""), ("amount__isnull", False), ("text", "")),
                            models.Q(("absence", ""), ("amount", None), models.Q(("text", ""), _negated=True)),
                            models.Q(("amount", None), ("text", ""), models.Q(("absence", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="indicators_target_one_kind_of_value",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "indicator", "series", "period_code"), name="target_period_unique"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_targetevent" ("absence", "amount", "certainty", "comparator", "decimals", "id", "indicator_id", "municipality_id", "note", "order", "period_code", "period_end", "period_label", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "qualifier", "reason", "series", "text", "unit", "value_status", "version") VALUES (NEW."absence", NEW."amount", NEW."certainty", NEW."comparator", NEW."decimals", NEW."id", NEW."indicator_id", NEW."municipality_id", NEW."note", NEW."order", NEW."period_code", NEW."period_end", NEW."period_label", NEW."period_start", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed", NEW."qualifier", NEW."reason", NEW."series", NEW."text", NEW."unit", NEW."value_status", NEW."version"); RETURN NULL;',
                            hash="c8bebd12e61392b04ae5b406708f212f2a1d3a30",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_621f2",
                            table="indicators_target",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "indicators_targetevent" ("absence", "amount", "certainty", "comparator", "decimals", "id", "indicator_id", "municipality_id", "note", "order", "period_code", "period_end", "period_label", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "qualifier", "reason", "series", "text", "unit", "value_status", "version") VALUES (NEW."absence", NEW."amount", NEW."certainty", NEW."comparator", NEW."decimals", NEW."id", NEW."indicator_id", NEW."municipality_id", NEW."note", NEW."order", NEW."period_code", NEW."period_end", NEW."period_label", NEW."period_start", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed", NEW."qualifier", NEW."reason", NEW."series", NEW."text", NEW."unit", NEW."value_status", NEW."version"); RETURN NULL;',
                            hash="8c2d5ca4f4050cd517a9d9cf829fc0602fbfe717",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_38da2",
                            table="indicators_target",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_targetevent" ("absence", "amount", "certainty", "comparator", "decimals", "id", "indicator_id", "municipality_id", "note", "order", "period_code", "period_end", "period_label", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "qualifier", "reason", "series", "text", "unit", "value_status", "version") VALUES (OLD."absence", OLD."amount", OLD."certainty", OLD."comparator", OLD."decimals", OLD."id", OLD."indicator_id", OLD."municipality_id", OLD."note", OLD."order", OLD."period_code", OLD."period_end", OLD."period_label", OLD."period_start", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed", OLD."qualifier", OLD."reason", OLD."series", OLD."text", OLD."unit", OLD."value_status", OLD."version"); RETURN NULL;',
                            hash="0849468ab6945a089737a3608b5a278a6f22c462",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa56b",
                            table="indicators_target",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetEvent",
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
                ("period_code", models.CharField(max_length=40, verbose_name="時期")),
                ("period_start", models.DateField(verbose_name="時期の始まり")),
                ("period_end", models.DateField(verbose_name="時期の終わり")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                ("series", models.CharField(blank=True, max_length=300, verbose_name="系列")),
                ("period_label", models.CharField(blank=True, max_length=300, verbose_name="時期の表記")),
                ("reason", models.TextField(blank=True, verbose_name="変更の理由")),
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="indicators.indicator",
                        verbose_name="成果指標",
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
                        to="indicators.target",
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
                            hash="a3d5c6393caf8b2e237031887f088221d4384e28",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e7007",
                            table="indicators_targetevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
