from hoshin.kernel.registry import Job, Module, NavItem
from hoshin.plan.permissions import PUBLISH_EDITION
from hoshin.publishing.jobs import empty_imports, refresh
from hoshin.publishing.permissions import DOWNLOAD_FOLDER, IMPORT_TABLE, REFRESH_SITE, START_DRAFT
from hoshin.publishing.queries.sources import INDICATORS, INITIATIVES

MODULE = Module(
    key="publishing",
    label="公表",
    urls="hoshin.publishing.urls",
    staff_nav=(
        NavItem("公表と訂正", "publishing:editions", PUBLISH_EDITION),
        NavItem("次の年度版の下書き", "publishing:draft_new", START_DRAFT),
        NavItem("取組の表の読み込み", "publishing:imports", IMPORT_TABLE),
    ),
    permissions=(START_DRAFT, DOWNLOAD_FOLDER, REFRESH_SITE, IMPORT_TABLE),
    jobs=(
        Job("publishing.refresh_pages", "day", refresh),
        Job("publishing.empty_imports", "day", empty_imports),
    ),
    datasets=(INITIATIVES, INDICATORS),
)
