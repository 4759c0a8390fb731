from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import PREVIEW, Editing, act, add, edit
from hoshin.kernel.forms import VersionedForm
from hoshin.kernel.markdown import render as render_markdown
from hoshin.kernel.requests import CityRequest
from hoshin.plan.actions.entries import add_entry, change_entry, move_entry, remove_entry
from hoshin.plan.forms import entry_form
from hoshin.plan.models import Driver
from hoshin.plan.permissions import EDIT_PLAN, VIEW_DRAFT
from hoshin.plan.queries.editing import edition_of, entries_of, get_edition, get_entry, get_field, users_of
from hoshin.plan.views.editions import UNDO
from hoshin.plan.views.frame import edition_url, frame, history_url, list_url
from hoshin.plan.views.lists import EntryList, list_of

STEPS = {"up": -1, "down": 1}


@staff(VIEW_DRAFT)
def entries(request: CityRequest, policy: str, year: int, slug: str) -> HttpResponse:
    edition, which = get_edition(policy, year), list_of(slug)
    context = {
        **frame(edition, str(which.label), current=slug, lead=str(which.about)),
        "list": which,
        "rows": entries_of(which.model, edition),
        "may_edit": edition.is_editable and request.actor.may(EDIT_PLAN),
        "add_url": edition_url(edition, "entry_add", slug),
    }
    return render(request, "plan/entry_list.html", context)


@staff(EDIT_PLAN)
def entry_add(request: CityRequest, policy: str, year: int, slug: str) -> HttpResponse:
    edition, which = get_edition(policy, year), list_of(slug)
    owner: Any = get_field(edition, request.GET.get("field", "")) if which.model is Driver else edition
    blank = which.model(**{"field" if which.model is Driver else "edition": owner})
    form = entry_form(request.POST or None, blank)
    path = (Link(str(list_of("drivers" if which.model is Driver else slug).label), list_url(blank)),)
    return add(
        request,
        form,
        save=lambda form: add_entry(request.actor, model=which.model, owner=owner, values=form.values()),
        done_url=list_url,
        undo_url_name=UNDO,
        template="plan/entry_form.html",
        context={
            **frame(edition, _("%(noun)sを加える") % {"noun": which.noun}, path=path),
            "list": which,
            "preview": _preview(request, which, form),
        },
    )


@staff(EDIT_PLAN)
def entry_edit(request: CityRequest, slug: str, pk: int) -> HttpResponse:
    which = list_of(slug)

    def context(entry: Any) -> dict[str, Any]:
        path = (Link(str(which.label), list_url(entry)),)
        return {
            **frame(
                edition_of(entry), _("%(noun)s「%(name)s」") % {"noun": which.noun, "name": _name(entry)}, path=path
            ),
            "list": which,
            "preview": _preview(request, which, entry_form(request.POST or None, entry)),
            "history_url": history_url(entry),
        }

    editing: Editing[Any] = Editing(
        load=lambda: get_entry(which.model, pk),
        form_of=entry_form,
        save=lambda entry, form: change_entry(
            request.actor, entry=entry, version=form.cleaned_data["version"], values=form.values()
        ),
        done_url=list_url,
        undo_url_name=UNDO,
        template="plan/entry_form.html",
        context=context,
    )
    return edit(request, editing, of=which.model, pk=pk)


@staff(EDIT_PLAN)
def entry_move(request: CityRequest, slug: str, pk: int) -> HttpResponse:
    entry = get_entry(list_of(slug).model, pk)
    direction = request.POST.get("direction", "")
    if request.method != "POST" or direction not in STEPS:
        return redirect(list_url(entry))
    return act(
        request,
        lambda: move_entry(request.actor, entry=entry, steps=STEPS[direction]),
        done_url=f"{list_url(entry)}#entry-{slug}-{pk}",
        undo_url_name=UNDO,
        message=_("並べ替えました。"),
    )


@staff(EDIT_PLAN)
def entry_delete(request: CityRequest, slug: str, pk: int) -> HttpResponse:
    which = list_of(slug)
    entry = get_entry(which.model, pk)
    if request.method == "POST":
        return act(
            request,
            lambda: remove_entry(request.actor, entry=entry),
            done_url=list_url(entry),
            undo_url_name=UNDO,
            message=_("削除しました。"),
        )
    title = _("%(noun)s「%(name)s」を削除しますか") % {"noun": which.noun, "name": _name(entry)}
    context = {**frame(edition_of(entry), title), "users": users_of(entry), "back_url": list_url(entry)}
    return render(request, "plan/delete.html", context)


def _name(entry: Any) -> str:
    return next(str(value) for column in ("title", "label", "term") if (value := getattr(entry, column, "")))


def _preview(request: CityRequest, which: EntryList, form: VersionedForm) -> str:
    """Return the Markdown field as a page would show it; empty unless that was asked for and it is fit to show."""
    if request.method != "POST" or PREVIEW not in request.POST or not which.previewed:
        return ""
    form.is_valid()
    text = form.cleaned_data.get(which.previewed, "")
    return mark_safe(render_markdown(text))  # noqa: S308  # the renderer lets only the safe subset through
