from hoshin.indicators.permissions import EDIT_INDICATOR, RECORD_ACTUAL
from hoshin.kernel.registry import Module

MODULE = Module(key="indicators", label="成果指標", permissions=(EDIT_INDICATOR, RECORD_ACTUAL))
