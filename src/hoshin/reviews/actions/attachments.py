"""Evidence files, of reports and of gates alike."""

from __future__ import annotations

from typing import IO

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.attachments import attachment_of
from hoshin.reviews.exports.attachments import store
from hoshin.reviews.models import Attachment
from hoshin.reviews.permissions import ANSWER_REPORT


@action(ANSWER_REPORT, "reviews.attachment.added")
def add_attachment(by: Actor, *, name: str, file: IO[bytes]) -> Attachment:
    """Keep a file. It is evidence of nothing until a report or a gate names it.

    :raises NotAttachable: too big, or not of a kind that is taken.
    """
    found = attachment_of(name, file)
    stored = store(found)
    return Attachment.objects.create(
        name=found.name,
        storage_name=stored.storage_name,
        content_type=found.media_type,
        size=stored.size,
        sha256=stored.sha256,
        added_by_id=by.user_id,
        added_by_name=by.name[:80],
    )
