"""What each column holds: a proposal from its heading and its cells, for a person to confirm.

A role is a word, with what it is about behind a colon: `title`, `reference:technology`, `target:FY2020`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from hoshin.kernel.fiscal import CalendarError, Period
from hoshin.kernel.quantity import QuantityError, parse_labelled_quantity
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc
from hoshin.publishing.rules.importing.table import Table
from hoshin.publishing.rules.importing.texts import folded, period_in

Verdict = Literal["ok", "guess", "problem"]
IGNORE = "ignore"
NAMES = {
    IGNORE: "取り込まない",
    "number": "番号",
    "title": "取組の名称",
    "summary": "概要",
    "departments": "所管課",
    "stage": "段階",
    "directions": "まちづくりの方向",
    "reference": "検討分野",
    "indicator": "成果指標",
    "unit": "単位",
    "actual": "実績",
    "target": "目標",
    "plan": "この年度の計画",
    "progress": "これまでの取組",
}
_SINGLE = ("number", "title", "summary", "departments", "directions", "indicator", "unit", "plan", "progress")
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("^no$|^№$|番号", "number"),
    ("方向", "directions"),
    ("所管|主管|担当", "departments"),
    ("単位", "unit"),
    ("実績|現状|基準値|時点|これまで", "actual"),
    ("目標", "target"),
    ("成果指標|kpi|指標", "indicator"),
    ("段階|進捗状況|取組状況", "stage"),
    ("進捗|経過", "progress"),
    ("計画|予定|取組内容", "plan"),
    ("取組名|事業名|施策名|題名|名称|^取組$|^重点取組(概要)?$", "title"),
    ("概要|内容|説明", "summary"),
)


@dataclass(frozen=True)
class Context:
    """What the table is read into: the words of the edition, and the city's departments.

    `is_new`: the edition is begun by this table. Its items are those of the edition before, to be known again; what
    the table does not have is not taken along.
    """

    edition: EditionDoc
    departments: tuple[DepartmentDoc, ...] = ()
    is_new: bool = False


@dataclass(frozen=True)
class Column:
    number: int
    label: str
    role: str
    verdict: Verdict = "ok"
    message: str = ""

    @property
    def kind(self) -> str:
        return self.role.partition(":")[0]

    @property
    def about(self) -> str:
        return self.role.partition(":")[2]


def propose(table: Table, context: Context, remembered: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Propose a role for each column. What the city has chosen for the same heading before comes first."""
    keys = label_keys(table)
    columns = []
    for number, label in enumerate(table.labels):
        known = (remembered or {}).get(keys[number])
        if known and is_role(known, context):
            columns.append(_remembered(number, label, known))
        else:
            columns.append(_proposed(number, table.headings[number], context))
    if remembered and all(key in remembered for key in keys):
        return tuple(columns)
    return tuple(_once(_unshifted(table, columns)))


def choose(proposed: Sequence[Column], roles: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns the roles that a person has chosen. What was doubtful in a proposal they took stays told."""
    return tuple(
        column if column.role == role else Column(column.number, column.label, role)
        for column, role in zip(proposed, roles, strict=True)
    )


def label_keys(table: Table) -> list[str]:
    """Return by what a heading is remembered; the second of two equal ones is told apart."""
    seen: Counter[str] = Counter()
    keys = []
    for label in table.labels:
        key = folded(label)[:200]
        seen[key] += 1
        keys.append(f"{key}#{seen[key]}")
    return keys


def role_choices(context: Context, columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return every role that can be chosen, with its name; periods are those found over the columns."""
    choices = [(IGNORE, NAMES[IGNORE]), *((role, NAMES[role]) for role in _SINGLE), ("stage", NAMES["stage"])]
    choices += [(f"stage:{stage.key}", f"段階の矢印：{stage.label}") for stage in context.edition.stages]
    choices += [(f"reference:{field.key}", f"検討分野：{field.label}") for field in context.edition.driver_fields]
    found = {column.about for column in columns if column.kind in ("actual", "target") and column.about}
    found |= {str(period) for column in columns if (period := period_in(column.label))}
    year = context.edition.year
    found |= {f"FY{one}" for one in range(year - 3, year + 11)}
    for kind in ("actual", "target"):
        choices += [(f"{kind}:{period}", f"{NAMES[kind]}（{period}）") for period in sorted(found)]
    return choices


def is_role(role: str, context: Context) -> bool:
    kind, _, about = role.partition(":")
    known: dict[str, Callable[[], bool]] = {
        "stage": lambda: not about or about in {stage.key for stage in context.edition.stages},
        "reference": lambda: about in {field.key for field in context.edition.driver_fields},
        "actual": lambda: period_or_none(about) is not None,
        "target": lambda: period_or_none(about) is not None,
    }
    return known[kind]() if kind in known else role in (IGNORE, *_SINGLE)


def period_or_none(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except CalendarError:
        return None


def missing_roles(columns: Sequence[Column]) -> list[str]:
    """Say what no table can be read without, and what stands twice."""
    roles = Counter(column.role for column in columns if column.role != IGNORE)
    problems = [] if roles["title"] else ["取組の名称の列を選んでください。"]
    problems += [f"「{_name(role)}」の列が{count}つあります。" for role, count in roles.items() if count > 1]
    return problems


def _remembered(number: int, label: str, role: str) -> Column:
    if role.partition(":")[0] in ("actual", "target") and period_in(label) is None:
        # The heading says no time, so that next year's table may mean another one than this year's.
        message = "前回の選択です。見出しに時期がないため、いつの値かを確かめてください。"
        return Column(number, label, role, "guess", message)
    return Column(number, label, role, "ok", "前回の選択です。")


def _name(role: str) -> str:
    return NAMES[role.partition(":")[0]]


def _proposed(number: int, heading: tuple[str, ...], context: Context) -> Column:
    label = " ／ ".join(heading)
    if not heading:
        return Column(number, label, IGNORE, "problem", "見出しのない列です。何の列かを選んでください。")
    plain = unicodedata.normalize("NFKC", "".join(heading)).replace(" ", "").rstrip(".").lower()
    stage = next(
        (stage for stage in context.edition.stages if folded(stage.label) == folded(heading[-1]).replace(" ", "")), None
    )
    if stage:
        return Column(number, label, f"stage:{stage.key}")
    field = _field(label, context) if "方向" not in plain else None
    if field:
        return Column(number, label, f"reference:{field}")
    for pattern, role in _HEADINGS:
        if re.search(pattern, plain):
            return _with_period(number, label, role)
    period = period_in(label)
    if period:
        return Column(number, label, f"target:{period}", "guess", "見出しに年度だけがあるため、目標の列とみました。")
    return Column(number, label, IGNORE, "guess", "何の列か分からないため、取り込まない列としました。")


def _with_period(number: int, label: str, role: str) -> Column:
    if role not in ("actual", "target"):
        return Column(number, label, role)
    period = period_in(label)
    if period is None:
        return Column(
            number, label, IGNORE, "problem", f"{NAMES[role]}の列とみられますが、いつの値か見出しから読めません。"
        )
    return Column(number, label, f"{role}:{period}")


def _field(label: str, context: Context) -> str | None:
    plain = folded(label).replace(" ", "")
    scored = [
        (SequenceMatcher(None, plain, folded(field.label).replace(" ", "")).ratio(), field.key)
        for field in context.edition.driver_fields
    ]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= 0.7 else None


def _unshifted(table: Table, columns: list[Column]) -> list[Column]:
    """Find targets whose headings stand over the wrong columns, because a column of sentences stands between them."""
    block = _target_block(table, columns)
    periods = [column.about for column in block if column.kind == "target"]
    counted = [column for column in block if _numbers(table, column.number)]
    labelled = [column for column in block if column.kind == "target"]
    if len(block) <= len(periods) or len(counted) != len(periods) or counted == labelled:
        return columns
    moved = dict(zip((column.number for column in counted), periods, strict=True))
    result = list(columns)
    for column in block:
        if column.number in moved:
            role, message = f"target:{moved[column.number]}", "値のある列に、目標の年度を順に当てました。"
        else:
            role, message = "plan", "二つの目標の間に文の列があり、見出しが1列ずれています。文は計画として読みます。"
        if role != column.role:
            result[column.number] = replace(column, role=role, verdict="guess", message=message)
    return result


def _target_block(table: Table, columns: list[Column]) -> list[Column]:
    """Return the columns from the first target on, as far as they stand under the same group or under nothing."""
    first = next((column for column in columns if column.kind == "target"), None)
    if first is None:
        return []
    group = table.headings[first.number][0]
    block = []
    for column in columns[first.number :]:
        heading = table.headings[column.number]
        if heading and heading[0] != group and column.kind != "target":
            break
        block.append(column)
    return block


def _numbers(table: Table, number: int) -> int:
    return sum(1 for text in table.column(number) if is_number(text))


def is_number(text: str) -> bool:
    try:
        return parse_labelled_quantity(text)[0].is_number
    except QuantityError:
        return False


def _once(columns: list[Column]) -> list[Column]:
    """Where two columns would hold the same, leave the later one for a person to say; a summary may be the title."""
    if not any(column.role == "title" for column in columns):
        first = next((column for column in columns if column.role == "summary"), None)
        if first:
            columns[first.number] = replace(first, role="title", verdict="guess", message="名称の列とみました。")
    seen: set[str] = set()
    for column in columns:
        if column.role in seen and column.role != IGNORE:
            columns[column.number] = replace(
                column,
                role=IGNORE,
                verdict="problem",
                message="同じ内容の列がほかにもあります。どちらかを選んでください。",
            )
        seen.add(column.role)
    return columns
