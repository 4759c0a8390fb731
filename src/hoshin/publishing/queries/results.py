"""What the year's cycle made of an edition, in the shape of its document."""

from __future__ import annotations

from typing import Any

from hoshin.plan.models import Item
from hoshin.reviews.models import DecisionKind, ScaleMark
from hoshin.reviews.queries.results import results_of
from hoshin.reviews.rules.results import ItemResult

Row = dict[str, Any]


def vocabulary_of(edition_id: int) -> dict[str, list[Row]]:
    """Return the edition's marks and words for decisions, in two statements."""
    marks = ScaleMark.objects.filter(edition_id=edition_id).order_by("order", "id")
    kinds = DecisionKind.objects.filter(edition_id=edition_id).order_by("order", "id")
    return {
        "scale": [
            {"key": row.key, "label": row.label, "meaning": row.meaning, "unassessable": row.is_unassessable}
            for row in marks
        ],
        "decision_kinds": [
            {"key": row.key, "label": row.label, "meaning": row.meaning, "effect": row.effect} for row in kinds
        ],
    }


def results_in(edition_id: int) -> list[Row]:
    """Return what was accepted, assessed, decided and moved, in the order of the items; in six statements."""
    found = results_of(edition_id)
    if not found:
        return []
    order = Item.objects.filter(edition_id=edition_id).order_by("order", "id").values_list("identity__key", flat=True)
    return [_row(found[key]) for key in order if key in found]


def _row(result: ItemResult) -> Row:
    verdict, resolution = result.verdict, result.resolution
    return {
        "item": result.item_key,
        "round": result.round_title,
        "progress": result.progress,
        "plan": result.next_plan,
        "shortfalls": list(result.shortfalls),
        "assessment": verdict
        and {
            "mark": verdict.mark,
            "meaning": verdict.meaning,
            "comment": verdict.comment,
            "assessed": verdict.assessed_on,
        },
        "decision": resolution
        and {
            "decision": resolution.decision,
            "reason": resolution.reason,
            "decider": resolution.decider,
            "decided": resolution.decided_on,
        },
        "stage_from": result.stage_from,
        "stage_to": result.stage_to,
    }
