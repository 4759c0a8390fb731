from hoshin.kernel.registry import Module
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

MODULE = Module(
    key="opendata",
    label="オープンデータ",
    urls="hoshin.services.opendata.urls",
    permissions=(PREPARE_DATASET, APPROVE_DATASET, WITHDRAW_DATASET, ANSWER_REMARKS, SEND_REMARK, COUNT_DOWNLOADS),
    metrics=(DATASETS, DOWNLOADS),
    datasets=(OPEN_DATA_LIST,),
)
