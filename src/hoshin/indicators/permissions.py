from hoshin.kernel.registry import Permission

EDIT_INDICATOR = Permission("indicators.edit_indicator", "成果指標と目標を編集する")
RECORD_ACTUAL = Permission("indicators.record_actual", "実績値を記録する")
