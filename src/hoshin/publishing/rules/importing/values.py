"""Cells that hold a value: a number in its unit, a text, or one of the ways of having none."""

from __future__ import annotations

from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import Quantity, QuantityError, parse_labelled_quantity
from hoshin.publishing.rules.importing.reading import Read
from hoshin.publishing.rules.importing.texts import is_blank, is_dash, joined

Value = tuple[Period, Quantity]


def read_value(text: str, period: Period, *, kind: str, unit: str | None) -> Read:
    """Read a cell under a period; a period inside the cell is nearer to the value, and so it counts."""
    try:
        quantity, own = parse_labelled_quantity(joined(text), unit or None)
    except QuantityError as error:
        return Read(None, "problem", str(error))
    if is_blank(text):
        return _blank(period, quantity, kind)
    value = (own or period, quantity)
    if own and own != period:
        message = (
            f"セルの「{own.label_wareki}」と列の見出しの「{period.label_wareki}」が違います。セルの時期を採りました。"
        )
        return Read(value, "guess", message, f"{own.label_wareki} {quantity}")
    if is_dash(text):
        return Read(value, "guess", "「—」を、空欄と区別して「対象外」と読みました。", "対象外")
    if quantity.text:
        return Read(value, "guess", "数値ではなく文章です。0ではなく、文章の値として読みました。")
    return Read(value, shown=str(quantity))


def _blank(period: Period, quantity: Quantity, kind: str) -> Read:
    if kind == "target":
        return Read(None, "guess", "目標が空欄です。目標なしとして読みました。")
    return Read((period, quantity), "guess", "空欄です。0ではなく「記載なし」と読みました。", "記載なし")


def unit_of(texts: list[str]) -> str:
    """Return the unit of the first number; there is none where no number has one."""
    for text in texts:
        try:
            quantity, _ = parse_labelled_quantity(joined(text))
        except QuantityError:
            continue
        if quantity.is_number and quantity.unit:
            return quantity.unit
    return ""
