from hoshin.kernel.registry import Job, Module, NavItem
from hoshin.reviews.jobs import follow, remind
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
    urls="hoshin.reviews.urls",
    staff_nav=(
        NavItem("照会と報告", "reviews:rounds", VIEW_ROUNDS),
        NavItem("段階の移行", "reviews:gates", VIEW_ROUNDS),
        NavItem("会議", "reviews:meetings", VIEW_ROUNDS),
        NavItem("担当", "reviews:duties", VIEW_ROUNDS),
        NavItem("導入事例", "reviews:cases", VIEW_ROUNDS),
    ),
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
    jobs=(Job("reviews.follow_duties", "hour", follow), Job("reviews.remind", "hour", remind)),
)
