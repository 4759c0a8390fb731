from hoshin.kernel.registry import Module
from hoshin.reviews.permissions import (
    ANSWER_REPORT,
    APPROVE_REPORT,
    ASSESS,
    DECIDE,
    EDIT_DUTIES,
    RUN_ROUND,
    SIGN_CRITERION,
    VIEW_ROUNDS,
)

MODULE = Module(
    key="reviews",
    label="照会・評価・決定",
    permissions=(
        VIEW_ROUNDS,
        ANSWER_REPORT,
        APPROVE_REPORT,
        RUN_ROUND,
        ASSESS,
        SIGN_CRITERION,
        DECIDE,
        EDIT_DUTIES,
    ),
)
