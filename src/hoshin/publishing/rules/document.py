"""The shape of a policy as a document: what a folder of YAML holds, what `edition.json` states, what a snapshot freezes.

One definition serves the loader, the dump, the JSON Schema for editors and the published JSON. Keys are stable ASCII;
texts are the city's. Everything refers by key (`department`, `driver`, `direction`, `stage`, `parent`), never by a
printed number.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hoshin.publishing.rules.fields import Code, Day, Key, Line, Prose, ShortText, Value, When

Certainty = Literal["stated", "inferred"]


class Doc(BaseModel):
    """Base: unknown keys are mistakes, instances do not change. A key left blank means what leaving it out means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_left_out(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        fields = cls.model_fields
        return {
            key: value
            for key, value in data.items()
            if value is not None or key not in fields or fields[key].is_required()
        }


class Noted(Doc):
    """Something the source may leave open: what was inferred says so, and the note says from what."""

    certainty: Certainty = "stated"
    note: Prose = ""


class ExampleDoc(Doc):
    """Marks an example city: its clock may be set, and every page shows the notice."""

    clock: Day
    notice: Line


class MunicipalityDoc(Doc):
    code: Code
    name: Line
    kana: Line = ""
    name_en: Line = ""
    prefecture: Line
    example: ExampleDoc | None = None


class SuccessionDoc(Doc):
    department: Key
    kind: Literal["renamed", "split", "merged"] = "renamed"


class DepartmentDoc(Doc):
    key: Key
    name: Line
    parent_name: Line = ""
    valid_from: Day | None = None
    valid_to: Day | None = None
    succeeds: tuple[SuccessionDoc, ...] = ()


class PolicyDoc(Doc):
    key: Key
    name: Line
    description: Prose = ""


class StageDoc(Doc):
    key: Key
    label: Line
    description: Prose = ""
    rule: Literal["none", "indicator_with_target"] = "none"


class DirectionDoc(Doc):
    key: Key
    label: Line
    mark: Annotated[ShortText, Field(max_length=4)] = ""
    description: Prose = ""


class DriverDoc(Noted):
    key: Key
    title: Line
    source: Line = ""
    description: Prose = ""


class DriverFieldDoc(Noted):
    key: Key
    label: Line
    description: Prose = ""
    drivers: tuple[DriverDoc, ...] = ()


class StageOfItem(Noted):
    stage: Key


class DepartmentOfItem(Noted):
    department: Key
    role: Literal["lead", "joint", "related"] = "lead"


class DirectionOfItem(Noted):
    direction: Key


class ReferenceDoc(Noted):
    """An item's reference into a driver field: a driver by key, or the text that resolves to nothing."""

    field: Key
    driver: Key | None = None
    printed: Annotated[ShortText, Field(max_length=60)] = ""


class ScheduleDoc(Noted):
    year: Annotated[int, Field(ge=1950, le=2200)]
    text: Prose


class OriginDoc(Doc):
    """Where an item comes from in the edition before."""

    item: Key
    kind: Literal["continued", "renumbered", "split", "merged"] = "continued"


class TargetDoc(Noted):
    period: When
    value: Value
    series: Line = ""
    period_label: Line = ""
    reason: Prose = ""


class ActualDoc(Noted):
    period: When
    value: Value
    as_of: Day | None = None
    series: Line = ""
    reason: Prose = ""


class RuleDoc(Doc):
    """How achievement is reckoned; see `hoshin.indicators.rules`."""

    kind: Literal["ratio", "progress", "band", "none"] = "ratio"
    capped: bool = False
    prorated: bool = False
    band_percent: Annotated[int, Field(ge=1, le=100)] | None = None


class SourceOfIndicator(Doc):
    kind: Literal["person", "file", "metric"] = "person"
    key: Line = ""
    text: Line = ""


class IndicatorDoc(Noted):
    key: Key
    name: Line
    definition: Prose = ""
    unit: Annotated[ShortText, Field(max_length=20)] = ""
    category: Literal["outcome", "output", "input"] = "outcome"
    accumulation: Literal["stock", "flow", "cumulative", "average", "unknown"] = "unknown"
    direction: Literal["up", "down", "keep"] = "up"
    scope: Line = ""
    series: tuple[Line, ...] = ()
    source: SourceOfIndicator = SourceOfIndicator()
    rationale: Prose = ""
    rule: RuleDoc = RuleDoc()
    targets: tuple[TargetDoc, ...] = ()
    actuals: tuple[ActualDoc, ...] = ()


class ItemDoc(Noted):
    key: Key
    number: Annotated[ShortText, Field(max_length=40)] = ""
    title: Line
    parent: Key | None = None
    repost_of: Key | None = None
    origins: tuple[OriginDoc, ...] = ()
    initiative: bool = True
    summary: Prose = ""
    stage: StageOfItem | None = None
    departments: tuple[DepartmentOfItem, ...] = ()
    directions: tuple[DirectionOfItem, ...] = ()
    references: tuple[ReferenceDoc, ...] = ()
    progress: Prose = ""
    plan: Prose = ""
    schedule: tuple[ScheduleDoc, ...] = ()
    indicators: tuple[IndicatorDoc, ...] = ()


class SectionDoc(Noted):
    """A chapter of the document. A kind other than `text` shows data of the edition below its body."""

    key: Key
    title: Line
    kind: Literal["text", "driver_field", "directions", "stages", "items", "sources", "glossary"] = "text"
    field: Key | None = None
    body: Prose = ""


class TermDoc(Doc):
    term: Line
    reading: Line = ""
    definition: Prose
    aliases: tuple[Line, ...] = ()


class SourceDoc(Noted):
    """A line of the reference list; `depth` 1 stands indented under the line before."""

    group: Line
    title: Line
    issued: Line = ""
    depth: Annotated[int, Field(ge=0, le=2)] = 0


class EditionDoc(Doc):
    year: Annotated[int, Field(ge=1950, le=2200, description="年度(始まる年の西暦)")]
    title: Line
    year_label: Line = ""
    status: Literal["draft", "in_round", "decided", "published", "superseded"] = "draft"
    issued: Day | None = None
    data_as_of: Day | None = None
    summary: Prose = ""
    note: Prose = ""
    levels: Annotated[tuple[Line, ...], Field(min_length=1)]
    stages: tuple[StageDoc, ...] = ()
    directions: tuple[DirectionDoc, ...] = ()
    driver_fields: tuple[DriverFieldDoc, ...] = ()
    items: tuple[ItemDoc, ...] = ()
    sections: tuple[SectionDoc, ...] = ()
    glossary: tuple[TermDoc, ...] = ()
    sources: tuple[SourceDoc, ...] = ()


class PolicyFolder(Doc):
    """A whole policy of a municipality: the folder, read."""

    municipality: MunicipalityDoc
    policy: PolicyDoc
    departments: tuple[DepartmentDoc, ...] = ()
    editions: tuple[EditionDoc, ...] = ()
