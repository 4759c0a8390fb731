from hoshin.kernel.permissions import MANAGE_PEOPLE
from hoshin.kernel.registry import Module, NavItem

MODULE = Module(
    key="site",
    label="サイト",
    urls="hoshin.site.urls",
    staff_nav=(NavItem("職員と役割", "site:people", MANAGE_PEOPLE),),
)
