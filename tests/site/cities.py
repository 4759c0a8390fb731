"""Cities with a published policy, loaded as `hoshin load` does."""

from __future__ import annotations

from hoshin.kernel.actor import system_actor
from hoshin.kernel.models import Municipality
from hoshin.publishing.actions import install_folder
from hoshin.publishing.rules.document import PolicyFolder
from tools.made_policy import made_folder

HOST = "policy.example.jp"


def install(folder: PolicyFolder, *, host: str = HOST) -> Municipality:
    municipality = install_folder(system_actor("テスト"), folder=folder)
    municipality.hosts = [host]
    municipality.save()
    return municipality


def install_made(*, initiatives: int = 12) -> Municipality:
    return install(made_folder(initiatives=initiatives, code="011002", name="試験市"))
