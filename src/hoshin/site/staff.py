"""The staff's workspace: the frame of every staff page, and the page that says what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hoshin.design.components import Step
from hoshin.design.shell import Fact, Heading, Link, NavGroup, Workspace
from hoshin.indicators.models import Indicator
from hoshin.kernel.access import staff
from hoshin.kernel.actor import Actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.history import changes_among
from hoshin.kernel.permissions import VIEW_AUDIT
from hoshin.kernel.registry import registry
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.telling import tell
from hoshin.plan.models import Edition, Item, Stage
from hoshin.plan.permissions import EDIT_PLAN, VIEW_DRAFT
from hoshin.plan.queries.editing import (
    changes_of_edition,
    editable_editions,
    policies_with_editions,
    waiting_of,
)
from hoshin.reviews.models import Gate, Report
from hoshin.reviews.permissions import VIEW_ROUNDS
from hoshin.reviews.queries.agenda import way_text
from hoshin.reviews.queries.board import Waiting, waiting_for
from hoshin.reviews.queries.gates import GateDesk, gates_on_desk
from hoshin.reviews.rules.states import ReportStatus
from hoshin.site.drafts import preview_url
from hoshin.site.trying import things_to_try

HOME = "/staff/"
MOST_CHANGES = 5
MOST_STEPS = 8

TITLES = {
    "reference_unresolved": "未解決の参照",
    "stage_inferred": "推定のままの段階",
    "stage_missing": "段階のない取組",
    "department_missing": "所管課のない取組",
    "part_inferred": "推定のままの所管課",
    "text_outdated": "要更新の文章",
}


def workspace(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing is looked up unless a staff page asks."""
    return {"workspace": SimpleLazyObject(lambda: workspace_of(request))}


def workspace_of(request: HttpRequest) -> Workspace | None:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.is_staff:
        return None
    groups = [
        NavGroup((Link(_("ワークスペース"), HOME, is_current=request.path == HOME),)),
        *_of_edition(request, actor),
        *_of_meeting(request, actor),
    ]
    nav = {
        module.label: [
            (_(item.label), reverse(item.url_name))
            for item in module.staff_nav
            if item.permission is None or actor.may(item.permission)
        ]
        for module in registry.modules()
    }
    # Of two addresses that begin the page's own, the longer one is nearer to it.
    fitting = [url for items in nav.values() for _label, url in items if request.path.startswith(url)]
    here = max(fitting, key=len, default="")
    for label, items in nav.items():
        if items:
            links = tuple(Link(text, url, is_current=url == here) for text, url in items)
            groups.append(NavGroup(links, label=_(label)))
    return Workspace(
        person=actor.name,
        sign_out_url=reverse("account_logout"),
        groups=tuple(groups),
        account_links=(
            Link(_("パスワードの変更"), reverse("account_change_password")),
            Link(_("二要素認証とパスキー"), reverse("mfa_index")),
            *((Link(_("メールの知らせ"), reverse("reviews:mail")),) if actor.may(VIEW_ROUNDS) else ()),
        ),
    )


def _of_edition(request: HttpRequest, actor: Actor) -> Iterator[NavGroup]:
    """What this room adds to the other rooms' pages about one edition: they cannot know of it."""
    match = request.resolver_match
    if match is None or not {"policy", "year"} <= match.kwargs.keys() or not actor.may(VIEW_DRAFT):
        return
    names = [("site:draft_comparison", _("公表版との新旧対照表"))]
    if actor.may(VIEW_ROUNDS):
        names += [("reviews:vocabulary", _("評価と決定の言葉")), ("reviews:decisions", _("決定"))]
    found = [(reverse(name, args=[match.kwargs["policy"], match.kwargs["year"]]), label) for name, label in names]
    links = tuple(Link(label, url, is_current=request.path == url) for url, label in found)
    yield NavGroup(links, label=_("この年度版"))


def _of_meeting(request: HttpRequest, actor: Actor) -> Iterator[NavGroup]:
    """The documents of a meeting, beside the pages about it."""
    match = request.resolver_match
    if match is None or "meeting" not in match.kwargs or not actor.may(VIEW_ROUNDS):
        return
    meeting = match.kwargs["meeting"]
    names = (
        ("papers.pdf", _("次第・資料（PDF）")),
        ("papers.docx", _("次第・資料（Word）")),
        ("minutes.pdf", _("議事録（PDF）")),
        ("minutes.docx", _("議事録（Word）")),
    )
    links = (Link(label, reverse("publishing:papers", args=[meeting, name])) for name, label in names)
    yield NavGroup(tuple(links), label=_("この会議の資料"))


@staff(VIEW_DRAFT)
def home(request: CityRequest) -> HttpResponse:
    day = business_day(request.municipality)
    drafts = list(editable_editions())
    waiting, ways = waiting_for(request.actor), gates_on_desk(request.actor)
    is_example = request.municipality.is_example
    context = {
        "heading": Heading(
            _("ワークスペース"),
            lead=_("%(name)sさんを待っていること、年度版の状態、最近の変更です。") % {"name": request.actor.name},
            facts=(
                Fact(_("今日"), f"{day.year}年{day.month}月{day.day}日", note=FiscalYear.containing(day).label_both),
            ),
        ),
        "crumbs": (),
        "desk": tuple(_on_desk(waiting, ways, on=day)),
        "trying": things_to_try(request.actor, waiting=waiting, ways=ways, on=day) if is_example else (),
        "drafts": [(edition, preview_url(edition), tuple(_steps(edition, request.actor))) for edition in drafts],
        "editions": [
            (edition, "" if edition.is_public else preview_url(edition))
            for policy in policies_with_editions()
            for edition in policy.editions.all()
        ],
        "told": _recent(drafts) if request.actor.may(VIEW_AUDIT) else [],
    }
    return render(request, "site/staff_home.html", context)


def _on_desk(found: Waiting, ways: GateDesk, *, on: dt.date) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """The reports and gates that wait for this person, by what is to be done with them."""
    groups = (
        (_("書いて提出する報告"), found.to_answer),
        (_("承認を待っている報告"), found.to_approve),
        (_("受理を待っている報告"), found.to_accept),
    )
    for title, reports in groups:
        if reports:
            yield title, tuple(_report_step(one, on=on) for one in reports)
    desks = (
        (_("決定を待っている段階の移行"), ways.to_decide),
        (_("確認を待っている要件のある段階の移行"), ways.to_sign),
        (_("根拠を集める段階の移行"), ways.to_prepare),
    )
    for title, gates in desks:
        if gates:
            yield title, tuple(_gate_step(one) for one in gates)


def _gate_step(gate: Gate) -> Step:
    return Step(
        title=f"{gate.item.number} {gate.item.title}".strip(),
        url=reverse("reviews:gate", args=[gate.pk]),
        text=f"{way_text(gate)}・{gate.get_status_display()}",
    )


def _report_step(report: Report, *, on: dt.date) -> Step:
    due = report.round.due_on
    return Step(
        title=f"{report.item.number} {report.item.title}".strip(),
        url=reverse("reviews:report", args=[report.pk]),
        text=f"{report.round.title}・{report.department.name}・{ReportStatus(report.status).label}",
        due=_("期限 %(month)s月%(day)s日") % {"month": due.month, "day": due.day},
        is_late=due < on,
    )


def _recent(drafts: list[Edition]) -> list[Any]:
    entries = [entry for edition in drafts for entry in changes_of_edition(edition, limit=MOST_CHANGES)]
    latest = sorted({entry.pk: entry for entry in entries}.values(), key=lambda entry: -entry.pk)[:MOST_CHANGES]
    return tell(changes_among(latest))


def _steps(edition: Edition, actor: Actor) -> Iterator[Step]:
    """Group what waits by kind, each leading to the first place where it is done."""
    groups: dict[str, list[Any]] = {}
    for one in waiting_of(edition):
        groups.setdefault(one.kind, []).append(one)
    lacking = initiatives_without_indicator(edition)
    base = reverse("plan:edition", args=[edition.policy.key, edition.year])
    for kind, found in groups.items():
        yield Step(title=_(TITLES[kind]), url=_place(found, base, actor), text=_listed([one.name for one in found]))
    if lacking:
        yield Step(
            title=_("成果指標と目標が必要な取組"),
            url=base,
            text=_listed([f"{item.number} {item.title}" for item in lacking]),
        )


def _place(found: list[Any], base: str, actor: Actor) -> str:
    """A single thing is opened at once; several are listed on the edition's page. Readers see that page in any case."""
    if len(found) == 1 and found[0].item is not None and actor.may(EDIT_PLAN):
        return reverse("plan:item_edit", args=[found[0].item.pk])
    return f"{base}#todo"


def _listed(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    listed = "、".join(unique[:MOST_STEPS])
    rest = len(unique) - MOST_STEPS
    return listed if rest <= 0 else _("%(listed)s ほか%(rest)s件") % {"listed": listed, "rest": rest}


def initiatives_without_indicator(edition: Edition) -> list[Item]:
    """Return the initiatives whose stage asks for an indicator with a target, and that have none."""
    with_target = Indicator.objects.filter(edition=edition).exclude(targets=None).values("item_id")
    return list(
        Item.objects.filter(edition=edition, stage__rule=Stage.Rule.INDICATOR_WITH_TARGET, repost_of=None)
        .exclude(pk__in=with_target)
        .order_by("order", "id")
    )
