"""Who changed what and when, and how to take a change back: pghistory's events beside the audit trail."""

from hoshin.kernel.history.chain import ChainReport, verify_audit_chain
from hoshin.kernel.history.difference import Piece, difference
from hoshin.kernel.history.events import event_model, row_of, tracked_model, tracked_models
from hoshin.kernel.history.reading import (
    Change,
    FieldChange,
    RowChange,
    change_of,
    changes_among,
    history_of,
    last_change,
    name_at,
)
from hoshin.kernel.history.reverting import NotRevertible, revert, rows_deleted_with

__all__ = [
    "ChainReport",
    "Change",
    "FieldChange",
    "NotRevertible",
    "Piece",
    "RowChange",
    "change_of",
    "changes_among",
    "difference",
    "event_model",
    "history_of",
    "last_change",
    "name_at",
    "revert",
    "row_of",
    "rows_deleted_with",
    "tracked_model",
    "tracked_models",
    "verify_audit_chain",
]
