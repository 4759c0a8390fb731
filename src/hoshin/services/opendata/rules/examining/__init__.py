"""From the rows of a file to a report on it and to the rows of a release: one pass each, memory that does not grow
with the file, and the same report for the same input."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hoshin.kernel.tables.notes import Note
from hoshin.services.opendata.rules.checking import header_findings
from hoshin.services.opendata.rules.examining.reading import Row
from hoshin.services.opendata.rules.examining.releasing import Release, release_columns, treated_rows
from hoshin.services.opendata.rules.examining.settling import CityFacts, Treating
from hoshin.services.opendata.rules.examining.tally import SHOWN, Tally
from hoshin.services.opendata.rules.examining.whole import Whole
from hoshin.services.opendata.rules.lint import TableFacts, lint
from hoshin.services.opendata.rules.shapes import Finding, Level, Report, Standard, Treatment

__all__ = ["SHOWN", "CityFacts", "examine", "release_columns", "treated_rows"]


def examine(
    rows: Iterable[Row],
    treatment: Treatment,
    standard: Standard | None = None,
    *,
    city: CityFacts | None = None,
    notes: Iterable[Note] = (),
    found: Iterable[Finding] = (),
    take: Callable[[Iterable[Row]], object] | None = None,
) -> Report:
    """Report on a file under a treatment. `rows` are all rows of the sheet, from its first on.

    The mendings are all that could be done, be they accepted or not; the findings are what is wrong after those that
    are accepted.

    :param found: what is to be said of the sheet around the table.
    :param take: gets the rows of the release, some thousand at a time, where report and release are made in one pass.
    """
    facts = city or CityFacts()
    treating = Treating(treatment, standard, facts)
    whole, tally, release = Whole(treating, facts), Tally(), Release(treating, standard)
    tally.add(found)
    tally.add(header_findings(treatment, standard))
    count = 0
    for settled in treating.settle(rows):
        count += len(settled.chunk.numbers)
        tally.add(settled.chunk.findings)
        for mending in settled.swaps:
            tally.mending(mending)
        for number, place, verdict in settled.judged():
            tally.cell(number, treating.columns[place].choice.index, verdict)
        whole.add(settled)
        if take:
            take(release.rows(settled))
    if not count:
        tally.add([Finding(Level.ERROR, "row.none", "データの行がありません。表の範囲を確かめてください。")])
    tally.add(whole.findings())
    about = TableFacts(treatment, tally.mending_counts, tally.first_places, whole.spellings, tuple(notes))
    tally.add(lint(about))
    return tally.report(rows=count, has_standard=standard is not None)
