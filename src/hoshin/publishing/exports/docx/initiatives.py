"""The initiatives of an edition in Word. What they hold: `hoshin.publishing.exports.pdf.initiatives`."""

from __future__ import annotations

from collections.abc import Callable

from hoshin.publishing.exports.docx.story import Cell, Data, Story
from hoshin.publishing.exports.docx.styles import REMARK
from hoshin.publishing.exports.docx.xml import Element
from hoshin.publishing.exports.pdf.prose import Run
from hoshin.publishing.rules.wording import NOT_STATED, UNRESOLVED

ARROW = " → "


def stages_line(track: Data | None) -> Run:
    """Return the stages as words with arrows between them; the one that is reached stands out."""
    if track is None:
        return ["—"]
    run: Run = []
    for place, label in enumerate(track["labels"]):
        run.append(ARROW if place else "")
        run.append(["b", [f"【{label}】"]] if place == track["current"] else label)
    if track["inferred"]:
        run.append("（推定）")
    return [*run, f"（{NOT_STATED}）"] if track["current"] is None else run


def initiative_list(story: Story, one: Data) -> None:
    columns = one["columns"]
    fields = columns["fields"]
    head = [columns["level"], "段階", "所管課"]
    head += ["方向"] if columns["directions"] else []
    head += [field["label"] for field in fields]
    head += ["成果指標：現状 → 目標", f"{columns['year']}の取組"]
    shares = [1.5, 1.25, 0.9, *([0.6] if columns["directions"] else []), *(0.62 for _ in fields), 2.0, 2.3]
    story.paper.caption(one["title"])
    rows = [_listed(row, has_directions=columns["directions"]) for row in one["rows"]]
    story.table(shares, head, rows, said=one["title"], is_small=True)
    story.line(
        "※は、印字された番号がどの項目を指すか確かめられていないものです。"
        "「（推定）」は、原文に明記がなく、ほかの記述から読み取った段階です。理由は各取組のページの注にあります。",
        style=REMARK,
    )


def _listed(row: Data, *, has_directions: bool) -> list[Cell]:
    cells: list[Cell] = [_name(row), _track(row), row["departments"] or "—"]
    cells += ["・".join(row["directions"]) or "—"] if has_directions else []
    cells += [_marks(marks) for marks in row["references"]]
    return [*cells, _kpis(row["kpis"]), str(row["plan"])]


def _name(row: Data) -> Cell:
    def write(cell: Story) -> None:
        if row["above"]:
            cell.line(row["above"])
        cell.line(cell.links([row]))

    return write


def _track(row: Data) -> Cell:
    return lambda cell: cell.line(stages_line(row["track"]))


def _marks(marks: list[Data]) -> str:
    return "、".join(mark["mark"] + ("※" if mark["is_unresolved"] else "") for mark in marks) or "—"


def _kpis(kpis: list[Data]) -> Cell:
    def write(cell: Story) -> None:
        for kpi in kpis:
            cell.line([["b", [kpi["name"]]]])
            cell.line("".join([kpi["actual"], *(f"{ARROW}{target}" for target in kpi["targets"])]))

    return write if kpis else "—"


def initiative_page(story: Story, one: Data) -> None:
    if one["above"]:
        story.line(" ＞ ".join(one["above"]), style=REMARK)
    story.paper.heading(f"{one['number']} {one['title']}".strip(), 2, anchor=one["id"])
    if one["track"] is not None:
        story.line([["b", ["段階："]]], stages_line(one["track"]), story.note(one["stage_note"]))
    story.blocks(one["summary"])
    story.facts(_facts(one), said=f"{one['title']}の所管課とまちづくりの方向")
    story.remark(one["remark"])
    _why(story, one)
    for title, blocks in ((one["plan_label"], one["plan"]), ("これまでの取組・検討状況", one["progress"])):
        if blocks:
            story.paper.heading(title, 3)
            story.blocks(blocks)
    if one["schedule"]:
        story.paper.heading("年度ごとの予定", 3)
        rows = [(_year(entry), _blocks(entry["blocks"])) for entry in one["schedule"]]
        story.table([1.0, 3.0], ["年度", "予定"], rows, said="年度ごとの予定")
    if one["result"]:
        story.paper.heading(one["result_title"], 3)
        story.facts([(str(fact["label"]), _told(fact)) for fact in one["result"]], said=one["result_title"])
    _indicators(story, one)


def results_table(story: Story, results: Data) -> None:
    """What was assessed and decided of all of them, in one table."""
    story.paper.heading(results["title"], 2)
    rows = [[_named(row), *(str(cell) for cell in row["cells"])] for row in results["rows"]]
    story.table([2.2, 1.6, 0.8, 0.8, 1.2], results["head"], rows, said=results["title"])


def _named(row: Data) -> Cell:
    return lambda cell: cell.line(cell.links([row]))


def _told(fact: Data) -> Cell:
    def write(cell: Story) -> None:
        if fact["line"]:
            cell.line([["b", [fact["line"]]]])
        cell.blocks(fact["blocks"])

    return write


def _facts(one: Data) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [
        ("所管課", _departments(one["departments"])),
        ("まちづくりの方向", _directions(one["directions"])),
    ]
    return [*facts, ("この下の項目", lambda cell: cell.line(cell.links(one["below"])))] if one["below"] else facts


def _departments(uses: list[Data]) -> Cell:
    def write(cell: Story) -> None:
        pieces: list[Element] = []
        for place, use in enumerate(uses):
            role = f"（{use['role']}）" if use["role"] else ""
            pieces += cell.pieces("、" if place else "", use["name"] + role, cell.note(use["note"]))
        cell.line(pieces)

    return write if uses else NOT_STATED


def _directions(uses: list[Data]) -> Cell:
    def write(cell: Story) -> None:
        for use in uses:
            mark = f"【{use['mark']}】" if use["mark"] else ""
            cell.line(mark + use["label"], cell.note(use["note"]))

    return write if uses else NOT_STATED


def _why(story: Story, one: Data) -> None:
    if not one["why"]:
        return
    story.paper.heading("なぜ取り組むか", 3)
    pairs = [(str(field["label"]), _reasons(field["reasons"])) for field in one["why"]]
    story.facts(pairs, said=f"{one['title']}の検討分野")


def _reasons(reasons: list[Data]) -> Cell:
    def write(cell: Story) -> None:
        for reason in reasons:
            mark = f"{reason['mark']} " if reason["mark"] else ""
            words = cell.tag(UNRESOLVED) if reason["is_unresolved"] else cell.run(reason["title"])
            source = f"（出典：{reason['source']}）" if reason["source"] else ""
            cell.line(mark, words, source, cell.note(reason["note"]))

    return write if reasons else "参照なし"


def _year(entry: Data) -> Cell:
    def write(cell: Story) -> None:
        inferred = cell.tag("推定") if entry["is_inferred"] else []
        cell.line(entry["year"], inferred, cell.note(entry["note"]))

    return write


def _blocks(blocks: list[Data]) -> Callable[[Story], None]:
    return lambda cell: cell.blocks(blocks)


def _indicators(story: Story, one: Data) -> None:
    if not one["indicators"] and one["is_initiative"]:
        story.paper.heading("成果指標と目標", 3)
        story.line(
            "この段階の取組には成果指標が必要ですが、この年度版には記載がありません。"
            if one["needs_indicator"]
            else "この段階の取組には、成果指標を定めていません。"
        )
    for indicator in one["indicators"]:
        _indicator(story, indicator)


def _indicator(story: Story, indicator: Data) -> None:
    name = story.run(indicator["name"])
    words = "".join(part if isinstance(part, str) else part[1] for part in indicator["name"])
    story.paper.heading(f"成果指標：{words}", 3, content=story.pieces("成果指標：", name))
    for course in indicator["courses"]:
        _course(story, course)
    if indicator["lines"]:
        _figures(story, indicator, words)
    nature = "　".join("：".join(part) for part in indicator["nature"])
    pairs: list[tuple[str, Cell]] = [("指標の性質", nature)]
    for label, key in (("定義", "definition"), ("この指標を選んだ理由", "rationale")):
        pairs += [(label, _blocks(indicator[key]))] if indicator[key] else []
    story.facts(pairs, said=f"{words}の性質")
    story.remark(indicator["remark"])


def _course(story: Story, course: Data) -> None:
    series = f"{course['series']}　" if course["series"] else ""
    as_of = f"（{course['as_of']}）" if course["as_of"] else ""
    said = [*story.pieces(series, f"実績{as_of}　", [["b", [course["actual"]]]])]
    if course["target"]:
        due = f"（{course['due']}）" if course["due"] else ""
        said += story.pieces("\n", series, f"目標{due}　", [["b", [course["target"]]]])
    further = [words for words in (course["rate"], *course["notes"]) if words]
    story.line(said, "".join(f"\n{words}" for words in further))


def _figures(story: Story, indicator: Data, words: str) -> None:
    has_series = indicator["has_series"]
    head = ["時期", "区分", *(["系列"] if has_series else []), "値"]
    rows = [
        [str(line["when"]), str(line["kind"]), *([str(line["series"])] if has_series else []), _value(line)]
        for line in indicator["lines"]
    ]
    story.paper.caption(f"{words}の実績と目標")
    story.table([1.5, 0.6, *([1.0] if has_series else []), 1.6], head, rows, said=f"{words}の実績と目標")


def _value(line: Data) -> Cell:
    def write(cell: Story) -> None:
        cell.line(line["value"], cell.note(line["note"]))
        if line["remark"]:
            cell.line(line["remark"])

    return write
