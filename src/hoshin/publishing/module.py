from hoshin.kernel.registry import Job, Module, NavItem
from hoshin.plan.permissions import PUBLISH_EDITION
from hoshin.publishing.jobs import refresh
from hoshin.publishing.permissions import DOWNLOAD_FOLDER, REFRESH_SITE, START_DRAFT

MODULE = Module(
    key="publishing",
    label="公表",
    urls="hoshin.publishing.urls",
    staff_nav=(
        NavItem("公表と訂正", "publishing:editions", PUBLISH_EDITION),
        NavItem("次の年度版の下書き", "publishing:draft_new", START_DRAFT),
    ),
    permissions=(START_DRAFT, DOWNLOAD_FOLDER, REFRESH_SITE),
    jobs=(Job("publishing.refresh_pages", "day", refresh),),
)
