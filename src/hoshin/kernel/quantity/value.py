"""The value type itself: what it holds, how it prints, and the little arithmetic that means something."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TypeVar

from hoshin.kernel.quantity.errors import NoArithmetic, QuantityError, UnitMismatch
from hoshin.kernel.quantity.units import LONGEST_UNIT, PERCENT, PERCENTAGE_POINT, may_be_summed, same_unit, unit_key
from hoshin.kernel.text import UnsafeText, clean_text

MOST_INTEGER_DIGITS = 18
MOST_DECIMALS = 10
LONGEST_QUALIFIER = 60
LONGEST_LABEL = 300

Code = TypeVar("Code", bound=enum.StrEnum)

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Absence(enum.StrEnum):
    """Why there is no value. None of these is zero, and none is another."""

    NOT_APPLICABLE = "not_applicable"
    UNSET = "unset"
    UNMEASURED = "unmeasured"
    COUNTING = "counting"
    WITHHELD = "withheld"
    NOT_STATED = "not_stated"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return _ABSENCE_LABELS[self]


_ABSENCE_LABELS = {
    Absence.NOT_APPLICABLE: "対象外",
    Absence.UNSET: "未設定",
    Absence.UNMEASURED: "未計測",
    Absence.COUNTING: "集計中",
    Absence.WITHHELD: "非公表",
    Absence.NOT_STATED: "記載なし",
    Absence.MISSING: "欠測",
}
DASH = "—"  # how 対象外 is printed


class Comparator(enum.StrEnum):
    """What the number is: a bound of the value, or about it. An exact value has none."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    MORE_THAN = "more_than"
    ABOUT = "about"

    @property
    def label(self) -> str:
        return _COMPARATOR_LABELS[self]

    @property
    def is_bound(self) -> bool:
        return self is not Comparator.ABOUT


_COMPARATOR_LABELS = {
    Comparator.AT_LEAST: "以上",
    Comparator.AT_MOST: "以下",
    Comparator.LESS_THAN: "未満",
    Comparator.MORE_THAN: "超",
    Comparator.ABOUT: "約",
}


class Status(enum.StrEnum):
    """How settled a number is, in ascending order of doubt."""

    CONFIRMED = "confirmed"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"

    @property
    def label(self) -> str:
        return _STATUS_LABELS[self]


_STATUS_LABELS = {Status.CONFIRMED: "確定", Status.PRELIMINARY: "速報", Status.ESTIMATE: "見込"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Exactly one of an amount, a text and an absence; all else belongs to an amount.

    ``qualifier`` narrows what the number counts (5年間で, 累計, 2019年同月比): numbers of different qualifiers are
    never reckoned together. ``label`` is the value as printed, empty when that is what ``canonical`` gives.
    ``==`` compares what is kept, down to the spelling; ``same_value`` compares what is meant.
    """

    amount: Decimal | None = None
    text: str = ""
    absence: Absence | None = None
    unit: str = ""
    comparator: Comparator | None = None
    status: Status = Status.CONFIRMED
    qualifier: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if [self.amount is not None, self.text != "", self.absence is not None].count(True) != 1:
            raise QuantityError("値は、数値・文章・値のない理由のうち、どれか一つだけです。")
        if self.amount is None and (self.unit or self.comparator or self.qualifier or self.status != Status.CONFIRMED):
            raise QuantityError("単位・以上や以下・状態・限定は、数値にだけ付けられます。")
        _refuse_unclean(self.text, "文章", longest=None)
        _refuse_unclean(self.unit, "単位", longest=LONGEST_UNIT)
        _refuse_unclean(self.qualifier, "限定", longest=LONGEST_QUALIFIER)
        _refuse_unclean(self.label, "表記", longest=LONGEST_LABEL)
        if self.amount is not None:
            object.__setattr__(self, "amount", _checked(self.amount))

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        return self.label or self.canonical

    @property
    def canonical(self) -> str:
        """The one way in which we print it: 42,678枚, 約85%, 90%以上, △2,700人, 15件（見込）, 集計中, — for 対象外."""
        if self.absence is not None:
            return DASH if self.absence is Absence.NOT_APPLICABLE else self.absence.label
        if self.amount is None:
            return self.text
        about = self.comparator.label if self.comparator is Comparator.ABOUT else ""
        bound = self.comparator.label if self.comparator and self.comparator.is_bound else ""
        status = "" if self.status is Status.CONFIRMED else f"（{self.status.label}）"
        sign = "△" if self.amount < 0 else ""
        return f"{self.qualifier}{about}{sign}{self.amount.copy_abs():,f}{self.unit}{bound}{status}"

    def without_label(self) -> Quantity:
        """Return it in our own print, for what was typed into a form rather than printed in a document."""
        return replace(self, label="")

    @property
    def is_number(self) -> bool:
        return self.amount is not None

    def require_number(self) -> Decimal:
        """:raises NoArithmetic: for a text or an absence."""
        if self.amount is None:
            raise NoArithmetic(f"「{self.printed}」は数値ではありません。")
        return self.amount

    def same_value(self, other: Quantity) -> bool:
        """Say whether both mean the same, however it is spelt: 5か所 and 5箇所, 1.50 and 1.5."""
        return self._meaning == other._meaning

    @property
    def _meaning(self) -> tuple[object, ...]:
        return self.amount, self.text, self.absence, unit_key(self.unit), self.comparator, self.status, self.qualifier

    def __lt__(self, other: Quantity) -> bool:
        return self._compared(other, Decimal.__lt__)

    def __le__(self, other: Quantity) -> bool:
        return self._compared(other, Decimal.__le__)

    def __gt__(self, other: Quantity) -> bool:
        return self._compared(other, Decimal.__gt__)

    def __ge__(self, other: Quantity) -> bool:
        return self._compared(other, Decimal.__ge__)

    def __add__(self, other: Quantity) -> Quantity:
        """Add two counts. An approximate part makes the sum approximate, the less settled status is the sum's.

        :raises NoArithmetic: for shares, ranks, bounds, texts and absences. :raises UnitMismatch: for unlike units.
        """
        one, two = self._reckoned_with(other)
        if not may_be_summed(self.unit):
            raise NoArithmetic(f"「{self.unit}」の値は足せません。分母がそれぞれ違うためです。")
        return self._result(other, one + two, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        """Return the difference; between two percentages it is in percentage points (ポイント)."""
        one, two = self._reckoned_with(other)
        if unit_key(self.unit) == PERCENT:
            return self._result(other, one - two, PERCENTAGE_POINT)
        return self._result(other, one - two, self.unit)

    def to_json(self) -> dict[str, str | None]:
        """Return all fields; the amount as text, so that 1.50 stays 1.50."""
        return {
            "amount": None if self.amount is None else f"{self.amount:f}",
            "text": self.text,
            "absence": None if self.absence is None else self.absence.value,
            "unit": self.unit,
            "comparator": None if self.comparator is None else self.comparator.value,
            "status": self.status.value,
            "qualifier": self.qualifier,
            "label": self.label,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Quantity:
        """Read what ``to_json`` wrote; what is left out is empty.

        :raises QuantityError: on unknown fields, wrong types and contradictions.
        """
        known = {field.name for field in fields(cls)}
        if unknown := sorted(str(key) for key in data if key not in known):
            raise QuantityError(f"値に「{unknown[0]}」という項目はありません。")
        return cls(
            amount=_amount_from(data.get("amount")),
            text=_string_from(data, "text"),
            absence=_code_from(Absence, data.get("absence")),
            unit=_string_from(data, "unit"),
            comparator=_code_from(Comparator, data.get("comparator")),
            status=_code_from(Status, data.get("status")) or Status.CONFIRMED,
            qualifier=_string_from(data, "qualifier"),
            label=_string_from(data, "label"),
        )

    def _compared(self, other: Quantity, compare: Callable[[Decimal, Decimal], bool]) -> bool:
        return compare(*self._reckoned_with(other))

    def _reckoned_with(self, other: Quantity) -> tuple[Decimal, Decimal]:
        amounts = self.require_number(), other.require_number()
        for each in (self, other):
            if each.comparator is not None and each.comparator.is_bound:
                raise NoArithmetic(f"「{each.printed}」は範囲であって、一つの値ではありません。")
        if not same_unit(self.unit, other.unit):
            raise UnitMismatch(other.unit or "単位なし", self.unit or "単位なし")
        if self.qualifier != other.qualifier:
            raise NoArithmetic(
                f"「{self.printed}」と「{other.printed}」は数え方が違うため、比べたり足したりできません。"
            )
        return amounts

    def _result(self, other: Quantity, amount: Decimal, unit: str) -> Quantity:
        status = max(self.status, other.status, key=list(Status).index)
        comparator = self.comparator or other.comparator
        return Quantity(amount=amount, unit=unit, comparator=comparator, status=status, qualifier=self.qualifier)


def total(quantities: Iterable[Quantity]) -> Quantity:
    """Return the sum of at least one value: the sum of nothing is unknown, not zero.

    :raises NoArithmetic: for no values, and for values that cannot be added.
    """
    parts = list(quantities)
    if not parts:
        raise NoArithmetic("足す値がありません。")
    for part in parts:
        part.require_number()
    result = parts[0].without_label()
    for part in parts[1:]:
        result += part
    return result


def _refuse_unclean(text: str, name: str, *, longest: int | None) -> None:
    try:
        is_clean = clean_text(text) == text and text.strip() == text
    except UnsafeText as error:
        raise QuantityError(str(error)) from None
    if not is_clean or (longest is not None and "\n" in text):
        raise QuantityError(f"{name}に、前後の空白や改行、見えない文字が含まれています。")
    if longest is not None and len(text) > longest:
        raise QuantityError(f"{name}は{longest}字までです。")


def _checked(amount: object) -> Decimal:
    """Return the amount without exponent and without a negative zero, if it has a size that is kept exactly."""
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise QuantityError("数値として扱えない値です。")
    if amount.adjusted() >= MOST_INTEGER_DIGITS or int(amount.as_tuple().exponent) < -MOST_DECIMALS:
        raise QuantityError(f"桁が多すぎます。整数は{MOST_INTEGER_DIGITS}桁、小数は{MOST_DECIMALS}桁までです。")
    return Decimal(f"{amount:f}") if amount else Decimal(f"{amount.copy_abs():f}")


def _amount_from(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise QuantityError("数値（amount）は「97056」「-2.5」のような数字の文字列で書いてください。")


def _string_from(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise QuantityError(f"{key} は文字列で書いてください。")
    return value


def _code_from(kind: type[Code], value: object) -> Code | None:
    if value is None or value == "":
        return None
    try:
        return kind(str(value))
    except ValueError:
        expected = "、".join(kind)
        raise QuantityError(f"「{value}」という符号はありません。{expected} のどれかです。") from None
