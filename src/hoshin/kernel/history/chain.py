"""Whether the audit trail is whole: each entry's digest covers the entry before it."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.kernel.models import AuditEntry


@dataclass(frozen=True)
class ChainReport:
    """`broken_at` is the first entry whose digest does not fit; None when all of them do."""

    count: int
    broken_at: AuditEntry | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def verify_audit_chain() -> ChainReport:
    """Reckon every digest of the municipality's trail again."""
    previous, count = "", 0
    for entry in AuditEntry.objects.order_by("id").iterator():
        count += 1
        if entry.previous_digest != previous or entry.digest != entry.reckon_digest():
            return ChainReport(count, entry)
        previous = entry.digest
    return ChainReport(count, None)
