"""全国地方公共団体コード: two digits of the prefecture, three of the municipality, one check digit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PREFECTURES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]
_WEIGHTS = (6, 5, 4, 3, 2)
_WITHOUT_CHECK_DIGIT = 5
_PREFECTURE_ITSELF = "000"


class NotAMunicipalCode(ValueError):
    """The message says in Japanese what is wrong with the code."""


@dataclass(frozen=True, order=True, slots=True)
class MunicipalCode:
    """Six digits with a valid check digit. They are text: the zero in front belongs to them."""

    value: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9]{6}", self.value):
            raise NotAMunicipalCode(f"「{self.value[:20]}」は6桁の数字ではありません。")
        if not 1 <= int(self.value[:2]) <= len(_PREFECTURES):
            raise NotAMunicipalCode(f"「{self.value}」の先頭2桁は都道府県の番号（01〜47）ではありません。")
        expected = check_digit(self.value[:-1])
        if self.value[-1] != expected:
            raise NotAMunicipalCode(
                f"「{self.value}」の検査数字が合いません。先頭の5桁が正しければ「{self.value[:-1]}{expected}」です。"
            )

    @classmethod
    def parse(cls, text: str) -> MunicipalCode:
        """Read six digits, or five and compute the check digit.

        Five digits that would be a valid code with a zero in front are refused: spreadsheets drop that zero, and
        nobody can tell 札幌市 (011002 → 11002) from a code of 埼玉県.

        :raises NotAMunicipalCode: with what is wrong, in Japanese.
        """
        plain = unicodedata.normalize("NFKC", text[:40]).strip()
        if re.fullmatch("[0-9]{4}", plain):
            raise NotAMunicipalCode(
                f"「{plain}」は桁が足りません。先頭の0が落ちていないか確かめ、6桁で書いてください。"
            )
        if not re.fullmatch("[0-9]{5,6}", plain):
            raise NotAMunicipalCode(
                f"「{plain}」は団体コードではありません。「132292」のように6桁の数字で書いてください。"
            )
        if len(plain) > _WITHOUT_CHECK_DIGIT:
            return cls(plain)
        if plain[0] != "0" and check_digit("0" + plain[:-1]) == plain[-1]:
            raise NotAMunicipalCode(
                f"「{plain}」は先頭の0が落ちた「0{plain}」とも読めます。検査数字を含む6桁で書いてください。"
            )
        return cls(plain + check_digit(plain))

    def __str__(self) -> str:
        return self.value

    @property
    def prefecture_name(self) -> str:
        return _PREFECTURES[int(self.value[:2]) - 1]

    @property
    def is_prefecture(self) -> bool:
        return self.value[2:5] == _PREFECTURE_ITSELF


def check_digit(five_digits: str) -> str:
    """Return the sixth digit: eleven less the remainder by eleven of the weighted sum, its last digit."""
    weighted = sum(int(digit) * weight for digit, weight in zip(five_digits, _WEIGHTS, strict=True))
    return str((11 - weighted % 11) % 10)
