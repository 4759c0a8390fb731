from hoshin.kernel.permissions import EDIT_DEPARTMENTS, MANAGE_PEOPLE, VIEW_AUDIT
from hoshin.kernel.registry import Module

MODULE = Module(key="kernel", label="基盤", permissions=(VIEW_AUDIT, EDIT_DEPARTMENTS, MANAGE_PEOPLE))
