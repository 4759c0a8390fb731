"""The documents of a meeting as tagged PDF."""

from __future__ import annotations

from pathlib import Path

from hoshin.publishing.exports.fonts import FontSet, all_printable, font_set
from hoshin.publishing.exports.papers.content import Part, content_of
from hoshin.publishing.exports.pdf.press import press
from hoshin.reviews.rules.results import MeetingPapers

TEMPLATE = Path(__file__).with_name("papers.typ")


def papers_pdf(papers: MeetingPapers, part: Part, *, notice: str = "", fonts: FontSet | None = None) -> bytes:
    """Set the documents. The same arguments give the same bytes; the file is dated by the day of the meeting.

    :raises DocumentTooLong: as `press`.
    """
    fonts = fonts or font_set()
    content, day = content_of(papers, part), papers.held_on
    meta = {
        "title": f"{papers.municipality} {content['title']}",
        "author": papers.municipality,
        "day": [day.year, day.month, day.day],
        "families": fonts.families,
        "has_bold": fonts.has_bold,
        "header": f"{papers.municipality} {papers.title}",
        "notice": notice,
    }
    return press(TEMPLATE, data=all_printable({"meta": meta, **content}, fonts), fonts=fonts, day=day)
