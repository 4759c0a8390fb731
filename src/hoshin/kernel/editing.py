"""The shape of every page that edits something: open, check, save, and what happens when two people do so at once.

A view of a room says what is edited, by which form and which action; the rest is here, the same for all rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hoshin.kernel.action import subject_of
from hoshin.kernel.forms import CityForm, VersionedForm, shown, taking
from hoshin.kernel.forms.versioned import digest
from hoshin.kernel.history import last_change
from hoshin.kernel.history.events import event_model, events_of, row_of
from hoshin.kernel.models import AuditEntry, VersionedModel
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile

V = TypeVar("V", bound=VersionedModel)
TAKE = "take-"
PREVIEW = "preview"


@dataclass(frozen=True)
class Editing(Generic[V]):
    """What one editing page edits. `load` may raise DoesNotExist; `form_of` makes the form of a row as it stands.

    Without `undo_url_name` what is saved offers no way back; a row that can be deleted must have one.
    """

    load: Callable[[], V]
    form_of: Callable[[QueryDict | None, V], VersionedForm]
    save: Callable[[V, VersionedForm], models.Model]
    done_url: Callable[[V], str]
    undo_url_name: str | None
    template: str
    context: Callable[[V], Mapping[str, Any]]


@dataclass(frozen=True)
class Versions:
    """One field as I have it and as it stands. `changed_by` says whose change that is."""

    name: str
    label: str
    mine: str
    theirs: str
    changed_by: Literal["nobody", "me", "them", "both"]

    @property
    def suggests_theirs(self) -> bool:
        return self.changed_by == "them"


def edit(request: CityRequest, editing: Editing[V], *, of: type[models.Model], pk: int) -> HttpResponse:
    """Answer a page that edits one row: the form, the form with its errors, a redirect, or the conflict."""
    try:
        row = editing.load()
    except ObjectDoesNotExist:
        return _gone(request, editing, of, pk)
    form = editing.form_of(_data(request, editing, row), row)
    if request.method == "POST" and PREVIEW not in request.POST and form.is_valid():
        if form.is_untouched():
            messages.info(request, _("変更はありませんでした。"))
            return redirect(editing.done_url(row))
        try:
            saved = editing.save(row, form)
        except EditedMeanwhile as meanwhile:
            return _conflict(request, editing, form, meanwhile.current)
        except ObjectDoesNotExist:
            return _gone(request, editing, of, pk)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            tell_saved(request, saved, undo_url_name=editing.undo_url_name)
            return redirect(editing.done_url(row))
    return render(request, editing.template, {**editing.context(row), "form": form, "row": row})


def add(
    request: CityRequest,
    form: CityForm,
    *,
    save: Callable[[CityForm], models.Model],
    done_url: Callable[[Any], str],
    undo_url_name: str | None,
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Answer a page that adds something; without `undo_url_name` what is added offers no way back of its own."""
    if request.method == "POST" and PREVIEW not in request.POST and form.is_valid():
        try:
            saved = save(form)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            tell_saved(request, saved, undo_url_name=undo_url_name)
            return redirect(done_url(saved))
    return render(request, template, {**context, "form": form})


def act(
    request: CityRequest, do: Callable[[], models.Model], *, done_url: str, undo_url_name: str, message: str = ""
) -> HttpResponse:
    """Answer a button: do it, say what happened, go back."""
    try:
        saved = do()
    except Refused as refusal:
        messages.error(request, refusal.message)
    except EditedMeanwhile:
        messages.error(request, _("ほかの人が先に変更していました。今の内容を確かめて、もう一度操作してください。"))
    else:
        tell_saved(request, saved, undo_url_name=undo_url_name, message=message)
    return redirect(done_url)


def add_refusal(form: CityForm, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def tell_saved(request: CityRequest, saved: models.Model, *, undo_url_name: str | None, message: str = "") -> None:
    """Say that it is done, with a way back."""
    said = message or _("保存しました。")
    entry = AuditEntry.objects.filter(subject=subject_of(saved)).order_by("-id").first()
    if entry is None or undo_url_name is None:
        messages.success(request, said)
        return
    url = reverse(undo_url_name, args=[entry.token])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, url, _("元に戻す")))


def versions(form: VersionedForm, theirs: VersionedForm) -> list[Versions]:
    """Compare a valid form with the row as it stands, field by field; both sides in words."""
    seen, found = form.seen_digests(), []
    for name in form.told():
        mine_text = shown(form.fields[name], form.cleaned_data.get(name))
        their_text = shown(theirs.fields[name], theirs.initial.get(name))
        base = seen.get(name)
        by_me, by_them = digest(mine_text) != base, digest(their_text) != base
        changed_by: Literal["nobody", "me", "them", "both"] = "nobody"
        if mine_text != their_text:
            changed_by = "both" if by_me and by_them else "me" if by_me else "them"
        found.append(Versions(name, str(form.fields[name].label), mine_text, their_text, changed_by))
    return found


def _data(request: CityRequest, editing: Editing[V], row: V) -> QueryDict | None:
    """Return what was sent, with the values of the other person where those were chosen."""
    if request.method != "POST":
        return None
    if request.POST.get("take") == "mine":
        return request.POST
    chosen = [
        key.removeprefix(TAKE) for key, value in request.POST.items() if key.startswith(TAKE) and value == "theirs"
    ]
    return taking(request.POST, names=chosen, theirs=editing.form_of(None, row)) if chosen else request.POST


def _conflict(request: CityRequest, editing: Editing[V], form: VersionedForm, current: VersionedModel) -> HttpResponse:
    """Show both versions. What was written stays in the form, which now carries the version that stands."""
    row = editing.load()
    theirs = editing.form_of(None, row)
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"], data["seen"] = str(current.version), theirs.initial["seen"]
    context = {
        **editing.context(row),
        "form": editing.form_of(data, row),
        "versions": versions(form, theirs),
        "entry": last_change(current),
        "done_url": editing.done_url(row),
    }
    return render(request, "kernel/conflict.html", context, status=409)


def _gone(request: CityRequest, editing: Editing[V], of: type[models.Model], pk: int) -> HttpResponse:
    """Show what was written for a row that was deleted meanwhile, so that it can be kept.

    :raises ObjectDoesNotExist: this municipality never had such a row, or nothing was written.
    """
    event = events_of(event_model(of)).filter(pgh_obj_id=pk).last()
    if event is None or request.method != "POST":
        raise ObjectDoesNotExist(f"{of._meta.label_lower}:{pk}")
    row: Any = row_of(event)
    form = editing.form_of(request.POST, row)
    form.is_valid()
    written = [(form.fields[name].label, shown(form.fields[name], form.cleaned_data.get(name))) for name in form.told()]
    context = {
        **editing.context(row),
        "written": [(label, text) for label, text in written if text],
        "entry": last_change(row),
        "undo_url_name": editing.undo_url_name,
    }
    return render(request, "kernel/gone.html", context, status=409)
