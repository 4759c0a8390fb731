from hoshin.kernel.registry import Module
from hoshin.plan.permissions import EDIT_PLAN, LOAD_POLICY, VIEW_DRAFT

MODULE = Module(key="plan", label="方針", permissions=(VIEW_DRAFT, EDIT_PLAN, LOAD_POLICY))
