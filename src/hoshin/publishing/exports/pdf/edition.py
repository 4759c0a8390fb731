"""An edition as PDF: tagged (PDF/UA-1), for keeping (PDF/A-3a), with the edition's own data inside."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.publishing.exports.fonts import FontSet, Replaced, all_printable, font_set, replaced_in
from hoshin.publishing.exports.pdf.chapters import Data, chapters
from hoshin.publishing.exports.pdf.initiatives import Initiatives
from hoshin.publishing.exports.pdf.matrix import matrix
from hoshin.publishing.exports.pdf.press import press
from hoshin.publishing.exports.pdf.prose import Writer, formatted
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.snapshot import Snapshot

TEMPLATE = Path(__file__).with_name("templates") / "edition.typ"
SHORT_HASH = 12
MOST_REPLACED = 200  # lines in the colophon; the caller gets all of them


@dataclass(frozen=True)
class Rendered:
    """A document with the characters that it could not show as they are."""

    data: bytes
    replaced: tuple[Replaced, ...] = ()


def pdf_of(snapshot: Snapshot, *, fonts: FontSet | None = None) -> Rendered:
    """Set an edition. The same snapshot and fonts give the same bytes.

    :raises DocumentTooLong: it has more pages, or takes more time, than any edition needs.
    """
    fonts = fonts or font_set()
    replaced = replaced_in(json.loads(snapshot.data), fonts)
    data = all_printable(edition_data(snapshot, fonts, replaced), fonts)
    day = snapshot.revision.published_date
    pdf = press(TEMPLATE, data=data, fonts=fonts, day=day, inputs={"edition": snapshot.data.decode("utf-8")})
    return Rendered(pdf, replaced)


def edition_data(snapshot: Snapshot, fonts: FontSet, replaced: tuple[Replaced, ...]) -> Data:
    """Return what the template prints. Nothing in it is markup."""
    doc = snapshot.edition
    contents = Contents(doc, snapshot.department_names())
    writer = Writer(doc.glossary)
    opening = writer.section()
    day = snapshot.revision.published_date
    initiatives = Initiatives(contents, writer, day)
    return {
        "meta": _meta(snapshot, fonts),
        "cover": _cover(snapshot),
        "summary": opening.prose(doc.summary, base_heading=2),
        "note": formatted(doc.note, base_heading=3),
        "figures": _figures(contents),
        "chapters": chapters(contents, writer, initiatives.data()),
        "matrix": matrix(contents, writer.section()) if doc.driver_fields else None,
        "has_glossary": bool(doc.glossary),
        "colophon": _colophon(snapshot, fonts, replaced),
    }


def year_label(snapshot: Snapshot) -> str:
    return snapshot.edition.year_label or FiscalYear(snapshot.edition.year).label_both


def _meta(snapshot: Snapshot, fonts: FontSet) -> Data:
    city = snapshot.document.municipality
    day = snapshot.revision.published_date
    title = _with_city(city.name, snapshot.edition.title)
    return {
        "title": f"{title} {year_label(snapshot)}",
        "author": city.name,
        "day": [day.year, day.month, day.day],
        "families": fonts.families,
        "has_bold": fonts.has_bold,
        "header": f"{title} {year_label(snapshot)}",
        "notice": city.example.notice if city.example else "",
    }


def _with_city(city: str, title: str) -> str:
    return title if title.startswith(city) else f"{city} {title}"


def _cover(snapshot: Snapshot) -> Data:
    city, doc, revision = snapshot.document.municipality, snapshot.edition, snapshot.revision
    return {
        "city": city.name,
        "title": doc.title.removeprefix(city.name).strip() or doc.title,
        "year": year_label(snapshot),
        "issued": f"{_month(doc.issued)}発行" if doc.issued else "",
        "published": f"第{revision.number}版　{wareki(revision.published_date)}公表",
        "hash": snapshot.sha256[:SHORT_HASH],
        "notice": city.example.notice if city.example else "",
    }


def _month(day: dt.date) -> str:
    """2020（令和2）年3月: an issue is known by its month."""
    era = wareki(day).partition("年")[0]
    return f"{day.year}（{era}）年{day.month}月"


def _figures(contents: Contents) -> list[Data]:
    """How many there are of what, as on the front page of the site."""
    departments = {use.department for item in contents.items for use in item.departments}
    figures = [("重点取組", len(contents.initiatives), "件")]
    for stage in contents.doc.stages:
        at_stage = [item for item in contents.initiatives if item.stage and item.stage.stage == stage.key]
        figures.append((f"うち{stage.label}", len(at_stage), "件"))
    figures.append(("成果指標（KPI）", sum(len(item.indicators) for item in contents.items), "件"))
    figures.append(("所管課", len(departments), "課"))
    return [{"label": label, "count": str(count), "unit": unit} for label, count, unit in figures]


def _colophon(snapshot: Snapshot, fonts: FontSet, replaced: tuple[Replaced, ...]) -> Data:
    city, doc = snapshot.document.municipality, snapshot.edition
    facts = [
        ("書名", f"{_with_city(city.name, doc.title)}　{year_label(snapshot)}"),
        ("団体", f"{city.prefecture}{city.name}（全国地方公共団体コード {city.code}）"),
        ("発行", wareki(doc.issued) if doc.issued else ""),
        ("実績の時点", wareki(doc.data_as_of) if doc.data_as_of else ""),
        ("版", f"第{snapshot.revision.number}版（{wareki(snapshot.revision.published_date)}公表）"),
        ("書体", "、".join(fonts.families)),
    ]
    shown = replaced[:MOST_REPLACED]
    return {
        "facts": [fact for fact in facts if fact[1]],
        "sha256": snapshot.sha256,
        "file": "edition.json",
        "revisions": [
            {
                "number": f"第{revision.number}版",
                "day": wareki(revision.published_date),
                "reason": revision.reason or ("初版" if revision.number == 1 else "理由の記載なし"),
            }
            for revision in snapshot.document.revisions
        ],
        "replaced": [{"name": one.name, "place": one.place} for one in shown],
        "more_replaced": len(replaced) - len(shown),
    }
