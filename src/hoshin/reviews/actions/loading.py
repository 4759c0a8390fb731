"""Put the words in which an edition is assessed and decided into the database, from a document that was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.plan.models import Edition
from hoshin.plan.permissions import LOAD_POLICY
from hoshin.reviews.models import DecisionKind, ScaleMark


@action(LOAD_POLICY, "reviews.vocabulary.put")
def put_vocabulary(by: Actor, *, edition: Edition, scale: Sequence[Any], decision_kinds: Sequence[Any]) -> Edition:
    """Give an edition that has neither its marks and its words for decisions.

    :param scale: the document's marks: key, label, meaning, unassessable.
    :param decision_kinds: the document's words: key, label, meaning, effect.
    """
    ScaleMark.objects.bulk_create(
        ScaleMark(
            edition=edition,
            order=order,
            key=mark.key,
            label=mark.label,
            meaning=mark.meaning,
            is_unassessable=mark.unassessable,
        )
        for order, mark in enumerate(scale)
    )
    DecisionKind.objects.bulk_create(
        DecisionKind(
            edition=edition, order=order, key=kind.key, label=kind.label, meaning=kind.meaning, effect=kind.effect
        )
        for order, kind in enumerate(decision_kinds)
    )
    return edition
