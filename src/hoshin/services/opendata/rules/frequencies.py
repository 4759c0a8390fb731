"""What a 更新頻度 in anybody's words means. Catalogues write it in some 170 ways, many alike but for a word."""

from __future__ import annotations

import enum
import re
import unicodedata


class Frequency(enum.Enum):
    """The values are the codes of the European list of frequencies, which DCAT-AP asks for."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    HALF_YEARLY = "ANNUAL_2"
    YEARLY = "ANNUAL"
    TWO_YEARLY = "BIENNIAL"
    FIVE_YEARLY = "QUINQUENNIAL"
    IRREGULAR = "IRREG"
    AS_NEEDED = "AS_NEEDED"
    NEVER = "NEVER"
    OTHER = "OTHER"


_MONTHS = "(?:か月|ヶ月|カ月|ヵ月|ケ月|箇月|月)"
# The first that is found somewhere in the text decides: what is longer stands before what it holds.
_PATTERNS = (
    (r"更新不要|更新なし|更新しない|公開時のみ|一度のみ", Frequency.NEVER),
    (r"不定期", Frequency.IRREGULAR),
    (r"随時|都度|必要に応じ|適宜", Frequency.AS_NEEDED),
    (rf"四半期|3{_MONTHS}|年4回", Frequency.QUARTERLY),
    (rf"半年|半期|6{_MONTHS}|年2回|2回/年", Frequency.HALF_YEARLY),
    (r"(?:5年|五年)(?:ごと|毎|に1)", Frequency.FIVE_YEARLY),
    (r"(?:2年|二年|隔年)", Frequency.TWO_YEARLY),
    (r"\d+年(?:ごと|毎|に1)(?<!1年ごと)(?<!1年毎)(?<!1年に1)", Frequency.OTHER),
    (r"年1回|1回/年|1年|年次|毎年|年度ごと|年ごと|年間", Frequency.YEARLY),
    (rf"月次|毎月|1{_MONTHS}|月1回|1回/月|月ごと", Frequency.MONTHLY),
    (r"毎週|週次|週1回|1回/週|週間ごと", Frequency.WEEKLY),
    (r"毎日|日次|1日|日ごと|リアルタイム", Frequency.DAILY),
)


def frequency_of(text: str) -> Frequency | None:
    """Return what a 更新頻度 means; None when it says nothing that is known."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return next((meaning for pattern, meaning in _PATTERNS if re.search(pattern, plain)), None)
