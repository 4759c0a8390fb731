"""Which datasets count for オープンデータ化した行政情報数, and by which rule another one does not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

MACHINE_READABLE = frozenset({"CSV", "JSON", "GeoJSON", "XLSX", "RDF"})
OPEN_LICENCES = frozenset({"CC-BY-4.0", "CC0-1.0", "PDL-1.0"})
# Rooms whose tables tell of the policy and of the catalogue. Tables of a service tell of the city, and count.
TELLING_OF_ITSELF = ("plan.", "indicators.", "publishing.", "opendata.")


@dataclass(frozen=True)
class CountingFacts:
    """What of a dataset decides whether it counts. `source_key` is "" where a person uploads the table."""

    formats: Collection[str]
    licence: str
    source_key: str = ""


def left_out_because(facts: CountingFacts) -> str | None:
    """Return the rule that keeps a published dataset from being counted, in words; None when it counts."""
    if facts.source_key.startswith(TELLING_OF_ITSELF):
        return "方針・カタログ自身の表（方針の取組や指標、オープンデータ一覧）は、行政情報として数えません。"
    if not MACHINE_READABLE.intersection(facts.formats):
        return "機械判読できる形式（CSV、JSON、GeoJSON、XLSX、RDF）の配布物がありません。"
    if facts.licence not in OPEN_LICENCES:
        return "オープンライセンス（CC BY 4.0、CC0、公共データ利用規約）で公開していません。"
    return None
