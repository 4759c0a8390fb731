from hoshin.kernel.registry import Permission

VIEW_AUDIT = Permission("kernel.view_audit", "変更の記録を見る")
EDIT_DEPARTMENTS = Permission("kernel.edit_departments", "所管課を編集する")
EDIT_SETTINGS = Permission("kernel.edit_settings", "団体の設定を変える")
MANAGE_PEOPLE = Permission("kernel.manage_people", "職員と役割を管理する")
