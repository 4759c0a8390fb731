"""重点取組一覧 as a sheet: one row an initiative."""

from __future__ import annotations

import datetime as dt

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.xlsx.book import Cell, Column, Table
from hoshin.publishing.rules.contents import Contents, titled
from hoshin.publishing.rules.document import DriverFieldDoc, ItemDoc, Noted
from hoshin.publishing.rules.figures import Course, courses, target_label
from hoshin.publishing.rules.wording import CERTAINTIES, NOT_STATED, UNRESOLVED, note_of

SHEET = "重点取組一覧"
FROZEN_COLUMNS = 2  # number and title stay in sight


def initiatives_table(contents: Contents, on: dt.date) -> Table:
    doc = contents.doc
    year = FiscalYear(doc.year).label_wareki
    printed = (
        Column("番号", 6, "code"),
        Column(doc.levels[-1], 24),
        Column("段階", 11),
        Column("所管課", 16),
        Column("まちづくりの方向", 20),
        *(Column(field.label, 18) for field in doc.driver_fields),
        Column("成果指標（KPI）", 20),
        Column("現状", 14),
        Column("目標", 22),
        Column(f"{year}の取組", 36),
    )
    further = (
        Column("上位の項目", 24),
        Column("段階の確かさ", 9),
        Column("概要", 70),
        Column("これまでの取組・検討状況", 70),
        Column("年度ごとの予定", 50),
        Column("注記", 120),
    )
    rows = [_row(contents, item, on) for item in contents.initiatives]
    return Table(
        SHEET,
        "重点取組の表",
        (*printed, *further),
        rows,
        printed_columns=len(printed),
        frozen_columns=FROZEN_COLUMNS,
    )


def _row(contents: Contents, item: ItemDoc, on: dt.date) -> tuple[Cell, ...]:
    found = [course for indicator in item.indicators for course in courses(indicator, on)]
    return (
        item.number,
        item.title,
        contents.track(item).current_label if item.stage else NOT_STATED,
        "\n".join(_department(contents, item)),
        "\n".join(contents.directions[use.direction].label for use in item.directions),
        *("\n".join(_references(contents, item, field)) for field in contents.doc.driver_fields),
        "\n".join(course.name for course in found),
        _listed(found, [_latest(course) for course in found]),
        _listed(found, ["、".join(target_label(target) for target in course.targets) for course in found]),
        plain_text(item.plan),
        "\n".join(titled(one) for one in contents.ancestors(item)),
        CERTAINTIES[item.stage.certainty] if item.stage else "",
        plain_text(item.summary),
        plain_text(item.progress),
        "\n".join(f"{FiscalYear(one.year).label_wareki}：{plain_text(one.text)}" for one in item.schedule),
        "\n".join(_notes(contents, item)),
    )


def _department(contents: Contents, item: ItemDoc) -> list[str]:
    names = []
    for use in item.departments:
        role = contents.role(item, use)
        names.append(
            f"{contents.department_name(use.department)}（{role}）"
            if role
            else contents.department_name(use.department)
        )
    return names


def _references(contents: Contents, item: ItemDoc, field: DriverFieldDoc) -> list[str]:
    lines = []
    for reference in item.references:
        if reference.field != field.key:
            continue
        if reference.driver is None:
            lines.append(f"{reference.printed}（{UNRESOLVED}）")
        else:
            place = contents.drivers[field.key, reference.driver]
            lines.append(f"{place.mark} {place.driver.title}".strip())
    return lines


def _latest(course: Course) -> str:
    return course.actuals[-1].value.printed if course.actuals else "—"


def _listed(found: list[Course], said: list[str]) -> str:
    """Name what each line belongs to where there are several."""
    if len(found) == 1:
        return said[0]
    return "\n".join(f"{course.name}：{words}" for course, words in zip(found, said, strict=True))


def _notes(contents: Contents, item: ItemDoc) -> list[str]:
    """Return every note on the initiative once, said of what it is."""
    noted: list[tuple[str, Noted]] = [("", item)]
    noted += [("段階", item.stage)] if item.stage else []
    noted += [(contents.department_name(use.department), use) for use in item.departments]
    noted += [(contents.directions[use.direction].label, use) for use in item.directions]
    noted += [(f"{contents.fields[one.field].label} {one.printed}".strip(), one) for one in item.references]
    noted += [(FiscalYear(one.year).label_wareki, one) for one in item.schedule]
    lines = [(label, plain_text(note_of(one))) for label, one in noted]
    return list(dict.fromkeys(f"{label}：{said}" if label else said for label, said in lines if said))
