"""Assessments and decisions, as the pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.reviews.models import Assessment, Decision, Round
from hoshin.reviews.queries.results import standing_decisions


@dataclass(frozen=True)
class DecisionHistory:
    """The decision that stands, with those it replaced, newest first."""

    current: Decision
    replaced: tuple[Decision, ...]


def decisions_of(edition_id: int) -> list[Decision]:
    """Return the edition's decisions, of each initiative the newest, in the initiatives' order; one statement."""
    return list(standing_decisions(edition_id))


def decision_histories(edition_id: int) -> list[DecisionHistory]:
    """Return the same with all they replaced, in two statements."""
    rows = {row.pk: row for row in Decision.objects.filter(edition_id=edition_id).select_related("kind")}
    return [DecisionHistory(row, tuple(_chain(row, rows))) for row in standing_decisions(edition_id)]


def get_decision(pk: int) -> Decision:
    return Decision.objects.select_related("edition__policy", "item", "kind", "meeting", "round", "merge_into").get(
        pk=pk
    )


def _chain(row: Decision, rows: dict[int, Decision]) -> list[Decision]:
    chain = []
    while row.supersedes_id is not None:
        row = rows[row.supersedes_id]
        chain.append(row)
    return chain


def assessments_of(round_: Round) -> dict[int, Assessment]:
    """Return the round's assessments by the item's id."""
    rows = Assessment.objects.filter(round=round_).select_related("mark")
    return {row.item_id: row for row in rows}
