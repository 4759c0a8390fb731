from hoshin.kernel.permissions import EDIT_DEPARTMENTS, EDIT_SETTINGS, MANAGE_PEOPLE
from hoshin.kernel.registry import Module, NavItem

MODULE = Module(
    key="site",
    label="サイト",
    urls="hoshin.site.urls",
    staff_nav=(
        NavItem("所管課", "site:departments", EDIT_DEPARTMENTS),
        NavItem("職員と役割", "site:people", MANAGE_PEOPLE),
        NavItem("団体の設定", "site:settings", EDIT_SETTINGS),
    ),
)
