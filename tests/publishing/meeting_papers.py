"""The papers of one meeting with everything that papers can hold."""

from __future__ import annotations

import datetime as dt

from hoshin.reviews.rules.results import (
    AgendaLine,
    IndicatorLine,
    ItemPaper,
    ItemResult,
    MeetingPapers,
    Resolution,
    Verdict,
)

DAY = dt.date(2021, 3, 25)


def meeting() -> MeetingPapers:
    report = ItemResult(
        item_key="cards",
        round_title="令和2年度 年度末照会",
        progress="窓口を3か所増やしました。\n\n- 休日の受付を始めました。\n- 予約制を試しました。",
        next_plan="全ての窓口に広げます。",
        shortfalls=(
            "交付枚数：目標に届きませんでした。原因：窓口の混雑。対応：予約制を始める（市民課、2021年9月30日まで）。",
        ),
        verdict=Verdict("B", "おおむね順調", "受付の工夫を続けること。", DAY),
        resolution=Resolution("継続", "市民の役に立っているため。", "情報化推進本部", DAY),
    )
    cards = IndicatorLine(
        name="個人番号カードの交付枚数",
        target="97,056枚（令和2年度）",
        actual="90,121枚（令和3年3月1日）",
        standing="未達",
        needed="1年あたり37,594枚の増",
        reached_in="令和6年度",
        remarks=("実績の時点が照会の期間の終わりより前です。",),
        questions=("3月末の値はいつ確かめられますか。",),
        forecast="令和5年度末に150,000枚から190,000枚",
    )
    paper = ItemPaper(
        number="1",
        title="個人番号カードの普及促進",
        departments="市民課、情報推進課",
        stage="適用検討",
        report=report,
        indicators=(cards,),
        costs=("令和2年度 予算 12,000千円（窓口の増設）",),
        gate=("適用検討 → 導入実行：決定待ち", "費用：情報推進課長が確認", "所管課：未確認"),
    )
    return MeetingPapers(
        municipality="試験市",
        title="第2回情報化推進本部会議",
        held_on=DAY,
        place="庁議室",
        chair="市長",
        attendees="市長\n副市長\n教育長",
        status="開催済み",
        agenda=(
            AgendaLine(
                1,
                "個人番号カードの普及促進について",
                "段階の移行を諮る。",
                "市長から、休日の受付の効果を問う発言があった。",
                paper,
            ),
            AgendaLine(2, "その他"),
        ),
        minutes="定刻に開会した。\n次回は6月に開く。",
    )
