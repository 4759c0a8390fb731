"""What every document of an edition says of itself in the same words: its title, its revisions, how many of what."""

from __future__ import annotations

import datetime as dt

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.publishing.rules.contents import INFERRED, Contents
from hoshin.publishing.rules.document import Noted
from hoshin.publishing.rules.snapshot import RevisionDoc, Snapshot

CERTAINTIES = {"stated": "明記", "inferred": "推定"}
CATEGORIES = {"outcome": "成果", "output": "活動", "input": "投入"}
UNRESOLVED = "参照先不明"
NOT_STATED = "記載なし"
MATRIX_TITLE = "取組と検討分野の対応表"
UNRESOLVED_TITLE = "項目に結び付かない参照"
WITHOUT_REFERENCE_TITLE = "参照の記載がない取組"


def year_label(snapshot: Snapshot) -> str:
    """2020（令和2）年度, or as the edition prints it."""
    return snapshot.edition.year_label or FiscalYear(snapshot.edition.year).label_both


def title_with_city(snapshot: Snapshot) -> str:
    city, title = snapshot.document.municipality.name, snapshot.edition.title
    return title if title.startswith(city) else f"{city} {title}"


def full_title(snapshot: Snapshot) -> str:
    return f"{title_with_city(snapshot)} {year_label(snapshot)}"


def month_of_issue(day: dt.date) -> str:
    """2020（令和2）年3月: an issue is known by its month."""
    era = wareki(day).partition("年")[0]
    return f"{day.year}（{era}）年{day.month}月"


def revision_label(revision: RevisionDoc) -> str:
    return f"第{revision.number}版"


def reason_of(revision: RevisionDoc) -> str:
    return revision.reason or ("初版" if revision.number == 1 else "理由の記載なし")


def facts_of(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return what a colophon states, as label and words; what is not known is left out."""
    city, doc, revision = snapshot.document.municipality, snapshot.edition, snapshot.revision
    facts = (
        ("書名", f"{title_with_city(snapshot)}　{year_label(snapshot)}"),
        ("団体", f"{city.prefecture}{city.name}（全国地方公共団体コード {city.code}）"),
        ("発行", wareki(doc.issued) if doc.issued else ""),
        ("実績の時点", wareki(doc.data_as_of) if doc.data_as_of else ""),
        ("版", f"{revision_label(revision)}（{wareki(revision.published_date)}公表）"),
    )
    return tuple(fact for fact in facts if fact[1])


def counts_of(contents: Contents) -> tuple[tuple[str, int, str], ...]:
    """Return how many there are of what: a label, the number, its unit."""
    departments = {use.department for item in contents.items for use in item.departments}
    stages = [item.stage.stage for item in contents.initiatives if item.stage]
    return (
        ("重点取組", len(contents.initiatives), "件"),
        *((f"うち{stage.label}", stages.count(stage.key), "件") for stage in contents.doc.stages),
        ("成果指標（KPI）", sum(len(item.indicators) for item in contents.items), "件"),
        ("所管課", len(departments), "課"),
    )


def note_of(noted: Noted) -> str:
    """Return what a document says about its own certainty, in Markdown; empty where it says nothing."""
    return noted.note or (INFERRED if noted.certainty == "inferred" else "")
