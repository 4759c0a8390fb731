"""`hoshin publish`: publishes a decided edition, or hands out what is published already."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from tqdm import tqdm

from hoshin.config.choosing import EditionName, NotChosen, edition_name, municipality_of
from hoshin.config.static_files import collect_static_files
from hoshin.config.terminal import complain, say
from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.models import Municipality
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.models import EditionStatus
from hoshin.publishing.actions import publish_through, refresh_site
from hoshin.publishing.exports.formats import Document, all_made, kept_or_made
from hoshin.publishing.exports.public_site import public_site
from hoshin.publishing.exports.release import is_live, published_root, replace_file
from hoshin.publishing.exports.site_files import PageFailed
from hoshin.publishing.exports.static_copy import FolderInUse, write_static_copy
from hoshin.publishing.queries.publications import (
    frozen,
    get_publication,
    get_publishable,
    problems_before_publishing,
    snapshot_of,
)
from hoshin.publishing.rules.formats import Format, UnknownFormat, formats_of
from hoshin.publishing.rules.overview import overview_of
from hoshin.publishing.rules.snapshot import Snapshot


@dataclass
class Bar:
    """A bar on a terminal; elsewhere, such as in a log, a line for each ten per cent."""

    bar: Any = None
    said: int = field(default=-10)

    def tell(self, percent: int, step: str) -> None:
        if self.bar is not None:
            self.bar.update(percent - self.bar.n)
            self.bar.set_postfix_str(step)
        elif percent >= self.said + 10:
            self.said = percent
            complain(f"{percent:3}% {step}")


def run(options: argparse.Namespace) -> int:
    try:
        return _run(options)
    except ObjectDoesNotExist:
        complain(f"「{options.edition}」という方針の年度版はありません。")
    except (Refused, NotChosen, UnknownFormat, PageFailed, FolderInUse) as refused:
        complain(str(refused))
        for problem in getattr(refused, "problems", ()):
            complain(f"  {problem}")
    return 1


def _run(options: argparse.Namespace) -> int:
    name = edition_name(options.edition)
    kinds = formats_of(options.formats)
    municipality = municipality_of(options.municipality)
    collect_static_files(settings.HOME)
    if options.dry_run:
        return _try(municipality, name, kinds, options.reason)
    snapshot = _published(municipality, name, options.reason)
    say(f"{name} 第{snapshot.revision.number}版  SHA-256 {snapshot.sha256}")
    if options.out:
        _hand_out(snapshot, kinds, Path(options.out))
    if options.static:
        _copy(municipality, Path(options.static))
    return 0


def _published(municipality: Municipality, name: EditionName, reason: str) -> Snapshot:
    """Publish what is decided; what is published already stays as it is."""
    by = system_actor("hoshin publish")
    with municipality_scope(municipality.pk):
        edition = get_publishable(policy_key=name.policy_key, year=name.year)
    if not edition.is_public:
        with _bar() as bar:
            publish_through(
                by,
                municipality=municipality,
                policy_key=name.policy_key,
                year=name.year,
                on=business_day(municipality),
                reason=reason,
                root=published_root(),
                tell=bar.tell,
            )
        say("公表しました。")
    elif not is_live(published_root(), municipality.code):
        with _bar() as bar:
            refresh_site(by, municipality=municipality, root=published_root(), tell=bar.tell)
    with municipality_scope(municipality.pk):
        return snapshot_of(get_publication(policy_key=name.policy_key, year=name.year))


def _try(municipality: Municipality, name: EditionName, kinds: tuple[Format, ...], reason: str) -> int:
    """Make everything and keep nothing."""
    with municipality_scope(municipality.pk):
        edition = get_publishable(policy_key=name.policy_key, year=name.year)
        problems = () if edition.is_public else problems_before_publishing(edition)
        if edition.is_public:
            snapshot = snapshot_of(get_publication(policy_key=name.policy_key, year=name.year))
        else:
            snapshot = frozen(edition, on=business_day(municipality), reason=reason)
    say(f"{name} 第{snapshot.revision.number}版（{EditionStatus(edition.status).label}）  SHA-256 {snapshot.sha256}")
    for label, count in overview_of(snapshot.edition):
        say(f"  {label} {count}")
    for problem in problems:
        complain(f"  {problem}")
    for document in all_made(snapshot, kinds=kinds):
        _say_document(document)
    if problems:
        complain(f"{len(problems)}件の問題があるため、公表できません。")
        return 1
    say("何も書き出していません（--dry-run）。")
    return 0


def _hand_out(snapshot: Snapshot, kinds: tuple[Format, ...], folder: Path) -> None:
    for kind in kinds:
        data = kept_or_made(published_root(), snapshot, kind)
        document = Document(kind, kind.file_name(snapshot.name), data)
        replace_file(folder / document.name, data)
        _say_document(document)
    say(f"{folder} に書き出しました。")


def _copy(municipality: Municipality, folder: Path) -> None:
    with _bar() as bar, municipality_scope(municipality.pk):
        files = public_site(
            municipality,
            root=published_root(),
            progress=lambda done, total, path: bar.tell(100 * done // total, path),
            is_static_copy=True,
        )
        written = write_static_copy(folder, files)
    say(f"{folder} に公開サイトの写しを書き出しました（{written.files}ファイル、{_size(written.size)}）。")


def _say_document(document: Document) -> None:
    say(f"  {document.name}  {_size(len(document.data))}  {document.sha256}")
    for note in document.notes:
        say(f"    {note}")


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} KB"


@contextmanager
def _bar() -> Iterator[Bar]:
    if not sys.stderr.isatty():
        yield Bar()
        return
    with tqdm(total=100, bar_format="{l_bar}{bar}| {postfix}", file=sys.stderr) as bar:
        yield Bar(bar)
