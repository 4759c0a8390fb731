"""新旧対照表 as a tagged PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hoshin.publishing.exports.fonts import FontSet, all_printable, font_set
from hoshin.publishing.exports.pdf.press import press
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle, Segments
from hoshin.publishing.rules.comparison.layout import (
    ABSENT,
    MARKS,
    UNCHANGED,
    Block,
    Layout,
    Left,
    facts_of,
)

TEMPLATE = Path(__file__).with_name("comparison.typ")

Data = dict[str, Any]


def comparison_pdf(
    comparison: Comparison, title: ComparisonTitle, *, left: Left = Left.OLD, fonts: FontSet | None = None
) -> bytes:
    """Set the comparison. The same arguments give the same bytes.

    :raises DocumentTooLong: it has more pages, or takes more time, than any comparison needs.
    """
    fonts = fonts or font_set()
    layout = Layout(title, left)
    data = {
        "meta": {
            "title": title.whole,
            "author": title.city,
            "day": [title.day.year, title.day.month, title.day.day],
            "families": fonts.families,
            "has_bold": fonts.has_bold,
            "header": f"{title.city} {title.title}",
            "notice": title.notices,
        },
        "title": title.title,
        "city": title.city,
        "facts": facts_of(title, comparison),
        "heads": layout.heads,
        "marks": MARKS,
        "unchanged": UNCHANGED,
        "absent": ABSENT,
        "chapters": [
            {"label": chapter.label, "blocks": [_block(block) for block in layout.blocks(chapter)]}
            for chapter in comparison.chapters
        ],
    }
    return press(TEMPLATE, data=all_printable(data, fonts), fonts=fonts, day=title.day)


def _block(block: Block) -> Data:
    rows = [
        {"label": cells.label, "left": _parts(cells.left), "right": _parts(cells.right), "reason": cells.reason}
        for cells in block.rows
    ]
    return {"name": block.name, "origin": block.origin, "rows": rows}


def _parts(segments: Segments) -> list[tuple[str, list[str]]]:
    return [(segment.kind.value, segment.text.split("\n")) for segment in segments]
