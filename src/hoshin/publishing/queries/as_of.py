"""What was published on a day, and on what evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from hoshin.indicators.models import Actual, Indicator, MetricBinding
from hoshin.indicators.queries.bindings import metric_of
from hoshin.kernel.registry import Metric
from hoshin.ledger.queries import value_as_known
from hoshin.plan.models import Edition
from hoshin.publishing.models import PublishedFile
from hoshin.publishing.queries.document import EditionRef
from hoshin.publishing.queries.publications import revisions_of
from hoshin.reviews.models import Decision, Gate, ReportStep
from hoshin.reviews.rules.states import GateStatus, ReportVerb


@dataclass(frozen=True)
class Standing:
    """An edition on a day: the revision that the public read then, those before it, and those that came later."""

    live: EditionRef | None
    later: tuple[EditionRef, ...]  # oldest first
    files: tuple[PublishedFile, ...] = ()

    @property
    def first_later(self) -> EditionRef | None:
        return self.later[0] if self.later else None


@dataclass(frozen=True)
class Counted:
    """What the ledger said of a metric at the end of a day, as far as it knew then. None: nothing was counted."""

    metric: Metric
    amount: Decimal | None


@dataclass(frozen=True)
class Evidence:
    """What lay behind the published figures and decisions on a day, with who recorded it."""

    actuals: tuple[Actual, ...]
    decisions: tuple[Decision, ...]
    gates: tuple[Gate, ...]
    steps: tuple[ReportStep, ...]


def standing_on(ref: EditionRef, day: dt.date) -> Standing:
    """Return how a published edition stood at the end of a day, in two statements."""
    revisions = [one for one in revisions_of(ref) if one.published_date is not None]
    until = [one for one in revisions if one.published_date is not None and one.published_date <= day]
    later = tuple(reversed([one for one in revisions if one not in until]))
    if not until:
        return Standing(None, later)
    files = PublishedFile.objects.filter(publication_id=until[0].publication_id)
    return Standing(until[0], later, tuple(files.select_related("publication__policy").order_by("id")))


def counted_on(policy_key: str, keys: Collection[str], *, day: dt.date, known_at: dt.datetime) -> dict[str, Counted]:
    """Return by the indicator's key what the ledger knew on a day of those that it measured then."""
    rows = MetricBinding.objects.filter(
        Q(ended_date=None) | Q(ended_date__gt=day),
        identity__policy__key=policy_key,
        identity__key__in=keys,
        from_date__lte=day,
    ).select_related("identity")
    found = {}
    for row in rows:
        if metric := metric_of(row):
            found[row.identity.key] = Counted(metric, value_as_known(metric, as_of=day, known_at=known_at))
    return found


def indicator_names(edition: Edition) -> dict[str, str]:
    """Return the names of the edition's indicators by their keys, in one statement."""
    return dict(Indicator.objects.filter(edition=edition).values_list("identity__key", "name"))


def evidence_on(edition: Edition, day: dt.date, *, known_at: dt.datetime) -> Evidence:
    """Return what people had recorded of an edition by then, in six statements.

    :param known_at: the end of that day in real time, by which figures and steps are kept.
    """
    actuals = Actual.objects.filter(
        identity__policy_id=edition.policy_id,
        identity__indicators__edition=edition,
        edition_year__lte=edition.year,
        entered_at__lte=known_at,
    )
    decisions = Decision.objects.filter(edition=edition, decided_on__lte=day, recorded_at__lte=known_at)
    gates = Gate.objects.filter(edition=edition, status=GateStatus.PASSED.value, decided_on__lte=day)
    verbs = [verb.value for verb in (ReportVerb.SUBMIT, ReportVerb.APPROVE, ReportVerb.ACCEPT)]
    steps = ReportStep.objects.filter(report__round__edition=edition, verb__in=verbs, at__lte=known_at)
    return Evidence(
        tuple(actuals.select_related("identity", "supersedes").order_by("identity__key", "period_end", "id")),
        tuple(decisions.select_related("item", "kind", "meeting", "successor").order_by("item__order", "id")),
        tuple(gates.select_related("item", "from_stage", "to_stage").prefetch_related("criteria").order_by("id")),
        tuple(steps.select_related("report__item", "report__round").order_by("report__item__order", "at", "id")),
    )
