from hoshin.indicators.jobs import take_measurements
from hoshin.indicators.permissions import EDIT_INDICATOR, RECORD_ACTUAL
from hoshin.kernel.registry import Job, Module, NavItem
from hoshin.plan.permissions import VIEW_DRAFT

MODULE = Module(
    key="indicators",
    label="成果指標",
    urls="hoshin.indicators.urls",
    staff_nav=(NavItem("成果指標", "indicators:indicators", VIEW_DRAFT, hint="目標と実績"),),
    permissions=(EDIT_INDICATOR, RECORD_ACTUAL),
    jobs=(Job("indicators.take_measurements", "day", take_measurements),),
)
