from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from hoshin.kernel.actor import system_actor
from hoshin.kernel.installing import set_hosts
from hoshin.kernel.models import Municipality
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import municipality_scope


class Command(BaseCommand):
    help = "団体のホスト名を決める。団体が一つだけなら要らない。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="全国地方公共団体コード（6桁）")
        parser.add_argument("hosts", nargs="*", help="ホスト名。一つも書かないと、決めたものを取り消す")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = Municipality.objects.filter(code=options["code"]).first()
        if municipality is None:
            raise CommandError(_("団体コード %(code)s の団体はありません。") % {"code": options["code"]})
        with municipality_scope(municipality.pk):
            try:
                set_hosts(system_actor("hoshin manage set_hosts"), hosts=options["hosts"])
            except Refused as refusal:
                raise CommandError(refusal.message) from refusal
        names = "、".join(options["hosts"]) or _("どの名前でも")
        self.stdout.write(_("%(city)s: %(names)s") % {"city": municipality.name, "names": names})
