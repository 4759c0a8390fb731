"""What an example city offers to be tried, for each role that which is its own: a way through the year's cycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Step
from hoshin.kernel.actor import Actor
from hoshin.kernel.permissions import MANAGE_PEOPLE, VIEW_AUDIT
from hoshin.plan.permissions import EDIT_PLAN, PUBLISH_EDITION
from hoshin.publishing.permissions import START_DRAFT
from hoshin.publishing.queries import editions_to_copy
from hoshin.reviews.models import Meeting, Report
from hoshin.reviews.permissions import ASSESS, DECIDE, EDIT_DUTIES, RUN_ROUND
from hoshin.reviews.queries.board import Waiting
from hoshin.reviews.queries.gates import GateDesk
from hoshin.reviews.queries.meetings import meetings
from hoshin.reviews.queries.rounds import rounds
from hoshin.reviews.rules.states import MeetingStatus, ReportStatus, RoundStatus
from hoshin.site.converters import EditionPath

SENT_BACK = frozenset({ReportStatus.RETURNED.value, ReportStatus.QUERIED.value})


def things_to_try(actor: Actor, *, waiting: Waiting, ways: GateDesk, on: dt.date) -> tuple[Step, ...]:
    """Return what this person can try now, in the order of the year; three statements.

    Only what is there is offered: once a report is answered, nobody is sent to it.
    """
    return (
        *_reports(waiting),
        *_round(actor),
        *_ways(ways),
        *_meeting(actor),
        *_editions(actor, on=on),
        *_people(actor),
    )


def _reports(waiting: Waiting) -> Iterator[Step]:
    back = [one for one in waiting.to_answer if one.status in SENT_BACK]
    if back:
        yield _of_report(back[0], _("戻された報告に答える"), _("付いた意見を読み、書き足して、もう一度提出します。"))
    if waiting.to_approve:
        yield _of_report(
            waiting.to_approve[0], _("提出された報告を承認する"), _("理由を付けて差し戻すこともできます。")
        )
    if waiting.to_accept:
        yield _of_report(
            waiting.to_accept[0],
            _("承認された報告を受理する"),
            _("受理すると、報告された値が成果指標の実績になります。"),
        )


def _of_report(report: Report, title: str, text: str) -> Step:
    name = f"{report.item.number} {report.item.title}".strip()
    return Step(title, reverse("reviews:report", args=[report.pk]), _("「%(name)s」。") % {"name": name} + text)


def _round(actor: Actor) -> Iterator[Step]:
    asked = next((one for one in rounds() if one.status == RoundStatus.OPEN), None)
    if asked is None:
        return
    if actor.may(RUN_ROUND):
        text = _("どの報告が、いつから、だれのところにあるかが分かります。")
        yield Step(_("照会の状況を見る"), reverse("reviews:round", args=[asked.pk]), text)
    if actor.may(ASSESS):
        text = _("報告と、計算した状況を並べて見ながら、評価を書きます。")
        yield Step(_("取組を評価する"), reverse("reviews:assessments", args=[asked.pk]), text)


def _ways(ways: GateDesk) -> Iterator[Step]:
    for gate in ways.to_sign[:1]:
        text = _("「%(name)s」。根拠を読み、確認されていない要件に署名します。") % {"name": gate.item.title}
        yield Step(_("段階を進めるための要件を確認する"), reverse("reviews:gate", args=[gate.pk]), text)


def _meeting(actor: Actor) -> Iterator[Step]:
    if not actor.may(DECIDE):
        return
    coming: Meeting | None = meetings().exclude(status=MeetingStatus.CLOSED.value).first()
    if coming is not None:
        text = _("「%(title)s」を開催済みにして、取組と段階の移行についての決定を記録します。") % {
            "title": coming.title
        }
        yield Step(_("会議で決定する"), reverse("reviews:meeting", args=[coming.pk]), text)


def _editions(actor: Actor, *, on: dt.date) -> Iterator[Step]:
    editions = editions_to_copy()
    published = next((one for one in editions if one.is_public), None)
    if published is None:
        return
    policy = published.policy
    if actor.may(PUBLISH_EDITION):
        text = _("受理した報告、評価、決定を、公表済みの年度版に加えて公表します。")
        yield Step(_("評価と決定を公表する"), reverse("publishing:edition", args=[policy.key, published.year]), text)
    later = next((one for one in editions if one.policy_id == policy.pk and one.year > published.year), None)
    if later is not None and actor.may(EDIT_PLAN):
        text = _("公表した年度版と、%(year)s版の下書きを並べます。") % {"year": later.label}
        yield Step(_("新旧対照表を見る"), reverse("site:draft_comparison", args=[policy.key, later.year]), text)
    elif actor.may(START_DRAFT):
        following = published.fiscal_year.next.label_both
        text = _("決定と受理した報告を反映して、%(year)s版の下書きを作ります。") % {"year": following}
        yield Step(_("次の年度版を始める"), reverse("publishing:draft_new"), text)
    if actor.may(VIEW_AUDIT):
        path = EditionPath(published.year, None if policy.is_main else policy.key)
        text = _("どの版が公表され、だれが何を記録していたかを示します。")
        yield Step(_("その日に公表されていた内容と根拠を見る"), reverse("site:evidence", args=[path, on]), text)


def _people(actor: Actor) -> Iterator[Step]:
    if actor.may(EDIT_DUTIES):
        text = _("異動する職員の担当を、まだ答えていない報告とともに、次の人に渡します。")
        yield Step(_("担当を引き継ぐ"), reverse("reviews:hand_over"), text)
    if actor.may(MANAGE_PEOPLE):
        text = _("職員を選び、その人の代わりに承認などを行う人と期間を決めます。")
        yield Step(_("代理を決める"), reverse("site:people"), text)
