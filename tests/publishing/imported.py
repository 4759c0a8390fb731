"""Tables of initiatives as cities have them, in words of our own, with what goes wrong on the way out of a PDF."""

from __future__ import annotations

from pathlib import Path

from hoshin.publishing.rules.document import EditionDoc
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.importing.assembling import Assembled, assemble
from hoshin.publishing.rules.importing.files import read_grids
from hoshin.publishing.rules.importing.mapping import Column, Context, propose
from hoshin.publishing.rules.importing.reading import Correction, Corrections
from hoshin.publishing.rules.importing.review import Review, review_of
from hoshin.publishing.rules.importing.table import Table, find_table

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "nishitokyo-2020"


def _row(*cells: str) -> str:
    return "\t".join(cells)


HEADER = [
    _row(
        "No", "国・都 情報政策", "技術動向", "まちづくり （総合計画）", "6つのまちづくりの方向", "重点取組 概要",
        "所管課", "取組状況", "", "", "成果指標", "これまでの 取組・検討状況 (令和2年2月末時点)", "目標", "",
    ),
    _row(
        "", "", "", "", "", "", "", "調査 研究", "適用 検討", "導入 実行", "", "", "令和2年度", "令和5年度",
    ),
]  # fmt: skip
ROWS = [
    _row(
        "1", "②", "", "", "【み】 みんなでつくるまちづくり", "カードを 広める", "市民課", "→", "→", "→",
        "渡した カードの数", "42,678 枚", "９７，０５６ 枚",
        "窓口を土曜日にも開き、受け付けと 交付の 日を増やします。", "202,904 枚",
    ),
    _row(
        "2", "", "", "⑤", "【み】 みんなでつくるまちづくり 【活】 活力と魅力あるまちづくり", "駅前の画面を生かす",
        "企画政策課 情報推進課", "→", "→", "→", "知らせの数", "駅前の画面を 試した", "100 件",
        "駅前に置いた画面で、市からの 知らせを 流します。", "250 件 (令和3年度)",
    ),
    _row(
        "3", "", "⑤", "", "デジタルサイネージの活用",
        "まちの魅力を伝えるため、駅の周りに画面を置き、市民や訪れる人が いつでも読めるように整えます。",
        "秘書広報課", "→", "→", "→", "読まれた数", "", "1,500 件",
        "駅前の画面で、市の出来事を 知らせる ことにします。", "4,500 件 (令和3年度)",
    ),
    _row(
        "4", "③", "⑧", "", "【み】 みんなでつくるまちづくり", "自治体クラウドを調べる", "情報推進課", "→", "→",
        "→", "—", "・集まりへの 参加 ・資料の 取り寄せ",
        "機器を替える時期に合わせて、ほかの市とともに使えるか検討します。", "—", "",
    ),
    _row(
        "5", "", "", "⑥", "【み】 みんなでつくるまちづくり", "ソーシャルメディアの活用", "秘書広報課", "→", "→",
        "→", "—", "・集まりへの 参加", "ほかの市の例を参考に、調査・研究を行うことにします。", "—", "",
    ),
]  # fmt: skip
TSV = "\n".join(["方針の一覧", "", *HEADER, *ROWS, "", "（注）印は原文のまま"]) + "\n"


def context() -> Context:
    """The words of the example city."""
    folder = read_folder(EXAMPLE)
    return Context(folder.editions[-1].model_copy(update={"items": ()}), folder.departments)


def table_of(data: bytes | str) -> Table:
    return find_table(read_grids(data.encode() if isinstance(data, str) else data))


def reviewed(data: bytes | str, corrections: Corrections | None = None, known: Context | None = None) -> Review:
    known = known or context()
    table = table_of(data)
    return review_of(table, propose(table, known), known, corrections)


def confirmed(review: Review) -> dict[str, Correction]:
    return {reading.key: Correction(is_confirmed=True) for reading in review.open}


def made(data: bytes | str, corrections: Corrections | None = None, known: Context | None = None) -> Assembled:
    """Read and load, with everything confirmed that nobody has corrected."""
    known = known or context()
    corrections = {**confirmed(reviewed(data, corrections, known)), **(corrections or {})}
    return assemble(reviewed(data, corrections, known), known)


def columns_of(data: bytes | str, known: Context | None = None) -> dict[str, Column]:
    return {column.role: column for column in propose(table_of(data), known or context())}


def item_of(edition: EditionDoc, number: str):
    return next(item for item in edition.items if item.number == number)
