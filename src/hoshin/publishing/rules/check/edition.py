"""An edition as a whole: its year, and the words it declares for its items."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator

from hoshin.kernel.fiscal import CalendarError, FiscalYear
from hoshin.publishing.rules.check.common import check_unique, unknown
from hoshin.publishing.rules.document import EditionDoc
from hoshin.publishing.rules.problem import Finding, Path

WESTERN_WITH_ERA = re.compile(r"(?:[0-9]{4}(?:年度?)?\(.+\)|.+\([0-9]{4}(?:年度?)?\))(?:年度?)?")


def check_years(editions: tuple[EditionDoc, ...]) -> Iterator[Finding]:
    first: dict[int, Path] = {}
    for index, edition in enumerate(editions):
        path: Path = ("editions", index, "year")
        if edition.year in first:
            message = f"{edition.year}年度の年度版が二つあります（もう一つは {{other}}）。"
            yield Finding(path, message, "年度ごとに一つの年度版", other=first[edition.year])
        first.setdefault(edition.year, path)


def check_edition(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    yield from check_year_label(edition.year_label, FiscalYear(edition.year), (*here, "year_label"))
    yield from check_unique("階層の名前", _words(here, "levels", edition.levels))
    yield from check_unique("段階のキー", _keys(here, "stages", (stage.key for stage in edition.stages)))
    yield from check_unique("まちづくりの方向のキー", _keys(here, "directions", (d.key for d in edition.directions)))
    yield from check_unique("評価の区分のキー", _keys(here, "scale", (mark.key for mark in edition.scale)))
    yield from check_unique("決定の区分のキー", _keys(here, "decision_kinds", (k.key for k in edition.decision_kinds)))
    yield from _check_driver_fields(edition, here)
    yield from _check_sections(edition, here)
    terms = (((*here, "glossary", i, "term"), term.term) for i, term in enumerate(edition.glossary))
    yield from check_unique("用語", terms)


def check_year_label(label: str, year: FiscalYear, path: Path) -> Iterator[Finding]:
    """Find a printed year that is another year, or that contradicts itself. A label that is no year says nothing."""
    try:
        named = FiscalYear.parse(label)
    except CalendarError as error:
        if WESTERN_WITH_ERA.fullmatch(unicodedata.normalize("NFKC", label).strip()):
            yield Finding(path, str(error), year.label_both)
        return
    if named != year:
        message = f"「{label}」は{named.label_both}で、{year.label_both}と合いません。"
        yield Finding(path, message, f"{year.label_both}を表す表記")


def _words(here: Path, name: str, words: Iterable[str]) -> Iterator[tuple[Path, Hashable]]:
    return (((*here, name, index), word) for index, word in enumerate(words))


def _keys(here: Path, name: str, keys: Iterable[str]) -> Iterator[tuple[Path, Hashable]]:
    return (((*here, name, index, "key"), key) for index, key in enumerate(keys))


def _check_driver_fields(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    yield from check_unique("検討分野のキー", _keys(here, "driver_fields", (f.key for f in edition.driver_fields)))
    for index, field in enumerate(edition.driver_fields):
        inside = (*here, "driver_fields", index)
        yield from check_unique("検討分野の項目のキー", _keys(inside, "drivers", (d.key for d in field.drivers)))


def _check_sections(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    yield from check_unique("章のキー", _keys(here, "sections", (section.key for section in edition.sections)))
    fields = {field.key for field in edition.driver_fields}
    for index, section in enumerate(edition.sections):
        path = (*here, "sections", index)
        if section.kind == "driver_field" and section.field is None:
            message = "章の kind が driver_field なのに、検討分野（field）がありません。"
            yield Finding(path, message, "field: 検討分野のキー")
        elif section.kind != "driver_field" and section.field is not None:
            message = f"kind が {section.kind} の章に検討分野（field）は書けません。"
            yield Finding((*path, "field"), message, "kind: driver_field、または field を消す")
        elif section.field is not None and section.field not in fields:
            yield unknown((*path, "field"), "検討分野", section.field, fields, frozenset({"drivers"}))
