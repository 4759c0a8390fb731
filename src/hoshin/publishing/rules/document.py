"""The shape of a policy as a document: what a folder of YAML holds, `edition.json` states and a snapshot freezes.

One definition serves the loader, the dump, the JSON Schema for editors and the published JSON. Keys are stable ASCII;
texts are the city's. Everything refers by key (`department`, `driver`, `direction`, `stage`, `parent`), never by a
printed number.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from hoshin.publishing.rules.fields import (
    Code,
    Day,
    DepartmentName,
    Key,
    Label,
    Line,
    MarkText,
    Name,
    Number,
    Printed,
    Prose,
    RequiredProse,
    ShortName,
    UnitText,
    Value,
    When,
    Year,
    in_unit,
)

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
    notice: Name


class MunicipalityDoc(Doc):
    code: Code
    name: ShortName
    kana: Label = ""
    name_en: Label = ""
    prefecture: ShortName
    example: ExampleDoc | None = None


class SuccessionDoc(Doc):
    department: Key
    kind: Literal["renamed", "split", "merged"] = "renamed"


class DepartmentDoc(Doc):
    key: Key
    name: DepartmentName
    parent_name: Label = ""
    valid_from: Day | None = None
    valid_to: Day | None = None
    succeeds: tuple[SuccessionDoc, ...] = ()


class PolicyDoc(Doc):
    key: Key
    name: Name
    description: Prose = ""


class StageDoc(Doc):
    key: Key
    label: Name
    description: Prose = ""
    rule: Literal["none", "indicator_with_target"] = "none"


class ScaleMarkDoc(Doc):
    """A mark of the scale on which the edition's items are assessed."""

    key: Key
    label: ShortName
    meaning: Prose = ""
    unassessable: bool = False


class DecisionKindDoc(Doc):
    """A word of the edition's decisions; `effect` is what it does to an item when the next edition begins."""

    key: Key
    label: ShortName
    meaning: Prose = ""
    effect: Literal["carry", "revise", "merge", "end"] = "carry"


class DirectionDoc(Doc):
    key: Key
    label: Name
    mark: MarkText = ""
    description: Prose = ""


class DriverDoc(Noted):
    key: Key
    title: Name
    source: Line = ""
    description: Prose = ""


class DriverFieldDoc(Noted):
    """A list of drivers. Numbers are derived from its order; a list that is printed without numbers shows none."""

    key: Key
    label: Name
    description: Prose = ""
    numbered: bool = True
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
    printed: Printed = ""


class ScheduleDoc(Noted):
    year: Year
    text: RequiredProse


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


def _row_in_unit(row: Any, unit: str) -> Any:
    if isinstance(row, dict) and "value" in row:
        return row | {"value": in_unit(row["value"], unit)}
    if isinstance(row, (TargetDoc, ActualDoc)):
        return row.model_copy(update={"value": in_unit(row.value, unit)})
    return row


class SourceOfIndicator(Doc):
    kind: Literal["person", "file", "metric"] = "person"
    key: Line = ""
    text: Line = ""


class IndicatorDoc(Noted):
    key: Key
    name: Name
    definition: Prose = ""
    breaks_series: bool = False
    unit: UnitText = ""
    category: Literal["outcome", "output", "input"] = "outcome"
    accumulation: Literal["stock", "flow", "cumulative", "average", "unknown"] = "unknown"
    direction: Literal["up", "down", "keep"] = "up"
    scope: Line = ""
    series: tuple[Name, ...] = ()
    source: SourceOfIndicator = SourceOfIndicator()
    rationale: Prose = ""
    rule: RuleDoc = RuleDoc()
    targets: tuple[TargetDoc, ...] = ()
    actuals: tuple[ActualDoc, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _values_in_its_unit(cls, data: Any) -> Any:
        """Read the values as an indicator of this unit prints them: 6 of データセット, 5千円 of 千円."""
        unit = data.get("unit") if isinstance(data, dict) else None
        if not unit or not isinstance(unit, str):
            return data
        rows = {name: data[name] for name in ("targets", "actuals") if isinstance(data.get(name), (list, tuple))}
        return data | {name: [_row_in_unit(row, unit) for row in rows[name]] for name in rows}


class ItemDoc(Noted):
    key: Key
    number: Number = ""
    title: Name
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
    title: Name
    kind: Literal["text", "driver_field", "directions", "stages", "items", "sources", "glossary"] = "text"
    field: Key | None = None
    body: Prose = ""


class TermDoc(Doc):
    term: Name
    reading: Line = ""
    definition: RequiredProse
    aliases: tuple[Name, ...] = ()


class SourceDoc(Noted):
    """A line of the reference list; `depth` 1 stands indented under the line before."""

    group: Name
    title: Name
    issued: Line = ""
    depth: Annotated[int, Field(ge=0, le=2)] = 0


class AssessmentDoc(Doc):
    """What people thought of an item, with the mark's meaning at that time."""

    mark: ShortName
    meaning: Prose = ""
    comment: Prose = ""
    assessed: Day


class DecisionDoc(Doc):
    decision: ShortName
    reason: Prose = ""
    decider: Line = ""
    decided: Day


class ResultDoc(Doc):
    """What the year's cycle made of an item: the accepted report, the assessment, the decision, the stage moved.

    It is part of the published edition alone: a folder of YAML does not state it, because it comes from records that
    are added by people and never replaced.
    """

    item: Key
    round: Line = ""
    progress: Prose = ""
    plan: Prose = ""
    shortfalls: tuple[Prose, ...] = ()
    assessment: AssessmentDoc | None = None
    decision: DecisionDoc | None = None
    stage_from: Line = ""
    stage_to: Line = ""


def _is_nothing(value: object) -> bool:
    return value == ()


class EditionHead(Doc):
    """What an edition says of itself, and the words it gives to its levels, stages, directions, marks and decisions."""

    year: Year
    title: Name
    year_label: Line = ""
    status: Literal["draft", "in_round", "decided", "published", "superseded"] = "draft"
    issued: Day | None = None
    data_as_of: Day | None = None
    summary: Prose = ""
    note: Prose = ""
    levels: Annotated[tuple[Name, ...], Field(min_length=1)]
    stages: tuple[StageDoc, ...] = ()
    directions: tuple[DirectionDoc, ...] = ()
    # Left out where there are none, so that editions frozen before cities assessed keep their bytes.
    scale: Annotated[tuple[ScaleMarkDoc, ...], Field(exclude_if=_is_nothing)] = ()
    decision_kinds: Annotated[tuple[DecisionKindDoc, ...], Field(exclude_if=_is_nothing)] = ()


class EditionDoc(EditionHead):
    driver_fields: tuple[DriverFieldDoc, ...] = ()
    items: tuple[ItemDoc, ...] = ()
    sections: tuple[SectionDoc, ...] = ()
    glossary: tuple[TermDoc, ...] = ()
    sources: tuple[SourceDoc, ...] = ()
    results: Annotated[tuple[ResultDoc, ...], Field(exclude_if=_is_nothing)] = ()


def _by_year(editions: tuple[EditionDoc, ...]) -> tuple[EditionDoc, ...]:
    return tuple(sorted(editions, key=lambda edition: edition.year))


class PolicyFolder(Doc):
    """A whole policy of a municipality: the folder, read."""

    municipality: MunicipalityDoc
    policy: PolicyDoc
    departments: tuple[DepartmentDoc, ...] = ()
    editions: Annotated[tuple[EditionDoc, ...], AfterValidator(_by_year)] = ()
