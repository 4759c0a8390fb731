"""Reading a value from a printed cell or a form.

What cannot be understood whole is kept as text: a cell with two numbers, a range, a fraction, an unknown bracket. The
number in it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from hoshin.kernel.fiscal import CalendarError, Period
from hoshin.kernel.quantity.errors import QuantityError, UnitMismatch
from hoshin.kernel.quantity.numerals import PLAIN, read_multiplied, read_plain
from hoshin.kernel.quantity.units import LONGEST_UNIT, same_unit
from hoshin.kernel.quantity.value import Absence, Comparator, Quantity, Status
from hoshin.kernel.text import UnsafeText, clean_text

_LONGEST_NUMBER_CELL = 100

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\u3000"): " ",
    ord("㌫"): "%",
    ord("−"): "-",
    ord("‐"): "-",
    ord("‑"): "-",
    ord("▲"): "△",
    ord("〔"): "(",
    ord("〕"): ")",
}
_DASHES = re.compile("[-\u2010-\u2015\u2500\u30fc\uff70]+")
_ABSENCE_OF = {absence.label: absence for absence in Absence} | {
    "該当なし": Absence.NOT_APPLICABLE,
    "未定": Absence.UNSET,
    "設定なし": Absence.UNSET,
    "未測定": Absence.UNMEASURED,
    "調査中": Absence.COUNTING,
    "非公開": Absence.WITHHELD,
    "未記載": Absence.NOT_STATED,
}
# What spreadsheets and programs leave in a cell where a number should be.
_BROKEN_NUMBER = re.compile(
    r"[-+]?(?:nan|inf|infinity|∞)|#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)|[-+]?[0-9.]+e[-+]?[0-9]+", re.IGNORECASE
)

_QUALIFIER = (
    "(?:(?:[0-9]{4}年度?|対?前年度?)(?:同月|同期)?比"
    "|[0-9]{1,2}(?:年間?|か年)(?:で|累計|合計|延べ)"
    "|年間|毎年度?|各年度?|累計|合計|計|延べ|のべ)"
)
_STATUS = "(?:(?:決算|実績)?見込[み値]?|推計値?|速報値?|暫定値?|確定値?|確報値?)"
_COMPARATOR_OF = {
    "以上": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "未満": Comparator.LESS_THAN,
    "超": Comparator.MORE_THAN,
    "超え": Comparator.MORE_THAN,
    "程度": Comparator.ABOUT,
    "前後": Comparator.ABOUT,
}
_HEAD = re.compile(
    rf"(?P<status>{_STATUS}:?)?(?P<qualifier>{_QUALIFIER})?(?P<about>約|およそ|概ね|おおむね)?(?P<sign>[-+△])?(?={PLAIN})"
)
_TAIL = re.compile(
    rf"(?P<unit>[^0-9()]*?)(?P<comparator>以上|以下|以内|未満|超え?|程度|前後)?"
    rf"(?P<status>{_STATUS})?(?P<brackets>(?:\([^()]+\))*)"
)
_UNIT = re.compile("(?:か(?=[所国月年])|つ|[%‰°℃㎡㎥㎞㎏Ωμµ²³/・A-Za-z一-龥々〇ヶヵァ-ヺー])*")
_TIME_OF_YEAR = re.compile("年度|月(?!間)|時(?!間)|年.")  # 2020年度, 3月, 10時 and 2019年比 are no amounts
_UNITS_WITH_MULTIPLIER = frozenset({"千円", "百万円"})
_YEARS = range(1868, 3000)

_OWN_PERIOD = re.compile(r"(?P<value>.+?)\s*[(（【\[［](?P<period>[^()（）]+)[)）】\]］]", re.DOTALL)
_PERIOD_FIRST = re.compile(r"(?P<period>[^:：]+)[:：]\s*(?P<value>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands around the number."""

    qualifier: str
    comparator: Comparator | None
    status: Status


def parse_quantity(printed: str, unit: str | None = None, *, dash: Absence = Absence.NOT_APPLICABLE) -> Quantity:
    """Read a value as printed: 42,678枚, 約85%, △2,700人, 5年間で100自治会, 15件（見込み）, 12万人, 集計中, any text.

    ``unit`` is the unit the cell's column or indicator has: a number without one gets it, a number with another one is
    refused. ``dash`` is what a dash means in this document; a blank is always 記載なし. White space between number and
    unit is layout and not kept.

    :raises UnitMismatch: for a number in another unit.
    :raises QuantityError: for spreadsheet errors, NaN, numbers with exponent or too many digits, forbidden characters.
    """
    try:
        text = clean_text(printed).strip()
    except UnsafeText as error:
        raise QuantityError(str(error)) from None
    plain = _squeezed(text)
    if len(plain) > _LONGEST_NUMBER_CELL:
        return Quantity(text=text)
    if _BROKEN_NUMBER.fullmatch(plain):
        raise QuantityError(
            f"「{text}」は値になりません。表計算のエラー値や指数の形ではなく、数値か文章で書いてください。"
        )
    quantity = _absent(plain, dash) or _number(plain, unit)
    if quantity is None:
        return Quantity(text=text)
    return _labelled(quantity, text, unit)


def parse_labelled_quantity(
    printed: str, unit: str | None = None, *, dash: Absence = Absence.NOT_APPLICABLE
) -> tuple[Quantity, Period | None]:
    """Read a number that carries its own period: 4,500件（令和3年度）, R3：250件.

    The period beside the number beats the one over the column. There is none with a text: it keeps its years itself.

    :raises QuantityError: as ``parse_quantity``.
    """
    stripped = printed.strip()
    for pattern in (_OWN_PERIOD, _PERIOD_FIRST):
        if match := pattern.fullmatch(stripped):
            period = _period(match["period"])
            quantity = parse_quantity(match["value"], unit, dash=dash) if period else None
            if quantity is not None and not quantity.text:
                return quantity, period
    return parse_quantity(printed, unit, dash=dash), None


def _squeezed(text: str) -> str:
    """Return the text in one width, without the white space that no number depends on (1 500 might be two)."""
    folded = re.sub(r"\s+", " ", text.translate(_WIDTH))
    return re.sub("(?<![0-9,.]) | (?![0-9,.])", "", folded)


def _absent(plain: str, dash: Absence) -> Quantity | None:
    if not plain:
        return Quantity(absence=Absence.NOT_STATED)
    if _DASHES.fullmatch(plain):
        return Quantity(absence=dash)
    absence = _ABSENCE_OF.get(plain.removeprefix("(").removesuffix(")"))
    return Quantity(absence=absence) if absence else None


def _number(plain: str, unit: str | None) -> Quantity | None:
    head = _HEAD.match(plain)
    if head is None:
        return None
    for amount, rest in _readings(plain[head.end() :], unit):
        tail = _TAIL.fullmatch(rest)
        marks = _marks(head, tail) if tail else None
        if tail is None or marks is None or not _is_unit(tail["unit"], amount, rest, unit):
            continue
        if unit and tail["unit"] and not same_unit(tail["unit"], unit):
            raise UnitMismatch(tail["unit"], unit)
        return Quantity(
            amount=amount.copy_negate() if head["sign"] in {"-", "△"} else amount,
            unit=tail["unit"] or unit or "",
            comparator=marks.comparator,
            status=marks.status,
            qualifier=marks.qualifier,
        )
    return None


def _readings(digits: str, unit: str | None) -> list[tuple[Decimal, str]]:
    """Return how the digits can be read, the likelier first: 5千円 is 5 in the unit 千円, 5千人 are 5,000 人."""
    plain, multiplied = read_plain(digits), read_multiplied(digits)
    if multiplied is None:
        return [plain]
    unit_of_plain = _TAIL.fullmatch(plain[1])
    of_plain = unit_of_plain["unit"] if unit_of_plain else ""
    counts_in_it = same_unit(of_plain, unit) if unit else of_plain in _UNITS_WITH_MULTIPLIER
    return [plain] if counts_in_it else [multiplied]


def _is_unit(found: str, amount: Decimal, rest: str, unit: str | None) -> bool:
    if unit and same_unit(found, unit):
        return True
    if len(found) > LONGEST_UNIT or not _UNIT.fullmatch(found) or _TIME_OF_YEAR.match(found):
        return False
    return not (found == "年" and amount in _YEARS and rest == "年")


def _marks(head: re.Match[str], tail: re.Match[str]) -> _Marks | None:
    """Return the marks before and after the number together; None if they contradict or one is not known."""
    statuses = [written for written in (head["status"], tail["status"]) if written]
    qualifiers = [head["qualifier"]] if head["qualifier"] else []
    for bracket in re.findall(r"\(([^()]+)\)", tail["brackets"]):
        if re.fullmatch(_STATUS, bracket):
            statuses.append(bracket)
        elif re.fullmatch(_QUALIFIER, bracket):
            qualifiers.append(bracket)
        else:
            return None
    comparators = {Comparator.ABOUT if head["about"] else None, _COMPARATOR_OF.get(tail["comparator"])} - {None}
    if max(len(statuses), len(qualifiers), len(comparators)) > 1:
        return None
    return _Marks(
        qualifier=qualifiers[0] if qualifiers else "",
        comparator=comparators.pop() if comparators else None,
        status=_status(statuses[0]) if statuses else Status.CONFIRMED,
    )


def _status(written: str) -> Status:
    if "見込" in written or "推計" in written:
        return Status.ESTIMATE
    return Status.CONFIRMED if "確" in written else Status.PRELIMINARY


def _labelled(quantity: Quantity, text: str, unit: str | None) -> Quantity:
    """Keep how it was printed, unless that is our print but for white space and the column's unit."""
    own_print = {quantity.canonical}
    if unit and quantity.is_number:
        own_print.add(replace(quantity, unit="").canonical)
    if not text or "".join(text.split()) in own_print:
        return quantity
    return replace(quantity, label=" ".join(text.split()))


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except CalendarError:
        return None
