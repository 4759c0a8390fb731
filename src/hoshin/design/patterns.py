"""What the pattern page (templates/design/patterns.html) shows: each component once, with content as it occurs."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from hoshin.design import components as c
from hoshin.design.charts import Bullet, LineChart, Point, Series, StageTrack, Year, YearChart
from hoshin.design.shell import Fact, Heading, Link

STAGES = ("調査研究", "適用検討", "導入実行")


class PatternForm(forms.Form):
    """One field of each kind; shown with errors."""

    title = forms.CharField(label="取組の名称", help_text="一覧と見出しに使います。40文字以内。", max_length=40)
    stage = forms.ChoiceField(
        label="段階", choices=[("survey", "調査研究"), ("feasibility", "適用検討"), ("rollout", "導入実行")]
    )
    target = forms.DecimalField(
        label="目標値",
        help_text="数字で入力します。桁区切りはあってもなくてもかまいません。",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    due = forms.DateField(label="期限", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="概要", widget=forms.Textarea, required=False)
    role = forms.ChoiceField(
        label="所管の役割", widget=forms.RadioSelect, choices=[("lead", "主管"), ("joint", "連携"), ("related", "関係")]
    )
    inferred = forms.BooleanField(label="推定として公開する", required=False)


def pattern_context() -> dict[str, object]:
    """All variables of the pattern page but `site`, which only the assembler of the pages knows."""
    return {
        "heading": Heading(
            title="部品の見本",
            kicker="デザインシステム",
            edition="2020（令和2）年度",
            lead="画面を組み立てる部品を一つずつ、実際に近い内容で並べています。",
            facts=(Fact("更新", "2020年3月"), Fact("所管", "情報推進課"), Fact("版", "第1版", "見本")),
        ),
        "crumbs": (Link("方針トップ", "#"), Link("2020（令和2）年度版", "#"), Link("部品の見本", "#")),
        **_text_parts(),
        **_data_parts(),
        **_chart_parts(),
        "form": PatternForm({"title": "", "stage": "survey", "target": "二十", "role": ""}),
    }


def _text_parts() -> dict[str, object]:
    return {
        "notices": (
            c.Notice("数値は令和2年2月末時点です。", "確定値は決算後に差し替えます。"),
            c.Notice("保存しました。", mood="success"),
            c.Notice(
                "3つの段階は推定です。",
                "原本の矢印の色が失われているため、KPIの有無と文章から判断しました。",
                "warning",
                "#",
                "判断の理由",
            ),
            c.Notice("保存できませんでした。", "ほかの人が先に変更しています。", "error"),
        ),
        "tags": (
            c.Tag("みんなでつくるまちづくり", url="#"),
            c.Tag("公開中", "success"),
            c.Tag("作成中", "info"),
            c.Tag("参照先なし", "warning"),
            c.Tag("廃止", "danger"),
            c.Tag("推定", "inferred"),
        ),
        "departments": (
            c.DepartmentEntry("企画政策課", "主管", "#"),
            c.DepartmentEntry("情報推進課", "連携", "#"),
        ),
        "facts": (
            Fact("所管課", "情報推進課"),
            Fact("まちづくりの方向", "みんなでつくるまちづくり、安全で快適に暮らすまちづくり"),
            Fact("検討分野", "技術動向②、市のまちづくり②", "まちづくり②は一覧が原本にありません"),
        ),
        "cards": (
            c.Card(
                "公衆無線LAN環境の充実",
                "#",
                "重点取組 4",
                "駅前や避難施設に公衆無線LANの拠点を増やします。",
                "情報推進課",
                (c.Tag("導入実行", "info"),),
            ),
            c.Card(
                "統計データの活用に向けた調査・研究",
                "#",
                "重点取組 9",
                "統計データを使う業務を調べます。",
                "総務法規課",
            ),
        ),
        "empty": c.Empty(
            "条件に合う取組はありません。", "条件を減らすと見つかることがあります。", "#", "条件をすべて外す"
        ),
        "pages": c.Pages(
            (
                c.PageLink(1, "#"),
                c.PageLink(2, "#", is_current=True),
                c.PageLink(3, "#"),
                c.PageLink(None),
                c.PageLink(12, "#"),
            ),
            "#",
            "#",
        ),
        "tabs": (Link("概要", "#", is_current=True), Link("指標", "#"), Link("経過", "#", count=3)),
        "notes_list": (
            c.Note("stage", "矢印の色が原本から失われているため、段階は推定です。"),
            c.Note("year", "原本の列の見出しは令和5年度ですが、欄の中に令和3年度とあります。"),
        ),
        "events": (
            c.Event("2020年3月（令和2年3月）", "令和2年度版を公表", is_current=True),
            c.Event("2019年10月（令和元年10月）", "照会", "12の取組について所管課が回答しました。"),
        ),
        "downloads": (
            c.Download("重点取組一覧", "#", "CSV", "6 KB", "Excelで開けます"),
            c.Download("この年度版のすべて", "#", "JSON", "84 KB"),
        ),
        "steps": (
            c.Step("令和2年度の実績を確認する", "#", "公衆無線LAN設置箇所数ほか2件", "10月15日まで", is_late=True),
            c.Step("概要の見直しに回答する", "#", "デジタルサイネージの活用", "10月30日まで"),
        ),
        "progress": c.Progress("照会への回答", 7, 12, "12件中7件"),
    }


def _data_parts() -> dict[str, object]:
    columns = (
        c.Column("重点取組", sort_url="#", sorted_as="ascending"),
        c.Column("所管課", sort_url="#"),
        c.Column("成果指標"),
        c.Column("2020年2月末", is_number=True),
        c.Column("目標", is_number=True),
    )
    rows = (
        ("1 個人番号カードの普及促進", "市民課", "交付枚数", "42,678枚", "202,904枚"),
        ("4 公衆無線LAN環境の充実", "情報推進課", "設置箇所数", "4拠点", "20拠点"),
        ("6 デジタルサイネージの活用", "秘書広報課", "情報取得数", "記載なし", "4,500件"),
        ("7 自治体クラウドの導入", "情報推進課", "—", "—", "—"),
    )
    absences = {"記載なし", "—"}
    return {
        "figures": (
            c.Figure("重点取組", "12", "件", "導入実行 6／適用検討 2／調査研究 4"),
            c.Figure("成果指標", "6", "本", "目標のあるもの"),
            c.Figure("所管課", "5", "課"),
            c.Figure("目標に届いた指標", "—", "", "年度の途中です"),
        ),
        "table": c.Table(
            "重点取組一覧",
            columns,
            tuple(
                c.Row(c.Cell(row[0], "#"), tuple(c.Cell(text, is_absent=text in absences) for text in row[1:]))
                for row in rows
            ),
        ),
        "filter": c.Filter(
            "#",
            (
                c.FilterField("stage", "段階", tuple(c.Option(label, label, label == "導入実行") for label in STAGES)),
                c.FilterField("department", "所管課", (c.Option("1", "情報推進課"), c.Option("2", "市民課"))),
                c.FilterField("direction", "まちづくりの方向", (c.Option("1", "みんなでつくるまちづくり"),)),
            ),
            (c.ActiveFilter("段階：導入実行", "#"),),
            "#",
            result="12件中6件",
        ),
        "matrix": _matrix(),
        "comparison": c.Comparison(
            "同時に変更された項目",
            (
                c.Difference("名称", "公衆無線LAN環境の充実", "公衆無線LAN環境の整備", "title"),
                c.Difference("所管課", "情報推進課", "情報推進課"),
            ),
        ),
    }


def _matrix() -> c.Matrix:
    names = ("個人番号カードの普及促進", "行政手続きのオンライン化", "オープンデータの促進", "公衆無線LAN環境の充実")
    return c.Matrix(
        "重点取組と検討分野の対応",
        "検討分野の項目",
        tuple(c.MatrixColumn(str(number), name, "#") for number, name in enumerate(names, start=1)),
        (
            c.MatrixRow("技術動向", is_group=True),
            c.MatrixRow("② 公衆無線LAN（Wi-Fi）の整備", ("", "", "", "●")),
            c.MatrixRow("③ オープンデータの促進", ("", "", "●", "")),
            c.MatrixRow("⑥ ソーシャルメディア、LINE", ("", "", "", ""), note="対応する取組なし"),
        ),
    )


def _chart_parts() -> dict[str, object]:
    tracks = (
        StageTrack(STAGES, 2),
        StageTrack(STAGES, 1, inferred=True),
        StageTrack(STAGES, 0),
        StageTrack(STAGES, None),
        StageTrack(("構想", "計画", "試行", "本格運用", "定着"), 2),
    )
    return {
        "tracks": tracks,
        "kpis": _kpis(),
        "year_chart": _year_chart(),
        "line_chart": _line_chart(),
        "spark": _spark(),
    }


def _kpis() -> tuple[c.Kpi, ...]:
    as_of, due = "令和2年2月末", "2023（令和5）年度"
    return (
        c.Kpi(
            "公衆無線LAN設置箇所数",
            Bullet(
                "公衆無線LAN設置箇所数",
                Point(Decimal(4), "4拠点"),
                Point(Decimal(20), "20拠点"),
                Point(Decimal(5), "5拠点"),
                as_of,
                due,
            ),
            "#",
            "達成率 20%",
        ),
        c.Kpi(
            "行政手続のオンライン化（目標を超えた例）",
            Bullet("行政手続のオンライン化", Point(Decimal(17), "17件"), Point(Decimal(15), "15件"), None, as_of, due),
            rate="達成率 113%",
        ),
        c.Kpi(
            "駅前情報発信拠点内での情報取得数",
            Bullet("情報取得数", Point(None, "未計測"), Point(Decimal(4500), "4,500件"), None, "", "2021（令和3）年度"),
            notes=("実績が数値でないため、達成率は求めません。",),
        ),
    )


def _year_chart() -> YearChart:
    return YearChart(
        "個人番号カードの交付枚数",
        "枚",
        (
            Year("2018（平成30）年度", "H30", Point(None, "記載なし")),
            Year("2019（令和元）年度", "R1", Point(Decimal(42678), "42,678枚"), pace=Decimal(42678)),
            Year(
                "2020（令和2）年度",
                "R2",
                Point(Decimal(88000), "88,000枚（速報）", provisional=True),
                Point(Decimal(97056), "97,056枚"),
                Decimal(97056),
            ),
            Year("2021（令和3）年度", "R3", Point(None, "集計中"), pace=Decimal(132339)),
            Year("2022（令和4）年度", "R4", pace=Decimal(167621)),
            Year("2023（令和5）年度", "R5", None, Point(Decimal(202904), "202,904枚"), Decimal(202904)),
        ),
    )


def _line_chart() -> LineChart:
    def series(name: str, *values: str) -> Series:
        return Series(name, tuple(Point(Decimal(value)) if value else Point(None, "未計測") for value in values))

    return LineChart(
        "学校での情報端末の活用率",
        "%",
        ("2017（平成29）年度", "2018（平成30）年度", "2019（令和元）年度", "2020（令和2）年度"),
        (series("小学校", "48", "", "62", "75"), series("中学校", "41", "44", "49", "58")),
        ("H29", "H30", "R1", "R2"),
    )


def _spark() -> tuple[Point | None, ...]:
    return tuple(Point(Decimal(value)) if value else Point(None, "未計測") for value in ("3", "3", "", "4", "7", "6"))
