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
    Cells,
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
    parts = [{"name": part.name, "rows": [_row(cells) for cells in part.rows]} for part in block.parts]
    return {"name": block.name, "origin": block.origin, "parts": parts}


def _row(cells: Cells) -> Data:
    left, right = _words(cells.left), _words(cells.right)
    return {"label": cells.label, "left": left, "right": right, "reason": cells.reason}


def _words(segments: Segments) -> list[tuple[str, list[str]]]:
    return [(segment.kind.value, segment.text.split("\n")) for segment in segments]
