"""The chapters of an edition, each with the data that its kind shows below its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from hoshin.publishing.exports.pdf.prose import SectionWriter, Writer, formatted
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.document import ItemDoc, Noted, SectionDoc

Data = dict[str, Any]

LIST_TITLE, GLOSSARY_TITLE, SOURCES_TITLE = "重点取組一覧", "用語解説", "参考資料"
# What a document ends with: the initiatives stand before it.
CLOSING = ("sources", "glossary")


def chapters(contents: Contents, writer: Writer, initiatives: Data) -> list[Data]:
    """Return the chapters in the document's order. `initiatives` stand in the chapter of the list, which is added
    where an edition has none, as are a glossary and references that no chapter shows."""
    sections = list(_with_missing(contents))
    return [_Chapter(contents, writer.section(), section).data(initiatives) for section in sections]


def _with_missing(contents: Contents) -> Iterator[SectionDoc]:
    doc = contents.doc
    kinds = {section.kind for section in doc.sections}
    missing = [] if "items" in kinds else [SectionDoc(key="hoshin-list", title=LIST_TITLE, kind="items")]
    first_closing = next((section for section in doc.sections if section.kind in CLOSING), None)
    for section in doc.sections:
        if section is first_closing:
            yield from missing
            missing = []
        yield section
    yield from missing
    if doc.sources and "sources" not in kinds:
        yield SectionDoc(key="hoshin-sources", title=SOURCES_TITLE, kind="sources")
    if doc.glossary and "glossary" not in kinds:
        yield SectionDoc(key="hoshin-glossary", title=GLOSSARY_TITLE, kind="glossary")


class _Chapter:
    def __init__(self, contents: Contents, text: SectionWriter, section: SectionDoc) -> None:
        self.contents = contents
        self.section = section
        self.text = text

    def data(self, initiatives: Data) -> Data:
        body = self.text.prose(self.section.body, base_heading=2)
        shown: dict[str, Callable[[], Data]] = {
            "driver_field": self._field,
            "directions": self._directions,
            "stages": self._stages,
            "sources": self._sources,
            "glossary": self._terms,
            "items": lambda: initiatives if self._is_first_of_its_kind() else {},
        }
        below = shown.get(self.section.kind, dict)()
        kind = self.section.kind if below else "text"
        return {"title": self.section.title, "kind": kind, "body": body, "remark": remark(self.section), **below}

    def _is_first_of_its_kind(self) -> bool:
        """What is pointed at can stand in one place only."""
        same = (section for section in self.contents.doc.sections if section.kind == self.section.kind)
        return next(same, self.section) is self.section

    def _field(self) -> Data:
        field = self.contents.fields[self.section.field or ""]
        return {
            "label": f"「{field.label}」の項目",
            "field_remark": remark(field),
            # The chapter has its own words for what the field is.
            "description": [] if self.section.body else self.text.prose(field.description),
            "drivers": [
                {
                    "mark": self.contents.drivers[field.key, driver.key].mark,
                    "title": self.text.line(driver.title),
                    "source": driver.source,
                    "description": self.text.prose(driver.description),
                    "note": self.text.note(driver),
                    "items": links(self.contents.served.get((field.key, driver.key), ())),
                }
                for driver in field.drivers
            ],
        }

    def _directions(self) -> Data:
        return {
            "directions": [
                {
                    "mark": one.mark,
                    "label": one.label,
                    "description": self.text.prose(one.description),
                    "items": links(
                        (item for item in self.contents.items if any(d.direction == one.key for d in item.directions)),
                    ),
                }
                for one in self.contents.doc.directions
            ]
        }

    def _stages(self) -> Data:
        return {
            "stages": [
                {
                    "track": track(self.contents, stage.key),
                    "label": stage.label,
                    "description": self.text.prose(stage.description),
                    "needs_indicator": stage.rule == "indicator_with_target",
                    "items": links(
                        (item for item in self.contents.initiatives if item.stage and item.stage.stage == stage.key),
                    ),
                }
                for stage in self.contents.doc.stages
            ]
        }

    def _sources(self) -> Data:
        return {
            "groups": [
                {
                    "label": label,
                    "lines": [
                        {"title": one.title, "issued": one.issued, "depth": one.depth, "note": self.text.note(one)}
                        for one in lines
                    ],
                }
                for label, lines in groupby(self.contents.doc.sources, lambda one: one.group)
            ]
        }

    def _terms(self) -> Data:
        is_first = self._is_first_of_its_kind()
        return {
            "terms": [
                {
                    "key": str(number) if is_first else None,
                    "term": one.term,
                    "reading": one.reading,
                    "definition": formatted(one.definition),
                }
                for number, one in enumerate(self.contents.doc.glossary, start=1)
            ]
        }


def remark(noted: Noted) -> list[dict[str, Any]]:
    """Return the note on a whole chapter or initiative: it stands with it, not at the foot of the page."""
    return formatted(noted.note)


def links(items: Iterable[ItemDoc]) -> list[Data]:
    return [{"id": anchor(item), "number": item.number, "title": item.title} for item in items]


def anchor(item: ItemDoc) -> str:
    return f"item-{item.key}"


def track(contents: Contents, key: str) -> Data:
    shown = contents.track_of_stage(key)
    return {"labels": shown.labels, "current": shown.current, "inferred": False, "said": shown.description}
