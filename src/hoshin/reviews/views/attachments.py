from __future__ import annotations

from django.http import FileResponse, Http404

from hoshin.kernel.access import staff
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.exports.attachments import open_attachment
from hoshin.reviews.permissions import VIEW_ROUNDS
from hoshin.reviews.queries.attachments import get_attachment


@staff(VIEW_ROUNDS)
def attachment_file(request: CityRequest, attachment: int) -> FileResponse:
    row = get_attachment(attachment)
    try:
        file = open_attachment(row)
    except FileNotFoundError as error:
        raise Http404(row.name) from error
    # Always downloaded, never shown: what somebody uploads must not run under our name.
    response = FileResponse(file, as_attachment=True, filename=row.name, content_type=row.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
