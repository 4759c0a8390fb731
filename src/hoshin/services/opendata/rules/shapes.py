"""The shapes that travel between reading, mapping, mending, checking and publishing a table."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


class FieldType(enum.Enum):
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"  # YYYY-MM-DD
    TIME = "time"  # hh:mm
    FLAG = "flag"  # 1 or blank in v3, 有 / 無 in v1
    CODE = "code"  # 全国地方公共団体コード, six digits
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    PHONE = "phone"
    MAIL = "mail"
    URL = "url"
    WEEKDAYS = "weekdays"  # 月火水


class Need(enum.Enum):
    REQUIRED = "required"  # 必須
    RECOMMENDED = "recommended"  # 推奨
    OPTIONAL = "optional"
    UNKNOWN = "unknown"  # the source does not say: nothing is enforced


@dataclass(frozen=True)
class Field:
    """A column as a definition describes it."""

    name: str
    type: FieldType = FieldType.STRING
    need: Need = Need.OPTIONAL
    description: str = ""
    values: tuple[str, ...] = ()  # a closed list, with "" where a blank is an answer too; empty: anything
    aliases: tuple[str, ...] = ()  # other spellings of the header seen in published files


@dataclass(frozen=True)
class Standard:
    """A definition of 自治体標準オープンデータセット (v3) or 推奨データセット (v1)."""

    key: str  # public_toilet
    version: str  # v3, v1
    number: str  # 13 in the book; "" in v1
    title: str
    fields: tuple[Field, ...]
    confidence: str = ""  # how well we know the definition, in words

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True)
class ColumnChoice:
    """What becomes of a column of the file. `name` is the name in the release; "" leaves the column out."""

    index: int
    header: str
    name: str
    type: FieldType = FieldType.STRING
    is_guess: bool = False
    reason: str = ""  # why it is proposed so, for the person who confirms


@dataclass(frozen=True)
class Treatment:
    """How a file is read and mended. JSON in `Upload.treatment`."""

    sheet: str = ""
    first_row: int = 0  # of the header, from 0
    header_rows: int = 1
    last_row: int | None = None  # the last row of data; notes below are left out
    # The columns of the table, where another one stands beside it; None: to the end of the rows.
    first_column: int = 0
    last_column: int | None = None
    standard: str = ""
    columns: tuple[ColumnChoice, ...] = ()
    # Mendings are accepted by rule ("date.wareki") or refused by cell ("date.wareki@12:3", row and column from 0).
    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    entered: Mapping[str, str] = field(default_factory=dict)  # "12:3" → what a person typed instead

    @property
    def width(self) -> int:
        """How many cells of a row are read."""
        return max((choice.index for choice in self.columns), default=-1) + 1

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        for column in data["columns"]:
            column["type"] = column["type"].value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Treatment:
        values = dict(data)
        values["columns"] = tuple(
            ColumnChoice(**{**column, "type": FieldType(column["type"])}) for column in values.get("columns", ())
        )
        for name in ("accepted", "refused"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)


class Level(enum.Enum):
    ERROR = "error"  # must be put right before publishing
    WARNING = "warning"  # a person looks at it
    ADVICE = "advice"  # machine readability: better otherwise


@dataclass(frozen=True)
class Finding:
    """Something that is wrong or could be better, at a place. Row and column count from 0 in the file as uploaded."""

    level: Level
    rule: str  # "required", "type.date", "personal.my_number", "L1-12"
    message: str
    row: int | None = None
    column: int | None = None
    value: str = ""  # as it stands; never a My Number or other personal data, which is masked
    needs_person: bool = False  # no machine can see this: a question to whoever publishes


@dataclass(frozen=True)
class Mending:
    """A proposed change of one cell."""

    rule: str  # "text.width", "date.wareki", "code.zero"
    row: int
    column: int
    before: str
    after: str
    is_sure: bool = True  # False: a guess, never taken without a person


@dataclass(frozen=True)
class Report:
    """What was found in the whole file; lists hold the first of each rule, counts hold all."""

    rows: int
    findings: tuple[Finding, ...] = ()
    mendings: tuple[Mending, ...] = ()
    finding_counts: Mapping[str, int] = field(default_factory=dict)  # rule → how many
    mending_counts: Mapping[str, int] = field(default_factory=dict)
    error_count: int = 0
    warning_count: int = 0
    standard_met: bool | None = None  # None: there is no standard to meet

    @property
    def may_be_published(self) -> bool:
        return self.error_count == 0 and self.rows > 0

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        for finding in data["findings"]:
            finding["level"] = finding["level"].value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        values = dict(data)
        values["findings"] = tuple(
            Finding(**{**finding, "level": Level(finding["level"])}) for finding in values.get("findings", ())
        )
        values["mendings"] = tuple(Mending(**mending) for mending in values.get("mendings", ()))
        return cls(**values)


@dataclass(frozen=True)
class ColumnInfo:
    """A column of a release, as pages, CKAN and Table Schema tell of it."""

    name: str
    type: FieldType = FieldType.STRING
    need: Need = Need.OPTIONAL
    description: str = ""


@dataclass(frozen=True)
class Quality:
    """Marks shown at a release. Each says what was checked; none is a judgement on the data's truth."""

    standard_met: bool | None = None
    warnings: int = 0
    advice: int = 0
    mended_cells: int = 0
    has_coordinates: bool = False
