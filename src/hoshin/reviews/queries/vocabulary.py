"""The marks and the words for decisions of an edition."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hoshin.plan.models import Edition
from hoshin.reviews.models import Assessment, Decision, DecisionKind, ScaleMark

Word = ScaleMark | DecisionKind
WordModel = type[ScaleMark] | type[DecisionKind]


def words_of(model: WordModel, edition: Edition) -> QuerySet[Any]:
    """Return the edition's words of a sort in their order."""
    return model.objects.filter(edition=edition).select_related("edition__policy").order_by("order", "id")


def get_word(model: WordModel, pk: int) -> Word:
    return model.objects.select_related("edition__policy").get(pk=pk)


def uses_of(word: Word) -> str:
    """Return in words what was said with it; "" when nothing was."""
    if isinstance(word, ScaleMark):
        count = Assessment.objects.filter(mark=word).count()
        return f"評価{count}件" if count else ""
    count = Decision.objects.filter(kind=word).count()
    return f"決定{count}件" if count else ""
