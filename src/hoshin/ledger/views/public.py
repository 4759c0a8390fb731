"""The provenance of a figure, for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Empty, Notice
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import public
from hoshin.kernel.clock import business_day
from hoshin.kernel.registry import registry
from hoshin.kernel.requests import CityRequest
from hoshin.ledger.forms import asked_day
from hoshin.ledger.queries import corrections, counted, first_day_of, get_metric, not_counted, series_of, values_of
from hoshin.ledger.rules import chart_days
from hoshin.ledger.views import shown


@public
def figure_list(request: CityRequest) -> HttpResponse:
    today, metrics = business_day(request.municipality), registry.metrics()
    values = values_of(metrics, as_of=today)
    title = _("数字の根拠")
    lead = _("サービスが自ら数えている数と、その数え方、数えたもの、数えなかったものを公開しています。")
    context = {
        "heading": Heading(title, lead=lead),
        "crumbs": (Link(_("ホーム"), "/"), Link(title, "")),
        "figures": [
            (metric, shown.amount(values[metric.key]), shown.value_label(metric, today), _url(metric.key))
            for metric in metrics
        ],
        "empty": Empty(_("まだ何も数えていません"), _("数を数えるサービスが、このサイトではまだ動いていません。")),
    }
    return render(request, "ledger/figure_list.html", context)


@public
def figure_detail(request: CityRequest, metric: str) -> HttpResponse:
    one, today = get_metric(metric), business_day(request.municipality)
    as_of, problem = asked_day(request.GET.get("as_of", ""), today=today)
    first = first_day_of(one)
    days = chart_days(first, as_of) if first else ()
    values = series_of(one, [*days, as_of])
    kept = {} if as_of == today else {"as_of": f"{as_of}"}
    lists = {
        name: read(one, as_of=as_of, page=shown.page_number(request.GET.get(name)))
        for name, read in (("counted", counted), ("not_counted", not_counted))
    }
    context = {
        "heading": Heading(one.label, kicker=_("数字の根拠")),
        "crumbs": (Link(_("ホーム"), "/"), Link(_("数字の根拠"), reverse("ledger:figures")), Link(one.label, "")),
        "metric": one,
        "problem": Notice(problem, mood="warning") if problem else None,
        "as_of": as_of,
        "value": shown.amount(values[as_of]),
        "value_label": shown.value_label(one, as_of),
        "chart": shown.chart(one, values) if len(days) > 1 else None,
        "empty": Empty(_("まだ何も数えていません"), _("この日までに数えたものはありません。0とは違います。")),
        "corrections": [shown.correction(each) for each in corrections(one)],
        **{name: [shown.line(each) for each in found.rows] for name, found in lists.items()},
        **{f"{name}_pages": shown.pages(found, request.path, name, kept) for name, found in lists.items()},
    }
    return render(request, "ledger/figure_detail.html", context)


def _url(key: str) -> str:
    return reverse("ledger:figure", args=[key])
