"""The documents of a meeting, handed out to the staff. Nothing is kept of them: the meeting may still change."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.exports.papers.content import Part
from hoshin.publishing.exports.papers.docx import papers_docx
from hoshin.publishing.exports.papers.pdf import papers_pdf
from hoshin.publishing.rules.formats import DOCX_TYPE
from hoshin.reviews.permissions import VIEW_ROUNDS
from hoshin.reviews.queries.meetings import papers_of

MAKERS = {"pdf": (papers_pdf, "application/pdf"), "docx": (papers_docx, DOCX_TYPE)}
NAMES = tuple(f"{part.value}.{kind}" for part in Part for kind in MAKERS)


@staff(VIEW_ROUNDS)
def papers_file(request: CityRequest, meeting: int, name: str) -> HttpResponse:
    if name not in NAMES:
        raise Http404(name)
    part, kind = name.split(".")
    make, media_type = MAKERS[kind]
    papers = papers_of(meeting, business_day(request.municipality))
    notice = request.municipality.example_notice if request.municipality.is_example else ""
    data = make(papers, Part(part), notice=notice)
    file_name = f"meeting-{papers.held_on.isoformat()}-{name}"
    return HttpResponse(
        data,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name}"', "X-Content-Type-Options": "nosniff"},
    )
