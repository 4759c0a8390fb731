"""Gates with their criteria and evidence, and the library of cases."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from hoshin.kernel.actor import Actor
from hoshin.kernel.registry import Permission
from hoshin.plan.models import Edition, Item, ItemDepartment, Stage
from hoshin.reviews.models import CaseStudy, Gate, GateCriterion, GateEvidence
from hoshin.reviews.permissions import ANSWER_REPORT, DECIDE, RUN_ROUND, SIGN_CRITERION
from hoshin.reviews.queries.holders import holders_of
from hoshin.reviews.rules.gates import StageOnTheWay
from hoshin.reviews.rules.states import GateStatus

UNDECIDED = (GateStatus.PREPARING.value, GateStatus.WAITING.value)


def gates() -> QuerySet[Any]:
    """Return all gates, the newest first, with the count of their criteria and signatures."""
    return (
        Gate.objects.select_related("edition__policy", "item", "from_stage", "to_stage")
        .annotate(asked=Count("criteria"), signed=Count("criteria", filter=Q(criteria__signed_at__isnull=False)))
        .order_by("-id")
    )


@dataclass(frozen=True)
class GateDesk:
    """The gates that wait for one person."""

    to_prepare: tuple[Gate, ...]
    to_sign: tuple[Gate, ...]
    to_decide: tuple[Gate, ...]


def gates_on_desk(actor: Actor) -> GateDesk:
    """Return the undecided gates with which this person has something to do, in two statements."""
    signable = GateCriterion.objects.filter(gate=OuterRef("pk"), signed_at=None).exclude(evidence=None)
    rows = list(gates().filter(status__in=UNDECIDED).annotate(is_signable=Exists(signable)).order_by("id"))
    departments: defaultdict[int, set[int]] = defaultdict(set)
    for row in ItemDepartment.objects.filter(item__in=[one.item_id for one in rows]):
        departments[row.item_id].add(row.department_id)

    def holds(permission: Permission, gate: Gate) -> bool:
        return any(actor.may_in(permission, one) for one in departments[gate.item_id])

    preparing = [one for one in rows if one.status == GateStatus.PREPARING]
    return GateDesk(
        to_prepare=tuple(one for one in preparing if holds(ANSWER_REPORT, one)),
        to_sign=tuple(one for one in rows if one.is_signable and holds(SIGN_CRITERION, one)),
        to_decide=tuple(one for one in rows if one.status == GateStatus.WAITING and actor.may(DECIDE)),
    )


def get_gate(pk: int) -> Gate:
    return Gate.objects.select_related("edition__policy", "item__identity", "from_stage", "to_stage").get(pk=pk)


def waiting_gates(edition: Edition) -> list[Gate]:
    """Return the edition's gates that wait for a decision, in the items' order."""
    return list(gates().filter(edition=edition, status=GateStatus.WAITING.value).order_by("item__order", "item_id"))


def criteria_of(gate: Gate) -> list[GateCriterion]:
    """Return the gate's criteria with their evidence, in two statements."""
    evidence = Prefetch("evidence", queryset=GateEvidence.objects.select_related("file", "case").order_by("id"))
    return list(GateCriterion.objects.filter(gate=gate).prefetch_related(evidence).order_by("order", "id"))


def get_criterion(pk: int) -> GateCriterion:
    return GateCriterion.objects.select_related("gate__edition__policy", "gate__item").get(pk=pk)


def get_evidence(pk: int) -> GateEvidence:
    return GateEvidence.objects.select_related("criterion__gate__edition__policy", "criterion__gate__item").get(pk=pk)


def stages_of(edition: Edition) -> list[Stage]:
    return list(Stage.objects.filter(edition=edition).order_by("order", "id"))


def stages_on_the_way(edition: Edition) -> list[StageOnTheWay]:
    return [StageOnTheWay(stage.key, stage.rule) for stage in stages_of(edition)]


def items_to_move(edition: Edition, actor: Actor, *, on: dt.date) -> list[Item]:
    """Return the initiatives for which this person can open a gate: at a stage, with none under way."""
    busy = Gate.objects.filter(status__in=UNDECIDED).values("item_id")
    rows = Item.objects.filter(edition=edition, is_initiative=True, repost_of=None).exclude(stage=None)
    items = list(rows.exclude(pk__in=busy).select_related("stage", "identity").order_by("order", "id"))
    own = own_items(actor, items, permission=ANSWER_REPORT, on=on)
    return [item for item in items if item.pk in own]


def own_items(actor: Actor, items: Sequence[Item], *, permission: Permission, on: dt.date) -> set[int]:
    """Return the ids of the items with whose gates the actor may deal: all for who runs rounds, else those of a section
    in which the actor holds the permission: one that the edition names, or that answers for the item on that day."""
    if actor.may(RUN_ROUND):
        return {item.pk for item in items}
    departments: defaultdict[int, set[int]] = defaultdict(set)
    for row in ItemDepartment.objects.filter(item__in=[item.pk for item in items]):
        departments[row.item_id].add(row.department_id)
    for item_id, holder in holders_of(items, on=on).items():
        departments[item_id].add(holder.department_id)
    return {pk for pk, found in departments.items() if any(actor.may_in(permission, one) for one in found)}


def cases(search: str = "") -> list[CaseStudy]:
    """Return the library, of the newest year first; only those that hold all the words, where there are any."""
    rows = CaseStudy.objects.all()
    for word in search.split():
        matches = Q()
        for column in ("organisation", "title", "technology", "description", "effect", "source"):
            matches |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(matches)
    return list(rows.order_by("-year", "organisation", "id"))


def get_case(pk: int) -> CaseStudy:
    return CaseStudy.objects.get(pk=pk)
