"""Files on their way to a release."""

from __future__ import annotations

import datetime as dt

from hoshin.kernel.actor import Actor
from hoshin.services.opendata.models import Dataset, Upload
from hoshin.services.opendata.permissions import APPROVE_DATASET
from hoshin.services.opendata.rules.shapes import Treatment

LIVE = (Upload.State.OPEN, Upload.State.REQUESTED, Upload.State.APPROVED, Upload.State.RETURNED)
ENDED = (Upload.State.PUBLISHED, Upload.State.CANCELLED)


def get_upload(pk: int) -> Upload:
    return Upload.objects.select_related("dataset__department", "release").get(pk=pk)


def approver_of(upload: Upload) -> Actor:
    """Return who approved, with the one right that the decision needed: it was theirs when they decided."""
    return Actor(upload.decided_by_name, frozenset({APPROVE_DATASET.key}), user_id=upload.decided_by_id)


def progress_key(upload: Upload) -> str:
    """Return the key under which the work on an approval says how far it is; each approval has its own."""
    return f"opendata.release:{upload.municipality_id}:{upload.pk}:{upload.version}"


def last_treatment(dataset: Dataset) -> Treatment | None:
    """Return how the file of the newest release was read; None for the first one."""
    published = Upload.objects.filter(dataset=dataset, state=Upload.State.PUBLISHED)
    last = published.order_by("-pk").values_list("treatment", flat=True).first()
    return Treatment.from_json(last) if last else None


def uploads_to_purge(*, ended_before: dt.datetime) -> list[Upload]:
    """Return the ended uploads that still have their file."""
    ended = Upload.objects.filter(state__in=ENDED, changed_at__lt=ended_before).exclude(storage_name="")
    return list(ended.order_by("pk"))
