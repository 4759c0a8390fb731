from hoshin.kernel.registry import Job, Module, NavItem
from hoshin.services.opendata.jobs import (
    check_links,
    count_downloads,
    purge_uploads,
    refresh_own_tables,
    renew_listings,
)
from hoshin.services.opendata.metrics import DATASETS, DOWNLOADS
from hoshin.services.opendata.permissions import (
    ANSWER_REMARKS,
    APPROVE_DATASET,
    COUNT_DOWNLOADS,
    PREPARE_DATASET,
    SEND_REMARK,
    WITHDRAW_DATASET,
)
from hoshin.services.opendata.queries.open_data_list import OPEN_DATA_LIST
from hoshin.services.opendata.queries.pages import public_addresses

MODULE = Module(
    key="opendata",
    label="オープンデータ",
    urls="hoshin.services.opendata.urls",
    nav=(NavItem("オープンデータ", "opendata:catalogue"),),
    staff_nav=(
        NavItem("データセットの公開", "opendata:staff_datasets", PREPARE_DATASET, hint="表を確かめて公開する"),
        NavItem("要望・意見", "opendata:staff_remarks", ANSWER_REMARKS, hint="市民の要望や指摘に答える"),
    ),
    permissions=(PREPARE_DATASET, APPROVE_DATASET, WITHDRAW_DATASET, ANSWER_REMARKS, SEND_REMARK, COUNT_DOWNLOADS),
    metrics=(DATASETS, DOWNLOADS),
    jobs=(
        Job("opendata.refresh_sources", "day", refresh_own_tables),
        Job("opendata.renew_listings", "day", renew_listings),
        Job("opendata.record_downloads", "day", count_downloads),
        Job("opendata.check_links", "day", check_links),
        Job("opendata.purge_uploads", "day", purge_uploads),
    ),
    datasets=(OPEN_DATA_LIST,),
    public_pages=public_addresses,
)
