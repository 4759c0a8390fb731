"""What reports are asked, by their rounds and what is known of their indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hoshin.indicators.models import Actual, Indicator, MetricBinding, Target
from hoshin.indicators.queries import facts_of
from hoshin.indicators.rules.measuring import is_measured
from hoshin.kernel.fiscal import Period
from hoshin.reviews.models import GateCriterion, Question, Report, Round
from hoshin.reviews.rules.asking import Asked, AskedQuestion, AskedSeries
from hoshin.reviews.rules.states import GateStatus


def asked_of(report: Report) -> Asked:
    """Return what one report is asked; six statements."""
    return asked_of_all([report])[report.pk]


def asked_of_all(reports: Sequence[Report]) -> dict[int, Asked]:
    """Return what each report is asked, by its id; six statements for all of them.

    :param reports: with their rounds.
    """
    rounds = {report.round_id: report.round for report in reports}
    questions: defaultdict[int, list[AskedQuestion]] = defaultdict(list)
    for row in Question.objects.filter(round__in=rounds).order_by("order", "id"):
        questions[row.round_id].append(AskedQuestion(row.pk, row.text, row.hint, row.kind, row.is_required))
    known, gates = _Known(reports), _gates(reports)
    return {
        report.pk: Asked(
            period=report.round.period,
            questions=tuple(questions[report.round_id]),
            series=known.series_of(report.item_id, report.round.period),
            asks_plan=report.round.kind == Round.Kind.YEAR_END,
            asks_costs=report.round.asks_costs,
            gates=tuple(gates[report.item_id]),
        )
        for report in reports
    }


class _Known:
    """The indicators of the reports' items with their targets, actuals and bindings, in four statements."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.by_item: defaultdict[int, list[Indicator]] = defaultdict(list)
        rows = Indicator.objects.filter(item__in={report.item_id for report in reports})
        for row in rows.select_related("identity", "edition").order_by("order", "id"):
            self.by_item[row.item_id].append(row)
        indicators = [row for found in self.by_item.values() for row in found]
        identities = {row.identity_id for row in indicators}
        self.targets: defaultdict[int, list[Target]] = defaultdict(list)
        for target in Target.objects.filter(indicator__in=indicators):
            self.targets[target.indicator_id].append(target)
        self.actuals: defaultdict[int, list[Actual]] = defaultdict(list)
        for actual in Actual.objects.filter(identity__in=identities, successor=None).order_by("edition_year", "id"):
            self.actuals[actual.identity_id].append(actual)
        self.bindings: defaultdict[int, list[MetricBinding]] = defaultdict(list)
        for binding in MetricBinding.objects.filter(identity__in=identities):
            self.bindings[binding.identity_id].append(binding)

    def series_of(self, item_id: int, period: Period) -> tuple[AskedSeries, ...]:
        return tuple(one for row in self.by_item[item_id] for one in self._series(row, period))

    def _series(self, row: Indicator, period: Period) -> list[AskedSeries]:
        facts = facts_of(row, self.targets[row.pk], self.actuals[row.identity_id])
        measured_by = self._metric(row, period)
        return [
            AskedSeries(row.pk, row.identity.key, row.name, number, period, one, measured_by)
            for number, one in enumerate(facts)
        ]

    def _metric(self, row: Indicator, period: Period) -> str:
        for binding in self.bindings[row.identity_id]:
            if is_measured(period, from_date=binding.from_date, ended_date=binding.ended_date):
                return binding.metric_key
        return ""


def _gates(reports: Sequence[Report]) -> defaultdict[int, list[str]]:
    """Return the criteria without evidence of gates that are being prepared, by item."""
    items = {report.item_id for report in reports}
    rows = GateCriterion.objects.filter(gate__item__in=items, gate__status=GateStatus.PREPARING, evidence=None)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for item_id, label in rows.order_by("order", "id").values_list("gate__item_id", "label"):
        found[item_id].append(label)
    return found
