from hoshin.indicators.actions.actuals import CorrectedMeanwhile, correct_actual, record_actual
from hoshin.indicators.actions.definitions import Definition, change_indicator, define_indicator, remove_indicator
from hoshin.indicators.actions.loading import put_indicators
from hoshin.indicators.actions.measuring import bind_metric, end_binding, take_measured
from hoshin.indicators.actions.targets import change_target, remove_target, set_target
from hoshin.indicators.actions.undoing import UNDOABLE, undo_change

__all__ = [
    "UNDOABLE",
    "CorrectedMeanwhile",
    "Definition",
    "bind_metric",
    "change_indicator",
    "change_target",
    "correct_actual",
    "define_indicator",
    "end_binding",
    "put_indicators",
    "record_actual",
    "remove_indicator",
    "remove_target",
    "set_target",
    "take_measured",
    "undo_change",
]
