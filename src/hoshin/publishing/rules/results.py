"""評価と決定 in words, the same in every document: a table of all items, and what is said of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.kernel.fiscal import wareki
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.document import AssessmentDoc, DecisionDoc, ItemDoc, ResultDoc

TABLE_TITLE, PART_TITLE = "評価結果一覧", "評価と決定"
HEAD = ("段階", "評価", "決定", "決定日")
STOPPED = "中止"
NONE = "—"


@dataclass(frozen=True)
class ResultFact:
    """A label with a line in words of ours and a text of the city's; either may be empty."""

    label: str
    line: str = ""
    text: str = ""


@dataclass(frozen=True)
class ResultLine:
    """One item in the table; `cells` stand under HEAD, empty where nothing was said."""

    item: ItemDoc
    cells: tuple[str, str, str, str]


def result_lines(contents: Contents) -> tuple[ResultLine, ...]:
    """Return the items with a result, in the order of the document."""
    by_item = {result.item: result for result in contents.doc.results}
    return tuple(
        ResultLine(item, _cells(contents, item, by_item[item.key])) for item in contents.items if item.key in by_item
    )


def result_of(contents: Contents, item: ItemDoc) -> tuple[ResultFact, ...]:
    """Return what was reported, assessed and decided of an item, as far as it was."""
    result = next((one for one in contents.doc.results if one.item == item.key), None)
    return () if result is None else tuple(_facts(result))


def stage_move(result: ResultDoc) -> str:
    """適用検討 → 導入実行; empty where no gate was passed."""
    return f"{result.stage_from} → {result.stage_to or STOPPED}" if result.stage_from else ""


def _cells(contents: Contents, item: ItemDoc, result: ResultDoc) -> tuple[str, str, str, str]:
    stage = contents.stages[item.stage.stage].label if item.stage else ""
    decision = result.decision
    return (
        stage_move(result) or stage,
        result.assessment.mark if result.assessment else "",
        decision.decision if decision else "",
        wareki(decision.decided) if decision else "",
    )


def _facts(result: ResultDoc) -> Iterator[ResultFact]:
    if result.assessment:
        yield ResultFact("評価", _assessed(result.assessment), result.assessment.comment)
    if result.decision:
        yield ResultFact("決定", _decided(result.decision), result.decision.reason)
    if move := stage_move(result):
        yield ResultFact("段階の移行", move)
    if result.progress:
        yield ResultFact("取組・検討状況の報告", result.round, result.progress)
    if result.shortfalls:
        yield ResultFact("未達の理由と対応", "", "\n\n".join(result.shortfalls))
    if result.plan:
        yield ResultFact("次の年度の計画", "", result.plan)


def _assessed(assessment: AssessmentDoc) -> str:
    meaning = f"：{assessment.meaning}" if assessment.meaning else ""
    return f"{assessment.mark}{meaning}（{wareki(assessment.assessed)}）"


def _decided(decision: DecisionDoc) -> str:
    who = "、".join(part for part in (decision.decider, wareki(decision.decided)) if part)
    return f"{decision.decision}（{who}）"
