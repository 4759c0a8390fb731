from hoshin.kernel.registry import Module
from hoshin.ledger.permissions import ADJUST_LEDGER, MEASURE, VIEW_LEDGER

MODULE = Module(key="ledger", label="台帳", permissions=(VIEW_LEDGER, ADJUST_LEDGER, MEASURE))
