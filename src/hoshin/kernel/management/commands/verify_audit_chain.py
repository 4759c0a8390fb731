from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoshin.kernel.history import verify_audit_chain
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope


class Command(BaseCommand):
    help = "監査記録の連鎖を、すべての団体について検証します。切れていれば終了コード1で終わります。"

    def handle(self, *args: Any, **options: Any) -> None:
        broken = []
        for municipality in Municipality.objects.order_by("code"):
            with municipality_scope(municipality.pk):
                report = verify_audit_chain()
            if report.broken_at is None:
                self.stdout.write(f"{municipality}: {report.count}件、欠けや書き換えはありません。")
            else:
                broken.append(f"{municipality}: 記録 {report.broken_at.pk} で連鎖が切れています。")
        if broken:
            raise CommandError("\n".join(broken))
