"""The initiatives of an edition: a line in the list, and a page of its own for each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.design.charts import Size, bar_chart
from hoshin.design.charts.bars import description
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.pdf.chapters import Data, anchor, links, remark
from hoshin.publishing.exports.pdf.prose import SectionWriter, Writer
from hoshin.publishing.rules.contents import Contents, titled
from hoshin.publishing.rules.document import DriverFieldDoc, IndicatorDoc, ItemDoc
from hoshin.publishing.rules.figures import Course, chart_of, courses, lines_of, nature_of, standing_of, target_label
from hoshin.publishing.rules.results import HEAD, NONE, PART_TITLE, TABLE_TITLE, result_lines, result_of

# A list is for looking over: longer words are cut there and stand whole on the page of the initiative.
LONGEST_IN_LIST = 120
# A line of the list stays on one page, unless its words could fill one.
MOST_ON_A_PAGE = 600

# Beside the words of an indicator, in letters of the size of its table.
PRINTED = Size(420, 190, 13)


class Initiatives:
    """`on` is the day from which the way to a target is reckoned."""

    def __init__(self, contents: Contents, writer: Writer, on: dt.date) -> None:
        self.contents = contents
        self.writer = writer
        self.on = on
        self.courses = {
            (item.key, indicator.key): courses(indicator, on)
            for item in contents.items
            for indicator in item.indicators
        }

    def data(self) -> Data:
        doc = self.contents.doc
        return {
            "columns": {
                "directions": bool(doc.directions),
                "fields": [{"label": field.label, "is_numbered": field.numbered} for field in doc.driver_fields],
                "level": doc.levels[-1],
                "year": FiscalYear(doc.year).label_wareki,
            },
            "rows": [self._row(item) for item in self.contents.initiatives],
            "pages": [self._page(item) for item in self.contents.items],
            "results": self._results(),
        }

    def _results(self) -> Data | None:
        lines = result_lines(self.contents)
        if not lines:
            return None
        rows = [{**links((line.item,))[0], "cells": [cell or NONE for cell in line.cells]} for line in lines]
        return {"title": TABLE_TITLE, "head": [self.contents.doc.levels[-1], *HEAD], "rows": rows}

    def _row(self, item: ItemDoc) -> Data:
        plan = " ".join(plain_text(item.plan).split("\n"))
        row: Data = {
            "id": anchor(item),
            "number": item.number,
            "title": item.title,
            "above": " ＞ ".join(titled(one) for one in self.contents.ancestors(item)),
            "track": self._track(item),
            "departments": "、".join(self.contents.department_name(use.department) for use in item.departments),
            "directions": [self._direction_mark(use.direction) for use in item.directions],
            "references": [self._marks(item, field) for field in self.contents.doc.driver_fields],
            "kpis": [self._kpi(course) for indicator in item.indicators for course in self._courses(item, indicator)],
            "plan": plan if len(plan) <= LONGEST_IN_LIST else f"{plan[:LONGEST_IN_LIST]}…",
        }
        return {**row, "is_whole": _letters(row) <= MOST_ON_A_PAGE}

    def _track(self, item: ItemDoc) -> Data | None:
        if not self.contents.doc.stages or not (item.initiative or item.stage):
            return None
        track = self.contents.track(item)
        return {
            "labels": track.labels,
            "current": track.current,
            "inferred": track.inferred,
            "said": track.description,
        }

    def _direction_mark(self, key: str) -> str:
        direction = self.contents.directions[key]
        return direction.mark or direction.label

    def _marks(self, item: ItemDoc, field: DriverFieldDoc) -> list[Data]:
        marks = []
        for reference in item.references:
            if reference.field == field.key:
                place = self.contents.drivers[field.key, reference.driver] if reference.driver is not None else None
                mark = (place.mark or place.driver.title) if place else reference.printed
                marks.append({"mark": mark, "is_unresolved": place is None})
        return marks

    def _kpi(self, course: Course) -> Data:
        latest = course.actuals[-1].value.printed if course.actuals else "—"
        return {"name": course.name, "actual": latest, "targets": [target_label(target) for target in course.targets]}

    def _courses(self, item: ItemDoc, indicator: IndicatorDoc) -> tuple[Course, ...]:
        return self.courses[item.key, indicator.key]

    def _page(self, item: ItemDoc) -> Data:
        text = self.writer.section()
        return {**self._parts(item, text), "notes": text.notes}

    def _parts(self, item: ItemDoc, text: SectionWriter) -> Data:
        stage = self.contents.stages[item.stage.stage] if item.stage else None
        return {
            "id": anchor(item),
            "kicker": f"{self.contents.level(item)} {item.number}".strip(),
            "number": item.number,
            "title": item.title,
            "above": [titled(one) for one in self.contents.ancestors(item)],
            "track": self._track(item),
            "stage": stage.label if stage else "",
            "stage_note": text.note(item.stage) if item.stage else None,
            "is_inferred": item.stage is not None and item.stage.certainty == "inferred",
            "summary": text.prose(item.summary, base_heading=3),
            "departments": [
                {
                    "name": self.contents.department_name(use.department),
                    "role": self.contents.role(item, use),
                    "note": text.note(use),
                }
                for use in item.departments
            ],
            "directions": [
                {
                    "mark": self.contents.directions[use.direction].mark,
                    "label": self.contents.directions[use.direction].label,
                    "note": text.note(use),
                }
                for use in item.directions
            ],
            "below": links(self.contents.children(item)),
            "why": [self._why(item, field, text) for field in self.contents.doc.driver_fields],
            "is_initiative": item.initiative,
            "indicators": [self._indicator(item, indicator, text) for indicator in item.indicators],
            "needs_indicator": stage is not None and stage.rule == "indicator_with_target",
            "plan_label": f"{FiscalYear(self.contents.doc.year).label_both}の取組",
            "plan": text.prose(item.plan, base_heading=4),
            "progress": text.prose(item.progress, base_heading=4),
            "schedule": self._schedule(item, text),
            "result_title": PART_TITLE,
            "result": [
                {"label": fact.label, "line": fact.line, "blocks": text.prose(fact.text)}
                for fact in result_of(self.contents, item)
            ],
            "remark": remark(item),
        }

    def _why(self, item: ItemDoc, field: DriverFieldDoc, text: SectionWriter) -> Data:
        reasons = []
        for reference in item.references:
            if reference.field != field.key:
                continue
            place = self.contents.drivers[field.key, reference.driver] if reference.driver is not None else None
            reasons.append(
                {
                    "mark": place.mark if place else reference.printed,
                    "title": text.line(place.driver.title) if place else [],
                    "source": place.driver.source if place else "",
                    "is_unresolved": place is None,
                    "note": text.note(reference),
                }
            )
        return {"label": field.label, "reasons": reasons}

    def _indicator(self, item: ItemDoc, indicator: IndicatorDoc, text: SectionWriter) -> Data:
        found = self._courses(item, indicator)
        return {
            "name": text.line(indicator.name),
            "has_series": bool(indicator.series),
            "courses": [self._course(course) for course in found],
            "lines": [
                {
                    "kind": line.kind,
                    "when": line.when,
                    "series": line.series,
                    "value": line.value,
                    "is_number": line.is_number,
                    "remark": line.remark,
                    "note": text.note(line.figure),
                }
                for course in found
                for line in lines_of(course)
            ],
            "nature": nature_of(indicator),
            "definition": text.prose(indicator.definition),
            "rationale": text.prose(indicator.rationale),
            "remark": remark(indicator),
        }

    def _course(self, course: Course) -> Data:
        standing = standing_of(course)
        bullet = standing.bullet
        target = bullet.target
        return {
            "series": course.series,
            "actual": bullet.actual.printed,
            "as_of": bullet.as_of,
            "target": target.printed if target else "",
            "due": bullet.due,
            "rate": standing.rate,
            "notes": standing.notes,
            "chart": _chart(course),
        }

    def _schedule(self, item: ItemDoc, text: SectionWriter) -> list[Data]:
        return [
            {
                "year": FiscalYear(entry.year).label_both,
                "blocks": text.prose(entry.text),
                "is_inferred": entry.certainty == "inferred",
                "note": text.note(entry),
            }
            for entry in sorted(item.schedule, key=lambda entry: entry.year)
        ]


def _chart(course: Course) -> dict[str, Any] | None:
    chart = chart_of(course)
    if chart is None:
        return None
    return {"svg": bar_chart(chart, ident="chart", size=PRINTED), "said": f"{chart.title}。{description(chart)}"}


def _letters(value: Any) -> int:
    """How many letters stand in the texts of a value, at any depth."""
    if isinstance(value, str):
        return len(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return sum(map(_letters, inner))
