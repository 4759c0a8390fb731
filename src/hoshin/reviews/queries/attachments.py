from __future__ import annotations

from collections.abc import Iterable

from hoshin.reviews.models import Attachment


def get_attachment(pk: int) -> Attachment:
    return Attachment.objects.get(pk=pk)


def attachments_by_id(ids: Iterable[int]) -> dict[int, Attachment]:
    return {row.pk: row for row in Attachment.objects.filter(pk__in=set(ids)).order_by("pk")}
