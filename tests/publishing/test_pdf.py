"""The PDF of the example edition says what the document of 2020 says, each figure with its initiative."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoshin.publishing.exports.pdf.edition import pdf_of
from hoshin.publishing.rules.canonical import edition_of
from tests.publishing.pdf_reading import FIRST, SECOND, example_folder, example_pdf, page_with, pages_of, snapshot_of

FIGURES = {
    "1": (
        "個人番号カードの普及促進",
        "42,678枚",
        "97,056枚",
        "202,904枚",
        "達成率44.0%",
        "1年あたり39,239枚の増が必要です。",
    ),
    "2": (
        "行政手続きのオンライン化",
        "13件",
        "15件",
        "34件",
        "達成率86.7%",
        "1年あたり5.1件の増が必要です。",
    ),
    "3": (
        "オープンデータの促進",
        "5データセット",
        "6データセット",
        "14データセット",
        "達成率83.3%",
        "あと9データセット。",
    ),
    "4": (
        "公衆無線LAN環境の充実",
        "4拠点",
        "5拠点",
        "20拠点",
        "達成率80.0%",
        "1年あたり3.9拠点の増が必要です。",
    ),
    "5": (
        "駅前情報発信拠点の活用",
        "駅前情報発信拠点プロジェクト事業の実施",
        "100件",
        "250件",
        "達成率なし：実績が文章です。",
    ),
    "6": (
        "デジタルサイネージの活用",
        "記載なし",
        "1,500件",
        "4,500件",
        "達成率なし：実績の記載がありません。",
    ),
}
WITHOUT_KPI = {
    "7": ("自治体クラウドの導入", "適用検討"),
    "8": ("AI・RPA等を活用した業務効率化", "適用検討"),
    "9": ("統計データの活用に向けた調査・研究", "調査研究"),
    "10": ("個人番号カードの活用", "調査研究"),
    "11": ("ソーシャルメディア、LINE等の活用", "調査研究"),
    "12": ("新たな技術やサービスの導入", "調査研究"),
}
NOTICE = "これは、公開されている2020年の文書をもとに作った見本です。西東京市の公式サイトではありません。"


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    return pages_of(example_pdf().data, tmp_path / "edition.pdf")


@pytest.mark.parametrize("number", FIGURES)
def test_every_figure_stands_on_the_page_of_its_initiative(number: str, pages: list[str]) -> None:
    title, *figures = FIGURES[number]

    page = page_with(pages, f"重点取組{number}{title}")

    assert [figure for figure in figures if figure not in page] == []
    assert "段階：導入実行" in page


@pytest.mark.parametrize("number", WITHOUT_KPI)
def test_an_inferred_stage_says_so_and_no_figure_is_made_up(number: str, pages: list[str]) -> None:
    title, stage = WITHOUT_KPI[number]

    page = page_with(pages, f"重点取組{number}{title}")

    assert f"段階：{stage}推定" in page
    assert "この段階の取組には、成果指標を定めていません。" in page
    assert "達成率" not in page


def test_the_list_shows_all_initiatives_with_actual_and_targets(pages: list[str]) -> None:
    listed = "".join(page for page in pages if "成果指標：現状→目標" in page)

    for number, (title, actual, first, last, *_rest) in FIGURES.items():
        assert f"{number}{title}"[:12] in listed
        assert actual[:10] in listed
        assert f"→{first}" in listed
        assert f"→{last}" in listed
    assert all(title[:8] in listed for title, _stage in WITHOUT_KPI.values())


def test_all_chapters_stand_in_the_order_of_the_document(pages: list[str]) -> None:
    contents = pages[1]
    titles = [section.title for section in example_folder().editions[-1].sections]

    places = [contents.index("".join(title.split())) for title in titles]

    assert places == sorted(places)
    assert contents.index("重点取組一覧") < contents.index("取組と検討分野の対応表") < contents.index("参考資料")


def test_the_contents_give_the_page_on_which_an_initiative_stands(pages: list[str]) -> None:
    place = pages.index(page_with(pages, "重点取組7自治体クラウドの導入")) + 1

    assert f"7自治体クラウドの導入{'.' * 3}" in pages[1]
    line = pages[1].split("7自治体クラウドの導入")[1].lstrip(".")
    assert line.startswith(str(place))


def test_every_page_is_numbered_and_carries_the_notice_of_the_sample(pages: list[str]) -> None:
    assert NOTICE in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert f"{number}/{len(pages)}" in page
        assert NOTICE in page
        assert page.startswith("西東京市地域情報化方針《重点》2020（令和2）年度")


def test_an_unresolved_reference_keeps_its_print_and_its_reason(pages: list[str]) -> None:
    page = page_with(pages, "重点取組1個人番号カードの普及促進")

    assert "②参照先不明注2" in page
    assert "国の6項目では②は行政手続のオンライン化にあたり" in page


def test_terms_are_marked_where_they_are_first_used(pages: list[str]) -> None:
    trends = next(page for page in pages if "ICT*の分野では" in page)

    assert "ICT*の分野では新しい技術" in trends
    assert "用語解説" in pages[-2] + pages[-3]


def test_the_colophon_names_every_revision_with_its_reason_and_the_hash(pages: list[str]) -> None:
    colophon = pages[-1]

    assert "第1版令和2年10月1日初版" in colophon
    assert "第2版令和2年12月1日交付枚数の誤りを正しました。" in colophon
    assert snapshot_of(None, FIRST, SECOND).sha256 in colophon
    assert "第2版令和2年12月1日公表" in pages[0]


def test_no_line_of_the_list_is_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    edition = edition_of(example_folder(), 2020)
    wordy = [
        item.model_copy(update={"plan": f"始め{item.number}番{'長い説明が続き' * 14}終り{item.number}番"})
        for item in edition.items
    ]
    pages = pages_of(
        pdf_of(snapshot_of(edition.model_copy(update={"items": tuple(wordy)}))).data, tmp_path / "long.pdf"
    )
    lists = [page for page in pages if "所管課方向" in page]

    assert len(lists) > 1
    for item in wordy:
        begins, ends = ([f"{word}{item.number}番" in page for page in lists] for word in ("始め", "終り"))
        assert begins == ends
        assert sum(begins) == 1
