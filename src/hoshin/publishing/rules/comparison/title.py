"""What is compared, in words, for the head of every form of the comparison."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.publishing.rules.comparison.comparing import compare
from hoshin.publishing.rules.comparison.found import Comparison
from hoshin.publishing.rules.snapshot import Snapshot

DRAFT_NOTICE = "公表前の内容を含む対照表です。内容は変わることがあります。"


@dataclass(frozen=True)
class ComparisonTitle:
    """`day` is when the newer of the two was published: a comparison has no day of its own.

    A draft has no hash: nothing of it is fixed yet.
    """

    city: str
    policy: str
    old_label: str
    new_label: str
    old_sha256: str
    new_sha256: str
    day: dt.date
    old_title: str
    new_title: str
    notice: str = ""
    stem: str = "comparison"
    draft_notice: str = ""
    reasons: tuple[str, ...] = ()  # of the corrections that lie between two revisions

    @property
    def title(self) -> str:
        return f"{self.policy} 新旧対照表"

    @property
    def notices(self) -> str:
        """What every page of the document has to say."""
        return "　".join(part for part in (self.draft_notice, self.notice) if part)

    @property
    def whole(self) -> str:
        return f"{self.city} {self.title}（{self.old_label} → {self.new_label}）"


def compare_snapshots(old: Snapshot, new: Snapshot) -> Comparison:
    return compare(
        old.edition,
        new.edition,
        old_departments=old.document.departments,
        new_departments=new.document.departments,
    )


def title_of(
    old: Snapshot, new: Snapshot, *, old_is_draft: bool = False, new_is_draft: bool = False
) -> ComparisonTitle:
    """Return how the comparison is called. A draft is a snapshot of rows that are still being edited."""
    city = new.document.municipality
    has_revisions = old.edition.year == new.edition.year
    sides = ((old, old_is_draft), (new, new_is_draft))
    old_label, new_label = (_label(one, is_draft, has_revisions=has_revisions) for one, is_draft in sides)
    codes = (_code(one, is_draft, has_revisions=has_revisions) for one, is_draft in sides)
    return ComparisonTitle(
        city=city.name,
        policy=new.document.policy.name,
        old_label=old_label,
        new_label=new_label,
        old_sha256="" if old_is_draft else old.sha256,
        new_sha256="" if new_is_draft else new.sha256,
        day=max(old.revision.published_date, new.revision.published_date),
        notice=city.example.notice if city.example else "",
        old_title=old.edition.title,
        new_title=new.edition.title,
        stem="-".join((new.document.policy.key, *codes)),
        draft_notice=DRAFT_NOTICE if old_is_draft or new_is_draft else "",
        reasons=_reasons(old, new) if has_revisions and not (old_is_draft or new_is_draft) else (),
    )


def _reasons(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    since = (one for one in new.document.revisions if one.number > old.revision.number)
    return tuple(f"第{one.number}版：{one.reason}" for one in since if one.reason)


def _label(snapshot: Snapshot, is_draft: bool, *, has_revisions: bool) -> str:  # noqa: FBT001 - one of a pair
    """2019（令和元）年度版; between two revisions of one edition also which of them; a draft says that it is one."""
    year = snapshot.edition.year_label or FiscalYear(snapshot.edition.year).label_both
    if is_draft:
        return f"{year}版（公表前）"
    if not has_revisions:
        return f"{year}版"
    revision = snapshot.revision
    return f"{year} 第{revision.number}版（{wareki(revision.published_date)}公表）"


def _code(snapshot: Snapshot, is_draft: bool, *, has_revisions: bool) -> str:  # noqa: FBT001 - one of a pair
    if is_draft:
        return f"{snapshot.edition.year}-draft"
    return f"{snapshot.edition.year}{f'r{snapshot.revision.number}' if has_revisions else ''}"
