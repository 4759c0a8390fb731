from hoshin.kernel.registry import Permission

VIEW_AUDIT = Permission("kernel.view_audit", "変更の記録を見る")
EDIT_DEPARTMENTS = Permission("kernel.edit_departments", "所管課を編集する")
MANAGE_PEOPLE = Permission("kernel.manage_people", "職員と役割を管理する")
