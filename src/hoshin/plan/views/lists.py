"""The lists of an edition by the word that stands in their address."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.plan.models import Direction, Driver, DriverField, Section, Source, Stage, Term
from hoshin.plan.queries.editing import EntryModel


@dataclass(frozen=True)
class EntryList:
    slug: str
    model: EntryModel
    tab: str | Promise
    label: str | Promise
    noun: str | Promise
    about: str | Promise
    previewed: str = ""  # the Markdown field that can be looked at before it is saved


LISTS = (
    EntryList("sections", Section, _("章"), _("文書の章"), _("章"), _("文書の章を、載る順に並べます。"), "body"),
    EntryList(
        "drivers",
        DriverField,
        _("検討分野"),
        _("検討分野と項目"),
        _("検討分野"),
        _("重点取組の根拠となる項目の一覧です。①②の番号は並び順から付きます。"),
        "description",
    ),
    EntryList(
        "directions",
        Direction,
        _("方向"),
        _("まちづくりの方向"),
        _("方向"),
        _("総合計画などの、取組が目指す方向です。"),
        "description",
    ),
    EntryList(
        "stages", Stage, _("段階"), _("取組の段階"), _("段階"), _("取組が進む段階を、進む順に並べます。"), "description"
    ),
    EntryList(
        "terms",
        Term,
        _("用語"),
        _("用語解説"),
        _("用語"),
        _("用語は、本文に最初に出たところに印が付きます。"),
        "definition",
    ),
    EntryList(
        "sources", Source, _("参考資料"), _("参考資料"), _("参考資料"), _("参考にした資料を、区分ごとに並べます。")
    ),
)
DRIVERS = EntryList("driver", Driver, _("項目"), _("検討分野の項目"), _("項目"), "", "description")
BY_SLUG = {one.slug: one for one in (*LISTS, DRIVERS)}
BY_MODEL = {one.model: one for one in (*LISTS, DRIVERS)}


def list_of(slug: str) -> EntryList:
    """
    :raises ObjectDoesNotExist: there is no such list.
    """
    if slug not in BY_SLUG:
        raise ObjectDoesNotExist(slug)
    return BY_SLUG[slug]
