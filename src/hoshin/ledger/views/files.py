from __future__ import annotations

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from hoshin.kernel.access import public
from hoshin.kernel.registry import Metric
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.scope import municipality_scope
from hoshin.ledger.exports import csv_header, csv_rows
from hoshin.ledger.queries import entries_after, get_metric, last_entry_id


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
