"""What is compared, in words, for the head of every form of the comparison."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.publishing.rules.comparison.comparing import compare
from hoshin.publishing.rules.comparison.found import Comparison
from hoshin.publishing.rules.snapshot import Snapshot


@dataclass(frozen=True)
class ComparisonTitle:
    """`day` is when the newer of the two was published: a comparison has no day of its own."""

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

    @property
    def title(self) -> str:
        return f"{self.policy} 新旧対照表"

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


def title_of(old: Snapshot, new: Snapshot) -> ComparisonTitle:
    city = new.document.municipality
    has_revisions = old.edition.year == new.edition.year
    codes = (_code(one, has_revisions=has_revisions) for one in (old, new))
    return ComparisonTitle(
        city=city.name,
        policy=new.document.policy.name,
        old_label=_label(old, has_revisions=has_revisions),
        new_label=_label(new, has_revisions=has_revisions),
        old_sha256=old.sha256,
        new_sha256=new.sha256,
        day=max(old.revision.published_date, new.revision.published_date),
        notice=city.example.notice if city.example else "",
        old_title=old.edition.title,
        new_title=new.edition.title,
        stem="-".join((new.document.policy.key, *codes)),
    )


def _label(snapshot: Snapshot, *, has_revisions: bool) -> str:
    """2019（令和元）年度版; between two revisions of one edition also which of them."""
    year = snapshot.edition.year_label or FiscalYear(snapshot.edition.year).label_both
    if not has_revisions:
        return f"{year}版"
    revision = snapshot.revision
    return f"{year} 第{revision.number}版（{wareki(revision.published_date)}公表）"


def _code(snapshot: Snapshot, *, has_revisions: bool) -> str:
    return f"{snapshot.edition.year}{f'r{snapshot.revision.number}' if has_revisions else ''}"
