import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.my_number import find_my_numbers

VALID = "123456789018"  # nobody's: the check digit is right, the rest is counting


def reference_check_digit(eleven: str) -> str:
    """The rule as the ordinance words it: P times Q, where Q is n+1 up to the sixth digit and n-5 from the seventh."""
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(eleven), start=1))
    return "0" if total % 11 <= 1 else str(11 - total % 11)


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        "１２３４５６７８９０１８",
        "1234 5678 9018",
        "1234　5678　9018",
        "1234-5678-9018",
        "１２３４－５６７８－９０１８",
        "1234−5678−9018",
        "1234\u200b5678\u200b9018",
        "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎𝟏𝟖",
        "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661\u0668",
    ],
)
def test_a_my_number_is_found_however_it_is_written(text):
    assert find_my_numbers(text) == [(0, len(text))]
    assert find_my_numbers(f"番号は{text}です。") == [(3, 3 + len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "123456789012",
        "1234567890181",
        "0123456789018",
        "123,456,789,018円",
        "1234-5678-9018-0000",
        "0000-1234-5678-9018",
        "1234 5678-9018",
        "1234\n5678\n9018",
        "0.123456789018",
        "c0ffee00-0000-4000-8000-123456789018",
        f"{'a' * 26}{VALID}{'b' * 26}",
        "令和2年度 12,345件",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert find_my_numbers(text) == []


def test_every_one_of_several_is_found():
    assert find_my_numbers(f"{VALID}、1234 5678 9018") == [(0, 12), (13, 27)]


@given(st.integers(0, 10**11 - 1).map("{:011}".format))
def test_exactly_one_check_digit_is_right(eleven):
    right = [digit for digit in "0123456789" if find_my_numbers(eleven + digit)]

    assert right == [reference_check_digit(eleven)]


@given(st.text())
def test_any_text_can_be_searched_and_ranges_lie_inside(text):
    for start, end in find_my_numbers(text):
        assert 0 <= start < end <= len(text)
