"""What the search finds of an edition: every item, driver, direction, section, term, indicator and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.markdown import plain_text
from hoshin.kernel.searchable import SearchText
from hoshin.publishing.rules.addresses import item_path
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, IndicatorDoc, ItemDoc, SectionDoc

# PostgreSQL counts positions only up to 16,383 in a document: longer sections are indexed in pieces.
LONGEST_BODY = 8_000

Address = Mapping[str, str | int]


def search_documents(
    edition: EditionDoc, *, policy_key: str, departments: Sequence[DepartmentDoc] = ()
) -> list[SearchText]:
    """Return what to index of an edition. `departments` gives the names by which an item's departments are found."""
    label = edition.year_label or FiscalYear(edition.year).label_both
    address: Address = {"policy": policy_key, "year": edition.year, "label": label}
    names = {department.key: department.name for department in departments}
    return [
        *_edition(edition, address),
        *_sections(edition, address),
        *_items(edition, address, names),
        *_drivers(edition, address),
        *_lists(edition, address),
    ]


def _edition(edition: EditionDoc, address: Address) -> Iterator[SearchText]:
    body = _text(edition.year_label, plain_text(edition.summary), plain_text(edition.note))
    yield SearchText("plan.edition", str(edition.year), edition.title, body, address)


def _sections(edition: EditionDoc, address: Address) -> Iterator[SearchText]:
    for section in edition.sections:
        for number, piece in enumerate(_pieces(section)):
            key = section.key if number == 0 else f"{section.key}#{number}"
            yield SearchText("plan.section", key, section.title, piece, {**address, "section": section.key})


def _pieces(section: SectionDoc) -> list[str]:
    """Cut between paragraphs, so that nobody's words are cut."""
    pieces = [""]
    for paragraph in _text(plain_text(section.body), plain_text(section.note)).split("\n"):
        if pieces[-1] and len(pieces[-1]) + len(paragraph) > LONGEST_BODY:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]}\n{paragraph}".strip("\n")
    return pieces


def _items(edition: EditionDoc, address: Address, names: Mapping[str, str]) -> Iterator[SearchText]:
    stages = {stage.key: stage.label for stage in edition.stages}
    for item in edition.items:
        if item.repost_of is not None:
            continue  # shown again elsewhere in the tree, found once
        there = {**address, "path": item_path(number=item.number, key=item.key)}
        stage = stages[item.stage.stage] if item.stage else ""
        offices = [names.get(office.department, "") for office in item.departments]
        yield SearchText("plan.item", item.key, item.title, _text(_prose(item), stage, *offices), there)
        for indicator in item.indicators:
            body = _text(*_indicator(indicator))
            of_indicator = {**there, "indicator": indicator.key}
            yield SearchText("indicators.indicator", indicator.key, indicator.name, body, of_indicator)


def _prose(item: ItemDoc) -> str:
    schedule = [plain_text(entry.text) for entry in item.schedule]
    texts = [plain_text(text) for text in (item.summary, item.plan, item.progress)]
    return _text(*texts, *schedule, plain_text(item.note))


def _indicator(indicator: IndicatorDoc) -> Iterator[str]:
    yield from (plain_text(indicator.definition), indicator.scope, plain_text(indicator.rationale))
    yield from (plain_text(indicator.note), indicator.unit, *indicator.series, indicator.source.text)


def _drivers(edition: EditionDoc, address: Address) -> Iterator[SearchText]:
    for field in edition.driver_fields:
        there = {**address, "field": field.key}
        body = _text(plain_text(field.description), plain_text(field.note))
        yield SearchText("plan.driver_field", field.key, field.label, body, there)
        for driver in field.drivers:
            texts = _text(field.label, driver.source, plain_text(driver.description), plain_text(driver.note))
            key = f"{field.key}/{driver.key}"
            yield SearchText("plan.driver", key, driver.title, texts, {**there, "driver": driver.key})


def _lists(edition: EditionDoc, address: Address) -> Iterator[SearchText]:
    for direction in edition.directions:
        there = {**address, "direction": direction.key}
        body = _text(direction.mark, plain_text(direction.description))
        yield SearchText("plan.direction", direction.key, direction.label, body, there)
    for number, term in enumerate(edition.glossary, start=1):
        body = _text(plain_text(term.definition), term.reading, "、".join(term.aliases))
        yield SearchText("plan.term", f"term-{number}", term.term, body, {**address, "term": number})
    for number, source in enumerate(edition.sources, start=1):
        body = _text(source.group, source.issued, plain_text(source.note))
        yield SearchText("plan.source", f"source-{number}", source.title, body, {**address, "source": number})


def _text(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
