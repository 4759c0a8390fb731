from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, Http404, StreamingHttpResponse

from hoshin.kernel.access import public, staff
from hoshin.kernel.registry import Metric
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.scope import municipality_scope
from hoshin.ledger.exports import csv_header, csv_rows
from hoshin.ledger.models import EVIDENCE
from hoshin.ledger.permissions import VIEW_LEDGER
from hoshin.ledger.queries import entries_after, get_evidence_file, get_metric, last_entry_id


@staff(VIEW_LEDGER)
def evidence_file(request: CityRequest, pk: int) -> FileResponse:
    """Give the file to be saved, never to be shown here: whatever is in it does not run on this site."""
    file = get_evidence_file(pk)
    try:
        source = EVIDENCE.open(file.storage_name)
    except FileNotFoundError as error:
        raise Http404(file.storage_name) from error
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return FileResponse(source, as_attachment=True, filename=file.name, content_type=file.media_type, headers=headers)


@public
def entries_file(request: CityRequest, metric: str) -> StreamingHttpResponse:
    one = get_metric(metric)
    parts = _parts(one, municipality_id=request.municipality.pk, last=last_entry_id(one))
    name = f"{request.municipality.code}_{metric.replace('.', '_')}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8", headers=headers)


def _parts(metric: Metric, *, municipality_id: int, last: int) -> Iterator[str]:
    """A million entries do not stand in memory. The request's scope ends before the answer is sent: each part's own."""
    yield csv_header()
    pk = 0
    while pk < last:
        with municipality_scope(municipality_id):
            entries = list(entries_after(metric, pk=pk, last=last))
        if not entries:
            return
        yield csv_rows(entries)
        pk = entries[-1].pk
