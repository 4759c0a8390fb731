"""The rules by which cells are mended. A rule is sure or a guess as a whole: who accepts it knows what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Proposal(NamedTuple):
    """What a cell should say instead, and the key of the rule that says so."""

    rule: str
    after: str


Mender = Callable[[str], Proposal | None]


@dataclass(frozen=True)
class MendingRule:
    key: str
    title: str
    note: str = ""  # of a guess: what a person should look at before accepting it

    @property
    def is_sure(self) -> bool:
        return not self.note


RULES: Mapping[str, MendingRule] = {
    rule.key: rule
    for rule in (
        MendingRule("text.width", "全角の英数字・記号を半角に"),
        MendingRule("text.kana", "半角カタカナを全角に"),
        MendingRule("text.space", "前後の空白と改行を取り除く"),
        MendingRule("text.dash", "似た形の横線を長音記号・ハイフンに"),
        MendingRule("text.invisible", "見えない文字を取り除く"),
        MendingRule("text.newline", "セルの中の改行を空白に", "箇条書きなど、改行に意味がないか見てください。"),
        MendingRule("date.wareki", "和暦の日付を西暦（YYYY-MM-DD）に"),
        MendingRule("date.form", "日付の書き方を YYYY-MM-DD に"),
        MendingRule("date.compact", "8桁の数字の日付を YYYY-MM-DD に"),
        MendingRule("date.serial", "表計算ソフトの日付番号を日付に", "1900年を起点とする番号とみなします。"),
        MendingRule("time.form", "時刻の書き方を hh:mm に"),
        MendingRule("time.compact", "3〜4桁の数字の時刻を hh:mm に", "時刻でない番号ではないか見てください。"),
        MendingRule("time.serial", "表計算ソフトの時刻番号を時刻に", "1日に対する割合とみなします。"),
        MendingRule("number.comma", "桁区切りのコンマを取り除く"),
        MendingRule("number.minus", "全角などのマイナス記号を半角に"),
        MendingRule("number.point", "小数点以下の0を取り除く"),
        MendingRule("number.triangle", "▲・△の数を負の数に", "▲・△が負の数を表す表か見てください。"),
        MendingRule("number.unit", "数値のセルから単位を取り除く", "単位は項目名に書いてください。"),
        MendingRule("number.about", "数値のセルから「約」「余」などを取り除く", "正確な数ではなくなります。"),
        MendingRule("number.none", "数値のセルの「-」「なし」を空欄に", "0の意味で書かれていないか見てください。"),
        MendingRule("coordinates.swapped", "入れ替わった緯度と経度を戻す"),
        MendingRule("coordinates.dms", "度分秒の緯度・経度を10進法の度に"),
        MendingRule("coordinates.zero", "0の緯度・経度を空欄に"),
        MendingRule("coordinates.point", "緯度・経度の抜けた小数点を補う", "地図で場所を確かめてください。"),
        MendingRule("coordinates.dms_dots", "点で区切った度分秒を10進法の度に", "地図で場所を確かめてください。"),
        MendingRule("code.zero", "団体コードの先頭の0を補う"),
        MendingRule("code.check", "団体コードの検査数字を補う"),
        MendingRule("code.both", "団体コードの先頭の0と検査数字を補う", "元の4桁が正しいか見てください。"),
        MendingRule("phone.form", "電話番号の書き方を 0000-00-0000 に"),
        MendingRule("phone.zero", "電話番号の先頭の0を補う", "市外局番を確かめてください。"),
        MendingRule("mail.form", "メールアドレスの全角文字と空白を直す"),
        MendingRule("url.form", "URLの全角文字と空白を直す"),
        MendingRule("url.scheme", "URLの先頭に https:// を補う", "開けるアドレスか確かめてください。"),
        MendingRule("flag.form", "○・有などを定められた値に、×・無などを空欄または「無」に"),
        MendingRule("choice.form", "選択肢の書き方を定められた値に"),
        MendingRule("weekdays.form", "曜日の書き方を「月火水」のように"),
        MendingRule("weekdays.every", "「毎日」「平日」を曜日に", "祝日の扱いを確かめてください。"),
    )
}


def is_sure(rule: str) -> bool:
    return RULES[rule].is_sure
