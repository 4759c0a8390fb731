from hoshin.kernel.registry import Permission

VIEW_ROUNDS = Permission("reviews.view_rounds", "照会と報告を見る")
ANSWER_REPORT = Permission("reviews.answer_report", "自分の課の報告を書き、提出する")
APPROVE_REPORT = Permission("reviews.approve_report", "自分の課の報告を承認し、差し戻す（課長）")
RUN_ROUND = Permission("reviews.run_round", "照会を行い、報告を受理し、再照会する")
ASSESS = Permission("reviews.assess", "取組を評価する")
SIGN_CRITERION = Permission("reviews.sign_criterion", "段階移行の要件を確認する")
DECIDE = Permission("reviews.decide", "会議を開き、決定を記録する")
EDIT_DUTIES = Permission("reviews.edit_duties", "担当を決め、引き継ぐ")
