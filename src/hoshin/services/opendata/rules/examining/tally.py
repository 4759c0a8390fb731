"""The report as it grows: the first of each rule, the count of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hoshin.services.opendata.rules.examining.columns import Verdict
from hoshin.services.opendata.rules.mending import is_sure
from hoshin.services.opendata.rules.shapes import Finding, Level, Mending, Report

SHOWN = 200  # of each rule
_LONGEST_VALUE = 100


@dataclass
class Tally:
    finding_counts: Counter[str] = field(default_factory=Counter)
    mending_counts: Counter[str] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    mendings: list[Mending] = field(default_factory=list)
    first_places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def cell(self, row: int, column: int, verdict: Verdict) -> None:
        for before, proposal in verdict.proposals:
            if self._counts_mending(proposal.rule, row, column):
                self.mendings.append(
                    Mending(proposal.rule, row, column, before, proposal.after, is_sure(proposal.rule))
                )
        for complaint in verdict.complaints:
            if self._counts_finding(complaint.rule, complaint.level):
                shown = verdict.shown[:_LONGEST_VALUE]
                self.findings.append(Finding(complaint.level, complaint.rule, complaint.message, row, column, shown))

    def add(self, findings: Iterable[Finding]) -> None:
        self.findings += [finding for finding in findings if self._counts_finding(finding.rule, finding.level)]

    def mending(self, mending: Mending) -> None:
        if self._counts_mending(mending.rule, mending.row, mending.column):
            self.mendings.append(mending)

    def report(self, *, rows: int, has_standard: bool) -> Report:
        return Report(
            rows=rows,
            findings=tuple(sorted(self.findings, key=_order)),
            mendings=tuple(sorted(self.mendings, key=lambda mending: (mending.row, mending.column))),
            finding_counts=dict(sorted(self.finding_counts.items())),
            mending_counts=dict(sorted(self.mending_counts.items())),
            error_count=self.levels[Level.ERROR],
            warning_count=self.levels[Level.WARNING],
            standard_met=(self.levels[Level.ERROR] == 0 and rows > 0) if has_standard else None,
        )

    def _counts_mending(self, rule: str, row: int, column: int) -> bool:
        self.mending_counts[rule] += 1
        self.first_places.setdefault(rule, (row, column))
        return self.mending_counts[rule] <= SHOWN

    def _counts_finding(self, rule: str, level: Level) -> bool:
        self.finding_counts[rule] += 1
        self.levels[level] += 1
        return self.finding_counts[rule] <= SHOWN


_LEVELS = tuple(Level)


def _order(finding: Finding) -> tuple[int, bool, int, int, str]:
    row, column = finding.row, finding.column
    is_of_place = row is not None
    return _LEVELS.index(finding.level), is_of_place, row or 0, column or 0, finding.rule
