from hoshin.kernel.permissions import EDIT_DEPARTMENTS, EDIT_SETTINGS, MANAGE_PEOPLE, VIEW_AUDIT
from hoshin.kernel.registry import Module, NavItem

MODULE = Module(
    key="kernel",
    label="基盤",
    urls="hoshin.kernel.urls",
    staff_nav=(NavItem("監査記録", "kernel:audit", VIEW_AUDIT),),
    permissions=(VIEW_AUDIT, EDIT_DEPARTMENTS, EDIT_SETTINGS, MANAGE_PEOPLE),
)
