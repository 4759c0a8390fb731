from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.markdown import LONGEST_SOURCE, is_allowed_link, plain_text, render, unsupported

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td", "code", "pre"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "br"}
ATTRIBUTES = {"a": {"href", "rel"}, "th": {"scope", "class"}, "td": {"class"}, "ol": {"start"}}
SYMBOLS = [*"<>\"'&[]()!*_`#|-:/\\\n\t a漢。"]
FRAGMENTS = ["script", "javascript:", "onload=", "http://", "<img src=x ", "data:", "&#106;", "](", "| --: |\n", "- "]
HOSTILE = st.lists(st.sampled_from(SYMBOLS + FRAGMENTS), max_size=40).map("".join)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**重点**と*方針*", "<p><strong>重点</strong>と<em>方針</em></p>\n"),
        ("- 一\n  - 二", "<ul>\n<li>一\n<ul>\n<li>二</li>\n</ul>\n</li>\n</ul>\n"),
        ("3. 三", '<ol start="3">\n<li>三</li>\n</ol>\n'),
        ("[市](/policy/)", '<p><a href="/policy/">市</a></p>\n'),
        ("[国](https://example.jp/)", '<p><a href="https://example.jp/" rel="noopener">国</a></p>\n'),
        ("> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>\n"),
        ("---", "<hr />\n"),
        ("`KPI`", "<p><code>KPI</code></p>\n"),
        ("```python\nx<1\n```", "<pre><code>x&lt;1\n</code></pre>\n"),
    ],
)
def test_the_subset_is_rendered(source, html):
    assert render(source) == html


def test_tables_have_column_headers_and_no_inline_style():
    html = render("| 年度 | 件数 |\n| --- | ---: |\n| R2 | 15 |")

    assert '<th scope="col">年度</th>' in html
    assert '<td class="align-right">15</td>' in html
    assert "style" not in html


def test_headings_begin_at_the_given_level_and_leave_no_gap():
    html = render("# 一\n\n### 三\n\n# 一\n\n###### 六", base_heading=3)

    assert [tag for tag, _ in read(html).tags] == ["h3", "h4", "h3", "h5"]
    assert "<h6>" in render("# 一\n\n## 二", base_heading=6)


def test_lines_of_japanese_are_joined_without_a_space():
    assert render("公衆無線\nLANの環境を\n**整え**\nる\nWi-Fi\nspot") == (
        "<p>公衆無線LANの環境を<strong>整え</strong>るWi-Fi\nspot</p>\n"
    )


def test_raw_html_is_shown_as_text():
    html = render('<script>alert(1)</script>\n\n文<b onclick="x">字</b>')

    assert [tag for tag, _ in read(html).tags] == ["p", "p"]
    assert "<script>" in read(html).text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:a@example.jp",
        "//elsewhere.example/",
        "/\\\\elsewhere.example/",
        "https:elsewhere",
        "https://city.example@elsewhere.example/",
        "",
    ],
)
def test_links_that_leave_the_web_or_hide_their_end_are_no_links_or_stay_here(address):
    for _, attributes in read(render(f"[文字]({address})")).tags:
        assert attributes.get("href", "/").startswith("/%5C") or not attributes


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://example.jp/a?b=c#d", True),
        ("/policy/2020/", True),
        ("../glossary/", True),
        ("#term-1", True),
        ("?stage=survey", True),
        ("a:b", False),
        ("https://[broken/", False),
        ("x/a:b", True),
        ("/a b", False),
        ("\\\\elsewhere", False),
    ],
)
def test_link_policy(address, is_allowed):
    assert is_allowed_link(address) is is_allowed


@given(HOSTILE | st.text())
def test_no_source_gets_a_tag_or_attribute_past_the_subset(source):
    for tag, attributes in read(render(source)).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        assert is_allowed_link(attributes.get("href", "/"))


@given(HOSTILE | st.text())
def test_a_hook_that_escapes_changes_nothing(source):
    assert read(render(source, text_hook=escape)).tags == read(render(source)).tags
    assert read(render(source, text_hook=escape)).text == read(render(source)).text


@given(HOSTILE | st.text())
def test_any_source_has_plain_text_and_a_list_of_problems(source):
    assert isinstance(plain_text(source), str)
    assert all(1 <= problem.line <= source.count("\n") + source.count("\r") + 1 for problem in unsupported(source))


def test_the_hook_sees_text_outside_headings_links_and_code_and_terms_broken_over_lines():
    seen = []

    def mark(text):
        seen.append(text)
        return f"<mark>{escape(text)}</mark>"

    html = render(
        "# 見出し\n\n公衆\n無線[リンク](/)と`コード`の**強調<**\n\n| 表頭 |\n| --- |\n| セル |", text_hook=mark
    )

    assert seen == ["公衆無線", "と", "の", "強調<", "表頭", "セル"]
    assert "<mark>公衆無線</mark>" in html
    assert "<mark>強調&lt;</mark>" in html


def test_problems_name_line_and_reason():
    source = "一行目\n二行目 <b>太字</b>\n\n![図](x.png)\n\n<div>\n</div>\n\n- [悪い](javascript:x)\n\n**「方針」**を\n"

    assert [(problem.line, problem.message[:4]) for problem in unsupported(source)] == [
        (2, "HTML"),
        (4, "画像は使"),
        (6, "HTML"),
        (9, "このリン"),
        (11, "強調の記"),
    ]


def test_what_is_in_the_subset_has_no_problems():
    links = "[市](/a)、[国](https://example.jp)、<https://example.jp>"
    source = f"# 見出し\n\n本文 5 < 6、<名称>、{links}\n\n| 表 |\n| -- |\n| KPI\\* |\n"

    assert unsupported(source) == []


def test_a_source_that_is_too_long_is_a_problem():
    assert "長すぎます" in unsupported("長" * (LONGEST_SOURCE + 1))[0].message


def test_plain_text_has_the_words_alone():
    source = "# 見出し\n\n公衆\n無線 **LAN** の[案内](/a)  \n次\n\n| 年度 | 件 |\n| --- | --- |\n| R2 | `15` |\n"

    assert plain_text(source) == "見出し\n公衆無線 LAN の案内\n次\n年度\n件\nR2\n15"


@pytest.mark.parametrize(
    "source",
    ["[" * 20_000, "*a" * 20_000, ">" * 20_000, "- " * 10_000, "`" * 20_001 + "a", "[a](" * 10_000, "|" * 20_000],
)
def test_hostile_repetition_is_survived(source):
    assert {tag for tag, _ in read(render(source)).tags} <= TAGS
