from hoshin.kernel.registry import Permission

VIEW_DRAFT = Permission("plan.view_draft", "作成中の年度版を見る")
EDIT_PLAN = Permission("plan.edit_plan", "年度版を編集する")
LOAD_POLICY = Permission("plan.load_policy", "方針をフォルダから読み込む")
PUBLISH_EDITION = Permission("plan.publish_edition", "年度版を決定し、公表し、訂正する")
