"""Rounds and what they ask."""

from __future__ import annotations

from hoshin.plan.models import Edition
from hoshin.reviews.models import Question, Round
from hoshin.reviews.rules.asking import QuestionText


def rounds() -> list[Round]:
    """Return all rounds, the newest first."""
    return list(Round.objects.select_related("edition__policy").order_by("-opens_on", "-id"))


def get_round(pk: int) -> Round:
    return Round.objects.select_related("edition__policy").get(pk=pk)


def questions_of(row: Round) -> tuple[QuestionText, ...]:
    rows = Question.objects.filter(round=row).order_by("order", "id")
    return tuple(QuestionText(one.text, one.hint, one.kind, one.is_required) for one in rows)


def editions_to_ask() -> list[Edition]:
    """Return the editions a round can be about, the newest first."""
    return list(Edition.objects.select_related("policy").order_by("-year", "-policy__is_main", "policy__key"))
