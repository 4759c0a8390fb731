"""What the services of the example city have done: invented tables, published step by step as people do on screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from hoshin.indicators.actions import bind_metric, take_measured
from hoshin.indicators.models import Indicator
from hoshin.kernel.actor import Actor, actor_of, system_actor
from hoshin.kernel.models import Department, User
from hoshin.ledger.actions import measure
from hoshin.services.opendata.actions.approving import approve_upload, release_approved
from hoshin.services.opendata.actions.datasets import prepare_dataset
from hoshin.services.opendata.actions.publishing import withdraw_dataset
from hoshin.services.opendata.actions.remarks import answer_remark, submit_remark
from hoshin.services.opendata.actions.sources import refresh_source
from hoshin.services.opendata.actions.uploads import decide_mendings, request_publication, upload_file
from hoshin.services.opendata.exports.sources import tables_to_publish
from hoshin.services.opendata.metrics import DATASETS
from hoshin.services.opendata.models import Dataset, Remark
from hoshin.services.opendata.permissions import SEND_REMARK
from hoshin.services.opendata.rules.shapes import Report

NOTICE = "このデータは架空の見本です。実在の施設・場所・人口とは関係がありません。"
INDICATOR = "datasets-opened"
BOUND_FROM = dt.date(2020, 4, 1)
VISITOR = Actor("来訪者", frozenset({SEND_REMARK.key}))
OFFICER, CHIEF = "tantou", "jouhou"  # who prepares and who approves: two people


@dataclass(frozen=True)
class ExampleRelease:
    file: str
    day: dt.date
    note: str


@dataclass(frozen=True)
class ExampleDataset:
    slug: str
    title: str
    about: str
    category: str
    tags: tuple[str, ...]
    frequency: str
    releases: tuple[ExampleRelease, ...]
    standard: str = ""
    withdrawn: dt.date | None = None
    why_withdrawn: str = ""


DATASETS_OF_THE_EXAMPLE = (
    ExampleDataset(
        slug="event_2018",
        title="市内の催し（平成30年度・架空）",
        about="市内で開かれる催しの日時と場所です。",
        category="文化・スポーツ・生活",
        tags=("イベント",),
        frequency="更新なし",
        releases=(ExampleRelease("event_2018.csv", dt.date(2018, 4, 2), "初めての公開"),),
        withdrawn=dt.date(2019, 3, 31),
        why_withdrawn="年度が終わり、催しがすべて終わったため。新しい年度の催しは市の催し案内をご覧ください（架空の例）。",
    ),
    ExampleDataset(
        slug="aed",
        title="AED設置箇所一覧（架空）",
        about="市の施設に置いたAEDの場所と、使える曜日・時間です。",
        category="保健・医療",
        tags=("AED", "救急"),
        frequency="年1回",
        releases=(ExampleRelease("aed.csv", dt.date(2018, 6, 15), "初めての公開"),),
        standard="aed",
    ),
    ExampleDataset(
        slug="evacuation_space",
        title="指定緊急避難場所一覧（架空）",
        about="災害の種類ごとに、危険を避けるために逃げ込む場所です。",
        category="防災・防犯",
        tags=("防災", "避難場所"),
        frequency="随時",
        releases=(ExampleRelease("evacuation_space.csv", dt.date(2018, 10, 1), "初めての公開"),),
        standard="evacuation_space",
    ),
    ExampleDataset(
        slug="public_toilet",
        title="公衆トイレ一覧（架空）",
        about="公園や広場の公衆トイレの場所、便器の数、使える時間です。",
        category="都市・建設",
        tags=("トイレ", "バリアフリー"),
        frequency="年1回",
        releases=(ExampleRelease("public_toilet.csv", dt.date(2019, 4, 15), "初めての公開"),),
        standard="public_toilet",
    ),
    ExampleDataset(
        slug="population",
        title="地域・年齢別人口（架空）",
        about="町丁別、5歳の年齢階級別、男女別の人口です。",
        category="人口・世帯",
        tags=("人口", "統計"),
        frequency="年1回",
        releases=(
            ExampleRelease("population_2019.csv", dt.date(2019, 5, 20), "平成31年4月1日現在の値で、初めての公開"),
            ExampleRelease("population_2020.csv", dt.date(2020, 5, 20), "令和2年4月1日現在の値に更新"),
        ),
        standard="population",
    ),
    ExampleDataset(
        slug="preschool",
        title="子育て施設一覧（架空）",
        about="保育所、幼稚園、認定こども園の場所、定員、開いている時間です。",
        category="子育て",
        tags=("子育て", "保育"),
        frequency="年1回",
        releases=(ExampleRelease("preschool.csv", dt.date(2019, 11, 8), "初めての公開"),),
        standard="preschool",
    ),
    ExampleDataset(
        slug="public_wireless_lan",
        title="公衆無線LANアクセスポイント一覧（架空）",
        about="市が設けた公衆無線LANを使える場所と、つなぎ先の名前（SSID）です。",
        category="情報通信",
        tags=("Wi-Fi", "観光"),
        frequency="随時",
        releases=(ExampleRelease("public_wireless_lan.csv", dt.date(2020, 7, 1), "初めての公開"),),
        standard="public_wireless_lan",
    ),
)


def put_example_services(*, folder: Path, on: dt.date) -> None:
    """Publish the invented tables on the days of their stories, and let the ledger measure the indicator they make."""
    for example in sorted(DATASETS_OF_THE_EXAMPLE, key=lambda one: one.releases[0].day):
        _publish(example, folder)
    _remarks()
    for table in tables_to_publish(on):
        refresh_source(system_actor("元の表からの更新"), table=table, on=on)
    _bind(on=on)


def _publish(example: ExampleDataset, folder: Path) -> None:
    department = Department.objects.get(key="it-promotion")
    dataset = prepare_dataset(
        _person(OFFICER, example.releases[0].day),
        values={
            "slug": example.slug,
            "title": example.title,
            "description": f"{example.about}\n\n{NOTICE}",
            "category": example.category,
            "tags": list(example.tags),
            "update_frequency": example.frequency,
            "standard": example.standard,
            "department": department,
            "contact": "企画部情報推進課（見本）",
            "spatial": "東京都西東京市",
        },
    )
    for release in example.releases:
        _release(dataset, release, folder)
    if example.withdrawn:
        current = Dataset.objects.get(pk=dataset.pk)
        withdraw_dataset(
            _person(CHIEF, example.withdrawn),
            dataset=current,
            version=current.version,
            reason=example.why_withdrawn,
            on=example.withdrawn,
        )


def _release(dataset: Dataset, release: ExampleRelease, folder: Path) -> None:
    officer, chief = _person(OFFICER, release.day), _person(CHIEF, release.day)
    with (folder / release.file).open("rb") as file:
        upload = upload_file(officer, dataset=dataset, file=file, file_name=release.file)
    rules = sorted(Report.from_json(upload.report).mending_counts)
    upload = decide_mendings(officer, upload=upload, version=upload.version, accepted=rules, refused=(), entered={})
    upload = request_publication(
        officer,
        upload=upload,
        version=upload.version,
        note=release.note,
        confirmation="架空の番号です。",
        on=release.day,
    )
    approved = approve_upload(chief, upload=upload, version=upload.version, on=release.day)
    # At once: the next step of the story needs it, and the worker, which is asked too, finds it done.
    release_approved(chief, upload=approved, tell=lambda _percent, _step: None)


def _remarks() -> None:
    wish = submit_remark(
        VISITOR,
        kind=Remark.Kind.REQUEST.value,
        text="公衆無線LANの場所を、地図で使える形で公開してほしいです。（架空の例）",
        dataset=None,
        on=dt.date(2020, 5, 11),
    )
    answer_remark(
        _person(CHIEF, dt.date(2020, 7, 1)),
        remark=wish,
        version=wish.version,
        answer="緯度と経度を付けた一覧を、7月1日に公開しました。GeoJSON形式でも取得できます。",
        is_public=True,
        on=dt.date(2020, 7, 1),
    )
    submit_remark(
        VISITOR,
        kind=Remark.Kind.MISTAKE.value,
        text="みほん北公園のトイレは、利用時間が変わっていると思います。（架空の例）",
        dataset=Dataset.objects.get(slug="public_toilet"),
        on=dt.date(2020, 9, 24),
    )


def _bind(*, on: dt.date) -> None:
    indicator = (
        Indicator.objects.filter(identity__key=INDICATOR)
        .select_related("identity", "edition")
        .order_by("-edition__year")[0]
    )
    binding = bind_metric(
        _person(CHIEF, on),
        indicator=indicator,
        metric_key=DATASETS.key,
        from_date=BOUND_FROM,
        reason="令和2年度から、公開中のデータセットを台帳で数えるため。",
    )
    measure(system_actor("夜間の計測"), metric=DATASETS, day=on)
    take_measured(system_actor("台帳からの計測"), binding=binding, on=on)


def _person(username: str, on: dt.date) -> Actor:
    return actor_of(User.objects.get(username=username), on=on)
