"""The ledger as its keepers see it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import ActiveFilter, Empty, Filter, FilterField, Notice, Option
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import JST, business_day
from hoshin.kernel.registry import Metric, registry
from hoshin.kernel.requests import CityRequest
from hoshin.ledger.forms import asked_day
from hoshin.ledger.models import Entry
from hoshin.ledger.permissions import ADJUST_LEDGER, VIEW_LEDGER
from hoshin.ledger.queries import entries_of, get_metric, last_measurements, value_as_known, value_of, values_of
from hoshin.ledger.views import shown

WORDS_LENGTH = 100


@staff(VIEW_LEDGER)
def metric_list(request: CityRequest) -> HttpResponse:
    today, metrics = business_day(request.municipality), registry.metrics()
    values, measured = values_of(metrics, as_of=today), last_measurements()
    title = _("数字の台帳")
    context = {
        "heading": Heading(
            title, lead=_("サービスが数えた数です。毎晩計測し、日計と記帳の合計が一致するか確かめます。")
        ),
        "crumbs": crumbs(Link(title, "")),
        "metrics": [
            (metric, shown.amount(values[metric.key]), measured.get(metric.key), metric_url(metric))
            for metric in metrics
        ],
        "today": shown.day(today),
        "empty": Empty(_("まだ何も数えていません"), _("計測項目を持つサービスがありません。")),
    }
    return render(request, "ledger/metric_list.html", context)


@staff(VIEW_LEDGER)
def metric_detail(request: CityRequest, metric: str) -> HttpResponse:
    one, today = get_metric(metric), business_day(request.municipality)
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:WORDS_LENGTH]
    kind = kind if kind in dict(_kinds()) else ""
    found = entries_of(one, kind=kind, words=words, page=shown.page_number(request.GET.get("page")))
    kept = {name: value for name, value in (("kind", kind), ("q", words)) if value}
    context = {
        "heading": Heading(one.label, kicker=_("数字の台帳")),
        "crumbs": crumbs(_list_link(), Link(one.label, "")),
        "metric": one,
        "value": shown.amount(value_of(one, as_of=today)),
        "value_label": shown.value_label(one, today),
        "measurement": last_measurements().get(one.key),
        "may_adjust": request.actor.may(ADJUST_LEDGER),
        "entries": [
            (entry, shown.signed(entry.amount), shown.evidence(entry.evidence, file_url=_file_url(entry)))
            for entry in found.rows
        ],
        "pages": shown.pages(found, request.path, "page", kept),
        "filter": _filter(request.path, kind, words),
        "is_filtered": bool(kept),
        **_known(request, one, today),
    }
    return render(request, "ledger/metric_detail.html", context)


def _file_url(entry: Entry) -> str:
    return reverse("ledger:evidence_file", args=[entry.pk]) if hasattr(entry, "file") else ""


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("ワークスペース"), "/staff/"), *links)


def _list_link() -> Link:
    return Link(_("数字の台帳"), reverse("ledger:metrics"))


def form_crumbs(metric: Metric, title: str) -> tuple[Link, ...]:
    return crumbs(_list_link(), Link(metric.label, metric_url(metric)), Link(title, ""))


def metric_url(metric: Metric) -> str:
    return reverse("ledger:metric", args=[metric.key])


def _known(request: CityRequest, metric: Metric, today: dt.date) -> dict[str, Any]:
    """What the ledger said of a day, as it was known at the end of another one: an auditor's question."""
    asked = {name: request.GET.get(name, "").strip() for name in ("as_of", "known_on")}
    known: dict[str, Any] = {"asked": asked, "is_known_asked": all(asked.values())}
    if not known["is_known_asked"]:
        return known
    # Days of the real calendar: what is recorded bears the real moment, also in an example city.
    as_of, as_of_problem = asked_day(asked["as_of"], today=dt.date.max)
    known_on, known_problem = asked_day(asked["known_on"], today=dt.date.max)
    if problem := as_of_problem or known_problem:
        return {**known, "known_problem": Notice(problem, mood="warning")}
    night = dt.datetime.combine(known_on, dt.time.max, JST)
    return {
        **known,
        "known_value": shown.amount(value_as_known(metric, as_of=as_of, known_at=night)),
        "known_now": shown.amount(value_of(metric, as_of=as_of)),
        "known_as_of": shown.day(as_of),
        "known_on": shown.day(known_on),
    }


def _kinds() -> list[tuple[str, str]]:
    return [*Entry.Kind.choices, ("voided", _("取り消したもの"))]


def _filter(path: str, kind: str, words: str) -> Filter:
    without_kind, without_words = urlencode({"q": words}), urlencode({"kind": kind})
    active = [ActiveFilter(label, f"{path}?{without_kind}") for key, label in _kinds() if key == kind]
    active += [ActiveFilter(f"「{words}」", f"{path}?{without_words}")] if words else []
    return Filter(
        action=path,
        fields=(
            FilterField(
                "kind", _("種類"), tuple(Option(key, label, is_selected=key == kind) for key, label in _kinds())
            ),
        ),
        active=tuple(active),
        clear_url=path,
        search_name="q",
        search_label=_("名称・キー"),
        search_value=words,
    )
