from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from hoshin.design.markup import markup, markup_lines

VALUES = st.one_of(st.text(), st.text().map(SafeString), st.integers(), st.text().map(gettext_lazy))


@given(VALUES, VALUES)
def test_it_writes_what_django_would_write(first: object, second: object) -> None:
    template = '<a href="{}">{name}</a>'

    assert markup(template, first, name=second) == format_html(template, first, name=second)


@given(st.lists(st.tuples(VALUES, VALUES)))
def test_lines_too_are_what_django_would_write(lines: list[tuple[object, object]]) -> None:
    assert markup_lines("<li>{}：{}</li>", lines) == format_html_join("", "<li>{}：{}</li>", lines)


def test_what_comes_out_is_not_escaped_a_second_time() -> None:
    assert markup("<p>{}</p>", markup("<b>{}</b>", "<i>")) == "<p><b>&lt;i&gt;</b></p>"


def test_braces_in_a_value_are_text() -> None:
    assert markup("<p>{}</p>", "{0}{name}") == "<p>{0}{name}</p>"
