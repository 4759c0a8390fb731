from hoshin.kernel.registry import Permission

PREPARE_DATASET = Permission("opendata.prepare_dataset", "データセットを準備し、公開を申請する")
APPROVE_DATASET = Permission("opendata.approve_dataset", "データセットの公開を承認する")
WITHDRAW_DATASET = Permission("opendata.withdraw_dataset", "データセットを取り下げる")
ANSWER_REMARKS = Permission("opendata.answer_remarks", "オープンデータへの要望や意見に回答する")
SEND_REMARK = Permission("opendata.send_remark", "オープンデータへの要望や意見を送る")
COUNT_DOWNLOADS = Permission("opendata.count_downloads", "ダウンロード数とリンクの状態を記録する")
