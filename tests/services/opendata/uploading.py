"""A table as an office has it, and the way to its release, for tests."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from hoshin.kernel.actor import Actor
from hoshin.services.opendata.actions.approving import approve_upload, release_approved
from hoshin.services.opendata.actions.datasets import prepare_dataset
from hoshin.services.opendata.actions.uploads import decide_mendings, request_publication, upload_file
from hoshin.services.opendata.models import Dataset, Upload
from hoshin.services.opendata.rules.mending import is_sure
from hoshin.services.opendata.rules.shapes import Report
from tests.world import everything_allowed

ON = dt.date(2020, 10, 1)
OFFICER = replace(everything_allowed("担当 太郎"), user_id=901)
CHIEF = replace(everything_allowed("課長 次郎"), user_id=902)

PLACES = """所有施設の一覧,,,,
,,,,
施設番号,名称,緯度,経度,開設日
１,中央会館,35.725,139.538,令和2年4月1日
２,西会館,139.541,35.741,平成27年10月1日
３,北会館,35.735,139.545,2016-04-01
※ 架空の施設です,,,,
"""
CLEAN = """ID,名称,電話番号
1,中央会館,042-000-0001
2,西会館,042-000-0002
"""
MY_NUMBER = "123456789018"


def make_dataset(by: Actor = OFFICER, *, slug: str = "places", **values: object) -> Dataset:
    known = {"title": "所有施設一覧", "description": "架空の施設の一覧です。", "category": "その他", "slug": slug}
    return prepare_dataset(by, values={**known, **values})


def send(dataset: Dataset, text: str | bytes = PLACES, *, by: Actor = OFFICER, name: str = "施設.csv") -> Upload:
    data = text.encode("cp932") if isinstance(text, str) else text
    return upload_file(by, dataset=dataset, file=io.BytesIO(data), file_name=name)


def accept_all_sure(upload: Upload, by: Actor = OFFICER) -> Upload:
    rules = [rule for rule in Report.from_json(upload.report).mending_counts if is_sure(rule)]
    return decide_mendings(by, upload=upload, version=upload.version, accepted=rules, refused=(), entered={})


def ask(upload: Upload, *, by: Actor = OFFICER, confirmation: str = "", note: str = "はじめての公開") -> Upload:
    return request_publication(by, upload=upload, version=upload.version, note=note, confirmation=confirmation, on=ON)


def decide(upload: Upload, *, by: Actor = CHIEF, on: dt.date = ON) -> Upload:
    return approve_upload(by, upload=upload, version=upload.version, on=on)


def approve(upload: Upload, *, by: Actor = CHIEF, on: dt.date = ON) -> Upload:
    """Approve, and make the release at once, which otherwise the worker does."""
    approved = decide(upload, by=by, on=on)
    return release_approved(by, upload=approved, tell=lambda _percent, _step: None)


def publish(dataset: Dataset, text: str | bytes = PLACES, *, on: dt.date = ON) -> Upload:
    return approve(ask(accept_all_sure(send(dataset, text))), on=on)
