"""An edition as it stood on a day: what was published, from which figures, with which decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoshin.design.components import Cell, Column, Row, Table
from hoshin.kernel.fiscal import wareki
from hoshin.publishing.queries import EditionRef
from hoshin.publishing.queries.as_of import Counted, Evidence, Standing
from hoshin.publishing.rules.contents import titled
from hoshin.publishing.rules.document import ActualDoc, EditionDoc, IndicatorDoc, ItemDoc
from hoshin.publishing.rules.figures import SOURCES
from hoshin.publishing.rules.formats import BY_KEY
from hoshin.publishing.rules.results import stage_move
from hoshin.reviews.rules.states import ReportVerb

NONE = "—"


@dataclass(frozen=True)
class AsOfPage:
    """`live` is None before the first publishing; `first` is when that came, where it has."""

    day: str
    live: EditionRef | None
    published: str
    first: str
    later: tuple[tuple[str, str, str], ...]  # number, day and reason of what came after
    files: Table | None
    figures: Table | None
    decisions: Table | None


def as_of_page(
    standing: Standing, day: dt.date, document: EditionDoc | None, counted: Mapping[str, Counted]
) -> AsOfPage:
    first = standing.later[0].published_date if standing.later and standing.live is None else None
    return AsOfPage(
        day=both(day),
        live=standing.live,
        published=both(standing.live.published_date) if standing.live and standing.live.published_date else "",
        first=both(first) if first else "",
        later=tuple((str(one.revision), both(one.published_date), one.reason) for one in standing.later),
        files=_files(standing),
        figures=_figures(document, counted, day) if document else None,
        decisions=_decisions(document, day) if document else None,
    )


def both(day: dt.date | None) -> str:
    """2020年10月1日（令和2年10月1日）."""
    return f"{day.year}年{day.month}月{day.day}日（{wareki(day)}）" if day else ""


def _table(caption: str, columns: tuple[str, ...], rows: Iterator[Row], *, under_heading: bool = False) -> Table | None:
    found = tuple(rows)
    return Table(caption, tuple(map(Column, columns)), found, is_caption_hidden=under_heading) if found else None


def _files(standing: Standing) -> Table | None:
    rows = (
        Row(Cell(f"{BY_KEY[file.format].label}（{BY_KEY[file.format].kind}）", url=file.url), (Cell(file.sha256),))
        for file in standing.files
    )
    return _table(_("この版の文書"), (_("文書"), "SHA-256"), rows)


def _figures(document: EditionDoc, counted: Mapping[str, Counted], day: dt.date) -> Table | None:
    columns = (
        _("取組と成果指標"),
        _("この版に載っている最新の実績"),
        _("値の時点"),
        _("値の出どころ"),
        _("この日までの計測"),
    )
    return _table(_("実績とその出どころ"), columns, _figure_rows(document, counted, day), under_heading=True)


def _figure_rows(document: EditionDoc, counted: Mapping[str, Counted], day: dt.date) -> Iterator[Row]:
    for item in document.items:
        for indicator in item.indicators:
            for series in indicator.series or ("",):
                yield _figure_row(item, indicator, series, counted.get(indicator.key), day)


def _figure_row(item: ItemDoc, indicator: IndicatorDoc, series: str, found: Counted | None, day: dt.date) -> Row:
    actuals = [one for one in indicator.actuals if one.series == series]
    latest = max(actuals, key=_when) if actuals else None
    source = SOURCES[indicator.source.kind]
    said = f"{source}（{indicator.source.text}）" if indicator.source.text else source
    name = f"{titled(item)}：{indicator.name}" + (f"（{series}）" if series else "")
    measured = Cell(NONE, is_absent=True)
    if found is not None:
        amount = _("計測なし") if found.amount is None else f"{found.amount:,f}{found.metric.unit}"
        measured = Cell(amount, url=f"/figures/{found.metric.key}/?as_of={day.isoformat()}")
    return Row(
        Cell(name),
        (
            Cell(latest.value.printed if latest else _("記載なし"), is_absent=latest is None),
            Cell(both(_when(latest)) if latest else NONE, is_absent=latest is None),
            Cell(said),
            measured,
        ),
    )


def _when(actual: ActualDoc) -> dt.date:
    return actual.as_of or actual.period.last_day


def _decisions(document: EditionDoc, day: dt.date) -> Table | None:
    titles = {item.key: titled(item) for item in document.items if item.repost_of is None}
    rows = (
        Row(
            Cell(titles.get(result.item, result.item)),
            (
                Cell(result.decision.decision if result.decision else stage_move(result)),
                Cell(result.decision.reason if result.decision else ""),
                Cell(result.decision.decider if result.decision else ""),
                Cell(both(result.decision.decided) if result.decision else ""),
            ),
        )
        for result in document.results
        if stage_move(result) or (result.decision and result.decision.decided <= day)
    )
    columns = (_("取組"), _("決定"), _("理由"), _("決定した者"), _("決定日"))
    return _table(_("この版に載っている決定"), columns, rows, under_heading=True)


# ---- for the staff ----


def evidence_tables(evidence: Evidence, names: Mapping[str, str]) -> tuple[Table, ...]:
    """Return who recorded what, a table a kind; kinds of which there is nothing are left out.

    :param names: of the indicators, by their keys.
    """
    made = (_entered(evidence, names), _recorded(evidence), _passed(evidence), _handed(evidence))
    return tuple(table for table in made if table is not None)


def _entered(evidence: Evidence, names: Mapping[str, str]) -> Table | None:
    rows = (
        Row(
            Cell(names.get(one.identity.key, one.identity.key) + (f"（{one.series}）" if one.series else "")),
            (
                Cell(one.period.label_both),
                Cell(one.quantity.printed),
                Cell(wareki(one.as_of_date) if one.as_of_date else NONE),
                Cell(f"/figures/{one.metric_key}/" if one.metric_key else _("人の入力")),
                Cell(f"{one.entered_by}（{one.entered_at:%Y-%m-%d}）"),
                Cell(one.reason or NONE),
            ),
        )
        for one in evidence.actuals
    )
    columns = (_("成果指標"), _("時期"), _("値"), _("値の時点"), _("出どころ"), _("記録した人と日"), _("訂正の理由"))
    return _table(_("実績の記録"), columns, rows)


def _recorded(evidence: Evidence) -> Table | None:
    rows = (
        Row(
            Cell(f"{one.item.number} {one.item.title}".strip()),
            (
                Cell(one.kind.label + (_("（のちに改められた）") if hasattr(one, "successor") else "")),
                Cell(one.reason),
                Cell(f"{one.decider}（{wareki(one.decided_on)}）"),
                Cell(one.meeting.title if one.meeting else NONE),
                Cell(f"{one.recorded_by_name}（{one.recorded_at:%Y-%m-%d}）"),
            ),
        )
        for one in evidence.decisions
    )
    columns = (_("取組"), _("決定"), _("理由"), _("決定した者"), _("会議"), _("記録した人と日"))
    return _table(_("決定の記録"), columns, rows)


def _passed(evidence: Evidence) -> Table | None:
    rows = (
        Row(
            Cell(f"{gate.item.number} {gate.item.title}".strip()),
            (
                Cell(f"{gate.from_stage.label} → {gate.to_stage.label if gate.to_stage else _('中止')}"),
                Cell(f"{gate.decider}（{wareki(gate.decided_on)}）" if gate.decided_on else NONE),
                Cell(
                    "、".join(f"{one.label}：{one.signed_by_name or _('確認なし')}" for one in gate.criteria.all())
                    or NONE
                ),
                Cell(gate.reason or NONE),
            ),
        )
        for gate in evidence.gates
    )
    columns = (_("取組"), _("段階の移行"), _("決定した者"), _("要件と確認した人"), _("理由"))
    return _table(_("段階移行の記録"), columns, rows)


def _handed(evidence: Evidence) -> Table | None:
    rows = (
        Row(
            Cell(f"{step.report.item.number} {step.report.item.title}".strip()),
            (
                Cell(step.report.round.title),
                Cell(ReportVerb(step.verb).label),
                Cell(step.by_name + (f"（{step.acting_for}の代理）" if step.acting_for else "")),
                Cell(f"{step.at:%Y-%m-%d %H:%M}"),
            ),
        )
        for step in evidence.steps
    )
    return _table(_("報告の経過"), (_("取組"), _("照会"), _("操作"), _("誰が"), _("いつ")), rows)
