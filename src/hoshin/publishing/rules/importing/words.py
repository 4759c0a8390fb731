"""Cells that name what the edition knows: departments, directions, stages, lines of its lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hoshin.publishing.rules.document import DirectionDoc, DriverFieldDoc, StageDoc
from hoshin.publishing.rules.importing.mapping import Context, Verdict
from hoshin.publishing.rules.importing.reading import Read
from hoshin.publishing.rules.importing.texts import alike, folded, is_dash, joined, marks, numbers, parts
from hoshin.publishing.rules.problem import did_you_mean

WITH_INDICATOR = "indicator_with_target"


def read_departments(text: str, context: Context) -> Read:
    names = {folded(one.name).replace(" ", ""): one for one in context.departments}
    whole = names.get(folded(text).replace(" ", ""))
    if whole:
        return Read((whole.key,), shown=whole.name)
    found, unknown = [], []
    for part in dict.fromkeys(parts(text)):
        one = names.get(folded(part).replace(" ", ""))
        if one:
            found.append(one)
        else:
            unknown.append(part)
    if unknown:
        near = did_you_mean(unknown[0], [one.name for one in context.departments])
        message = (
            f"「{'」「'.join(unknown)}」は所管課の一覧にありません。{near}確認すると、新しい所管課として加えます。"
        )
        return Read((*(one.key for one in found), *(f"new:{part}" for part in unknown)), "problem", message)
    return Read(tuple(one.key for one in found), shown="、".join(one.name for one in found))


def read_directions(text: str, context: Context) -> Read:
    known: dict[str, DirectionDoc] = {}
    for one in context.edition.directions:
        known |= {folded(word).replace(" ", ""): one for word in (one.label, one.mark) if word}
    if is_dash(text):
        return Read(())
    words = marks(text) or [joined(line) for line in text.splitlines() if line.strip()]
    if len(words) == 1 and folded(words[0]).replace(" ", "") not in known:
        words = parts(text)
    found = [known.get(folded(word).replace(" ", "")) for word in words]
    if any(one is None for one in found):
        wrong = words[found.index(None)]
        return Read(
            (), "problem", f"「{wrong}」は、まちづくりの方向のどれにも当たりません。列がずれているかもしれません。"
        )
    unique = {one.key: one for one in found if one}
    return Read(tuple(unique), shown="、".join(one.label for one in unique.values()))


def read_stage(text: str, context: Context) -> Read:
    plain = folded(text).replace(" ", "")
    for stage in context.edition.stages:
        if folded(stage.label).replace(" ", "") == plain:
            return Read(stage.key, shown=stage.label)
    labels = "、".join(stage.label for stage in context.edition.stages)
    return Read(None, "problem", f"段階として読めません。{labels} のどれかを書いてください。")


def infer_stage(arrows: Sequence[tuple[str, str]], *, has_indicator: bool, plan: str, context: Context) -> Read:
    """Read the stage from the cells below the names of the stages: one mark says it, equal marks do not.

    :param arrows: key of the stage and text of its cell.
    """
    filled = [key for key, text in arrows if text and not is_dash(text)]
    stages = {stage.key: stage for stage in context.edition.stages}
    if len(filled) == 1:
        return Read(filled[0], shown=stages[filled[0]].label)
    if not filled:
        return Read(None, "guess", "段階の欄が空欄です。段階なしとして読みます。")
    reason = "どの段階にも同じ印があり、色分けが残っていないため、段階を読み取れません。"
    with_rule = [stage for stage in stages.values() if stage.rule == WITH_INDICATOR]
    if has_indicator and len(with_rule) == 1:
        label = with_rule[0].label
        return Read(with_rule[0].key, "guess", f"{reason}成果指標があるため「{label}」と推定しました。", label)
    told = [stage for stage in stages.values() if stage.rule != WITH_INDICATOR and _tells(plan, stage)]
    if not has_indicator and len(told) == 1:
        label = told[0].label
        return Read(told[0].key, "problem", f"{reason}計画の文から「{label}」とみられます。確かめてください。", label)
    return Read(
        None, "problem", f"{reason}{'、'.join(one.label for one in stages.values())} のどれかを書いてください。"
    )


def _tells(plan: str, stage: StageDoc) -> bool:
    """Say whether the sentence has a word of the stage's name; 検討 alone tells 適用検討, 調査・研究 tells 調査研究."""
    words = [stage.label[start : start + 2] for start in range(0, len(stage.label), 2)]
    return any(word in plan for word in words)


def read_references(text: str, field: DriverFieldDoc, *, title: str, context: Context, empty: Iterable[str]) -> Read:
    """Read numbers or titles that point into a list. A number alone is trusted only where its line fits the title.

    :param empty: the lists into which this initiative points nowhere: one of them may be the column that was meant.
    """
    if is_dash(text):
        return Read(())
    printed = numbers(text)
    if printed is None:
        return _titled(text, field)
    reads = [_numbered(mark, number, field, title=title) for mark, number in printed]
    value = tuple(one.value for one in reads)
    shown = "、".join(one.shown for one in reads if one.shown)
    doubtful = [one for one in reads if one.verdict != "ok"]
    if not doubtful:
        return Read(value, shown=shown)
    moved = _moved(printed, field, title=title, context=context, empty=empty)
    if moved:
        return Read(value, "problem", f"{doubtful[0].message}{moved}", shown)
    verdict: Verdict = "problem" if any(one.verdict == "problem" for one in doubtful) else "guess"
    return Read(value, verdict, doubtful[0].message, shown)


def _numbered(mark: str, number: int, field: DriverFieldDoc, *, title: str) -> Read:
    """Return as value the driver's key and the printed number; one of them is empty."""
    unresolved = (None, mark)
    if not field.numbered or not field.drivers:
        return Read(
            unresolved,
            "guess",
            f"「{field.label}」の一覧には番号がなく、{mark}が指す項目は分かりません。項目に結び付けず、印字のまま残します。",
            f"{mark}（参照先不明）",
        )
    if not 1 <= number <= len(field.drivers):
        return Read(
            unresolved,
            "problem",
            f"「{field.label}」の一覧は{len(field.drivers)}項目で、{mark}はありません。確認すると印字のまま残します。",
            f"{mark}（参照先不明）",
        )
    driver = field.drivers[number - 1]
    if alike(driver.title, title):
        return Read((driver.key, ""), shown=driver.title)
    return Read(
        unresolved,
        "guess",
        f"{mark}は「{field.label}」の一覧では「{driver.title}」ですが、題名と合いません。印字のまま残します。",
        f"{mark}（参照先不明）",
    )


def _moved(
    printed: list[tuple[str, int]], field: DriverFieldDoc, *, title: str, context: Context, empty: Iterable[str]
) -> str:
    empty = set(empty)
    for other in context.edition.driver_fields:
        if other.key == field.key or other.key not in empty or not other.numbered:
            continue
        for mark, number in printed:
            if 1 <= number <= len(other.drivers) and alike(other.drivers[number - 1].title, title):
                return (
                    f"「{other.label}」の{mark}は「{other.drivers[number - 1].title}」で、題名と合います。"
                    "列がずれているかもしれません。"
                )
    return ""


def _titled(text: str, field: DriverFieldDoc) -> Read:
    titles = {folded(driver.title).replace(" ", ""): driver for driver in field.drivers}
    lines = [joined(line) for line in text.splitlines() if line.strip()]
    if folded(text).replace(" ", "") in titles:
        lines = [joined(text)]
    found = [titles.get(folded(line).replace(" ", "")) for line in lines]
    value = tuple((one.key, "") if one else (None, line[:60]) for one, line in zip(found, lines, strict=True))
    unknown = [line for one, line in zip(found, lines, strict=True) if one is None]
    if unknown:
        message = f"「{unknown[0][:60]}」は「{field.label}」の一覧にありません。確認すると印字のまま残します。"
        return Read(value, "problem", message)
    return Read(value, shown="、".join(one.title for one in found if one))
