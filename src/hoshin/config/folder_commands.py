"""`hoshin check`, `hoshin load` and `hoshin dump`: a policy as a folder of YAML, in and out."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from hoshin.config.choosing import NotChosen, edition_name, municipality_of
from hoshin.config.static_files import collect_static_files
from hoshin.config.terminal import complain, say
from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import now
from hoshin.kernel.installing import MunicipalityDiffers
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.actions.loading import EditionIsFixed
from hoshin.plan.models import PUBLIC
from hoshin.publishing.actions import install_folder, refresh_site
from hoshin.publishing.exports.release import published_root
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
        example = folder.municipality.example
        by = system_actor("hoshin load")
        municipality = install_folder(by, folder=folder, on=example.clock if example else now().date())
    except (EditionIsFixed, MunicipalityDiffers) as refused:
        complain(f"読み込みませんでした: {refused}")
        return 1
    say(f"読み込みました: {_counts(folder)}")
    if any(edition.status in PUBLIC for edition in folder.editions):
        collect_static_files(settings.HOME)
        refresh_site(by, municipality=municipality, root=published_root(), tell=lambda _percent, _step: None)
        say("公開ページと文書を作りました。")
    return 0


def dump(options: argparse.Namespace) -> int:
    try:
        edition = edition_name(options.edition)
        target = Path(options.out or f"{edition.policy_key}-{edition.year}")
        municipality = municipality_of(options.municipality)
        with municipality_scope(municipality.pk):
            folder = folder_of(edition.policy_key, (edition.year,))
        write_folder(folder, target, replace=options.force)
    except ObjectDoesNotExist:
        complain(f"「{options.edition}」という方針の年度版はありません。")
        return 1
    except (NotWritable, NotChosen) as refused:
        complain(str(refused))
        return 1
    say(f"{target} に書き出しました: {_counts(folder)}")
    return 0


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
