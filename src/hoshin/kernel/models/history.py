"""What the audit trail keeps of each change. Deleting is named explicitly: pghistory leaves it out by default."""

from __future__ import annotations

import pghistory


def tracked() -> tuple[pghistory.Tracker, ...]:
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
