from hoshin.kernel.registry import Module, NavItem
from hoshin.publishing.permissions import DOWNLOAD_FOLDER, START_DRAFT

MODULE = Module(
    key="publishing",
    label="公表",
    urls="hoshin.publishing.urls",
    staff_nav=(NavItem("次の年度版の下書き", "publishing:draft_new", START_DRAFT),),
    permissions=(START_DRAFT, DOWNLOAD_FOLDER),
)
