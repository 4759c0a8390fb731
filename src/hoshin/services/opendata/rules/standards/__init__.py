"""The definitions of 自治体標準オープンデータセット (v3) and of 推奨データセット before it (v1), as data."""

from hoshin.services.opendata.rules.standards.conversion import JOINED, Conversion, Join, to_v3
from hoshin.services.opendata.rules.standards.loading import NoSuchStandard, newest, standard, standards

__all__ = ["JOINED", "Conversion", "Join", "NoSuchStandard", "newest", "standard", "standards", "to_v3"]
