"""Reads of the audit trail that belong to no room."""

from __future__ import annotations

from hoshin.kernel.models import AuditEntry


def audit_entries(*, before: int | None = None, limit: int = 50) -> list[AuditEntry]:
    """Return the latest entries of the municipality's audit trail, newest first."""
    entries = AuditEntry.objects.order_by("-id")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return list(entries[:limit])
