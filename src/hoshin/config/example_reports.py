"""What the example city's sections have written so far in its round of reports. Every fact in it is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hoshin.kernel.quantity import parse_quantity
from hoshin.reviews.models import CostLine
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue
from hoshin.reviews.rules.states import ReportVerb

INVENTED = "（架空の例）"
COUNTED = dt.date(2020, 9, 30)
SAVE, SUBMIT, RETURN = ReportVerb.SAVE, ReportVerb.SUBMIT, ReportVerb.RETURN
APPROVE, QUERY, ACCEPT = ReportVerb.APPROVE, ReportVerb.QUERY, ReportVerb.ACCEPT


@dataclass(frozen=True)
class ExampleStep:
    verb: ReportVerb
    day: int  # of September 2020
    remark: str = ""


@dataclass(frozen=True)
class ExampleReport:
    """One report: what it says, and from hand to hand how far it has come."""

    item: str
    content: ReportContent
    steps: tuple[ExampleStep, ...]


def _content(progress: str, next_plan: str = "", **parts: Any) -> ReportContent:
    # Each text says of itself that it is invented: it is read far from this file, on pages and in papers.
    return ReportContent(f"{progress}{INVENTED}", next_plan, **parts)


def _value(key: str, printed: str) -> tuple[StatedValue, ...]:
    return (StatedValue(key, parse_quantity(printed), as_of_date=COUNTED, note="架空の値です。"),)


def _steps(*steps: tuple[ReportVerb, int] | tuple[ReportVerb, int, str]) -> tuple[ExampleStep, ...]:
    return tuple(ExampleStep(*step) for step in steps)


# The other initiatives of the edition have not been begun.
REPORTS = (
    ExampleReport(
        "mynumber-card",
        _content(
            "土曜の窓口を月2回開き、公民館3か所で出張申請を受け付けました。受け取りの予約は電話とウェブで取れます。",
            "出張申請を6か所に増やします。",
            values=_value("cards-issued", "50,310枚"),
            shortfalls=(
                StatedShortfall(
                    fact=f"9月末の交付は50,310枚で、令和2年度の目標97,056枚の半分ほどです。{INVENTED}",
                    indicator_key="cards-issued",
                    cause="申請は増えましたが、受け取りの予約が1か月先まで埋まり、交付が追い付いていません。",
                    response="受け取りの窓口を二つ増やし、平日の夜間にも開きます。",
                    by_whom="市民課 窓口担当",
                    until_date=dt.date(2020, 12, 28),
                ),
            ),
            costs=(
                StatedCost(CostLine.Kind.BUDGET, 2020, 18_400, "窓口の人件費と機器"),
                StatedCost(CostLine.Kind.EXPECTED, 2020, 21_000, "窓口を二つ増やす分を含む"),
            ),
        ),
        _steps((SAVE, 17), (SUBMIT, 30), (APPROVE, 30)),
    ),
    ExampleReport(
        "online-procedures",
        _content(
            "福祉の手続きのうち、申請書だけで終わる1件をオンラインで受け付けられるようにしました。",
            "添付書類のある手続きを、写真で受け付けられるか確かめます。",
            values=_value("procedures-online", "14件"),
            costs=(StatedCost(CostLine.Kind.BUDGET, 2020, 3_200, "電子申請の利用料"),),
        ),
        _steps((SAVE, 18), (SUBMIT, 30), (APPROVE, 30), (ACCEPT, 30)),
    ),
    ExampleReport(
        "public-wifi",
        _content("設置先の候補を3か所に絞り、電源と回線の下見を始めました。"),
        _steps((SAVE, 24)),
    ),
    ExampleReport(
        "station-hub",
        _content(
            "LEDビジョンで催しと防災のお知らせを流しました。流す内容は毎週見直しています。",
            values=_value("hub-messages", "46件"),
        ),
        _steps(
            (SAVE, 16),
            (SUBMIT, 30),
            (APPROVE, 30),
            (QUERY, 30, "46件は、4月からの件数ですか。始めてからの累計ですか。本文に書き足してください。"),
        ),
    ),
    ExampleReport(
        "digital-signage",
        _content(
            "改札前と市民広場の2台で、催しのお知らせを流しました。画面の二次元コードから読まれた数を月ごとに数えています。",
            "読まれた時間帯を調べ、流す順番を変えます。",
            values=_value("hub-information-obtained", "820件"),
        ),
        _steps((SAVE, 23), (SUBMIT, 30)),
    ),
    ExampleReport(
        "municipal-cloud",
        _content(
            "近隣の市が開いた勉強会に2回出て、共同利用の費用の分け方と、移行にかかる期間を聞きました。",
            "更新の時期の近い業務から、共同利用に向くものを選びます。",
        ),
        _steps((SAVE, 15), (SUBMIT, 18), (APPROVE, 23), (ACCEPT, 24)),
    ),
    ExampleReport(
        "ai-rpa",
        _content(
            "ふるさと納税の受付簿と会議録の二つの業務で、無償の試行をしました。受付簿の転記は、月30時間が9時間になりました。",
            "効果のあった転記の業務から本格的に使い始めます。",
            costs=(StatedCost(CostLine.Kind.EXPECTED, 2021, 2_600, "利用料と職員の研修"),),
        ),
        _steps((SAVE, 15), (SUBMIT, 17), (APPROVE, 18), (ACCEPT, 24)),
    ),
    ExampleReport(
        "social-media",
        _content("ほかの市の使い方を調べました。防災の分野で使えそうです。"),
        _steps(
            (SAVE, 16),
            (SUBMIT, 18),
            (RETURN, 24, "どの市の、どの使い方を調べたのかを書いてください。広報と防災の分け方も知りたいところです。"),
        ),
    ),
)

CASES = {
    "rpa": {
        "organisation": "みほん市（架空）",
        "title": "転記の業務にRPAを使った例",
        "year": 2019,
        "technology": "RPA",
        "description": "申込書の内容を二つの帳簿に書き写す業務を、夜のうちに動かすようにしました。",
        "cost": "年240万円（利用料、研修）",
        "effect": "月42時間の作業が8時間になりました。書き写しの誤りはなくなりました。",
        "source": "見本のために作った事例です。",
    },
    "minutes": {
        "organisation": "れいじ町（架空）",
        "title": "会議録の下書きに音声認識を使った例",
        "year": 2019,
        "technology": "音声認識",
        "description": "録音から下書きを作り、職員が読み直して仕上げます。",
        "cost": "年36万円",
        "effect": "1時間の会議に4時間かかっていた会議録が、1時間半でできます。",
        "source": "見本のために作った事例です。",
    },
}

EVIDENCE = {
    "scope": "ふるさと納税の受付簿の転記と、会議録の下書きの二つを対象とします。個人番号を扱う業務は対象にしません。",
    "cost": "利用料と研修で、年260万円と見積もりました。",
    "effect": "試行では、受付簿の転記が月30時間から9時間になりました。会議録は測っていないので、効果に数えません。",
    "start": "令和3年6月に始めます。4月に契約、5月に職員の研修を行います。",
    "budget": "令和3年度の予算として260万円を要求します。",
    "indicator": "転記にかかる時間を毎月数えます。目標は、令和3年度に月12時間以下です。",
    "owner": "情報推進課が主管し、企画政策課が対象の業務を選びます。",
}
"""What is put forward for each criterion of the gate, by the criterion's key."""

NOT_SIGNED = "budget"
CASE_FOR = {"effect": "rpa"}
