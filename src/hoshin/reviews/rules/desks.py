"""On whose desk a report lies."""

from __future__ import annotations

from collections.abc import Mapping

from hoshin.reviews.rules.states import ANSWERABLE, Labelled, ReportStatus


class Desk(Labelled):
    SECTION = "section", "所管課の担当"
    HEAD = "head", "所管課の課長"
    COORDINATOR = "coordinator", "取りまとめ担当"
    NOBODY = "nobody", "—"


DESKS: Mapping[ReportStatus, Desk] = {
    **dict.fromkeys(ANSWERABLE, Desk.SECTION),
    ReportStatus.SUBMITTED: Desk.HEAD,
    ReportStatus.APPROVED: Desk.COORDINATOR,
    ReportStatus.ACCEPTED: Desk.NOBODY,
}

IN_THE_SECTION = ANSWERABLE | {ReportStatus.SUBMITTED}
"""What the owning section has not answered for yet. Whoever takes over its work takes over these reports."""
