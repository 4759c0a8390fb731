from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, act, add, add_refusal, edit, tell_saved
from hoshin.kernel.history import rows_deleted_with
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.plan.actions.items import add_item, change_item, move_item, place_item, remove_item, repost_item
from hoshin.plan.actions.renewal import confirm_texts
from hoshin.plan.forms import ItemForm, ItemNewForm, ParentForm, item_form
from hoshin.plan.models import Item
from hoshin.plan.models.items import RENEWABLE
from hoshin.plan.permissions import EDIT_PLAN
from hoshin.plan.queries.editing import get_edition, get_item, item_or_none, possible_parents, tree_of, tree_rows
from hoshin.plan.views.editions import UNDO
from hoshin.plan.views.frame import edition_url, frame, item_frame

STEPS = {"up": -1, "down": 1}


@staff(EDIT_PLAN)
def item_add(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    parent = item_or_none(edition, request.GET.get("parent", ""))
    lead = _("「%(title)s」の下に加えます。") % {"title": parent.title} if parent else ""
    return add(
        request,
        ItemNewForm(request.POST or None),
        save=lambda form: add_item(request.actor, edition=edition, parent=parent, **form.values()),
        done_url=lambda item: reverse("plan:item_edit", args=[item.pk]),
        undo_url_name=UNDO,
        template="plan/form_page.html",
        context=frame(edition, _("取組・節を加える"), lead=lead),
    )


@staff(EDIT_PLAN)
def item_edit(request: CityRequest, pk: int) -> HttpResponse:
    def save(item: Item, form: ItemForm) -> Item:
        version = form.cleaned_data["version"]
        return change_item(request.actor, item=item, version=version, values=form.own_values(), **form.parts())

    editing = Editing(
        load=lambda: get_item(pk),
        form_of=item_form,
        save=save,  # type: ignore[arg-type]  # the form is the one that form_of makes
        done_url=lambda item: reverse("plan:item_edit", args=[item.pk]),
        undo_url_name=UNDO,
        template="plan/item_form.html",
        context=lambda item: {
            **item_frame(item, f"{item.number} {item.title}".strip()),
            "outdated": [(name, label) for name, label in RENEWABLE if name in item.needs_update],
        },
    )
    return edit(request, editing, of=Item, pk=pk)


@staff(EDIT_PLAN)
def item_confirm(request: CityRequest, pk: int) -> HttpResponse:
    """Take the 要更新 off an item whose texts are right as they stand."""
    item = get_item(pk)
    page = reverse("plan:item_edit", args=[pk])
    version = request.POST.get("version", "")
    if request.method != "POST" or not version.isascii() or not version.isdigit():
        return redirect(page)
    return act(
        request,
        lambda: confirm_texts(request.actor, item=item, version=int(version)),
        done_url=page,
        undo_url_name=UNDO,
        message=_("「%(title)s」の要更新を外しました。") % {"title": item.title},
    )


@staff(EDIT_PLAN)
def item_move(request: CityRequest, pk: int) -> HttpResponse:
    """Up, down, in (below the one before) and out (behind the parent): buttons of the tree."""
    item = get_item(pk)
    direction = request.POST.get("direction", "")
    if request.method != "POST" or direction not in {*STEPS, "in", "out"}:
        return redirect(edition_url(item.edition))
    return act(
        request,
        lambda: _move(request, item, direction),
        done_url=f"{edition_url(item.edition)}#item-{item.pk}",
        undo_url_name=UNDO,
        message=_("「%(title)s」を動かしました。") % {"title": item.title},
    )


def _move(request: CityRequest, item: Item, direction: str) -> Item:
    if direction in STEPS:
        return move_item(request.actor, item=item, steps=STEPS[direction])
    tree = tree_of(item.edition)
    if direction == "out":
        above = item.parent
        return place_item(request.actor, item=item, parent=above.parent if above else None, after=above)
    siblings = tree.siblings(item.pk)
    place = siblings.index(item.pk)
    if place == 0:
        raise Refused(_("すぐ上に同じ段の節がないため、下の段に入れられません。"))
    return place_item(request.actor, item=item, parent=get_item(siblings[place - 1]))


@staff(EDIT_PLAN)
def item_place(request: CityRequest, pk: int) -> HttpResponse:
    item = get_item(pk)
    parents = [(row.item.pk, f"{'　' * row.depth}{row.item.number} {row.item.title}") for row in possible_parents(item)]
    form = ParentForm(request.POST or None, parents=parents, initial={"parent": item.parent_id})
    return _to_parent(
        request,
        item,
        form,
        title=_("「%(title)s」を別の節の下へ移す") % {"title": item.title},
        do=lambda parent: place_item(request.actor, item=item, parent=parent),
    )


@staff(EDIT_PLAN)
def item_repost(request: CityRequest, pk: int) -> HttpResponse:
    item = get_item(pk)
    room = len(item.edition.levels) - 1
    parents = [
        (row.item.pk, f"{'　' * row.depth}{row.item.number} {row.item.title}")
        for row in tree_rows(item.edition)
        if row.depth < room and row.item.pk != item.pk
    ]
    return _to_parent(
        request,
        item,
        ParentForm(request.POST or None, parents=parents),
        title=_("「%(title)s」を再掲する") % {"title": item.title},
        do=lambda parent: repost_item(request.actor, item=item, parent=parent),
    )


def _to_parent(
    request: CityRequest, item: Item, form: ParentForm, *, title: str, do: Callable[[Item | None], Item]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        parent = item_or_none(item.edition, str(form.cleaned_data["parent"] or ""))
        try:
            saved = do(parent)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            tell_saved(request, saved, undo_url_name=UNDO)
            return redirect(edition_url(item.edition))
    return render(request, "plan/form_page.html", {**item_frame(item, title), "form": form})


@staff(EDIT_PLAN)
def item_delete(request: CityRequest, pk: int) -> HttpResponse:
    item = get_item(pk)
    if request.method == "POST":
        return act(
            request,
            lambda: remove_item(request.actor, item=item),
            done_url=edition_url(item.edition),
            undo_url_name=UNDO,
            message=_("「%(title)s」を削除しました。") % {"title": item.title},
        )
    title = _("「%(title)s」を削除しますか") % {"title": item.title}
    context = {
        **item_frame(item, title),
        "along": rows_deleted_with(item),
        "back_url": reverse("plan:item_edit", args=[pk]),
    }
    return render(request, "plan/delete.html", context)
