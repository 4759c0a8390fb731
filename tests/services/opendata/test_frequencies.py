from __future__ import annotations

import pytest

from hoshin.services.opendata.rules.frequencies import Frequency, frequency_of


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1年ごと", Frequency.YEARLY),
        ("年１回", Frequency.YEARLY),
        ("1回/年", Frequency.YEARLY),
        ("年次", Frequency.YEARLY),
        ("毎年", Frequency.YEARLY),
        ("月次", Frequency.MONTHLY),
        ("毎月", Frequency.MONTHLY),
        ("1か月ごと", Frequency.MONTHLY),
        ("3か月ごと(第2表･第3表は年1回の公表)", Frequency.QUARTERLY),
        ("四半期", Frequency.QUARTERLY),
        ("半年", Frequency.HALF_YEARLY),
        ("年2回", Frequency.HALF_YEARLY),
        ("5年ごと", Frequency.FIVE_YEARLY),
        ("3年ごと", Frequency.OTHER),
        ("随時", Frequency.AS_NEEDED),
        ("更新の都度", Frequency.AS_NEEDED),
        ("不定期", Frequency.IRREGULAR),
        ("毎日", Frequency.DAILY),
        ("週1回", Frequency.WEEKLY),
        ("更新不要", Frequency.NEVER),
        ("公開時のみ", Frequency.NEVER),
        ("―", None),
        ("", None),
    ],
)
def test_a_frequency_in_anybodys_words_has_a_meaning(text: str, meaning: Frequency | None) -> None:
    assert frequency_of(text) is meaning
