"""`hoshin check`, `hoshin load` and `hoshin dump`: a policy as a folder of YAML, in and out."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from hoshin.config.terminal import complain, say
from hoshin.kernel.actor import system_actor
from hoshin.kernel.installing import MunicipalityDiffers
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.actions.loading import EditionIsFixed
from hoshin.publishing.actions import install_folder
from hoshin.publishing.queries import folder_of
from hoshin.publishing.rules.document import PolicyFolder
from hoshin.publishing.rules.dump import NotWritable, write_folder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.problem import FolderErrors


def check(options: argparse.Namespace) -> int:
    """Validate a folder without loading it: every problem on a line of its own, for people and for editors."""
    folder = _read(options.path)
    if folder is None:
        return 1
    say(f"問題はありません: {_counts(folder)}")
    return 0


def load(options: argparse.Namespace) -> int:
    folder = _read(options.path)
    if folder is None:
        return 1
    try:
        install_folder(system_actor("hoshin load"), folder=folder)
    except (EditionIsFixed, MunicipalityDiffers) as refused:
        complain(f"読み込みませんでした: {refused}")
        return 1
    say(f"読み込みました: {_counts(folder)}")
    return 0


def dump(options: argparse.Namespace) -> int:
    policy_key, _, year = options.edition.partition("@")
    if not year.isascii() or not year.isdigit():
        complain("「方針のキー@年度」の形で書いてください（例: chiiki-joho@2020）。")
        return 1
    target = Path(options.out or f"{policy_key}-{year}")
    try:
        municipality = _municipality(options.municipality)
        with municipality_scope(municipality.pk):
            folder = folder_of(policy_key, (int(year),))
        write_folder(folder, target, replace=options.force)
    except ObjectDoesNotExist:
        complain(f"「{options.edition}」という方針の年度版はありません。")
        return 1
    except (NotWritable, _WhichMunicipality) as refused:
        complain(str(refused))
        return 1
    say(f"{target} に書き出しました: {_counts(folder)}")
    return 0


class _WhichMunicipality(Exception):
    """The installation has no municipality of that code, or several to choose from."""


def _municipality(code: str | None) -> Municipality:
    found = list(Municipality.objects.filter(**({"code": code} if code else {})).order_by("code"))
    if len(found) == 1:
        return found[0]
    if code:
        raise _WhichMunicipality(f"団体コード「{code}」の団体はありません。")
    codes = "、".join(f"{municipality.code} {municipality.name}" for municipality in found) or "（団体がありません）"
    raise _WhichMunicipality(f"--municipality で団体コードを選んでください: {codes}")


def _read(path: str) -> PolicyFolder | None:
    try:
        return read_folder(Path(path))
    except FolderErrors as errors:
        for problem in errors.problems:
            complain(str(problem))
        complain(f"{len(errors.problems)}件の問題があります。")
        return None


def _counts(folder: PolicyFolder) -> str:
    items = [item for edition in folder.editions for item in edition.items]
    years = "、".join(str(edition.year) for edition in folder.editions)
    return (
        f"{folder.municipality.name} {folder.policy.name}（年度版 {years}、取組 {len(items)}件、"
        f"成果指標 {sum(len(item.indicators) for item in items)}件、所管課 {len(folder.departments)}件）"
    )
