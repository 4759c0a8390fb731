from hoshin.plan.models.drivers import Driver, DriverField
from hoshin.plan.models.edition import EDITABLE, PUBLIC, Direction, Edition, EditionStatus, Policy, Stage
from hoshin.plan.models.items import (
    Item,
    ItemDepartment,
    ItemDirection,
    ItemIdentity,
    ItemOrigin,
    Reference,
    ScheduleEntry,
)
from hoshin.plan.models.sections import Section, Source, Term

__all__ = [
    "EDITABLE",
    "PUBLIC",
    "Direction",
    "Driver",
    "DriverField",
    "Edition",
    "EditionStatus",
    "Item",
    "ItemDepartment",
    "ItemDirection",
    "ItemIdentity",
    "ItemOrigin",
    "Policy",
    "Reference",
    "ScheduleEntry",
    "Section",
    "Source",
    "Stage",
    "Term",
]
