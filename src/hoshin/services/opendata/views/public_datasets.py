"""The page of a dataset: what it is, what is in it, how good it is, where it is had and how it is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.design.charts import Place, place_map
from hoshin.design.components import Cell, Column, Download, Event, Row, Table
from hoshin.design.shell import Fact, Heading, Link
from hoshin.kernel.access import public
from hoshin.kernel.clock import business_day
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.models import Municipality
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.exports.schema_org import LICENCE_ADDRESSES, schema_org
from hoshin.services.opendata.models import Dataset, Format, Licence, Release
from hoshin.services.opendata.queries.pages import DatasetRecord, get_record
from hoshin.services.opendata.rules.addresses import dataset_path, latest_file_path, release_file_path
from hoshin.services.opendata.rules.shapes import FieldType
from hoshin.services.opendata.views.public_frame import CATALOGUE, crumbs, here, of_dataset, standard_of

MOST_RELEASES = 20
ALL_RELEASES = 2000
PREVIEW_ROWS = 5
WIDE_MAP, NARROW_MAP = 720, 340

TYPE_WORDS = {
    FieldType.STRING: lazy("文字"),
    FieldType.INTEGER: lazy("整数"),
    FieldType.NUMBER: lazy("数値"),
    FieldType.DATE: lazy("日付"),
    FieldType.TIME: lazy("時刻"),
    FieldType.FLAG: lazy("有無"),
    FieldType.CODE: lazy("団体コード"),
    FieldType.LATITUDE: lazy("緯度"),
    FieldType.LONGITUDE: lazy("経度"),
    FieldType.PHONE: lazy("電話番号"),
    FieldType.MAIL: lazy("メールアドレス"),
    FieldType.URL: lazy("URL"),
    FieldType.WEEKDAYS: lazy("曜日"),
}


@dataclass(frozen=True)
class Map:
    wide: SafeString
    narrow: SafeString
    text: str
    twin: Table


@dataclass(frozen=True)
class Version:
    """A release with its permanent addresses."""

    label: str
    day: str
    text: str
    files: tuple[Link, ...]


@public
@of_dataset
def dataset_detail(request: CityRequest, name: str, dataset: Dataset) -> HttpResponseBase:
    is_whole = request.GET.get("versions") == "all"
    record = get_record(name, dataset, most_releases=ALL_RELEASES if is_whole else MOST_RELEASES)
    site = f"{request.scheme}://{request.get_host()}"
    context = {
        "heading": _heading(record),
        "crumbs": crumbs(here(dataset.title)),
        "dataset": dataset,
        "record": record,
        "downloads": _downloads(record),
        "marks": quality_words(record.latest, is_own_table=bool(dataset.source_key)),
        "preview": _preview(record),
        "map": _map(record),
        "columns": columns_table(record.latest.columns),
        "facts": _facts(record),
        "licence": Link(dataset.get_licence_display(), LICENCE_ADDRESSES[Licence(dataset.licence)]),
        "citation": _citation(record, request, site),
        "versions": [_version(record, release) for release in record.releases],
        "is_cut": len(record.releases) < record.release_count,
        "remarks": [_remark(remark) for remark in record.remarks],
        "remark_url": f"{CATALOGUE}remarks/new/?dataset={name}",
        "metadata": _metadata(name),
        "json_ld": mark_safe(schema_org(record, request.municipality, site=site)),  # noqa: S308  # escapes itself
    }
    return render(request, "opendata/dataset_detail.html", context)


def _heading(record: DatasetRecord) -> Heading:
    facts = (
        Fact(
            _("最終更新"), wareki(record.latest.published_date), _("第%(number)d版") % {"number": record.latest.number}
        ),
        Fact(_("件数"), _("%(count)s件") % {"count": f"{record.latest.row_count:,}"}),
        Fact(_("所管課"), record.dataset.department.name if record.dataset.department else _("記載なし")),
    )
    return Heading(record.dataset.title, kicker=record.dataset.category, facts=facts)


def _downloads(record: DatasetRecord) -> tuple[Download, ...]:
    return tuple(
        Download(
            file.file_name,
            latest_file_path(record.name, file.file_name),
            dict(Format.choices)[file.format],
            filesizeformat(file.size).replace("\xa0", " "),
            f"SHA-256 {file.sha256}",
        )
        for file in record.distributions
    )


def quality_words(release: Release, *, is_own_table: bool) -> tuple[str, ...]:
    """Say what was checked before the release. None of it is a judgement on whether the data is true.

    :param is_own_table: a module's own table refreshes it; nobody reads it through before.
    """
    quality = release.quality
    standard = {
        True: _("標準データセットの定義に照らして点検し、必須項目と値の書き方が合っています。"),
        False: _("標準データセットの定義に照らして点検し、合わないところがあります。"),
    }.get(quality.get("standard_met"))
    marks = [standard or _("独自の形式です。標準データセットの定義との照合はしていません。")]
    if is_own_table:
        marks.append(_("市の業務で記録した内容から、自動で作って公開しています。"))
    else:
        marks += _marks_of_checks(quality)
    if quality.get("has_coordinates"):
        marks.append(_("緯度と経度があり、地図に表示できます。"))
    if release.prepared_by != release.approved_by:
        marks.append(_("作成者とは別の職員が承認して公開しています。"))
    return tuple(marks)


def _marks_of_checks(quality: dict[str, Any]) -> Iterator[str]:
    warnings, advice, mended = (int(quality.get(key) or 0) for key in ("warnings", "advice", "mended_cells"))
    if warnings:
        yield _("確かめたほうがよい値が%(count)s件あります。") % {"count": f"{warnings:,}"}
    else:
        yield _("型、日付、番号、座標などの点検で、誤りと思われる値は残っていません。")
    if advice:
        yield _("機械判読のしやすさについて、改善できる点が%(count)s件あります。") % {"count": f"{advice:,}"}
    if mended:
        yield _("元の表の%(count)s個のセルで、文字の幅や日付などの書き方をそろえました。") % {"count": f"{mended:,}"}
    yield _("マイナンバー、個人の電話番号やメールアドレスが含まれていないかを点検しました。")


def _preview(record: DatasetRecord) -> Table | None:
    heads = [str(column["name"]) for column in record.latest.columns]
    rows = record.latest.preview[:PREVIEW_ROWS]
    if not heads or not rows:
        return None
    caption = _("最初の%(count)d件") % {"count": len(rows)}
    return text_table(caption, heads, rows)


def text_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    """Return rows of texts as a table; a short row ends in empty cells, and an empty cell is printed as a dash."""

    def cell(row: Sequence[Any], place: int) -> Cell:
        text = str(row[place]) if place < len(row) and row[place] not in (None, "") else ""
        return Cell(text or "—", is_absent=not text)

    return Table(
        caption,
        tuple(Column(head) for head in heads),
        tuple(Row(cell(row, 0), tuple(cell(row, place) for place in range(1, len(heads)))) for row in rows),
    )


def _map(record: DatasetRecord) -> Map | None:
    given = (Place(float(lat), float(lon), str(label)) for lat, lon, label in record.latest.places)
    places = tuple(place for place in given if abs(place.latitude) <= 90 and abs(place.longitude) <= 180)
    if not places:
        return None
    count, total = len(places), record.latest.row_count
    title = _("%(title)sの位置") % {"title": record.dataset.title}
    text = _(
        "%(count)s地点を点で示します。北緯%(south).4f度から%(north).4f度、東経%(west).4f度から%(east).4f度の範囲です。"
    ) % {
        "count": f"{count:,}",
        "south": min(place.latitude for place in places),
        "north": max(place.latitude for place in places),
        "west": min(place.longitude for place in places),
        "east": max(place.longitude for place in places),
    }
    if count < total:
        text += _("全%(total)s件のうち、座標のある最初の%(count)s件です。") % {
            "total": f"{total:,}",
            "count": f"{count:,}",
        }
    rows = [(place.label or _("名称なし"), f"{place.latitude}", f"{place.longitude}") for place in places]
    return Map(
        wide=drawn(places, "map", title, text, WIDE_MAP),
        narrow=drawn(places, "map-narrow", title, text, NARROW_MAP),
        text=text,
        twin=text_table(_("地図に示した地点"), (_("名称"), _("緯度"), _("経度")), rows),
    )


def drawn(places: Sequence[Place], ident: str, title: str, text: str, width: float) -> SafeString:
    drawing = place_map(places, ident=ident, title=title, description=text, width=width)
    return mark_safe(drawing)  # noqa: S308  # charts escape every text they are given


def columns_table(columns: Sequence[dict[str, Any]]) -> Table:
    """Return the columns of a release with their types and meanings."""
    rows = []
    for column in columns:
        kind = column.get("type", "string")
        words = str(TYPE_WORDS[FieldType(kind)]) if kind in {one.value for one in FieldType} else str(kind)
        description = str(column.get("description") or "")
        rows.append(Row(Cell(str(column["name"])), (Cell(words), Cell(description or "—", is_absent=not description))))
    heads = Column(_("項目")), Column(_("型")), Column(_("説明"))
    return Table(_("項目の一覧"), heads, tuple(rows), is_caption_hidden=True)


def _facts(record: DatasetRecord) -> tuple[Fact, ...]:
    dataset = record.dataset
    first, last = dataset.period_start, dataset.period_end
    period = f"{wareki(first) if first else ''}～{wareki(last) if last else ''}" if first or last else ""
    standard = standard_of(dataset)
    told = (
        (_("標準データセット"), f"{standard.title}（{standard.version}）" if standard else ""),
        (_("更新頻度"), dataset.update_frequency),
        (_("対象地域"), dataset.spatial),
        (_("対象期間"), period),
        (_("問い合わせ先"), dataset.contact),
        (_("タグ"), "、".join(dataset.tags)),
        (_("最初の公開"), wareki(record.first_date)),
        (_("データセットの識別子"), record.name),
    )
    facts = [Fact(label, value) for label, value in told if value]
    return (
        (*facts, Fact(_("関連ページ"), dataset.landing_page, url=dataset.landing_page))
        if dataset.landing_page
        else tuple(facts)
    )


def _citation(record: DatasetRecord, request: CityRequest, site: str) -> str:
    city: Municipality = request.municipality
    day = business_day(city)
    return _("%(city)s「%(title)s」第%(number)d版（%(published)s公開）、%(licence)s、%(url)s（%(day)s閲覧）") % {
        "city": city.name,
        "title": record.dataset.title,
        "number": record.latest.number,
        "published": f"{record.latest.published_date:%Y-%m-%d}",
        "licence": record.dataset.licence,
        "url": f"{site}{dataset_path(record.name)}",
        "day": f"{day:%Y-%m-%d}",
    }


def _version(record: DatasetRecord, release: Release) -> Version:
    files = tuple(
        Link(file.format, release_file_path(record.name, release.number, file.file_name))
        for file in release.distributions.all()
    )
    count = _("%(count)s件") % {"count": f"{release.row_count:,}"}
    return Version(
        label=_("第%(number)d版") % {"number": release.number},
        day=wareki(release.published_date),
        text="　".join(one for one in (release.note, count) if one),
        files=files,
    )


def _remark(remark: Any) -> Event:
    title = f"{remark.get_kind_display()}：{remark.text}"
    answer = _("回答（%(day)s）：%(answer)s") % {
        "day": wareki(remark.answered_date) if remark.answered_date else "",
        "answer": remark.answer,
    }
    return Event(wareki(remark.received_date), title, answer)


def _metadata(name: str) -> tuple[Link, ...]:
    base = dataset_path(name).rstrip("/")
    return (
        Link("DCAT（JSON-LD）", f"{base}.jsonld"),
        Link("DCAT（Turtle）", f"{base}.ttl"),
        Link("DCAT（RDF/XML）", f"{base}.rdf"),
        Link("Table Schema", f"{base}/schema.json"),
        Link("CSVW", f"{base}/csvw.json"),
    )
