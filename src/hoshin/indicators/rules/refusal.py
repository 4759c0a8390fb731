"""Why no rate, or no pace, is given. A wrong figure is worse than none, so each reason has a sentence of its own."""

from __future__ import annotations

import enum


class Refusal(enum.Enum):
    sentence: str

    def __new__(cls, code: str, sentence: str) -> Refusal:
        member = object.__new__(cls)
        member._value_ = code
        member.sentence = sentence
        return member

    NO_TARGET = "no_target", "目標がありません。"
    TARGET_TEXT = "target_text", "目標が文章です。"
    TARGET_ABSENT = "target_absent", "目標の値がありません。"
    TARGET_APPROXIMATE = "target_approximate", "目標がおよその値です。"
    NO_ACTUAL = "no_actual", "実績がまだ記録されていません。"
    ACTUAL_TEXT = "actual_text", "実績が文章です。"
    # One for each absence, since 集計中 and 欠測 ask the reader for different patience.
    ACTUAL_NOT_APPLICABLE = "actual_not_applicable", "実績が対象外とされています。"
    ACTUAL_UNSET = "actual_unset", "実績が未設定です。"
    ACTUAL_UNMEASURED = "actual_unmeasured", "実績が未計測です。"
    ACTUAL_COUNTING = "actual_counting", "実績が集計中です。"
    ACTUAL_WITHHELD = "actual_withheld", "実績が公表されていません。"
    ACTUAL_NOT_STATED = "actual_not_stated", "実績の記載がありません。"
    ACTUAL_MISSING = "actual_missing", "実績が欠けています。"
    ACTUAL_INEXACT = "actual_inexact", "実績がおよその値か、範囲で示された値です。"
    UNIT_DIFFERS = "unit_differs", "実績と目標の単位が違います。"
    QUALIFIER_DIFFERS = "qualifier_differs", "実績と目標の数え方が違います。"
    UNKNOWN_ACCUMULATION = "unknown_accumulation", "その時点の値か、年度の値か、累計かが分かりません。"
    BROKEN_SERIES = "broken_series", "指標の定義が途中で変わり、前後の値を比べられません。"
    SINGLE_YEAR_AGAINST_SUM = "single_year_against_sum", "一方は単年の値、もう一方は複数年の累計です。"
    SUMS_BEGIN_APART = "sums_begin_apart", "累計の始まる時期が違います。"
    YEARS_DIFFER = "years_differ", "一方は年度の値、もう一方は暦年の値です。"
    YEAR_IN_PROGRESS = "year_in_progress", "年度の途中の値なので、別の年度の値とは比べられません。"
    NO_RULE = "no_rule", "この指標は達成率を出さないことになっています。"
    YES_OR_NO = "yes_or_no", "この指標は、率ではなく、範囲に収まっているかどうかで判断します。"
    DIRECTION_CONTRADICTS = "direction_contradicts", "望ましい向きと目標の値とが食い違っています。"
    ZERO = "zero", "0との割合は計算できません。"
    NEGATIVE = "negative", "負の値との割合には意味がありません。"
    NO_BASE = "no_base", "基準となる、それより前の実績の数値がありません。"
    BASE_IS_TARGET = "base_is_target", "基準と目標が同じ値です。"
    KEPT = "kept", "値を保つ目標なので、進みや必要な増減は計算しません。"
    NO_TARGET_AHEAD = "no_target_ahead", "これから期限を迎える目標がありません。"
