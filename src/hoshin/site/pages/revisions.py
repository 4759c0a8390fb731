"""How an edition came to read as it does: its first publishing, and every correction with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoshin.kernel.fiscal import wareki
from hoshin.publishing.queries import EditionRef


@dataclass(frozen=True)
class Revision:
    title: str
    when: str
    reason: str
    sha256: str
    url: str
    errata_url: str  # what changed since the revision before; empty for the first


def revisions(refs: Sequence[EditionRef]) -> tuple[Revision, ...]:
    """`refs` are the revisions of one edition, newest first."""
    return tuple(
        Revision(
            title=_("第%(number)s版") % {"number": ref.revision},
            when=wareki(ref.published_date) if ref.published_date else "",
            reason=ref.reason or _("はじめの公表"),
            sha256=ref.sha256,
            url=f"/policy/{ref.path}/",
            errata_url=_errata_url(ref) if ref.revision > 1 else "",
        )
        for ref in refs
    )


def _errata_url(ref: EditionRef) -> str:
    policy = "" if ref.policy_is_main else f"{ref.policy_key}/"
    return f"/policy/compare/{policy}{ref.year}r{ref.revision - 1}..{ref.year}r{ref.revision}/"
