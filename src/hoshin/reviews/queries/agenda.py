"""What there is to discuss in a meeting."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.plan.models import Item
from hoshin.reviews.models import AgendaItem, Gate, Meeting, Report
from hoshin.reviews.queries.gates import waiting_gates


@dataclass(frozen=True)
class ToDiscuss:
    item: Item
    title: str
    note: str = ""


def items_to_discuss(meeting: Meeting) -> list[ToDiscuss]:
    """Return the initiatives that the round asks about (all of the edition without a round) and those with a gate
    that waits, in the edition's order; three statements at most."""
    ways = {gate.item_id: gate for gate in waiting_gates(meeting.edition)}
    asked = set(ways)
    if meeting.round is not None:
        asked |= set(Report.objects.filter(round=meeting.round).values_list("item_id", flat=True))
    items = Item.objects.filter(edition=meeting.edition, is_initiative=True, repost_of=None).order_by("order", "id")
    return [
        ToDiscuss(item, item.title, way_text(ways[item.pk]) if item.pk in ways else "")
        for item in items
        if meeting.round is None or item.pk in asked
    ]


def way_text(gate: Gate) -> str:
    """Return from where to where a gate leads."""
    to = gate.to_stage.label if gate.to_stage else "取組をやめる"
    return f"段階の移行：{gate.from_stage.label} → {to}"


def get_agenda_item(pk: int) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__edition__policy", "item").get(pk=pk)
