"""What datasets, files and categories are called, so that Tokyo's catalogue and the standard's users know them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"t(\d{6})d(\d{10})")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
LARGEST_NUMBER = 10**10 - 1
STANDARD_TAG = "自治体標準オープンデータセット"  # by which Tokyo's catalogue marks what meets the standard


def organisation_name(code: str) -> str:
    """Return the name of a municipality in a catalogue: t132292."""
    return f"t{code}"


def dataset_name(code: str, number: int) -> str:
    """Return the name of a dataset as it stands in addresses and catalogues: t132292d0000000001."""
    return f"{organisation_name(code)}d{number:010d}"


def number_of(name: str, code: str) -> int | None:
    """Return the number in a dataset's name; None when it is no name of this municipality's."""
    match = _NAME.fullmatch(name) if name.isascii() else None
    return int(match[2]) if match and match[1] == code else None


def is_slug(text: str) -> bool:
    """Say whether the text can be a part of a file name and of an address everywhere."""
    return bool(_SLUG.fullmatch(text))


def file_name(code: str, slug: str, suffix: str) -> str:
    """Return the standard's name of a file: 132292_public_toilet.csv. The suffix comes with or without its dot."""
    return f"{code}_{slug}.{suffix.lstrip('.').lower()}"


def file_title(title: str, file_format: str) -> str:
    """Return what a file of a dataset is called among its others: 公衆トイレ一覧（CSV）."""
    return f"{title}（{file_format}）"


@dataclass(frozen=True)
class Category:
    """A 分類 of the catalogue.

    `key` is a group's name in CKAN: 観光 and 行財政 as Tokyo's catalogue has them, the others our own, because theirs
    are not known. `list_value` is the value of the column 分類 in オープンデータ一覧.
    """

    key: str
    name: str
    list_value: str


CATEGORIES = (
    Category("bousai", "防災・防犯", "司法・安全・環境"),
    Category("fukushi", "福祉", "社会保障・衛生"),
    Category("hoken-iryo", "保健・医療", "社会保障・衛生"),
    Category("kosodate", "子育て", "社会保障・衛生"),
    Category("kyouiku", "教育", "教育・文化・スポーツ・生活"),
    Category("bunka-sports", "文化・スポーツ・生活", "教育・文化・スポーツ・生活"),
    Category("c023", "観光", "運輸・観光"),
    Category("kotsu", "交通", "運輸・観光"),
    Category("kankyo", "環境・ごみ", "司法・安全・環境"),
    Category("toshi", "都市・建設", "住宅・土地・建設"),
    Category("kokudo", "国土・気象", "国土・気象"),
    Category("jinko", "人口・世帯", "人口・世帯"),
    Category("sangyo", "産業・労働", "商業・サービス業"),
    Category("joho", "情報通信", "情報通信・科学技術"),
    Category("c029", "行財政", "行財政"),
    Category("sonota", "その他", "その他"),
)

_BY_NAME = {category.name: category for category in CATEGORIES}
_BY_KEY = {category.key: category for category in CATEGORIES}


def category_named(name: str) -> Category:
    """Return the category that a dataset names; その他 for a name that is none (any more)."""
    return _BY_NAME.get(name, CATEGORIES[-1])


def category_of_key(key: str) -> Category | None:
    return _BY_KEY.get(key)
