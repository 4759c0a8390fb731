"""Titles, paths and links that the pages of rounds and reports share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Fact, Heading, Link
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import wareki
from hoshin.plan.models import Item
from hoshin.reviews.models import Report, Round
from hoshin.reviews.permissions import RUN_ROUND
from hoshin.reviews.rules.states import ReportStatus, RoundStatus


def round_url(row: Round) -> str:
    return reverse("reviews:round", args=[row.pk])


def report_url(row: Report) -> str:
    return reverse("reviews:report", args=[row.pk])


def named(item: Item) -> str:
    return f"{item.number} {item.title}".strip()


def rounds_crumbs(*more: Link) -> tuple[Link, ...]:
    return Link(_("ワークスペース"), "/staff/"), Link(_("照会と報告"), reverse("reviews:rounds")), *more


def round_frame(row: Round, title: str) -> dict[str, Any]:
    """Return what every page of one round is given."""
    own = (Link(row.title, round_url(row)), Link(title, "")) if title != row.title else (Link(title, ""),)
    facts = (
        Fact(_("状態"), RoundStatus(row.status).label),
        Fact(_("たずねる時期"), row.period.label_wareki),
        Fact(_("回答の期限"), wareki(row.due_on)),
    )
    return {
        "round": row,
        "heading": Heading(title, kicker=row.edition.policy.name, edition=row.edition.label, facts=facts),
        "crumbs": rounds_crumbs(*own),
    }


def round_tabs(row: Round, actor: Actor) -> tuple[Link, ...]:
    """Link the pages of one round that this person may open."""
    links = [
        Link(_("報告の状況"), round_url(row), is_current=True),
        Link(_("評価"), reverse("reviews:assessments", args=[row.pk])),
    ]
    if actor.may(RUN_ROUND):
        links.append(Link(_("送った知らせ"), reverse("reviews:round_mails", args=[row.pk])))
    return tuple(links)


def report_frame(row: Report) -> dict[str, Any]:
    """Return what every page of one report is given."""
    facts = (
        Fact(_("状態"), ReportStatus(row.status).label),
        Fact(_("所管課"), row.department.name, note=row.person.get_full_name() if row.person else ""),
        Fact(_("たずねる時期"), row.round.period.label_wareki),
        Fact(_("回答の期限"), wareki(row.round.due_on)),
    )
    title = named(row.item)
    return {
        "report": row,
        "round": row.round,
        "heading": Heading(title, kicker=row.round.title, edition=row.round.edition.label, facts=facts),
        "crumbs": rounds_crumbs(Link(row.round.title, round_url(row.round)), Link(title, "")),
    }
