from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid

import pgtrigger
from django.db import models

from hoshin.kernel.models.tenancy import TenantModel

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class AuditEntry(TenantModel):
    """One thing that somebody did. Rows are added, never changed: the database refuses.

    Each row's digest covers the row before it, so that a row taken out by hand breaks the chain. What was changed in
    which record stands in the event tables of pghistory, joined by `token`.
    """

    token = models.UUIDField(default=uuid.uuid4)
    event = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [models.UniqueConstraint(fields=["municipality", "token"], name="audit_entry_token_unique")]
        indexes = [models.Index(fields=["municipality", "subject"], name="audit_entry_subject")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.event}"

    def reckon_digest(self) -> str:
        """Return the SHA-256 of the row's content and of the digest before it."""
        content = [
            self.previous_digest,
            str(self.token),
            self.event,
            self.actor_id,
            self.actor_name,
            self.subject,
            self.reason,
            self.at.astimezone(dt.UTC).isoformat(),  # the database gives it back in UTC
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
