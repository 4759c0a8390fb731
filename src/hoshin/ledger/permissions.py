from hoshin.kernel.registry import Permission

VIEW_LEDGER = Permission("ledger.view_entries", "台帳を見る")
ADJUST_LEDGER = Permission("ledger.adjust_entries", "台帳に期首の残高・公式の数との差・取消しを記帳する")
MEASURE = Permission("ledger.measure_values", "計測項目の値を記録する")
