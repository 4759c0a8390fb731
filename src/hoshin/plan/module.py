from hoshin.kernel.registry import Module, NavItem
from hoshin.plan.permissions import EDIT_PLAN, LOAD_POLICY, PUBLISH_EDITION, VIEW_DRAFT

MODULE = Module(
    key="plan",
    label="方針",
    urls="hoshin.plan.urls",
    staff_nav=(NavItem("方針と年度版", "plan:policies", VIEW_DRAFT),),
    permissions=(VIEW_DRAFT, EDIT_PLAN, LOAD_POLICY, PUBLISH_EDITION),
)
