"""`hoshin check`, `hoshin load` and `hoshin dump`: a policy as a folder of YAML, in and out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
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
from hoshin.publishing.actions import NotOfThisDatabase, install_folder, refresh_site
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.queries import folder_of
from hoshin.publishing.rules.document import PolicyFolder
from hoshin.publishing.rules.dump import NotWritable, write_folder
from hoshin.publishing.rules.folder import PlacedFolder, read_placed
from hoshin.publishing.rules.problem import FolderErrors, Problem


def check(options: argparse.Namespace) -> int:
    """Validate a folder without loading it: every problem on a line of its own, for people and for editors."""
    read = _read(options.path)
    if read is None:
        return 1
    folder = read.folder
    say(f"問題はありません: {_counts(folder)}")
    return 0


def load(options: argparse.Namespace) -> int:
    read = _read(options.path)
    if read is None:
        return 1
    folder = read.folder
    try:
        example = folder.municipality.example
        by = system_actor("hoshin load")
        municipality = install_folder(by, folder=folder, on=example.clock if example else now().date())
    except (EditionIsFixed, MunicipalityDiffers) as refused:
        complain(f"読み込みませんでした: {refused}")
        return 1
    except NotOfThisDatabase as refused:
        _complain_of([read.problem_of(finding) for finding in refused.findings])
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


def _read(path: str) -> PlacedFolder | None:
    try:
        return read_placed(Path(path))
    except FolderErrors as errors:
        _complain_of(errors.problems)
        return None


def _complain_of(problems: Sequence[Problem]) -> None:
    for problem in problems:
        complain(str(problem))
    complain(f"{len(problems)}件の問題があります。")


def _counts(folder: PolicyFolder) -> str:
    items = [item for edition in folder.editions for item in edition.items]
    years = "、".join(str(edition.year) for edition in folder.editions)
    return (
        f"{folder.municipality.name} {folder.policy.name}（年度版 {years}、取組 {len(items)}件、"
        f"成果指標 {sum(len(item.indicators) for item in items)}件、所管課 {len(folder.departments)}件）"
    )
