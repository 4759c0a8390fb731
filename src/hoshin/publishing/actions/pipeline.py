"""The whole way from a decided edition to files that the public reads; run by a job, a command or a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.progress import Tell
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.actions.publishing import publish_edition, record_files
from hoshin.publishing.exports.formats import all_made, keep
from hoshin.publishing.exports.public_site import public_site
from hoshin.publishing.exports.release import State, make_live, one_at_a_time, write_state
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.publications import (
    frozen,
    get_publishable,
    hosts_of_all,
    publications_without_files,
    snapshot_of,
)
from hoshin.publishing.rules.formats import FORMATS, Format
from hoshin.publishing.rules.site_index import hosts_of

DOCUMENTS_END = 60  # per cent; the rest is pages


def publish_through(
    by: Actor,
    *,
    municipality: Municipality,
    policy_key: str,
    year: int,
    on: dt.date,
    reason: str = "",
    root: Path,
    tell: Tell,
) -> Publication:
    """Freeze a decided edition, make all documents and pages, and make them live: all of it or nothing.

    The documents are made outside of any transaction, the pages inside the one that publishes; what is live changes
    after it has been committed. Raises as `publish_edition`, and PageFailed.
    """
    with municipality_scope(municipality.pk):
        edition = get_publishable(policy_key=policy_key, year=year)
        snapshot = frozen(edition, on=on, reason=reason)
    documents = all_made(snapshot, before=_steps(tell))
    with one_at_a_time(root, municipality.code):
        with municipality_scope(municipality.pk):
            publication = publish_edition(
                by, edition=edition, snapshot=snapshot, on=on, reason=reason, documents=documents
            )
            for document in documents:
                keep(root, snapshot, document)
            state = _built(municipality, root, tell)
            hosts = hosts_of_all()
        if state:
            make_live(state, hosts)
    return publication


def refresh_site(by: Actor, *, municipality: Municipality, root: Path, tell: Tell) -> int:
    """Make the files of everything that is published anew, and live; return how many revisions got their documents.

    Pages show how far the year has gone, so that they are made again each day; and an edition that was loaded as
    published has no files before this.
    """
    with one_at_a_time(root, municipality.code):
        with municipality_scope(municipality.pk):
            missing = publications_without_files()
            for publication in missing:
                snapshot = snapshot_of(publication)
                documents = all_made(snapshot, before=_steps(tell))
                for document in documents:
                    keep(root, snapshot, document)
                record_files(by, publication=publication, documents=documents)
            state = _built(municipality, root, tell)
            hosts = hosts_of_all()
        if state:
            make_live(state, hosts)
    return len(missing)


def _built(municipality: Municipality, root: Path, tell: Tell) -> State | None:
    """Write the site's files; None where no host name leads to the municipality, so that it has no site."""
    host = municipality.hosts[0] if municipality.hosts else "localhost"
    if hosts_of(hosts_of_all()).code_of(host) != municipality.code:
        return None

    def progress(done: int, total: int, path: str) -> None:
        tell(DOCUMENTS_END + (100 - DOCUMENTS_END) * done // (total + 1), path)

    return write_state(root, municipality.code, public_site(municipality, root=root, progress=progress))


def _steps(tell: Tell) -> Callable[[Format], None]:
    def before(kind: Format) -> None:
        tell(DOCUMENTS_END * FORMATS.index(kind) // len(FORMATS), f"{kind.label}（{kind.kind}）")

    return before
