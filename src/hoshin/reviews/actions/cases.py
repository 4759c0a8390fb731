"""The library of cases: how others did it."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import change
from hoshin.reviews.models import CaseStudy
from hoshin.reviews.permissions import ANSWER_REPORT
from hoshin.reviews.rules.gates import CaseInUse


@action(ANSWER_REPORT, "reviews.case.added")
def add_case(by: Actor, *, values: dict[str, Any]) -> CaseStudy:
    _require_no_my_number(values)
    return CaseStudy.objects.create(**values)


@action(ANSWER_REPORT, "reviews.case.changed")
def change_case(by: Actor, *, case: CaseStudy, version: int, values: dict[str, Any]) -> CaseStudy:
    """
    :raises EditedMeanwhile: somebody saved first.
    """
    _require_no_my_number(values)
    return change(case, version=version, **values)


@action(ANSWER_REPORT, "reviews.case.removed")
def remove_case(by: Actor, *, case: CaseStudy) -> CaseStudy:
    """
    :raises CaseInUse: it is evidence of a criterion.
    """
    try:
        CaseStudy.objects.filter(pk=case.pk).delete()
    except ProtectedError as error:
        raise CaseInUse from error
    return case


def _require_no_my_number(values: dict[str, Any]) -> None:
    require_no_my_number({name: text for name, text in values.items() if isinstance(text, str)})
