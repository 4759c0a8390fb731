"""What a report says, as one value: what a form sends, a workbook holds, and a step keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hoshin.kernel.quantity import Absence, Comparator, Quantity, Status


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value for an indicator (by its key in the edition). `evidence_id` names an attachment."""

    indicator_key: str
    value: Quantity
    series: str = ""
    as_of_date: dt.date | None = None
    note: str = ""
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True)
class StatedShortfall:
    """Why a target was missed; `indicator_key` "" where it concerns the item as a whole."""

    fact: str
    indicator_key: str = ""
    cause: str = ""
    response: str = ""
    by_whom: str = ""
    until_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StatedCost:
    """`kind` is one of models.CostLine.Kind; `amount` in thousands of yen."""

    kind: str
    year: int
    amount: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReportContent:
    progress: str = ""
    next_plan: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)  # by the question's id
    values: tuple[StatedValue, ...] = ()
    shortfalls: tuple[StatedShortfall, ...] = ()
    costs: tuple[StatedCost, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == ReportContent()

    def to_json(self) -> dict[str, Any]:
        """Return it as what JSON can hold; `content_from_json` is the way back."""
        return {
            "progress": self.progress,
            "next_plan": self.next_plan,
            "answers": {str(key): text for key, text in self.answers.items()},
            "values": [
                {
                    "indicator": row.indicator_key,
                    "series": row.series,
                    "value": _quantity_to_json(row.value),
                    "as_of": _day_to_json(row.as_of_date),
                    "note": row.note,
                    "evidence": row.evidence_id,
                }
                for row in self.values
            ],
            "shortfalls": [
                {
                    "indicator": row.indicator_key,
                    "fact": row.fact,
                    "cause": row.cause,
                    "response": row.response,
                    "by_whom": row.by_whom,
                    "until": _day_to_json(row.until_date),
                }
                for row in self.shortfalls
            ],
            "costs": [
                {"kind": row.kind, "year": row.year, "amount": row.amount, "text": row.text} for row in self.costs
            ],
        }


def content_from_json(data: Mapping[str, Any]) -> ReportContent:
    """Read what `ReportContent.to_json` wrote."""
    return ReportContent(
        progress=data["progress"],
        next_plan=data["next_plan"],
        answers={int(key): text for key, text in data["answers"].items()},
        values=tuple(
            StatedValue(
                row["indicator"],
                _quantity_from_json(row["value"]),
                series=row["series"],
                as_of_date=_day_from_json(row["as_of"]),
                note=row["note"],
                evidence_id=row["evidence"],
            )
            for row in data["values"]
        ),
        shortfalls=tuple(
            StatedShortfall(
                row["fact"],
                row["indicator"],
                row["cause"],
                row["response"],
                row["by_whom"],
                _day_from_json(row["until"]),
            )
            for row in data["shortfalls"]
        ),
        costs=tuple(StatedCost(row["kind"], row["year"], row["amount"], row["text"]) for row in data["costs"]),
    )


def _quantity_to_json(value: Quantity) -> dict[str, str]:
    return {
        "amount": "" if value.amount is None else str(value.amount),
        "text": value.text,
        "absence": value.absence.value if value.absence else "",
        "unit": value.unit,
        "comparator": value.comparator.value if value.comparator else "",
        "status": value.status.value,
        "qualifier": value.qualifier,
        "label": value.label,
    }


def _quantity_from_json(data: Mapping[str, str]) -> Quantity:
    return Quantity(
        amount=Decimal(data["amount"]) if data["amount"] else None,
        text=data["text"],
        absence=Absence(data["absence"]) if data["absence"] else None,
        unit=data["unit"],
        comparator=Comparator(data["comparator"]) if data["comparator"] else None,
        status=Status(data["status"]),
        qualifier=data["qualifier"],
        label=data["label"],
    )


def _day_to_json(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _day_from_json(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
