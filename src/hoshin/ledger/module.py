from hoshin.kernel.registry import HealthCheck, Job, Module, NavItem
from hoshin.ledger.jobs import measure_all, unproven
from hoshin.ledger.permissions import ADJUST_LEDGER, MEASURE, VIEW_LEDGER

MODULE = Module(
    key="ledger",
    label="台帳",
    urls="hoshin.ledger.urls",
    nav=(NavItem("数字の根拠", "ledger:figures"),),
    staff_nav=(NavItem("数字の台帳", "ledger:metrics", VIEW_LEDGER, hint="計測した数とその根拠"),),
    permissions=(VIEW_LEDGER, ADJUST_LEDGER, MEASURE),
    jobs=(Job("ledger.measure", "day", measure_all),),
    health_checks=(HealthCheck("ledger.proof", "計測した数と記帳の合計の一致", unproven),),
)
