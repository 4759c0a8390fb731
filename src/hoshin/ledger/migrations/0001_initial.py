import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric_key", models.CharField(max_length=80, verbose_name="計測項目")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("counted", "計上"),
                            ("removed", "除外（なくなったもの）"),
                            ("left_out", "計上しない"),
                            ("opening", "期首の残高"),
                            ("reconciled", "公式の数との差"),
                        ],
                        default="counted",
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("occurred_date", models.DateField(verbose_name="発生日")),
                ("amount", models.DecimalField(decimal_places=4, max_digits=20, verbose_name="数")),
                ("subject", models.CharField(max_length=200, verbose_name="対象")),
                ("natural_key", models.CharField(max_length=250, verbose_name="一意のキー")),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("rule", models.CharField(blank=True, max_length=300, verbose_name="計上しない理由")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                ("evidence", models.JSONField(default=dict, verbose_name="根拠")),
                ("recorded_by", models.CharField(max_length=80, verbose_name="記帳者")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="記帳日時"),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "台帳の記帳",
                "indexes": [
                    models.Index(fields=["municipality", "metric_key", "occurred_date"], name="entry_by_day"),
                    models.Index(fields=["municipality", "metric_key", "subject"], name="entry_by_subject"),
                    models.Index(
                        condition=models.Q(("kind__in", ("removed", "left_out", "opening", "reconciled"))),
                        fields=["municipality", "metric_key", "kind", "occurred_date"],
                        name="entry_out_of_the_ordinary",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "metric_key", "natural_key"), name="entry_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), ("kind", "left_out"), models.Q(("rule", ""), _negated=True)),
                            models.Q(models.Q(("kind", "left_out"), _negated=True), ("rule", "")),
                            _connector="OR",
                        ),
                        name="entry_left_out_by_a_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("opening", "reconciled", "removed")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="entry_out_of_the_ordinary_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "counted"), _negated=True), ("amount__gt", 0), _connector="OR"
                        ),
                        name="entry_counted_adds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "removed"), _negated=True), ("amount__lt", 0), _connector="OR"
                        ),
                        name="entry_removed_takes_off",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bd80cdea55986d8dc4a873a0796f1dd071e72f1d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_af900",
                            table="ledger_entry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="add_up",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM new_rows WHERE recorded_at < transaction_timestamp() OR recorded_at > clock_timestamp()) THEN\n        RAISE EXCEPTION 'ledger: recorded_at is not the present moment' USING ERRCODE = 'check_violation';\n    END IF;\n\n    IF EXISTS (\n        SELECT 1 FROM (SELECT municipality_id, max(occurred_date) AS last_day FROM new_rows GROUP BY 1) r\n        JOIN kernel_municipality m ON m.id = r.municipality_id\n        WHERE r.last_day > coalesce(m.example_clock, (now() AT TIME ZONE 'Asia/Tokyo')::date)\n    ) THEN\n        RAISE EXCEPTION 'ledger: occurred_date lies in the future' USING ERRCODE = 'check_violation';\n    END IF;\n\n    INSERT INTO ledger_dailytotal AS t (municipality_id, metric_key, day, amount, entries)\n    SELECT municipality_id, metric_key, occurred_date, sum(amount), count(*)\n    FROM new_rows WHERE kind <> 'left_out'\n    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3\n    ON CONFLICT (municipality_id, metric_key, day)\n    DO UPDATE SET amount = t.amount + excluded.amount, entries = t.entries + excluded.entries;\n    RETURN NULL;\n",
                            hash="e38bc99d95b13564bdd5d55f1414a24a5e2eb2ab",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_add_up_4ddb7",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="ledger_entry",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="ファイル名")),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("storage_name", models.CharField(max_length=200)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file", to="ledger.entry"
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
                "verbose_name": "根拠のファイル",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a57b78e8223b31cc894e5812e2de869322026dc4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8abc3",
                            table="ledger_evidencefile",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric_key", models.CharField(max_length=80)),
                ("day", models.DateField(verbose_name="時点")),
                ("value", models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ("value_of_entries", models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ("entries", models.IntegerField()),
                ("measured_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "計測",
                "indexes": [models.Index(fields=["municipality", "metric_key", "day"], name="measurement_by_day")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="31002ff527cf5e305163180381692810783de03c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dbac5",
                            table="ledger_measurement",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Void",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="理由")),
                ("voided_by", models.CharField(max_length=80)),
                ("voided_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="void", to="ledger.entry"
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
                "verbose_name": "記帳の取消し",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="void_has_a_reason")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="11945377c9ea179e4640c616ab710edc2bd8a439",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_31ac5",
                            table="ledger_void",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="take_off",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM new_rows WHERE voided_at < transaction_timestamp() OR voided_at > clock_timestamp()) THEN\n        RAISE EXCEPTION 'ledger: voided_at is not the present moment' USING ERRCODE = 'check_violation';\n    END IF;\n\n    IF EXISTS (\n        SELECT 1 FROM new_rows v\n        LEFT JOIN ledger_entry e ON e.id = v.entry_id AND e.municipality_id = v.municipality_id\n        WHERE e.id IS NULL\n    ) THEN\n        RAISE EXCEPTION 'ledger: a void of an entry that is not there' USING ERRCODE = 'check_violation';\n    END IF;\n    UPDATE ledger_dailytotal t SET amount = t.amount - gone.amount, entries = t.entries - gone.entries\n    FROM (\n        SELECT e.municipality_id, e.metric_key, e.occurred_date, sum(e.amount) AS amount, count(*) AS entries\n        FROM new_rows v JOIN ledger_entry e ON e.id = v.entry_id\n        WHERE e.kind <> 'left_out'\n        GROUP BY 1, 2, 3\n    ) gone\n    WHERE (t.municipality_id, t.metric_key, t.day) = (gone.municipality_id, gone.metric_key, gone.occurred_date);\n    RETURN NULL;\n",
                            hash="3512dc8424cb93fa9ec990a59e66c7351872c093",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_take_off_cb788",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="ledger_void",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric_key", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=4, max_digits=24)),
                ("entries", models.IntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "日計",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "metric_key", "day"), name="daily_total_unique")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="kept_by_the_database",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (pg_trigger_depth() = 0)",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot insert or update or delete rows from % table', TG_TABLE_NAME;",
                            hash="37da46e874f9fff71eae91b3a12b2bba37ac234b",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_kept_by_the_database_a1248",
                            table="ledger_dailytotal",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
