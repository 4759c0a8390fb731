"""What is written into the ledger. `record_entry` is what services' actions call from inside their own frame."""

from hoshin.ledger.actions.adjustments import (
    BEFORE,
    OFFICIAL,
    AlreadyOpened,
    AlreadyVoided,
    NotAnAmount,
    ReasonMissing,
    ValueMoved,
    open_balance,
    reconcile,
    void_entry,
)
from hoshin.ledger.actions.entries import (
    FutureEntry,
    NewEntry,
    NotText,
    NumberOfAPerson,
    UnknownMetric,
    record_entries,
    record_entry,
)
from hoshin.ledger.actions.measuring import measure

__all__ = [
    "BEFORE",
    "OFFICIAL",
    "AlreadyOpened",
    "AlreadyVoided",
    "FutureEntry",
    "NewEntry",
    "NotAnAmount",
    "NotText",
    "NumberOfAPerson",
    "ReasonMissing",
    "UnknownMetric",
    "ValueMoved",
    "measure",
    "open_balance",
    "reconcile",
    "record_entries",
    "record_entry",
    "void_entry",
]
