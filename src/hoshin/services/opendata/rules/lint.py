"""The rules for machine-readable data of the Digital Agency (L1-01 to L3-09), as far as a machine sees them.

What only a person can judge is asked, and said to be a question. The titles are ours, shorter than the Agency's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hoshin.kernel.tables.notes import Note, NoteKind
from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.checking import Complaint
from hoshin.services.opendata.rules.shapes import ColumnChoice, FieldType, Finding, Level, Treatment

TITLES: Mapping[str, str] = {
    "L1-01": "機械が読める形式のファイル",
    "L1-02": "1つのシートに1つの表",
    "L1-03": "途中で切れていない表",
    "L1-04": "表と関係のない情報を置かない",
    "L1-05": "すべての列に項目名",
    "L1-06": "空白や改行で体裁を整えない",
    "L1-07": "1つのセルに1つのデータ",
    "L1-08": "機種依存文字を使わない",
    "L1-09": "空欄と0を区別する",
    "L1-10": "図形や画像を置かない",
    "L1-11": "色などの書式で意味を表さない",
    "L1-12": "セルを結合しない",
    "L1-13": "行や列を隠したままにしない",
    "L1-14": "1行に1件のデータ",
    "L1-15": "コンマを含む値は引用符で囲む",
    "L2-01": "数値の列に文字を混ぜない",
    "L2-02": "「同上」などで省略しない",
    "L2-03": "項目名を重ねない",
    "L2-04": "選択肢の書き方をそろえる",
    "L2-05": "「その他」の内容は別の列に",
    "L2-06": "数式は値にする",
    "L3-01": "1行目に項目名、2行目からデータ",
    "L3-02": "コードの一覧を添える",
    "L3-03": "秘匿などの記号の意味を書く",
    "L3-04": "単位を項目名に書く",
    "L3-05": "年月日の書き方をそろえる",
    "L3-06": "地域のコードか正式な名称を書く",
    "L3-07": "年によって形式を変えない",
    "L3-08": "定義と更新の履歴を書く",
    "L3-09": "年などを横に並べず縦に持つ",
}

# What a machine cannot know: asked of every file.
_QUESTIONS: Mapping[str, str] = {
    "L1-02": "このシートには表が1つだけですか。",
    "L1-03": "表が複数のシートやファイルに分かれていませんか。",
    "L1-11": "文字や背景の色で意味を表していませんか。",
    "L2-05": "「その他」の具体的な内容が、選択肢と同じ列に書かれていませんか。",
    "L3-02": "番号や記号で答えた列には、その意味の一覧を添えていますか。",
    "L3-04": "数値の単位は、項目名または説明から分かりますか。",
    "L3-07": "これまでに公開した年と同じ形式ですか。",
    "L3-08": "項目の意味と更新の履歴を、データセットの説明に書きましたか。",
}

_DEPENDENT = re.compile(
    "[\u2460-\u24ff\u2160-\u217f\u3220-\u32ff\u3300-\u33ff\u2121\u2116\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_OMITTED = re.compile('〃|同上|々|仝|同じ?く?|["″]')
_SEVERAL = re.compile(
    r"(?:https?://\S+[\s、,;]+https?://)|(?:@\S+[\s、,;/]+\S+@)|(?:[0-9]-[0-9]{3,4}[\s、,;/・]+0[0-9]{1,4}-)"
)
# Whatever holds none of these offends none of the three.
_WORTH_A_LOOK = re.compile(f'{_DEPENDENT.pattern}|[〃同々仝"″@:]|[0-9][\\s、,;/・]+0')
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?度?|(?:明治|大正|昭和|平成|令和|[MTSHR])(?:[0-9]{1,2}|元)年?度?")
_UNNAMED = re.compile(r"列[0-9]+")
_SECRET = frozenset({"x", "X", "χ", "***", "**", "*", "…", "...", "―", "-", "－", "—", "不明", "不詳", "秘"})
_NUMERIC = (FieldType.INTEGER, FieldType.NUMBER)
_FEWEST_YEARS = 3

_OF_NOTE: Mapping[NoteKind, str] = {
    NoteKind.OBJECT: "L1-10",
    NoteKind.COMMENT: "L1-10",
    NoteKind.COLOUR: "L1-11",
    NoteKind.MERGED: "L1-12",
    NoteKind.HIDDEN_ROW: "L1-13",
    NoteKind.HIDDEN_COLUMN: "L1-13",
    NoteKind.HIDDEN_SHEET: "L1-13",
    NoteKind.FORMULA: "L2-06",
    NoteKind.FORMULA_WITHOUT_VALUE: "L2-06",
    NoteKind.DELIMITER: "L1-01",
}
# Mendings say by themselves which rule the cells were against.
_OF_MENDINGS: Mapping[str, tuple[str, ...]] = {
    "L1-06": ("text.space", "text.newline"),
    "L1-09": ("number.none",),
    "L2-01": ("number.comma", "number.unit", "number.about", "number.triangle"),
    "L2-04": ("flag.form", "choice.form"),
    "L3-05": ("date.wareki", "date.form", "date.compact", "date.serial", "time.form"),
}
_HINTS = {
    "L1-07": Complaint("L1-07", Level.ADVICE, "1つのセルに2つ以上の番号やアドレスがあります。列を分けてください。"),
    "L1-08": Complaint(
        "L1-08", Level.ADVICE, "機種依存文字（①、㈱など）や外字があります。「1」「(株)」のように書いてください。"
    ),
    "L2-02": Complaint("L2-02", Level.ADVICE, "「同上」「〃」で省略せず、値をそのまま書いてください。"),
    "L3-03": Complaint("L3-03", Level.ADVICE, "数値の列に記号があります。意味をデータセットの説明に書いてください。"),
}


@dataclass
class TableFacts:
    """What one reading of a table brought to light, beyond single cells."""

    treatment: Treatment
    mending_counts: Mapping[str, int]
    first_places: Mapping[str, tuple[int, int]]  # of a mending rule: row and column
    spellings: Mapping[int, frozenset[str]]  # by column of few different values
    notes: tuple[Note, ...] = ()
    kept: list[ColumnChoice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kept = [choice for choice in self.treatment.columns if choice.name]


def cell_hints(value: str, field_type: FieldType) -> tuple[Complaint, ...]:
    """Return which of the rules a cell offends by itself."""
    if field_type not in _NUMERIC and not _WORTH_A_LOOK.search(value):
        return ()
    hints = []
    if _DEPENDENT.search(value):
        hints.append(_HINTS["L1-08"])
    if _SEVERAL.search(value):
        hints.append(_HINTS["L1-07"])
    if _OMITTED.fullmatch(value.strip()):
        hints.append(_HINTS["L2-02"])
    if field_type in _NUMERIC and value.strip() in _SECRET:
        hints.append(_HINTS["L3-03"])
    return tuple(hints)


def lint(facts: TableFacts) -> Iterator[Finding]:
    """The findings on the table as a whole, and the questions to a person."""
    yield from _of_notes(facts)
    yield from _of_mendings(facts)
    yield from _of_range(facts.treatment)
    yield from _of_headers(facts)
    yield from _of_choices(facts)
    for rule, question in _QUESTIONS.items():
        yield Finding(Level.ADVICE, rule, question, needs_person=True)


def _of_notes(facts: TableFacts) -> Iterator[Finding]:
    for note in facts.notes:
        rule = _OF_NOTE.get(note.kind)
        if rule and note.sheet in ("", facts.treatment.sheet):
            row, column = note.places[0] if note.places else (None, None)
            yield Finding(Level.ADVICE, rule, note.message, row, column)


def _of_mendings(facts: TableFacts) -> Iterator[Finding]:
    for rule, mendings in _OF_MENDINGS.items():
        count = sum(facts.mending_counts.get(mending, 0) for mending in mendings)
        places = [facts.first_places[mending] for mending in mendings if mending in facts.first_places]
        if count and places:
            row, column = min(places)
            yield _advice(rule, f"{TITLES[rule]}：当てはまらないセルが{count:,}個ありました。", row, column)


def _of_range(treatment: Treatment) -> Iterator[Finding]:
    if treatment.first_row:
        yield _advice("L3-01", f"項目名の行の上に{treatment.first_row}行あります。公開する表には入れません。", 0)
    if treatment.header_rows > 1:
        yield _advice(
            "L3-01",
            f"項目名が{treatment.header_rows}行に分かれています。1行にまとめて公開します。",
            treatment.first_row,
        )
    if treatment.last_row is not None:
        yield _advice(
            "L1-04", "表の下の注記は、公開する表には入れません。説明の欄に書いてください。", treatment.last_row + 1
        )


def _of_headers(facts: TableFacts) -> Iterator[Finding]:
    row = facts.treatment.first_row
    for choice in facts.kept:
        if not choice.header.strip() or _UNNAMED.fullmatch(choice.name):
            yield _advice("L1-05", "項目名のない列です。意味の分かる名前を付けてください。", row, choice.index)
        if re.search(r"[\r\n]|\S[ \u3000]{1,}\S", choice.header) and not choice.header.isascii():
            yield _advice(
                "L1-06", f"項目名「{' '.join(choice.header.split())}」に空白か改行があります。", row, choice.index
            )
    yield from _doubles(facts, row)
    years = [choice for choice in facts.kept if _YEAR.match(choice.header)]
    if len(years) >= _FEWEST_YEARS:
        yield _advice(
            "L3-09",
            f"年が{len(years)}列に並んでいます。「年」の列を作り、縦に並べられないか検討してください。",
            row,
            years[0].index,
        )
    if not any(_tells_place(choice) for choice in facts.kept):
        yield _advice("L3-06", "地域のコードか、住所・地方公共団体名などの列がありません。", row)


def _doubles(facts: TableFacts, row: int) -> Iterator[Finding]:
    seen: set[str] = set()
    for choice in facts.kept:
        header = normalise(choice.header)
        if header and header in seen:
            yield _advice("L2-03", f"項目名「{choice.header}」がほかの列と同じです。", row, choice.index)
        seen.add(header)


def _tells_place(choice: ColumnChoice) -> bool:
    return choice.type is FieldType.CODE or bool(
        re.search("団体|市区?町村|所在地|住所|都道府県|地域|区名", choice.name + choice.header)
    )


def _of_choices(facts: TableFacts) -> Iterator[Finding]:
    for column, values in sorted(facts.spellings.items()):
        for alike in _alike(values):
            listed = "」「".join(sorted(alike))
            yield _advice(
                "L2-04",
                f"同じ意味とみられる値の書き方がそろっていません：「{listed}」",
                facts.treatment.first_row,
                column,
            )


def _alike(values: Iterable[str]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for value in values:
        if folded := normalise(value):
            groups.setdefault(folded, set()).add(value)
    marks = [set(values) & meaning for meaning in (_YES, _NO)]
    return [group for group in [*groups.values(), *marks] if len(group) > 1]


_YES = {"○", "〇", "◯", "●", "有", "あり", "有り", "可"}
_NO = {"×", "✕", "無", "なし", "無し", "不可"}


def _advice(rule: str, message: str, row: int | None = None, column: int | None = None) -> Finding:
    return Finding(Level.ADVICE, rule, message, row, column)
