from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, act, edit
from hoshin.kernel.history import change_of, changes_among
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.telling import tell
from hoshin.plan.actions.editions import UNDOABLE, change_edition, undo_change
from hoshin.plan.actions.items import renumber_items
from hoshin.plan.forms import edition_form
from hoshin.plan.models import Edition
from hoshin.plan.permissions import EDIT_PLAN, VIEW_DRAFT
from hoshin.plan.queries.editing import (
    changes_of_edition,
    editions_by_id,
    editions_of_change,
    get_edition,
    policies_with_editions,
    tree_rows,
    waiting_of,
)
from hoshin.plan.views.checklist import checklist
from hoshin.plan.views.frame import edition_url, frame

UNDO = "plan:undo"
STEPS_SHOWN = 6


@staff(VIEW_DRAFT)
def policies(request: CityRequest) -> HttpResponse:
    title = _("方針と年度版")
    context = {
        "heading": Heading(title, lead=_("作成中・照会中の年度版は編集できます。決定・公表した年度版は見るだけです。")),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "policies": policies_with_editions(),
    }
    return render(request, "plan/policy_list.html", context)


@staff(VIEW_DRAFT)
def edition_detail(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    steps = checklist(waiting_of(edition))
    context = {
        **frame(edition, edition.title, current="edition"),
        "rows": tree_rows(edition),
        "first_steps": steps[:STEPS_SHOWN],
        "more_steps": steps[STEPS_SHOWN:],
        "may_edit": edition.is_editable and request.actor.may(EDIT_PLAN),
        "has_levels": len(edition.levels) > 1,
    }
    return render(request, "plan/edition_detail.html", context)


@staff(EDIT_PLAN)
def edition_edit(request: CityRequest, policy: str, year: int) -> HttpResponse:
    found = get_edition(policy, year)
    editing = Editing(
        load=lambda: get_edition(policy, year),
        form_of=edition_form,
        save=lambda row, form: change_edition(
            request.actor, edition=row, version=form.cleaned_data["version"], **form.values()
        ),
        done_url=lambda row: edition_url(row, "edition_edit"),
        undo_url_name=UNDO,
        template="plan/form_page.html",
        context=lambda row: frame(row, _("題名・年度・段の名前"), current="edition_edit"),
    )
    return edit(request, editing, of=Edition, pk=found.pk)


@staff(EDIT_PLAN)
def edition_renumber(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    if request.method != "POST":
        return redirect(edition_url(edition))
    return act(
        request,
        lambda: renumber_items(request.actor, edition=edition),
        done_url=edition_url(edition),
        undo_url_name=UNDO,
        message=_("番号を付け直しました。"),
    )


@staff(VIEW_DRAFT)
def edition_changes(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    before = request.GET.get("before", "")
    entries = changes_of_edition(edition, before=int(before) if before.isdecimal() else None)
    context = {
        **frame(edition, _("変更の記録"), current="changes"),
        "told": tell(changes_among(entries), undo_url_name=UNDO, undoable=_undoable(request, edition)),
        "older_url": f"?before={entries[-1].pk}" if len(entries) == 30 else "",
    }
    return render(request, "plan/changes.html", context)


def _undoable(request: CityRequest, edition: Edition) -> Callable[[str], bool]:
    may = edition.is_editable and request.actor.may(EDIT_PLAN)
    return lambda event: may and event.startswith(UNDOABLE)


@staff(EDIT_PLAN)
def undo(request: CityRequest, token: UUID) -> HttpResponse:
    change = change_of(token)
    editions = editions_by_id(editions_of_change(token))
    if not editions:
        raise Edition.DoesNotExist(token)
    edition = editions[0]
    context: dict[str, Any] = {
        **frame(edition, _("変更を元に戻す")),
        "change": change,
        "back_url": edition_url(edition),
    }
    if request.method != "POST":
        return render(request, "kernel/undo.html", context)
    return act(
        request,
        lambda: undo_change(request.actor, token=token),
        done_url=edition_url(edition),
        undo_url_name=UNDO,
        message=_("元に戻しました。"),
    )
