"""How the pages of this room say amounts, days and evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hoshin.design.charts import LineChart, Point, Series, format_number
from hoshin.design.components import PageLink, Pages
from hoshin.kernel.clock import JST
from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.kernel.registry import Kind, Metric
from hoshin.ledger.models import ATTACHED
from hoshin.ledger.queries import Correction, Line, Slice
from hoshin.ledger.rules import is_by_year, plain

# Longer ones are beyond every list, and the longest beyond what the database and Python take for a number.
_PAGE = re.compile("[1-9][0-9]{0,4}")


@dataclass(frozen=True)
class Evidence:
    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class ShownLine:
    title: str
    day: str
    amount: str
    kind: str
    why: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class ShownCorrection:
    at: str
    label: str
    day: str
    amount: str
    title: str
    reason: str
    by: str
    evidence: tuple[Evidence, ...]


def amount(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)


def signed(value: Decimal) -> str:
    if not value:
        return "±0"
    return ("＋" if value > 0 else "") + format_number(plain(value))


def day(value: dt.date) -> str:
    return _("%(western)s（%(wareki)s）") % {
        "western": f"{value.year}年{value.month}月{value.day}日",
        "wareki": wareki(value),
    }


def value_label(metric: Metric, as_of: dt.date) -> str:
    """What the figure is: a state, or a sum since the fiscal year began."""
    if metric.kind is Kind.FLOW:
        return _("%(fy)sの累計（%(day)sまで）") % {
            "fy": FiscalYear.containing(as_of).label_both,
            "day": day(as_of),
        }
    return _("%(day)s現在") % {"day": day(as_of)}


def evidence(kept: Mapping[str, str], *, file_url: str = "") -> tuple[Evidence, ...]:
    """Addresses of the web and of this site become links; whatever else was kept stays text.

    :param file_url: where the attached file is, for those who may have it.
    """

    def url(label: str, text: str) -> str:
        if label == ATTACHED and file_url:
            return file_url
        return text if _is_address(text) else ""

    return tuple(Evidence(label, text, url(label, text)) for label, text in kept.items())


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) or (text.startswith("/") and not text.startswith(("//", "/\\")))


def line(one: Line) -> ShownLine:
    return ShownLine(one.title, f"{one.date}", amount(one.amount), one.kind_label, one.why, evidence(one.evidence))


def correction(one: Correction) -> ShownCorrection:
    at = f"{one.at.astimezone(JST):%Y-%m-%d %H:%M}"
    kept = evidence(one.evidence)
    return ShownCorrection(at, one.label, f"{one.date}", signed(one.amount), one.title, one.reason, one.by, kept)


def pages(found: Slice[Any], url: str, parameter: str, kept: Mapping[str, str]) -> Pages | None:
    """Return links to the pages beside this one; how many there are nobody has counted."""
    if found.number == 1 and not found.has_next:
        return None

    def at(number: int) -> str:
        return f"{url}?{urlencode({**kept, parameter: number})}"

    here = (PageLink(found.number, at(found.number), is_current=True),)
    before = at(found.number - 1) if found.number > 1 else ""
    return Pages(here, previous_url=before, next_url=at(found.number + 1) if found.has_next else "")


def page_number(text: str | None) -> int:
    """Return the page that an address asks for; nonsense is the first."""
    return int(text) if text and _PAGE.fullmatch(text) else 1


def chart(metric: Metric, values: Mapping[dt.date, Decimal | None]) -> LineChart:
    days = sorted(values)
    by_year = is_by_year(days)
    return LineChart(
        title=_("%(label)sの推移") % {"label": metric.label},
        unit=metric.unit,
        labels=tuple(_labels(days, by_year=by_year)),
        short_labels=tuple(_short_labels(days, by_year=by_year)),
        series=(
            Series(
                _("年度内の累計") if metric.kind is Kind.FLOW else metric.label,
                tuple(Point(values[one]) for one in days),
                _new_years(days) if metric.kind is Kind.FLOW else frozenset(),
            ),
        ),
        period_label=_("時点"),
    )


def _labels(days: Iterable[dt.date], *, by_year: bool) -> Iterable[str]:
    for one in days:
        is_end = FiscalYear.containing(one).last_day == one
        yield FiscalYear.containing(one).label_both if by_year and is_end else f"{one}"


def _short_labels(days: list[dt.date], *, by_year: bool) -> Iterable[str]:
    """Few enough words for a phone: the fiscal year, or the month, with its year where that begins."""
    former = None
    for one in days:
        if by_year:
            yield FiscalYear.containing(one).short
        else:
            yield f"{one.year % 100}/{one.month}" if one.year != former else f"{one.month}"
        former = one.year


def _new_years(days: list[dt.date]) -> frozenset[int]:
    """A sum that starts again is not joined to the one before."""
    years = [FiscalYear.containing(one).year for one in days]
    return frozenset(place for place in range(1, len(years)) if years[place] != years[place - 1])
