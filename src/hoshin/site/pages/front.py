"""The front page: the city's policy at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from hoshin.design.charts import StageTrack
from hoshin.design.components import Card, Download, Figure, Kpi
from hoshin.design.shell import Fact, Heading
from hoshin.indicators.queries import LiveFigure
from hoshin.kernel.fiscal import wareki
from hoshin.publishing.rules.document import ItemDoc
from hoshin.publishing.rules.figures import courses
from hoshin.publishing.rules.formats import FORMATS
from hoshin.site.pages.book import Book, titled
from hoshin.site.pages.changes import Change, PreviousItem, changes_since
from hoshin.site.pages.kpi import kpi_of
from hoshin.site.pages.text import plain


@dataclass(frozen=True)
class StageEntry:
    title: str
    url: str
    departments: str
    is_inferred: bool


@dataclass(frozen=True)
class StageGroup:
    """The initiatives that stand at one stage. Without a track: those whose stage is not stated."""

    ident: str
    label: str
    track: StageTrack | None
    description: str
    entries: tuple[StageEntry, ...]


@dataclass(frozen=True)
class FrontPage:
    heading: Heading
    figures: tuple[Figure, ...]
    stages: tuple[StageGroup, ...]
    kpis: tuple[tuple[str, Kpi], ...]  # each with an id for its drawing
    previous_label: str  # of the edition before; empty when there is none
    changes: tuple[Change, ...]
    ways: tuple[Card, ...]
    downloads: tuple[Download, ...]


def front_page(
    book: Book,
    *,
    on: dt.date,
    previous: Sequence[PreviousItem] | None,
    previous_label: str,
    live: Mapping[str, LiveFigure] | None = None,
) -> FrontPage:
    """`previous` are the items of the edition before; None when this edition is the first.

    :param live: what the ledger says today of indicators, by their keys; none of it belongs to the edition.
    """
    return FrontPage(
        heading=heading_of(book, title=book.policy_name, lead=plain(book.doc.summary)),
        figures=_figures(book),
        stages=_stages(book),
        kpis=tuple(
            (
                f"kpi-{indicator.key}-{number}",
                _with_today(
                    kpi_of(course, url=f"{book.item_url(item)}#indicator-{indicator.key}"),
                    (live or {}).get(indicator.key),
                ),
            )
            for item in book.items
            for indicator in item.indicators
            for number, course in enumerate(courses(indicator, on))
        ),
        previous_label=previous_label,
        changes=changes_since(book, previous) if previous is not None else (),
        ways=_ways(book),
        downloads=downloads_of(book),
    )


def _with_today(kpi: Kpi, live: LiveFigure | None) -> Kpi:
    if live is None or live.now is None:
        return kpi
    said = _("いまの値 %(value)s（%(day)s時点、自動計測）") % {
        "value": live.now.value.printed,
        "day": wareki(live.now.as_of),
    }
    return replace(kpi, notes=(*kpi.notes, said))


def heading_of(book: Book, *, title: str, kicker: str = "", lead: str = "") -> Heading:
    """Return the title block of a page of the edition, with the days that its figures depend on."""
    facts = []
    if book.doc.issued:
        facts.append(Fact(_("発行"), wareki(book.doc.issued), note=book.doc.issued.isoformat()))
    if book.doc.data_as_of:
        facts.append(Fact(_("実績の時点"), wareki(book.doc.data_as_of)))
    if book.doc.status == "superseded":
        facts.append(Fact(_("状態"), _("旧版（新しい年度版があります）")))
    if book.newest_url:
        replaced = _("第%(number)s版（訂正前の旧版）") % {"number": book.revision}
        facts.append(Fact(_("この版"), replaced, note=_("最新の版を見る"), url=book.newest_url))
    elif book.revision > 1 and book.published_date:
        facts.append(Fact(_("訂正"), wareki(book.published_date), note=_("第%(number)s版") % {"number": book.revision}))
    return Heading(
        title, kicker=kicker, edition=_("%(label)s版") % {"label": book.label}, lead=lead, facts=tuple(facts)
    )


def downloads_of(book: Book) -> tuple[Download, ...]:
    documents = (Download(_(one.label), f"{book.base}{one.path}", one.kind, note=_(one.hint)) for one in FORMATS)
    return (*documents, Download(_("JSONの形式の定義"), "/schema/edition.json", "JSON Schema"))


def _figures(book: Book) -> tuple[Figure, ...]:
    indicators = sum(len(item.indicators) for item in book.items)
    departments = {one.department for item in book.items for one in item.departments}
    last = book.doc.stages[-1] if book.doc.stages else None
    at_last = [item for item in book.initiatives if last and item.stage and item.stage.stage == last.key]
    figures = [Figure(_("重点取組"), str(len(book.initiatives)), _("件"))]
    if last:
        figures.append(Figure(_("うち「%(stage)s」の段階") % {"stage": last.label}, str(len(at_last)), _("件")))
    figures.append(Figure(_("成果指標（KPI）"), str(indicators), _("件")))
    figures.append(Figure(_("所管課"), str(len(departments)), _("課")))
    return tuple(figures)


def _stages(book: Book) -> tuple[StageGroup, ...]:
    groups = [
        StageGroup(
            ident=f"stage-{stage.key}",
            label=stage.label,
            track=book.track_of_stage(stage.key),
            description=plain(stage.description),
            entries=_entries(book, [one for one in book.initiatives if one.stage and one.stage.stage == stage.key]),
        )
        for stage in reversed(book.doc.stages)
    ]
    without = _entries(book, [one for one in book.initiatives if one.stage is None])
    if without:
        groups.append(StageGroup("stage-none", _("段階の記載なし"), None, "", without))
    return tuple(groups)


def _entries(book: Book, items: list[ItemDoc]) -> tuple[StageEntry, ...]:
    return tuple(
        StageEntry(
            titled(item),
            book.item_url(item),
            "、".join(one.name for one in book.departments_of(item)),
            is_inferred=item.stage is not None and item.stage.certainty == "inferred",
        )
        for item in items
    )


def _ways(book: Book) -> tuple[Card, ...]:
    return (
        Card(
            _("方針の全文"),
            book.base,
            text=_("はじめにから用語解説まで、文書の順に読めます。重点取組一覧は絞り込みと並べ替えができます。"),
        ),
        Card(
            _("取組と検討分野の対応表"),
            book.matrix_url,
            text=_("国・都の政策、技術動向、まちづくりのどの項目から、どの取組が生まれたかを示します。"),
        ),
        Card(_("用語解説"), book.glossary_url, text=_("方針に出てくる言葉を五十音順で説明します。")),
    )
