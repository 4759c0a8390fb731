from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.ranges import NotSatisfiable, Span, span_of

WHOLE = Span(0, 9)


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-3", Span(0, 3, is_part=True)),
        ("bytes=4-", Span(4, 9, is_part=True)),
        ("bytes=4-400", Span(4, 9, is_part=True)),
        ("bytes=-3", Span(7, 9, is_part=True)),
        ("bytes=-300", Span(0, 9, is_part=True)),
        ("", WHOLE),
        ("bytes=-", WHOLE),
        ("bytes=5-2", WHOLE),  # not a range at all: as if nothing had been asked
        ("bytes=0-1,4-5", WHOLE),
        ("lines=0-3", WHOLE),
        ("bytes=a-b", WHOLE),
        ("bytes=٣-٥", WHOLE),
    ],
)
def test_a_range_is_read_as_the_standard_says(header, span):
    assert span_of(header, 10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_what_begins_behind_the_end_cannot_be_satisfied(header):
    with pytest.raises(NotSatisfiable):
        span_of(header, 10)


def test_a_part_of_another_content_is_not_sent():
    assert span_of("bytes=0-3", 10, if_range='"old"', tag='"new"') == WHOLE
    assert span_of("bytes=0-3", 10, if_range='"new"', tag='"new"').is_part


@given(header=st.text(max_size=30) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}", fullmatch=True), size=st.integers(0, 99))
def test_a_span_lies_inside_the_file_whatever_is_asked(header, size):
    try:
        span = span_of(header, size)
    except NotSatisfiable:
        return

    assert 0 <= span.length <= size
    assert span.first + span.length <= size
