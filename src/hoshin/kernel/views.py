from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.kernel.access import staff
from hoshin.kernel.history import history_of, name_at, tracked_model, verify_audit_chain
from hoshin.kernel.permissions import VIEW_AUDIT
from hoshin.kernel.queries import audit_entries
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.telling import event_label, tell

PAGE = 50


@staff(VIEW_AUDIT)
def history(request: CityRequest, kind: str, pk: int) -> HttpResponse:
    model = tracked_model(kind)
    name = name_at(model, pk)
    title = _("変更の記録：%(noun)s「%(name)s」") % {"noun": model._meta.verbose_name, "name": name}
    context = {
        "heading": {"title": title},
        "crumbs": _crumbs(title),
        "told": tell(history_of(model, pk)),
    }
    return render(request, "kernel/history.html", context)


@staff(VIEW_AUDIT)
def audit(request: CityRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    entries = audit_entries(before=int(before) if before.isdecimal() and len(before) < 19 else None, limit=PAGE)
    title = _("監査記録")
    context = {
        "heading": {
            "title": title,
            "lead": _("この団体で行われた操作の記録です。追加だけができ、変更・削除はできません。"),
        },
        "crumbs": _crumbs(title),
        "lines": [(entry, event_label(entry.event), *_subject(entry.subject)) for entry in entries],
        "older_url": f"?before={entries[-1].pk}" if len(entries) == PAGE else "",
        "report": verify_audit_chain() if request.method == "POST" else None,
    }
    return render(request, "kernel/audit.html", context)


def _subject(subject: str) -> tuple[str, str]:
    """Return what an entry is about in words, and where its history stands; the bare subject where none is kept."""
    kind, _colon, pk = subject.partition(":")
    try:
        model = tracked_model(kind)
    except ObjectDoesNotExist:
        return subject, ""
    return f"{model._meta.verbose_name} {pk}", reverse("kernel:history", args=[kind, int(pk)]) if pk.isdecimal() else ""


def _crumbs(title: str) -> list[dict[str, str]]:
    return [{"label": _("ワークスペース"), "url": "/staff/"}, {"label": title, "url": ""}]
