"""From the headers of a file to a standard dataset, or to a format of its own: a proposal, which a person confirms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hoshin.kernel.text import UnsafeText, clean_text, normalise
from hoshin.services.opendata.rules.inferring import inferred_type
from hoshin.services.opendata.rules.matching import Family, How, Match, families, labels, matches, shared_prefix
from hoshin.services.opendata.rules.shapes import ColumnChoice, FieldType, Finding, Level, Standard
from hoshin.services.opendata.rules.standards import JOINED, Join, to_v3

LONGEST_NAME = 100
_LONGEST_OWN = LONGEST_NAME - 5  # there is room for a number behind it
_ENOUGH = 0.5  # of 1: below, a file has a format of its own
_OF_HEADERS, _OF_FIELDS, _OF_HINT = 0.7, 0.3, 0.2
_RARE = 2  # datasets at most that know a column, for it to tell something about which dataset it is
_ALTERNATIVES = 3
_WEIGHT_BY_HOW = {How.NAME: 1.0, How.SPELLING: 1.0, How.OLDER: 1.0, How.ALIAS: 0.8, How.PREFIX: 0.8}


@dataclass(frozen=True)
class Candidate:
    """A definition the file might follow, in the version in which it would be published."""

    standard: Standard
    recognised: Standard  # the version whose columns the file has
    score: float  # from 0 to 1, and a little more where the name of the file says so too


@dataclass(frozen=True)
class Proposal:
    """What is proposed to become of the columns. Without `standard` the file has a format of its own."""

    standard: Standard | None
    recognised: Standard | None
    score: float
    columns: tuple[ColumnChoice, ...]
    reasons: tuple[str, ...]
    alternatives: tuple[Candidate, ...] = ()


def propose(
    headers: Sequence[str], sample_rows: Sequence[Sequence[str]], standards: Sequence[Standard], *, hint: str = ""
) -> Proposal:
    """Propose a standard dataset and the meaning of each column.

    :param sample_rows: the first rows of data, as texts; short rows are taken as ending in blanks.
    :param standards: every version of what may be proposed.
    :param hint: the file's name, its sheet, its title row: 222127_aed.csv says more than most headers.
    """
    candidates = sorted(_candidates(headers, families(standards), normalise(hint)), key=lambda one: -one.score)
    best = candidates[0] if candidates and candidates[0].score >= _ENOUGH else None
    others = tuple(one for one in candidates if one is not best)[:_ALTERNATIVES]
    if best is None:
        own = columns_of_own(headers, sample_rows)
        return Proposal(None, None, 0.0, own, ("どの標準データセットの定義とも十分に一致しません。",), others)
    columns = columns_for(best.standard, headers, sample_rows, standards)
    return Proposal(best.standard, best.recognised, best.score, columns, tuple(_reasons(best, columns)), others)


def columns_for(
    standard: Standard, headers: Sequence[str], sample_rows: Sequence[Sequence[str]], standards: Sequence[Standard]
) -> tuple[ColumnChoice, ...]:
    """Propose the meaning of each column for a standard that a person chose; columns it does not know are extras."""
    versions = [one for one in standards if one.key == standard.key and one.version < standard.version]
    found = matches(headers, Family(standard, tuple(versions)))
    prefix = shared_prefix(headers)
    taken = {field.name for field in standard.fields}
    joined = _joined(headers, versions)
    columns = []
    for index, header in enumerate(headers):
        if join := joined.get(index):
            columns.append(ColumnChoice(index, header, join.target, reason=_why_joined(join)))
        elif match := found.get(index):
            columns.append(_of_standard(index, header, match, prefix))
        else:
            extra = _extra(index, header, _sample(sample_rows, index), taken)
            taken.add(extra.name)
            columns.append(extra)
    return tuple(columns)


def _joined(headers: Sequence[str], older: Sequence[Standard]) -> dict[int, Join]:
    """Return the columns of an older definition that are written together in the newer, by place."""
    places = {normalise(header): index for index, header in reversed(list(enumerate(headers)))}
    result: dict[int, Join] = {}
    for join in (join for one in older if (conversion := to_v3(one)) for join in conversion.joins):
        parts = [places.get(normalise(source), -1) for source in join.sources]
        # Only in this order, in which the parts will be read; and not where the whole is there already.
        if parts[0] >= 0 and parts == sorted(set(parts)) and normalise(join.target) not in places:
            result |= dict.fromkeys(parts, join)
    return result


def _why_joined(join: Join) -> str:
    return f"{'と'.join(f'「{source}」' for source in join.sources)}をつないで「{join.target}」にします。"


def columns_of_own(headers: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> tuple[ColumnChoice, ...]:
    """Keep every column under its own header, with the type that its cells show."""
    columns = []
    taken: set[str] = set()
    for index, header in enumerate(headers):
        column = _own(index, header, _sample(sample_rows, index), taken)
        taken.add(column.name)
        columns.append(column)
    return tuple(columns)


def check_choice(columns: Sequence[ColumnChoice], standard: Standard | None) -> tuple[Finding, ...]:
    """Say why a choice of columns cannot be taken; empty when it can. The row is not told: it is about the headers."""
    kept = [column for column in columns if column.name]
    found = [] if kept else [Finding(Level.ERROR, "mapping.none", "公開する列を1つ以上選んでください。")]
    names = Counter(normalise(column.name) for column in kept)
    places = Counter(column.index for column in columns)
    for column in kept:
        if names[normalise(column.name)] > 1 and column.name not in JOINED:
            found.append(_refusal("twice", f"「{column.name}」を2つ以上の列に割り当てることはできません。", column))
        if places[column.index] > 1:
            found.append(_refusal("place", "同じ列を2度使うことはできません。", column))
        if not _is_name(column.name):
            message = f"項目名は{LONGEST_NAME}文字までで、改行や前後の空白を含めないでください。"
            found.append(_refusal("name", message, column))
        field = standard.field(column.name) if standard else None
        if field and field.type is not column.type:
            found.append(_refusal("type", f"「{column.name}」の値の種類は定義で決まっています。", column))
    return tuple(found)


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and name == name.strip() == _clean(name) and not re.search(r"[\n\t]", name)


def _clean(text: str) -> str:
    try:
        return clean_text(text)
    except UnsafeText:
        return ""


def _refusal(rule: str, message: str, column: ColumnChoice) -> Finding:
    return Finding(Level.ERROR, f"mapping.{rule}", message, column=column.index)


def _candidates(headers: Sequence[str], known: tuple[Family, ...], hint: str) -> Iterator[Candidate]:
    spread = _spread(known)
    rarest = math.log(1 + len(known))
    for family in known:
        found = matches(headers, family)
        weights = {index: spread.weight(match.label) * _WEIGHT_BY_HOW[match.how] for index, match in found.items()}
        is_named = _is_named(family, hint)
        tells = any(spread.tells(match) for match in found.values())
        if not found or not (tells or is_named):
            continue
        unknown = sum(1 for index, header in enumerate(headers) if header.strip() and index not in found)
        of_headers = sum(weights.values()) / ((sum(weights.values()) + unknown * rarest) or 1)
        recognised, of_fields = _recognised(family, headers, found, spread)
        score = _OF_HEADERS * of_headers + _OF_FIELDS * of_fields + _OF_HINT * is_named
        yield Candidate(family.published, recognised, round(score, 3))


@dataclass(frozen=True)
class _Spread:
    """How many datasets know a column by a label: 名称 says nothing about which dataset it is, 口径 nearly all."""

    datasets: int
    counts: Counter[str]

    def weight(self, label: str) -> float:
        return math.log(1 + self.datasets / max(1, self.counts[normalise(label)]))

    def tells(self, match: Match) -> bool:
        """Say whether the column says something about which dataset it is. Of an alias it takes more: 設置場所."""
        count = self.counts[normalise(match.label)]
        return count == 1 or (match.how < How.ALIAS and count <= _RARE)


@lru_cache(maxsize=8)
def _spread(known: tuple[Family, ...]) -> _Spread:
    return _Spread(len(known), Counter(label for family in known for label in labels(family)))


def _recognised(
    family: Family, headers: Sequence[str], found: dict[int, Match], spread: _Spread
) -> tuple[Standard, float]:
    """Return the version of which the file has the largest part, and that part."""
    names = {normalise(header) for header in headers} | {normalise(match.label) for match in found.values()}
    parts = []
    for version in family.versions:
        weights = {field.name: spread.weight(field.name) for field in version.fields}
        part = sum(weight for name, weight in weights.items() if normalise(name) in names) / sum(weights.values())
        parts.append((part, version))
    part, version = max(parts, key=lambda one: one[0])
    return version, part


def _is_named(family: Family, hint: str) -> bool:
    title = normalise(family.published.title.removesuffix("一覧"))
    return bool(hint) and (normalise(family.key) in hint or title in hint)


def _reasons(best: Candidate, columns: tuple[ColumnChoice, ...]) -> Iterator[str]:
    known = sum(1 for column in columns if column.name and best.standard.field(column.name))
    of_file = sum(1 for column in columns if column.header.strip())
    title = f"「{best.recognised.title}」（{best.recognised.version}）"
    yield f"項目名{of_file}個のうち{known}個が{title}の定義に当たります。"
    conversion = to_v3(best.recognised)
    if conversion:
        yield "推奨データセット（v1）の形の表を、自治体標準オープンデータセット（v3）の形に直して公開します。"
        if conversion.added:
            yield f"v3で加わった{len(conversion.added)}項目は空欄で公開します。住所を分けるなどの推測はしません。"


def _sample(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row)]


_WHY = {
    How.NAME: "定義の項目名と一致します。",
    How.SPELLING: "全角・半角、空白、横線などの違いを除くと、定義の項目名と一致します。",
    How.OLDER: "推奨データセット（v1）の項目「{label}」に当たります。",
    How.ALIAS: "ほかの公開データで「{name}」の意味に使われている項目名です。",
    How.PREFIX: "前に付いた「{prefix}」を除くと「{label}」と一致します。",
}


def _of_standard(index: int, header: str, match: Match, prefix: str) -> ColumnChoice:
    return ColumnChoice(
        index=index,
        header=header,
        name=match.field.name,
        type=match.field.type,
        is_guess=match.how in {How.ALIAS, How.PREFIX},
        reason=_WHY[match.how].format(label=match.label, name=match.field.name, prefix=prefix),
    )


def _extra(index: int, header: str, cells: list[str], taken: set[str]) -> ColumnChoice:
    own = _own(index, header, cells, taken)
    reason = f"{own.reason}定義にない列なので、定義の項目のあとに置きます。" if own.name else own.reason
    return ColumnChoice(index, header, own.name, own.type, is_guess=own.is_guess, reason=reason)


def _own(index: int, header: str, cells: list[str], taken: set[str]) -> ColumnChoice:
    name = " ".join(_clean(header).split())[:_LONGEST_OWN].strip()
    if not name and not any(cell.strip() for cell in cells):
        return ColumnChoice(index, header, "", reason="項目名も値もない列です。")
    apart = _apart(name or f"列{index + 1}", taken)
    reason = ""
    if not name:
        reason = "項目名がないので仮の名前を付けました。分かる名前に直してください。"
    elif apart != name:
        reason = "同じ項目名の列がほかにあるので、番号を付けて分けました。"
    return ColumnChoice(
        index, header, apart, inferred_type(name, cells) if cells else FieldType.STRING, apart != name, reason
    )


def _apart(name: str, taken: set[str]) -> str:
    folded = {normalise(one) for one in taken}
    if normalise(name) not in folded:
        return name
    number = 2
    while normalise(f"{name}_{number}") in folded:
        number += 1
    return f"{name}_{number}"
