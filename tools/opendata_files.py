"""What becomes of each file of a folder on its way into the open data catalogue, as a table in Markdown.

Each file is opened, its header is looked for, a standard dataset is proposed, all sure mendings are accepted, and what
then remains is told; guesses are left to a person and counted. Nothing is written but the table.

Run: python -m tools.opendata_files FOLDER…
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hoshin.kernel.tables import NotATable, TableFile, open_table
from hoshin.services.opendata.rules.examining import CityFacts, examine
from hoshin.services.opendata.rules.header import HeaderFound, find_end, find_header, header_names
from hoshin.services.opendata.rules.mapping import Proposal, propose
from hoshin.services.opendata.rules.mending import RULES, is_sure
from hoshin.services.opendata.rules.shapes import Finding, Level, Report, Treatment
from hoshin.services.opendata.rules.standards import standards

_HEAD = 50
_TOLD = 3  # places of a rule
_SUFFIXES = {".csv", ".tsv", ".txt", ".xlsx"}
_SURE = tuple(key for key, rule in RULES.items() if rule.is_sure)


@dataclass(frozen=True)
class Outcome:
    """`refused`: why the file could not be opened; then there is nothing else."""

    name: str
    refused: str = ""
    table: TableFile | None = None
    header: HeaderFound | None = None
    proposal: Proposal | None = None
    report: Report | None = None

    @property
    def result(self) -> str:
        if self.refused:
            return f"読めません：{self.refused}"
        if self.report is None or not self.report.may_be_published:
            return "要修正"
        return "標準に適合" if self.report.standard_met else "独自形式として公開できる"


def main(folders: Sequence[str]) -> int:
    outcomes = [outcome for folder in folders for outcome in outcomes_of(Path(folder))]
    print("\n".join(_page(outcomes)))
    return 0


def outcomes_of(folder: Path) -> Iterator[Outcome]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES:
            yield outcome_of(path)


def outcome_of(path: Path) -> Outcome:
    with path.open("rb") as file:
        try:
            table = open_table(file, path.name)
        except NotATable as error:
            return Outcome(path.name, refused=str(error))
        known = {name for one in standards() for field in one.fields for name in (field.name, *field.aliases)}
        header = find_header(table.head(count=_HEAD), known)
        proposal, treatment = _treated(table, header)
        report = examine(table.rows(), treatment, proposal.standard, city=_city(path.name), notes=table.notes)
        return Outcome(path.name, "", table, header, proposal, report)


def _treated(table: TableFile, header: HeaderFound) -> tuple[Proposal, Treatment]:
    head = table.head(count=_HEAD)
    begin = header.first_row + header.header_rows
    data = head[begin:]
    names = header_names(head[header.first_row : begin], max((len(row) for row in data), default=0))
    proposal = propose(names, data, standards(), hint=f"{table.name} {' '.join(header.titles)}")
    end = find_end(table.rows(), begin)
    last = None if end.last_row == table.row_counts[table.sheets[0]] - 1 else end.last_row
    treatment = Treatment(
        sheet=table.sheets[0],
        first_row=header.first_row,
        header_rows=header.header_rows,
        last_row=last,
        columns=proposal.columns,
        accepted=_SURE,
    )
    return proposal, treatment


def _city(name: str) -> CityFacts:
    """Files of standard datasets begin with the code of the municipality."""
    found = re.match("[0-9]{6}(?=_)", name)
    return CityFacts(found[0]) if found else CityFacts()


def _page(outcomes: list[Outcome]) -> Iterator[str]:
    yield "| ファイル | 読み取り | 項目名 | 認識した形式 | 直したセル | 人が決める推測 | 残る問題 | 結果 |"
    yield "|---|---|---|---|---|---|---|---|"
    for outcome in outcomes:
        yield f"| {' | '.join(_escaped(cell) for cell in _cells(outcome))} |"


def _cells(outcome: Outcome) -> list[str]:
    table, header, proposal, report = outcome.table, outcome.header, outcome.proposal, outcome.report
    if table is None or header is None or proposal is None or report is None:
        return [outcome.name, "", "", "", "", "", "", outcome.result]
    reading = "XLSX" if table.is_workbook else table.encoding_label + {"\t": "、タブ区切り"}.get(table.delimiter, "")
    rows = f"{header.first_row + 1}行目"
    if header.header_rows > 1:
        rows += f"から{header.header_rows}行"
    recognised = proposal.recognised
    form = f"{recognised.title}（{recognised.version}）" if recognised else "独自形式"
    if proposal.standard and recognised and proposal.standard.version != recognised.version:
        form += f"→{proposal.standard.version}"
    return [
        outcome.name,
        f"{reading}、{report.rows:,}行",
        rows if header.header_rows else "なし",
        form,
        _mendings(report, sure=True),
        _mendings(report, sure=False),
        _problems(report),
        outcome.result,
    ]


def _mendings(report: Report, *, sure: bool) -> str:
    counts = {rule: count for rule, count in report.mending_counts.items() if is_sure(rule) is sure}
    return "<br>".join(f"{RULES[rule].title} {count:,}" for rule, count in counts.items()) or "—"


def _problems(report: Report) -> str:
    """Errors and warnings by rule, with their first places; advice in a word, since no publication waits for it."""
    told = []
    for level, word in ((Level.ERROR, "エラー"), (Level.WARNING, "警告")):
        of_level = [finding for finding in report.findings if finding.level is level]
        for rule in sorted({finding.rule for finding in of_level}):
            same = [finding for finding in of_level if finding.rule == rule]
            told.append(f"{word} {report.finding_counts[rule]:,}：{same[0].message}{_places(same)}")
    advice = len({one.rule for one in report.findings if one.level is Level.ADVICE and not one.needs_person})
    if advice:
        told.append(f"助言 {advice}種類")
    return "<br>".join(told) or "—"


def _places(findings: list[Finding]) -> str:
    rows = [f"{finding.row + 1}行" for finding in findings if finding.row is not None]
    rows = list(dict.fromkeys(rows))
    more = " ほか" if len(rows) > _TOLD else ""
    return f"（{'、'.join(rows[:_TOLD])}{more}）" if rows else ""


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("*", "\\*")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
