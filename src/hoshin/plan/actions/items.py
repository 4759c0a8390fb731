"""The tree of items: what each says, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import change
from hoshin.plan.actions.item_parts import _put_parts
from hoshin.plan.actions.refusals import InUse, NotATree, NotInThisEdition, _refusing_duplicates, _require_editable
from hoshin.plan.actions.renewal import _still_outdated
from hoshin.plan.models import Edition, Item, ItemIdentity, Stage
from hoshin.plan.permissions import EDIT_PLAN
from hoshin.plan.queries.editing import tree_of
from hoshin.plan.rules.tree import moved

Row = Mapping[str, Any]


@action(EDIT_PLAN, "plan.item.added")
def add_item(
    by: Actor,
    *,
    edition: Edition,
    title: str,
    number: str = "",
    parent: Item | None = None,
    is_initiative: bool = True,
    key: str = "",
) -> Item:
    """Add an item as the last child of its parent, or at the top.

    :param key: its name across editions; made from the place when left out.
    :raises NotEditable: the edition is decided or published.
    :raises NotATree: the parent stands on the lowest level.
    :raises NotInThisEdition: the parent belongs to another edition.
    :raises Taken: number or key are used already.
    """
    _require_editable(edition)
    _require_room(edition, parent, height=0)
    identity = _new_identity(edition, key)
    with _refusing_duplicates():
        return Item.objects.create(
            edition=edition,
            identity=identity,
            parent=parent,
            order=_next_order(edition, parent),
            title=title,
            number=number,
            is_initiative=is_initiative,
        )


@action(EDIT_PLAN, "plan.item.reposted")
def repost_item(by: Actor, *, item: Item, parent: Item | None) -> Item:
    """Show an item again elsewhere in the tree (再掲); it is counted only where it stood first.

    :raises NotEditable: the edition is decided or published.
    :raises NotATree: the parent stands on the lowest level, or the item is a repost itself.
    :raises NotInThisEdition: the parent belongs to another edition.
    """
    _require_editable(item.edition)
    if item.repost_of_id is not None:
        raise NotATree(_("再掲の再掲はできません。元の取組から再掲してください。"))
    _require_room(item.edition, parent, height=0)
    return Item.objects.create(
        edition=item.edition,
        identity=_new_identity(item.edition, ""),
        parent=parent,
        repost_of=item,
        order=_next_order(item.edition, parent),
        title=item.title,
        is_initiative=False,
    )


@action(EDIT_PLAN, "plan.item.changed")
def change_item(
    by: Actor,
    *,
    item: Item,
    version: int,
    values: Row,
    departments: Sequence[Row],
    directions: Sequence[Row],
    references: Sequence[Row],
    schedule: Sequence[Row],
) -> Item:
    """Change what an item says, with its departments, directions, references and years in the order given.

    :raises NotEditable: the edition is decided or published.
    :raises EditedMeanwhile: somebody saved first.
    :raises NotInThisEdition: stage, direction or driver of another edition.
    :raises NotAtWork: a department newly chosen that does not exist in the edition's year.
    :raises Taken: the number is used already, or something is named twice.
    """
    _require_editable(item.edition)
    _require_own_stage(item.edition, values)
    with _refusing_duplicates():
        marks = _still_outdated(item, values, schedule)
        saved = change(item, version=version, **{**values, "needs_update": marks})
        _put_parts(saved, departments=departments, directions=directions, references=references, schedule=schedule)
    return saved


@action(EDIT_PLAN, "plan.item.moved")
def move_item(by: Actor, *, item: Item, steps: int) -> Item:
    """Move an item up (negative) or down among its siblings.

    :raises NotEditable: the edition is decided or published.
    """
    _require_editable(item.edition)
    _put_in_order(item.edition, moved(tree_of(item.edition).siblings(item.pk), item.pk, steps))
    return item


@action(EDIT_PLAN, "plan.item.placed")
def place_item(by: Actor, *, item: Item, parent: Item | None, after: Item | None = None) -> Item:
    """Hang an item, with all below it, under another parent: behind `after`, or as the last child.

    :raises NotEditable: the edition is decided or published.
    :raises NotATree: below itself, or deeper than the edition has levels.
    :raises NotInThisEdition: the parent belongs to another edition.
    """
    _require_editable(item.edition)
    tree = tree_of(item.edition)
    if parent is not None and tree.is_within(parent.pk, item.pk):
        raise NotATree(_("自分自身や、その下にある節の下には移せません。"), field="parent")
    _require_room(item.edition, parent, height=tree.height(item.pk))
    children = [pk for pk in tree.children(parent.pk if parent else None) if pk != item.pk]
    place = children.index(after.pk) + 1 if after is not None and after.pk in children else len(children)
    Item.objects.filter(pk=item.pk).update(parent=parent)
    _put_in_order(item.edition, [*children[:place], item.pk, *children[place:]])
    return Item.objects.get(pk=item.pk)


@action(EDIT_PLAN, "plan.items.renumbered")
def renumber_items(by: Actor, *, edition: Edition) -> Edition:
    """Number all items by their place in the tree: 1, 1-1, 1-2, 2. Reposts have no number of their own.

    :raises NotEditable: the edition is decided or published.
    """
    _require_editable(edition)
    wanted = tree_of(edition).numbers()
    stale = [item for item in Item.objects.filter(edition=edition, repost_of=None) if item.number != wanted[item.pk]]
    # Two rounds: a number may be wanted while its present owner still has it.
    Item.objects.filter(pk__in=[item.pk for item in stale]).update(number="")
    for item in stale:
        Item.objects.filter(pk=item.pk).update(number=wanted[item.pk])
    return edition


@action(EDIT_PLAN, "plan.item.removed")
def remove_item(by: Actor, *, item: Item) -> Item:
    """Delete an item with its departments, references and years, and what higher rooms hang on it.

    :raises NotEditable: the edition is decided or published.
    :raises InUse: items below it, reposts of it, or what was recorded of it, such as reports and decisions.
    """
    _require_editable(item.edition)
    users = [f"{child.number} {child.title}".strip() for child in Item.objects.filter(parent=item).order_by("order")]
    users += [f"再掲「{repost.title}」" for repost in Item.objects.filter(repost_of=item).order_by("order")]
    if users:
        raise InUse(users)
    try:
        Item.objects.filter(pk=item.pk).delete()
    except ProtectedError as error:
        raise InUse(sorted({str(row._meta.verbose_name) for row in error.protected_objects})) from error
    return item


def _require_room(edition: Edition, parent: Item | None, *, height: int) -> None:
    if parent is None:
        depth = 0
    elif parent.edition_id != edition.pk:
        raise NotInThisEdition(_("別の年度版の節の下には置けません。"), field="parent")
    else:
        depth = tree_of(edition).depth(parent.pk) + 1
    if depth + height >= len(edition.levels):
        raise NotATree(
            _("この年度版の体系は%(levels)s段（%(names)s）です。それより深くはできません。")
            % {"levels": len(edition.levels), "names": "、".join(edition.levels)},
            field="parent",
        )


def _require_own_stage(edition: Edition, values: Row) -> None:
    stage_id = values.get("stage_id")
    if stage_id is not None and not Stage.objects.filter(pk=stage_id, edition=edition).exists():
        raise NotInThisEdition(_("この年度版の段階から選んでください。"), field="stage_id")
    if stage_id is not None and not values.get("is_initiative", True):
        raise NotInThisEdition(_("段階は重点取組だけが持ちます。"), field="stage_id")


def _new_identity(edition: Edition, key: str) -> ItemIdentity:
    with _refusing_duplicates():
        if key:
            return ItemIdentity.objects.create(policy=edition.policy, key=key)
        taken = set(ItemIdentity.objects.filter(policy=edition.policy).values_list("key", flat=True))
        number = len(taken) + 1
        while f"item-{number}" in taken:
            number += 1
        return ItemIdentity.objects.create(policy=edition.policy, key=f"item-{number}")


def _next_order(edition: Edition, parent: Item | None) -> int:
    last = Item.objects.filter(edition=edition, parent=parent).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _put_in_order(edition: Edition, ids: Sequence[int]) -> None:
    known = dict(Item.objects.filter(edition=edition).values_list("pk", "order"))
    for order, pk in enumerate(ids):
        if known[pk] != order:
            Item.objects.filter(pk=pk).update(order=order)
