"""Bring a folder that has been read and checked into the database: all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoshin.indicators.actions import put_indicators
from hoshin.indicators.rules.measuring import MeasuredInDocument, StatedByHand
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.installing import install_municipality, put_default_roles, put_departments
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.actions.loading import EditionIsFixed, put_edition, put_policy
from hoshin.plan.models import Edition, EditionStatus, Policy
from hoshin.plan.permissions import LOAD_POLICY
from hoshin.publishing.actions.publishing import publish_loaded
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.document import stated_document
from hoshin.publishing.rules.document import EditionDoc, PolicyFolder
from hoshin.publishing.rules.problem import Finding, Path, printed_path
from hoshin.reviews.actions.loading import put_vocabulary


class NotOfThisDatabase(Exception):
    """The folder is right in itself, but says what does not fit what the database holds. `findings` has every place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(f"{printed_path(one.path)}: {one.message}期待: {one.expected}" for one in findings))
        self.findings = tuple(findings)


def install_folder(by: Actor, *, folder: PolicyFolder, on: dt.date | None = None) -> Municipality:
    """Load a folder from outside any scope: the municipality is added when it is new.

    :param on: as for `load_folder`.
    :raises MunicipalityDiffers: an example's folder for a real municipality, or the reverse.
    :raises EditionIsFixed, NotOfThisDatabase: as `load_folder`.
    """
    city = folder.municipality
    with transaction.atomic():
        municipality = install_municipality(
            **city.model_dump(exclude={"example"}),
            clock=city.example.clock if city.example else None,
            notice=city.example.notice if city.example else "",
        )
        with municipality_scope(municipality.pk):
            put_default_roles(by)
            load_folder(by, folder=folder, on=on)
    return municipality


@action(LOAD_POLICY, "plan.policy.loaded")
def load_folder(by: Actor, *, folder: PolicyFolder, on: dt.date | None = None) -> Policy:
    """Put the folder's departments, policy and editions in place of the drafts of those years.

    A decided or published edition that reads the same as the folder is left alone. One that the folder says to be
    published is published by this, as revision 1; while it stands open for a correction, it stays so.

    :param on: the day of publishing of an edition that does not say when it was issued; the first day of its fiscal
        year where that is left out.
    :raises EditionIsFixed: a decided or published edition reads differently.
    :raises NotOfThisDatabase: it states actuals that the ledger measures, and not those that the ledger has said.
    """
    put_departments(by, departments=[row.model_dump() for row in folder.departments])
    policy = put_policy(by, **folder.policy.model_dump())
    findings: list[Finding] = []
    for index, document in sorted(enumerate(folder.editions), key=lambda pair: pair[1].year):
        try:
            _load_edition(by, policy, document, on)
        except MeasuredInDocument as refused:
            findings += [_finding(one, document, ("editions", index)) for one in refused.found]
    if findings:
        raise NotOfThisDatabase(findings)
    return policy


def _finding(stated: StatedByHand, document: EditionDoc, here: Path) -> Finding:
    places = (
        (*here, "items", i, "indicators", j, "actuals", stated.place, "value")
        for i, item in enumerate(document.items)
        for j, indicator in enumerate(item.indicators)
        if indicator.key == stated.indicator
    )
    return Finding(next(places, here), stated.message, stated.expected)


@action(LOAD_POLICY, "publishing.document.put")
def put_document(by: Actor, *, policy: Policy, document: EditionDoc) -> Edition:
    """Add an edition, or replace the draft of that year, with the rows of all rooms; results are not put.

    :raises EditionIsFixed: as `load_folder`.
    """
    edition = put_edition(by, policy=policy, document=document.model_dump())
    put_indicators(
        by,
        edition=edition,
        indicators=[(item.key, indicator) for item in document.items for indicator in item.indicators],
    )
    return put_vocabulary(by, edition=edition, scale=document.scale, decision_kinds=document.decision_kinds)


def _load_edition(by: Actor, policy: Policy, document: EditionDoc, on: dt.date | None) -> None:
    old = Edition.objects.filter(policy=policy, year=document.year).first()
    if old and not old.is_editable:
        if stated_document(old.pk) == document.model_copy(update={"results": ()}):
            return
        raise EditionIsFixed(old)
    is_published = Publication.objects.filter(policy=policy, year=document.year).exists()
    if is_published:
        document = document.model_copy(update={"status": EditionStatus.DRAFT.value})
    edition = put_document(by, policy=policy, document=document)
    if edition.is_public:
        publish_loaded(by, edition=edition, on=document.issued or on or edition.fiscal_year.first_day)
