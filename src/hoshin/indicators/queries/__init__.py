from hoshin.indicators.queries.changes import changes_of, indicator_of_change
from hoshin.indicators.queries.document import indicator_data
from hoshin.indicators.queries.editing import (
    ActualHistory,
    actual_history,
    actuals_of,
    editions_with_indicators,
    facts_of,
    get_actual,
    get_edition,
    get_indicator,
    get_item,
    get_target,
    indicators_of,
    items_with_indicators,
    targets_of,
)

__all__ = [
    "ActualHistory",
    "actual_history",
    "actuals_of",
    "changes_of",
    "editions_with_indicators",
    "facts_of",
    "get_actual",
    "get_edition",
    "get_indicator",
    "get_item",
    "get_target",
    "indicator_data",
    "indicator_of_change",
    "indicators_of",
    "items_with_indicators",
    "targets_of",
]
