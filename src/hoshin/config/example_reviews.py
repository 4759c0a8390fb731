"""The example city in the middle of a round: asked, half answered, one gate and one meeting before it.

Everything goes through the actions that people use, so that the history reads as if they had done it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hoshin.config.example_reports import (
    CASE_FOR,
    CASES,
    EVIDENCE,
    INVENTED,
    NOT_SIGNED,
    REPORTS,
    ExampleReport,
    ExampleStep,
)
from hoshin.kernel.actor import Actor, Grant, actor_of
from hoshin.kernel.clock import JST
from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import Department, Role, User
from hoshin.plan.models import Edition, Item, Stage
from hoshin.reviews.actions.cases import add_case
from hoshin.reviews.actions.duties import give_duty
from hoshin.reviews.actions.evidence import add_evidence, sign_criterion
from hoshin.reviews.actions.gates import open_gate, submit_gate
from hoshin.reviews.actions.meetings import plan_meeting
from hoshin.reviews.actions.reports import (
    accept_report,
    approve_report,
    query_report,
    return_report,
    save_report,
    submit_report,
)
from hoshin.reviews.actions.rounds import open_round, plan_round
from hoshin.reviews.actions.vocabulary import put_default_vocabulary
from hoshin.reviews.models import GateCriterion, Question, Report, Round
from hoshin.reviews.rules.asking import QuestionText
from hoshin.reviews.rules.states import ReportVerb
from hoshin.site.demo_people import PEOPLE

COORDINATOR, REPORTER, MEMBER = "jouhou", "tantou", "honbu"
HALF_YEAR = Period.day_span(dt.date(2020, 4, 1), dt.date(2020, 9, 30))
OPENS, DUE = dt.date(2020, 9, 14), dt.date(2020, 10, 9)
GATED = "ai-rpa"
GIVEN = ("digital-signage", "social-media")  # the initiatives that a person answers for by name
QUESTIONS = (
    QuestionText(
        "下期に、ほかの課との調整が必要ですか。",
        hint="「はい」のときは、相手の課を本文に書いてください。",
        kind=Question.Kind.YES_NO.value,
        is_required=True,
    ),
    QuestionText("市民や職員から届いた意見", hint="あれば書いてください。"),
)


def put_example_reviews(edition: Edition, *, on: dt.date) -> None:
    """Ask the edition's sections for the first half of the year, and let them answer as far as a city has on that day.

    :param on: the day on which the city's clock stands.
    """
    coordinator = _person(COORDINATOR, OPENS)
    put_default_vocabulary(coordinator, edition=edition)
    _give_duties(coordinator, edition)
    asked = _ask(coordinator, edition)
    for example in REPORTS:
        _report(asked, example)
    _open_gate(edition)
    _plan_meeting(edition, asked, on=on)


def _give_duties(by: Actor, edition: Edition) -> None:
    department = Department.objects.get(key="public-relations")
    for item in Item.objects.filter(edition=edition, identity__key__in=GIVEN, repost_of=None).order_by("order"):
        give_duty(
            by,
            identity=item.identity,
            instead_of=None,
            department=department,
            person=User.objects.get(username=REPORTER),
            from_date=dt.date(2020, 4, 1),
            reason="令和2年度の事務分担による（架空の例）",
            on=OPENS,
        )


def _ask(by: Actor, edition: Edition) -> Round:
    planned = plan_round(
        by,
        edition=edition,
        kind=Round.Kind.MID_YEAR.value,
        title="令和2年度 上期の進み具合の照会（架空）",
        period=HALF_YEAR,
        opens_on=OPENS,
        due_on=DUE,
        guidance="4月から9月までの進み具合を、課ごとに報告してください。まだ数えられない値は「集計中」と書けます。",
        questions=QUESTIONS,
        asks_costs=True,
    )
    return open_round(by, round=planned, at=_at(OPENS))


def _report(asked: Round, example: ExampleReport) -> None:
    report = Report.objects.select_related("department").get(round=asked, item__identity__key=example.item)
    answers = {row.pk: "いいえ" for row in Question.objects.filter(round=asked, is_required=True)}
    for step in example.steps:
        told: dict[str, Any] = {"report": report, "version": report.version}
        if step.verb is ReportVerb.SAVE:
            told["content"] = replace(example.content, answers=answers)
        report = _take(step, report.department, told)


def _take(step: ExampleStep, section: Department, told: dict[str, Any]) -> Report:
    """Let whoever a step is up to take it."""
    day = dt.date(2020, 9, step.day)
    told = {**told, "at": _at(day)}
    match step.verb:
        case ReportVerb.SAVE:
            return save_report(_of_section(section, "reporter", day), **told)
        case ReportVerb.SUBMIT:
            return submit_report(_of_section(section, "reporter", day), on=day, **told)
        case ReportVerb.RETURN:
            return return_report(_of_section(section, "head", day), remark=step.remark, **told)
        case ReportVerb.APPROVE:
            return approve_report(_of_section(section, "head", day), **told)
        case ReportVerb.QUERY:
            return query_report(_person(COORDINATOR, day), remark=step.remark, **told)
        case _:
            return accept_report(_person(COORDINATOR, day), on=day, **told)


def _open_gate(edition: Edition) -> None:
    """Put an initiative forward for the stage that asks for an indicator with a target; one signature is lacking."""
    section = Department.objects.get(key="it-promotion")
    begun, signed = dt.date(2020, 9, 25), dt.date(2020, 9, 30)
    reporter, head = _of_section(section, "reporter", begun), _of_section(section, "head", signed)
    cases = {key: add_case(reporter, values=values) for key, values in CASES.items()}
    gate = open_gate(
        reporter,
        item=Item.objects.select_related("edition", "stage").get(edition=edition, identity__key=GATED, repost_of=None),
        to_stage=Stage.objects.get(edition=edition, rule=Stage.Rule.INDICATOR_WITH_TARGET),
        on=begun,
    )
    for criterion in GateCriterion.objects.filter(gate=gate).select_related("gate__item__edition").order_by("order"):
        text = f"{EVIDENCE[criterion.key]}{INVENTED}"
        add_evidence(reporter, criterion=criterion, on=begun, at=_at(begun), text=text)
        if criterion.key in CASE_FOR:
            case = cases[CASE_FOR[criterion.key]]
            add_evidence(reporter, criterion=criterion, on=begun, at=_at(begun), case=case)
        if criterion.key != NOT_SIGNED:
            sign_criterion(head, criterion=criterion, version=criterion.version, at=_at(signed), on=signed)
    submit_gate(reporter, gate=gate, version=gate.version, on=signed)


def _plan_meeting(edition: Edition, asked: Round, *, on: dt.date) -> None:
    plan_meeting(
        _person(MEMBER, on),
        edition=edition,
        title="令和2年度 第1回 地域情報化推進本部会議（架空）",
        held_on=on,  # today: it can be held, and decided in, by whoever looks at the example
        place="見本庁舎 第一会議室",
        chair="推進本部長",
        attendees="推進本部員、各課の課長、情報推進課（事務局）",
        round=asked,
    )


def _of_section(section: Department, role: str, on: dt.date) -> Actor:
    """Return who has that role in a section: one of the example people, or somebody without an account."""
    for person in PEOPLE:
        if person.role == role and section.key in person.departments:
            return _person(person.username, on)
    label = {"reporter": "担当", "head": "課長"}[role]
    keys = frozenset(Role.objects.get(key=role).permission_keys)
    return Actor(
        f"{section.name}の{label}（架空）",
        keys,
        department_ids=frozenset({section.pk}),
        grants=(Grant(keys, section.pk),),
    )


def _person(username: str, on: dt.date) -> Actor:
    return actor_of(User.objects.get(username=username), on=on)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), JST)
