from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from hoshin.indicators import forms as indicator_forms
from hoshin.kernel.forms import Choice, CityForm, Line, Lines, Markdown, Prose, Rows, VersionedForm, shown, taking
from hoshin.kernel.history import difference
from hoshin.plan import forms as plan_forms

MY_NUMBER = "123456789018"


class Sample(VersionedForm):
    title = Line(label="題名")
    body = Prose(label="本文", required=False)
    is_open = forms.BooleanField(label="公開", required=False)
    aliases = Lines(label="別名", required=False)
    parts = Rows(
        {
            "who": Choice([("", "—"), ("1", "一課"), ("2", "二課")], label="課"),
            "note": Line(label="注記", required=False),
        }
    )


INITIAL: dict[str, Any] = {
    "version": 3,
    "title": "元",
    "body": "元の本文",
    "is_open": True,
    "aliases": ["A", "B"],
    "parts": [{"who": "1", "note": ""}],
}


def data(**changes: str | None) -> QueryDict:
    sent: dict[str, str | None] = {
        "version": "3",
        "title": "元",
        "body": "元の本文",
        "is_open": "on",
        "aliases": "A\r\nB",
        "parts-count": "1",
        "parts-0-order": "1",
        "parts-0-who": "1",
        **changes,
    }
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in sent.items() if value is not None})
    return query


def errors(**changes: str) -> dict[str, list[str]]:
    form = Sample(data(**changes), initial=INITIAL)
    form.is_valid()
    return {name: [str(one) for one in found] for name, found in form.errors.items()}


@pytest.mark.parametrize("name", ["title", "body", "aliases", "parts-0-note"])
@pytest.mark.parametrize(
    "written", [MY_NUMBER, "１２３４５６７８９０１８", "1234-5678-9018", "番号は 1234 5678 9018 です"]
)
def test_a_my_number_is_refused_in_every_text_field_and_not_repeated(name: str, written: str) -> None:
    [[message]] = errors(**{name: written}).values()

    assert "マイナンバー" in message
    assert "9018" not in message


def all_fields(form: type[forms.Form]) -> list[forms.Field]:
    found: list[forms.Field] = []
    for field in form.base_fields.values():
        found += field.columns.values() if isinstance(field, Rows) else [field]
    return found


@pytest.mark.parametrize(
    "form",
    [
        form
        for module in (plan_forms, indicator_forms)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, CityForm) and form not in {CityForm, VersionedForm}
    ],
)
def test_no_form_takes_text_that_is_not_looked_at(form: type[forms.Form]) -> None:
    """Plain text fields would let a My Number or invisible characters through; a pattern of its own is as good."""
    for field in all_fields(form):
        if isinstance(field, forms.CharField) and not isinstance(field, Prose | forms.RegexField):
            assert isinstance(field.widget, forms.HiddenInput), field.label


def test_text_is_cleaned_and_its_width_kept() -> None:
    form = Sample(data(title="か\u3099Ａ\u200b", body="一\r\n二\u00ad"), initial=INITIAL)

    assert form.is_valid()
    assert (form.cleaned_data["title"], form.cleaned_data["body"]) == ("がＡ", "一\n二")


def test_markdown_that_would_not_come_out_is_named_by_line() -> None:
    with pytest.raises(forms.ValidationError, match="2行目"):
        Markdown().clean("よい\n<b>わるい</b>")


def test_lines_are_trimmed_and_blank_ones_left_out() -> None:
    assert Lines(required=False).clean(" A \n\n B") == ["A", "B"]


@pytest.mark.parametrize("text", ["A\nA", "あ" * 301, "\n".join(map(str, range(51)))])
def test_lines_have_limits(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        Lines().clean(text)


def test_a_row_left_as_offered_is_no_row_and_numbers_give_the_order() -> None:
    form = Sample(
        data(**{"parts-count": "4", "parts-0-order": "2", "parts-1-who": "2", "parts-1-order": "1"}), initial=INITIAL
    )

    assert form.is_valid()
    assert [row["who"] for row in form.cleaned_data["parts"]] == ["2", "1"]


@pytest.mark.parametrize("count", ["", "x", "-1", "９", "1e9"])
def test_a_broken_count_of_rows_is_no_row(count: str) -> None:
    form = Sample(data(**{"parts-count": count}), initial=INITIAL)

    assert form.is_valid()
    assert form.cleaned_data["parts"] == []


def test_a_huge_count_of_rows_is_cut() -> None:
    assert Sample(data(**{"parts-count": "999999999"}), initial=INITIAL).is_valid()


def test_what_came_back_as_it_went_out_is_untouched() -> None:
    form = Sample(data(), initial=INITIAL)

    assert form.is_valid()
    assert form.is_untouched()


@pytest.mark.parametrize(
    "changes", [{"title": "別"}, {"is_open": None}, {"aliases": "A"}, {"parts-0-who": "2"}, {"parts-0-note": "注"}]
)
def test_any_other_value_is_a_change(changes: dict[str, Any]) -> None:
    form = Sample(data(**changes), initial=INITIAL)

    assert form.is_valid()
    assert not form.is_untouched()


def test_taking_theirs_gives_what_the_row_holds_for_every_kind_of_field() -> None:
    theirs = Sample(initial=INITIAL)
    mine = data(title="私", body="私", is_open=None, aliases="私", **{"parts-0-who": "2"})

    merged = Sample(taking(mine, names=theirs.told(), theirs=theirs), initial=INITIAL)

    assert merged.is_valid()
    assert merged.is_untouched()


def test_rows_and_choices_are_shown_by_their_labels() -> None:
    form = Sample(initial=INITIAL)

    assert shown(form.fields["parts"], [{"who": "2", "note": "注"}]) == "1. 二課／注"
    assert shown(form.fields["is_open"], False) == "いいえ"


@given(st.text(alphabet="あい。\nう", max_size=60), st.text(alphabet="あい。\nう", max_size=60))
def test_the_pieces_of_a_difference_give_both_texts_back(before: str, after: str) -> None:
    pieces = difference(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_long_texts_are_compared_by_sentences() -> None:
    before = "これは長い文です。" * 400
    pieces = difference(before, before + "新しい文。")

    assert [piece.text for piece in pieces if piece.kind == "added"] == ["新しい文。"]
