"""What an edition amounts to, for those who look once more before it is published."""

from __future__ import annotations

from hoshin.publishing.rules.document import EditionDoc


def overview_of(edition: EditionDoc) -> tuple[tuple[str, str], ...]:
    """Return pairs of a noun and a count. What a reader will find marked as uncertain is counted too."""
    items = [item for item in edition.items if item.repost_of is None]
    initiatives = [item for item in items if item.initiative]
    indicators = [indicator for item in items for indicator in item.indicators]
    unresolved = [one for item in items for one in item.references if one.driver is None]
    inferred = [item for item in items if item.stage and item.stage.certainty == "inferred"]
    counts = {
        "重点取組": len(initiatives),
        "成果指標（KPI）": len(indicators),
        "目標": sum(len(indicator.targets) for indicator in indicators),
        "実績": sum(len(indicator.actuals) for indicator in indicators),
        "用語解説": len(edition.glossary),
        "参考資料": len(edition.sources),
        "「参照先不明」と表示される参照": len(unresolved),
        "「推定」と表示される段階": len(inferred),
    }
    return tuple((label, f"{count}件") for label, count in counts.items())
