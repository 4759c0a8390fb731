from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template.backends.django import DjangoTemplates
from django.utils import translation

import hoshin.design
from hoshin.design.components import Card, Cell, Column, Notice, Row, Table, Tag
from hoshin.design.icons import PATHS, icon_html
from hoshin.design.patterns import pattern_context
from hoshin.design.shell import Heading, Link, NavGroup, Site, Strip, Workspace
from hoshin.design.terms import term_html

FOLDER = Path(hoshin.design.__file__).parent / "templates/design"
TEMPLATES = sorted(FOLDER.glob("*.html"))
VOID = {"meta", "link", "input", "img", "br", "hr", "path", "rect", "line", "polygon", "polyline", "circle"}

SITE = Site(
    name="地域情報化方針",
    owner="西東京市",
    nav=(Link("方針トップ", "/"), Link("重点取組", "/policy/", is_current=True)),
    tools=(Link("English", "/en/"),),
    search_url="/search/",
    strip=Strip("見本", "公表資料から作成した見本です。"),
    footer_lines=("情報推進課",),
    footer_links=(Link("データ", "/data/"),),
)
WORKSPACE = Workspace(
    "山田 花子",
    "/sign-out/",
    (NavGroup((Link("次にすること", "/staff/", count=3),), "作業"),),
    "担当",
    (Link("設定", "/me/"),),
)
UNDEFINED = "«undefined %s»"

ENGINE = DjangoTemplates({"NAME": "strict", "DIRS": [], "APP_DIRS": True, "OPTIONS": {"string_if_invalid": UNDEFINED}})


class Page(HTMLParser):
    """What is on a page: its elements with their attributes, and whether each that was opened was closed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def render(source: str, **context: object) -> str:
    with translation.override("ja"):
        return ENGINE.from_string(source).render(context)


def render_page(name: str, **context: object) -> str:
    with translation.override("ja"):
        return ENGINE.get_template(name).render(context)


@pytest.fixture
def patterns() -> str:
    return render_page("design/patterns.html", site=SITE, **pattern_context())


def staff_page() -> str:
    return render_page(
        "design/staff_page.html", site=SITE, workspace=WORKSPACE, heading=Heading("次にすること"), csrf_token="token"
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_says_at_its_top_what_it_is_given(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert text.removeprefix('{% extends "design/page.html" %}\n').startswith("{% comment %}")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_holds_nothing_the_content_security_policy_forbids(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<style|<script(?! src=)", text)


def test_the_pattern_page_uses_every_component() -> None:
    text = (FOLDER / "patterns.html").read_text(encoding="utf-8")
    direct = set(re.findall(r"design/([a-z_]+\.html)", text)) | {
        f"{tag}.html" for tag in re.findall(r"{% (stages|kpi|chart|field|error_summary) ", text)
    }
    inner = {
        "brand",
        "nav",
        "heading",
        "breadcrumb",
        "messages",
        "tag",
        "sort_link",
        "field_mark",
        "field_notes",
    }

    assert {template.name for template in TEMPLATES} == (
        direct | {f"{name}.html" for name in inner} | {"patterns.html", "staff_page.html"}
    )


def test_the_pattern_page_is_whole_and_leaves_no_variable_undefined(patterns: str) -> None:
    page = Page(patterns)

    assert "«undefined" not in patterns
    assert "{%" not in patterns
    assert [count for count in Counter(a["id"] for _, a in page.elements if "id" in a).values() if count > 1] == []
    assert len(page.all("h1")) == 1
    assert page.all("html") == [{"lang": "ja"}]


def test_what_is_referred_to_on_the_pattern_page_exists(patterns: str) -> None:
    page = Page(patterns)
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    referred = {
        word
        for _, attributes in page.elements
        for name in ("for", "aria-describedby", "aria-labelledby", "popovertarget")
        for word in (attributes.get(name) or "").split()
    }
    jumps = {(a.get("href") or "")[1:] for a in page.all("a") if len(a.get("href") or "") > 1 and a["href"][0] == "#"}  # type: ignore[index]

    assert referred | jumps <= ids


def test_every_control_of_the_pattern_page_has_a_label(patterns: str) -> None:
    page = Page(patterns)
    labelled = {attributes.get("for") for attributes in page.all("label")}
    controls = page.all("input") + page.all("select") + page.all("textarea")

    assert [
        control
        for control in controls
        if control.get("type") != "hidden" and control.get("id") not in labelled and "aria-label" not in control
    ] == []


def test_every_table_of_the_pattern_page_has_row_headers_and_named_cells(patterns: str) -> None:
    tables = re.findall(r"<table.*?</table>", patterns, flags=re.DOTALL)

    assert len(tables) == 5
    for table in tables:
        for row in re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1], flags=re.DOTALL):
            assert 'scope="row' in row
        assert re.findall(r"<td(?![^>]*data-label)[^>]*>", table) == []


def test_what_people_wrote_is_escaped() -> None:
    hostile = '<script>alert("&")</script>'
    table = Table(hostile, (Column(hostile), Column(hostile)), (Row(Cell(hostile), (Cell(hostile),)),))
    markup = render(
        '{% load hoshin_design %}{% include "design/table.html" with table=table only %}'
        '{% include "design/card.html" with card=card level=3 only %}'
        '{% include "design/notice.html" with notice=notice only %}',
        table=table,
        card=Card(hostile, "/", hostile, hostile, hostile, (Tag(hostile),)),
        notice=Notice(hostile, hostile),
    ) + term_html(hostile, ident="t", name=hostile, definition=hostile, reading=hostile, url="/")

    assert "<script" not in markup


def test_a_term_is_phrasing_content_that_opens_its_own_explanation() -> None:
    page = Page(
        f"<p>{term_html('ＩＣＴ', ident='t-1', name='ICT', definition='情報通信技術', url='/glossary/#ict')}</p>"
    )

    assert {tag for tag, _ in page.elements} <= {"p", "button", "span", "a"}
    assert page.all("button")[0]["popovertarget"] == "t-1"
    assert [attributes["id"] for attributes in page.all("span") if "popover" in attributes] == ["t-1"]


class Form(forms.Form):
    title = forms.CharField(label="名称", help_text="40文字以内")
    role = forms.ChoiceField(label="役割", widget=forms.RadioSelect, choices=[("lead", "主管")])
    note = forms.CharField(label="備考", required=False)


def field_markup(name: str, data: dict[str, str] | None) -> str:
    return render("{% load hoshin_design %}{% field bound %}", bound=Form(data)[name])


def test_a_field_joins_hint_and_error_to_its_control() -> None:
    markup = field_markup("title", {"title": ""})
    page = Page(markup)

    (control,) = page.all("input")
    assert control["aria-describedby"] == "id_title-hint id_title-error"
    assert control["aria-invalid"] == "true"
    assert {"id_title-hint", "id_title-error"} <= {attributes.get("id") for _, attributes in page.elements}
    assert "※必須" in markup


def test_a_field_without_hint_or_error_claims_none() -> None:
    markup = field_markup("note", {"title": "x"})

    assert "aria-" not in markup.replace("aria-hidden", "")
    assert "※必須" not in markup


def test_a_group_of_buttons_is_a_described_fieldset() -> None:
    page = Page(field_markup("role", {"title": "x"}))

    assert page.all("fieldset")[0]["aria-describedby"] == "id_role-error"
    assert len(page.all("legend")) == 1


def test_the_error_summary_leads_to_each_field_and_is_silent_without_errors() -> None:
    markup = render("{% load hoshin_design %}{% error_summary form %}", form=Form({}))
    silent = render("{% load hoshin_design %}{% error_summary form %}", form=Form())

    assert [a["href"] for a in Page(markup).all("a")] == ["#id_title", "#id_role"]
    assert silent.strip() == ""


def test_a_staff_page_is_whole_and_signs_out_by_post() -> None:
    markup = staff_page()
    page = Page(markup)

    assert "«undefined" not in markup
    assert {"method": "post", "action": "/sign-out/"} in page.all("form")
    assert page.all("body") == [{"hx-headers": '{"X-CSRFToken": "token"}'}]


def test_a_public_page_asks_for_no_csrf_cookie(patterns: str) -> None:
    assert "csrf" not in patterns.lower()


def test_the_title_names_page_owner_and_site(patterns: str) -> None:
    assert "<title>部品の見本｜西東京市 地域情報化方針</title>" in patterns


def test_htmx_is_told_to_respect_the_content_security_policy(patterns: str) -> None:
    assert """<meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>""" in patterns


def test_messages_are_announced_by_their_weight() -> None:
    markup = render(
        '{% include "design/messages.html" with messages=messages only %}',
        messages=[Message("保存しました", "success"), Message("失敗しました", "error")],
    )

    assert [a["role"] for a in Page(markup).all("div")] == ["status", "alert"]


class Message:
    def __init__(self, text: str, level_tag: str) -> None:
        self.text, self.level_tag = text, level_tag

    def __str__(self) -> str:
        return self.text


def test_a_table_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="一覧"):
        Table("一覧", (Column("a"), Column("b")), (Row(Cell("x"), ()),))


def test_icons_are_hidden_from_assistive_technology_and_known_by_name() -> None:
    assert all('aria-hidden="true"' in icon_html(name) for name in PATHS)
    with pytest.raises(KeyError):
        icon_html("unknown")
