"""The chapters of an edition in Word. What they hold: `hoshin.publishing.exports.pdf.chapters`."""

from __future__ import annotations

from collections.abc import Callable

from hoshin.publishing.exports.docx.initiatives import initiative_list, initiative_page, results_table, stages_line
from hoshin.publishing.exports.docx.paper import WIDTH, WIDTH_WIDE, Paper
from hoshin.publishing.exports.docx.story import Cell, Data, Story, titled
from hoshin.publishing.exports.docx.styles import REMARK
from hoshin.publishing.rules.wording import MATRIX_TITLE, UNRESOLVED_TITLE, WITHOUT_REFERENCE_TITLE

MARK = "●"
MOST_UPRIGHT = 12  # columns of the matrix on an upright page
OWN_PAGE = ("sources", "glossary")


def upright(paper: Paper) -> Story:
    return Story(paper, paper.add, width=WIDTH)


def across(paper: Paper) -> Story:
    return Story(paper, paper.add, width=WIDTH_WIDE)


def write_chapters(paper: Paper, chapters: list[Data], matrix: Data | None) -> None:
    for one in chapters:
        if one["kind"] == "items":
            _initiatives(paper, one)
            _matrix_pages(paper, matrix)
        else:
            if one["kind"] in OWN_PAGE:
                paper.end_section()
            _chapter(paper, one)
    if all(one["kind"] != "items" for one in chapters):
        _matrix_pages(paper, matrix)


def _initiatives(paper: Paper, one: Data) -> None:
    """The list lies across, then each initiative begins a page of its own."""
    paper.end_section()
    paper.heading(one["title"], 1)
    story = across(paper)
    story.blocks(one["body"])
    initiative_list(story, one)
    story.remark(one["remark"])
    if one["results"]:
        results_table(story, one["results"])
    paper.end_section(is_wide=True)
    for place, page in enumerate(one["pages"]):
        if place:
            paper.end_section()
        initiative_page(upright(paper), page)


def _chapter(paper: Paper, one: Data) -> None:
    shown: dict[str, Callable[[Story, Data], None]] = {
        "driver_field": _drivers,
        "directions": _directions,
        "stages": _stages,
        "sources": _sources,
        "glossary": _terms,
    }
    story = upright(paper)
    paper.heading(one["title"], 1)
    story.blocks(one["body"])
    if one["kind"] in shown:
        shown[one["kind"]](story, one)
    story.remark(one["remark"])


def _drivers(story: Story, one: Data) -> None:
    story.remark(one["field_remark"])
    story.blocks(one["description"])
    drivers = one["drivers"]
    has_marks = any(driver["mark"] for driver in drivers)
    has_sources = any(driver["source"] for driver in drivers)
    has_items = any(driver["items"] for driver in drivers)
    columns: list[tuple[bool, float, str, Callable[[Data], Cell]]] = [
        (has_marks, 0.35, "番号", lambda driver: str(driver["mark"])),
        (True, 1.6, "項目", _driver),
        (has_sources, 1.1, "出典", lambda driver: str(driver["source"]) or "—"),
        (has_items, 1.2, "対応する重点取組", lambda driver: lambda cell: cell.line(cell.links(driver["items"]))),
    ]
    kept = [column for column in columns if column[0]]
    story.paper.caption(one["label"])
    story.table(
        [share for _is_kept, share, _head, _cell in kept],
        [head for _is_kept, _share, head, _cell in kept],
        [[cell(driver) for _is_kept, _share, _head, cell in kept] for driver in drivers],
        said=one["label"],
    )


def _driver(driver: Data) -> Cell:
    def write(cell: Story) -> None:
        cell.line([["b", driver["title"]]], cell.note(driver["note"]))
        cell.blocks(driver["description"])

    return write


def _directions(story: Story, one: Data) -> None:
    def write(direction: Data) -> Cell:
        def named(cell: Story) -> None:
            mark = f"【{direction['mark']}】" if direction["mark"] else ""
            cell.line([["b", [mark + direction["label"]]]])
            cell.blocks(direction["description"])

        return named

    rows = [(write(direction), _links(direction["items"])) for direction in one["directions"]]
    story.paper.caption("まちづくりの方向と対応する重点取組")
    story.table([1.0, 1.3], ["方向", "対応する重点取組"], rows, said=one["title"])


def _stages(story: Story, one: Data) -> None:
    def named(stage: Data) -> Cell:
        def write(cell: Story) -> None:
            cell.line([["b", [stage["label"]]]])
            cell.line(stages_line(stage["track"]))

        return write

    def told(stage: Data) -> Cell:
        def write(cell: Story) -> None:
            cell.blocks(stage["description"])
            if stage["needs_indicator"]:
                cell.line([["b", ["成果指標（KPI）と目標が必要な段階です。"]]])

        return write

    rows = [(named(stage), told(stage), _links(stage["items"])) for stage in one["stages"]]
    story.paper.caption("取組の段階")
    story.table([1.2, 1.2, 1.2], ["段階", "説明", "いまこの段階にある取組"], rows, said=one["title"])


def _links(items: list[Data]) -> Cell:
    return lambda cell: cell.line(cell.links(items))


def _sources(story: Story, one: Data) -> None:
    for group in one["groups"]:
        story.paper.heading(group["label"], 2)
        rows = [(_source(line), str(line["issued"])) for line in group["lines"]]
        story.table([3.2, 1.0], ["資料", "発行・作成"], rows, said=group["label"])


def _source(line: Data) -> Cell:
    return lambda cell: cell.line("　" * line["depth"] + line["title"], cell.note(line["note"]))


def _terms(story: Story, one: Data) -> None:
    rows = [(_term(term), _blocks(term["definition"])) for term in one["terms"]]
    story.table([1.0, 2.6], ["用語", "説明"], rows, said=one["title"])


def _term(term: Data) -> Cell:
    def write(cell: Story) -> None:
        name = cell.pieces([["b", [term["term"]]]])
        if term["key"] is not None:
            name = cell.paper.marked(cell.paper.bookmark(f"term-{term['key']}"), name)
        cell.line(name)
        if term["reading"] not in {"", term["term"]}:
            cell.line(term["reading"])

    return write


def _blocks(blocks: list[Data]) -> Cell:
    return lambda cell: cell.blocks(blocks)


def _matrix_pages(paper: Paper, matrix: Data | None) -> None:
    if matrix is None:
        return
    is_wide = len(matrix["columns"]) > MOST_UPRIGHT
    paper.end_section()
    paper.heading(MATRIX_TITLE, 1)
    story = across(paper) if is_wide else upright(paper)
    story.line("どの取組が、検討分野のどの項目に基づくかを示します。")
    if matrix["columns"]:
        story.line(f"{MARK}は、その列の取組がその項目を参照していることを表します。")
        legend = "　".join(f"{column['label']} {column['title']}" for column in matrix["columns"])
        story.line(legend, style=REMARK)
    for field in matrix["fields"]:
        _cross_table(story, field, matrix["columns"])
    _left_over(story, matrix)
    paper.end_section(is_wide=is_wide)


def _cross_table(story: Story, field: Data, columns: list[Data]) -> None:
    story.paper.caption(field["label"])
    has_marks = any(line["mark"] for line in field["lines"])
    rows: list[list[Cell]] = []
    for line in field["lines"]:
        name = f"{line['mark']} {line['title']}".strip() if has_marks else str(line["title"])
        name += "" if line["items"] else "（取組なし）"
        cells = [MARK if is_marked else "" for is_marked in line["cells"]]
        rows.append([name, *cells] if columns else [name, _links(line["items"])])
    if columns:
        shares = [3.4, *(0.55 for _ in columns)]
        story.table(shares, ["項目", *(column["label"] for column in columns)], rows, said=field["label"])
    else:
        story.table([1.4, 1.0], ["項目", "対応する重点取組"], rows, said=field["label"])


def _left_over(story: Story, matrix: Data) -> None:
    if matrix["unresolved"]:
        story.paper.heading(UNRESOLVED_TITLE, 2)
        story.line("原文には番号が印字されていますが、どの項目を指すか確かめられないものです。印字のまま残しています。")
        rows = [(_linked_and_noted(line), str(line["field"]), str(line["printed"])) for line in matrix["unresolved"]]
        story.table([1.6, 1.2, 0.7], ["取組", "検討分野", "原文の印字"], rows, said=UNRESOLVED_TITLE)
    if matrix["without_reference"]:
        story.paper.heading(WITHOUT_REFERENCE_TITLE, 2)
        story.line("、".join(titled(item) for item in matrix["without_reference"]))


def _linked_and_noted(line: Data) -> Cell:
    return lambda cell: cell.line(cell.links([line["item"]]), cell.note(line["note"]))
