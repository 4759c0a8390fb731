"""Whatever a person has written arrives as text: markup, marks, pictures, cells without end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hoshin.publishing.exports.pdf.edition import pdf_of
from hoshin.publishing.exports.pdf.prose import formatted
from hoshin.publishing.rules.document import DriverFieldDoc, EditionDoc, PolicyFolder, SectionDoc, TermDoc
from hoshin.publishing.rules.snapshot import freeze
from tests.publishing.pdf_reading import FIRST, pages_of, snapshot_of
from tests.publishing.strategies import folders

MARKUP = [
    '#panic("x")',
    '#read("/etc/passwd")',
    "*b* _i_ `r` $x^2$ <label> @reference",
    "\\#text // comment /* open",
    "= 見出し",
    "]#[",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
]
LONGEST = 20_000


def edition(**item: object) -> EditionDoc:
    document = {"year": 2020, "title": "方針", "levels": ["取組"], "items": [{"key": "a", "title": "取組", **item}]}
    return EditionDoc.model_validate(document)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_of_the_typesetter_is_printed_as_it_is(text: str, tmp_path: Path) -> None:
    doc = edition(title=text, number=text, schedule=[{"year": 2021, "text": f"`{text}`", "note": "x"}])

    pages = pages_of(pdf_of(snapshot_of(doc)).data, tmp_path / "x.pdf")

    shown = "".join(text.split())
    assert any(shown in page.replace("`", "") for page in pages) or shown.replace("`", "") in "".join(pages)


def test_pictures_and_marks_are_replaced_and_reported(tmp_path: Path) -> None:
    rendered = pdf_of(snapshot_of(edition(title="駅🚃", plan="👩\u200d👩 と 葛\U000e0100 と א")))

    pages = pages_of(rendered.data, tmp_path / "x.pdf")

    assert [(one.character, one.place) for one in rendered.replaced] == [
        ("👩", "edition.items[0].plan"),
        ("א", "edition.items[0].plan"),
        ("🚃", "edition.items[0].title"),
    ]
    assert "駅〓" in pages[-2]
    assert "〓〓と葛󠄀と〓" in "".join(pages)
    assert "U+1F683RAILWAYCAR" in pages[-1]
    assert "edition.items[0].plan" in pages[-1]


@pytest.mark.parametrize("letter", ["あ", "っ", "a", "é", "—", "。"])
def test_a_text_without_end_goes_on_over_the_pages_and_stays_within_them(letter: str, tmp_path: Path) -> None:
    doc = edition(
        title=letter * 300,
        plan=letter * LONGEST,
        note=letter * LONGEST,
        schedule=[{"year": 2021, "text": letter * LONGEST}],
        indicators=[{"key": "k", "name": letter * 300, "definition": letter * LONGEST}],
    )

    pages = pages_of(pdf_of(snapshot_of(doc)).data, tmp_path / "x.pdf")

    # A line that ran over the edge would take its letters with it off the page; here they come back, all of them.
    assert sum(page.count(letter) for page in pages) >= 4 * LONGEST
    assert len(pages) > 20


def test_a_term_named_everywhere_is_a_link_once_a_section(tmp_path: Path) -> None:
    term = TermDoc(term="取組", definition="取り組むこと")
    doc = edition(plan="取組と取組", progress="取組").model_copy(update={"glossary": (term,)})

    pages = pages_of(pdf_of(snapshot_of(doc)).data, tmp_path / "x.pdf")

    assert "取組*と取組" in "".join(pages)
    assert any("用語解説" in page and "取り組むこと" in page for page in pages)


@pytest.mark.parametrize("heading", ["# 章", "# **章**", "# *章* ", "# `章`", "# [章](https://example.com/)"])
def test_a_heading_of_a_chapter_is_a_heading_however_it_is_written(heading: str) -> None:
    assert [(block["t"], block["level"]) for block in formatted(heading, base_heading=2)] == [("h", 2)]


def test_headings_leave_out_no_level() -> None:
    blocks = formatted("### a\n\n# b\n\n##### c\n\n# \u200d\n\n### d", base_heading=2)

    assert [block.get("level") for block in blocks] == [2, 2, 3, None, 3]


def test_a_heading_in_a_note_is_a_bold_line() -> None:
    assert formatted("# a") == [{"t": "p", "run": [["b", ["a"]]]}]


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_is_a_tree_of_text(source: str) -> None:
    assert all(block["t"] in {"p", "h", "ul", "ol", "quote", "code", "table", "hr"} for block in formatted(source))


ODD_MARKDOWN = """### 先に三段目

# あとから一段目

##### 五段目

# \u200d

#

- # 一覧の中の見出し
  > - 1. 深い一覧

> ## 引用の中の見出し

| 表 |
|-|
| # セル |

[宛先だけ]: https://example.com/

---

<div>タグ</div> ![画像](a.png) [相対](/staff/) [空]()
"""


def test_markdown_of_any_shape_can_be_set_wherever_it_stands(tmp_path: Path) -> None:
    noted = {"note": ODD_MARKDOWN}
    doc = edition(
        **noted,
        summary=ODD_MARKDOWN,
        plan=ODD_MARKDOWN,
        progress=ODD_MARKDOWN,
        references=[{"field": "f", "driver": "d", "note": "[a]: b"}],
        schedule=[{"year": 2021, "text": ODD_MARKDOWN, **noted}],
        indicators=[{"key": "k", "name": "指標", "definition": ODD_MARKDOWN, "rationale": ODD_MARKDOWN, **noted}],
    ).model_copy(
        update={
            "summary": ODD_MARKDOWN,
            "note": ODD_MARKDOWN,
            "driver_fields": (DriverFieldDoc.model_validate(
                {"key": "f", "label": "分野", "drivers": [{"key": "d", "title": "項目", "description": ODD_MARKDOWN}]}
            ),),
            "sections": (
                SectionDoc.model_validate({"key": "s", "title": "\u200d", "body": ODD_MARKDOWN, **noted}),
                SectionDoc.model_validate({"key": "f", "title": "分野", "kind": "driver_field", "field": "f"}),
            ),
            "glossary": (TermDoc(term="一段目", definition=ODD_MARKDOWN),),
        }
    )  # fmt: skip

    text = "".join(pages_of(pdf_of(snapshot_of(doc)).data, tmp_path / "x.pdf"))

    assert text.count("五段目") >= 12
    assert "<div>タグ</div>!画像相対空" in text


# Without shrinking: a document takes a while, and an example that fails is told as it is.
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(folders())
def test_any_policy_that_can_be_loaded_can_be_set(folder: PolicyFolder) -> None:
    document = folder.editions[0]

    rendered = pdf_of(freeze(folder, document, (FIRST,)))

    assert rendered.data.startswith(b"%PDF-1.7")
