"""What the header row of a release lacks, has too much, or has twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hoshin.services.opendata.rules.personal import is_personal_header
from hoshin.services.opendata.rules.shapes import ColumnChoice, Finding, Level, Need, Standard, Treatment
from hoshin.services.opendata.rules.standards import JOINED

_LEVEL_OF_MISSING = {Need.REQUIRED: Level.ERROR, Need.RECOMMENDED: Level.ADVICE}


def header_findings(treatment: Treatment, standard: Standard | None) -> Iterator[Finding]:
    row = treatment.first_row
    kept = [choice for choice in treatment.columns if choice.name]
    if not kept:
        yield Finding(Level.ERROR, "header.none", "公開する列がありません。列の対応を選んでください。", row)
    names = Counter(choice.name for choice in kept)
    for choice in kept:
        if names[choice.name] > 1 and choice.name not in JOINED:
            message = f"項目名「{choice.name}」が2つ以上の列にあります。"
            yield Finding(Level.ERROR, "header.twice", message, row, choice.index)
        if is_personal_header(choice.name) or is_personal_header(choice.header):
            message = (
                f"「{choice.header or choice.name}」は個人に関する列かもしれません。公開してよいか確かめてください。"
            )
            yield Finding(Level.WARNING, "personal.column", message, row, choice.index)
    if standard is not None:
        yield from _against(standard, kept, row)


def _against(standard: Standard, kept: list[ColumnChoice], row: int) -> Iterator[Finding]:
    present = {choice.name for choice in kept}
    for field in standard.fields:
        if field.name not in present and (level := _LEVEL_OF_MISSING.get(field.need)):
            word = "必須" if level is Level.ERROR else "推奨"
            yield Finding(
                level, f"header.missing.{field.need.value}", f"{word}の項目「{field.name}」の列がありません。", row
            )
    for choice in kept:
        if standard.field(choice.name) is None:
            message = f"「{choice.name}」は「{standard.title}」にない項目です。標準の項目のあとに置いて公開します。"
            yield Finding(Level.ADVICE, "header.unknown", message, row, choice.index)
    order = {field.name: index for index, field in enumerate(standard.fields)}
    places = [order[choice.name] for choice in sorted(kept, key=lambda choice: choice.index) if choice.name in order]
    if places != sorted(places):
        yield Finding(Level.ADVICE, "header.order", "項目の並びが標準と違います。標準の順に並べて公開します。", row)
