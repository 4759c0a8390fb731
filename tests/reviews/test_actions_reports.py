from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hoshin.indicators.models import Actual
from hoshin.indicators.rules.admission import HoldsMyNumber
from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.quantity import Absence, Quantity
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition, Item
from hoshin.reviews.actions.reports import (
    accept_report,
    approve_report,
    query_report,
    return_report,
    save_report,
    submit_report,
    take_back_report,
)
from hoshin.reviews.actions.rounds import close_round
from hoshin.reviews.models import Answer, Attachment, CostLine, Question, Report, ReportStep, ReportValue
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.rules.admission import (
    NotAsked,
    NotInThisState,
    RemarkMissing,
    RoundIsNotOpen,
    StillMissing,
)
from hoshin.reviews.rules.asking import QuestionText
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, content_from_json
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import (
    AT,
    COORDINATOR,
    LATER,
    WRITTEN,
    ask,
    brought_to,
    fresh,
    head_of,
    make_actual,
    make_indicator,
    make_target,
    member_of,
    stated,
)
from tests.reviews.cycle import ON, make_department, make_item


@pytest.fixture
def item(edition: Edition) -> Item:
    return make_item(edition)


def save(report: Report, content: ReportContent, *, version: int | None = None) -> Report:
    by = member_of(report.department)
    return save_report(by, report=report, version=version or fresh(report).version, content=content, at=AT)


def test_all_that_is_written_is_kept_and_stands_in_the_step(item: Item) -> None:
    make_indicator(item)
    report = ask(item, questions=(QuestionText("課題は"),), asks_costs=True)
    question = Question.objects.get()
    content = ReportContent(
        progress="進めた。",
        next_plan="続ける。",
        answers={question.pk: "人手です。"},
        values=(stated(as_of_date=dt.date(2020, 3, 31), note="速報"),),
        shortfalls=(StatedShortfall("届かず", "cards", "周知不足", "広報", "担当", dt.date(2021, 3, 31)),),
        costs=(StatedCost("budget", 2020, 1200, "委託"), StatedCost("settlement", 2019, 980)),
    )

    saved = save(report, content)

    step = ReportStep.objects.get(report=report)
    assert content_of(saved) == content
    assert content_from_json(step.content) == content
    assert (saved.status, saved.version, saved.since, saved.saved_by_name) == ("drafting", 2, AT, "担当 太郎")
    assert (step.verb, step.old_status, step.new_status, step.by_name) == ("save", "waiting", "drafting", "担当 太郎")


def test_saving_again_replaces_and_saving_the_same_changes_nothing(item: Item) -> None:
    report = ask(item)
    first = save(report, WRITTEN)

    same = save(report, WRITTEN)
    other = save(report, replace(WRITTEN, next_plan=""))

    assert (first.version, same.version, other.version) == (2, 2, 3)
    assert content_of(other) == replace(WRITTEN, next_plan="")
    assert ReportStep.objects.count() == 2


def test_of_two_who_write_the_second_is_told_and_nothing_is_overwritten(item: Item) -> None:
    report = ask(item)
    save(report, WRITTEN, version=1)

    with pytest.raises(EditedMeanwhile):
        save(report, replace(WRITTEN, progress="別の文"), version=1)

    assert content_of(fresh(report)) == WRITTEN


def test_a_my_number_is_refused_wherever_it_stands(item: Item) -> None:
    make_indicator(item)
    report = ask(item, questions=(QuestionText("課題は"),), asks_costs=True)
    number, question = "123456789018", Question.objects.get()
    cases = {
        "progress": replace(WRITTEN, progress=number),
        "next_plan": replace(WRITTEN, next_plan=f"前 {number}"),
        f"answer-{question.pk}": replace(WRITTEN, answers={question.pk: number}),
        "value-cards-0": replace(WRITTEN, values=(stated(value=Quantity(text=f"文 {number}")),)),
        "note-cards-0": replace(WRITTEN, values=(stated(note=number),)),
        "shortfalls": replace(WRITTEN, shortfalls=(StatedShortfall("事実", by_whom=number),)),
        "costs": replace(WRITTEN, costs=(StatedCost("budget", 2020, 1, number),)),
    }

    for field, content in cases.items():
        with pytest.raises(HoldsMyNumber) as refused:
            save(report, content)
        assert refused.value.field == field

    assert fresh(report).status == ReportStatus.WAITING


def test_a_value_in_another_unit_is_refused_where_it_stands(item: Item) -> None:
    make_indicator(item)
    report = ask(item)

    with pytest.raises(Refused, match="指標 cards") as refused:
        save(report, replace(WRITTEN, values=(stated(value="45,000人"),)))

    assert refused.value.field == "value-cards-0"


def test_what_was_not_asked_is_refused(item: Item, edition: Edition) -> None:
    make_indicator(item)
    make_indicator(make_item(edition, "lights"), "lights")
    report = ask(item)

    for content in (
        replace(WRITTEN, answers={999: "答え"}),
        replace(WRITTEN, values=(stated("lights"),)),
        replace(WRITTEN, values=(stated(series="東"),)),
        replace(WRITTEN, values=(stated(), stated())),
        replace(WRITTEN, shortfalls=(StatedShortfall("事実", "lights"),)),
        replace(WRITTEN, shortfalls=(StatedShortfall(" "),)),
        replace(WRITTEN, costs=(StatedCost("budget", 2020, 1),)),
    ):
        with pytest.raises(NotAsked):
            save(report, content)


def test_costs_out_of_all_bounds_are_refused(item: Item) -> None:
    report = ask(item, asks_costs=True)

    for line in (
        StatedCost("budget", 1900, 1),
        StatedCost("budget", 2020, 10**13),
        StatedCost("gift", 2020, 1),
    ):
        with pytest.raises(NotAsked):
            save(report, replace(WRITTEN, costs=(line,)))
    with pytest.raises(Refused, match="300文字"):
        save(report, replace(WRITTEN, costs=(StatedCost("budget", 2020, 1, "長" * 301),)))

    assert CostLine.objects.count() == 0


def test_a_file_that_is_not_there_is_no_evidence(item: Item) -> None:
    make_indicator(item)
    report = ask(item)
    file = Attachment.objects.create(name="a.pdf", storage_name="x", content_type="application/pdf", size=1)

    with pytest.raises(Refused, match="添付ファイル"):
        save(report, replace(WRITTEN, values=(stated(evidence_id=file.pk + 1),)))
    saved = save(report, replace(WRITTEN, values=(stated(evidence_id=file.pk),)))

    assert content_of(saved).values[0].evidence_id == file.pk


def test_another_section_may_not_write_and_the_own_head_may(item: Item) -> None:
    report, other = ask(item), make_department("bousai", "防災課")

    with pytest.raises(NotPermitted):
        save_report(member_of(other), report=report, version=1, content=WRITTEN, at=AT)
    with pytest.raises(NotPermitted):
        save_report(member_of(None, "auditor"), report=report, version=1, content=WRITTEN, at=AT)
    saved = save_report(head_of(report.department), report=report, version=1, content=WRITTEN, at=AT)

    assert saved.status == ReportStatus.DRAFTING


def test_what_is_missing_keeps_a_report_from_being_submitted(item: Item) -> None:
    make_indicator(item)
    report = save(ask(item, questions=(QuestionText("課題は", is_required=True),)), replace(WRITTEN, progress=""))

    with pytest.raises(StillMissing) as refused:
        submit_report(member_of(report.department), report=report, version=report.version, on=ON, at=AT)

    fields = [one.field for one in refused.value.missing]
    assert fields == ["progress", "value-cards-0", f"answer-{Question.objects.get().pk}"]
    assert refused.value.field == "progress"
    assert fresh(report).status == ReportStatus.DRAFTING


def test_a_value_of_a_period_that_is_not_over_says_its_day(item: Item) -> None:
    make_indicator(item)
    report = save(ask(item, period="FY2020"), replace(WRITTEN, values=(stated(),)))
    by = member_of(report.department)

    with pytest.raises(Refused, match="時点の値か") as refused:
        submit_report(by, report=report, version=report.version, on=ON, at=AT)
    tomorrow = save(report, replace(WRITTEN, values=(stated(as_of_date=ON + dt.timedelta(days=1)),)))
    with pytest.raises(Refused, match="今日より後"):
        submit_report(by, report=tomorrow, version=tomorrow.version, on=ON, at=AT)

    assert refused.value.field == "day-cards-0"


def test_it_goes_from_the_section_to_its_head_and_to_the_coordinator(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.ACCEPTED)

    steps = ReportStep.objects.filter(report=report).order_by("id")
    assert [(one.verb, one.by_name, one.new_status) for one in steps] == [
        ("save", "担当 太郎", "drafting"),
        ("submit", "担当 太郎", "submitted"),
        ("approve", "課長 次郎", "approved"),
        ("accept", "情報 花子", "accepted"),
    ]
    assert {one.content["progress"] for one in steps} == {WRITTEN.progress}
    events = AuditEntry.objects.filter(event__startswith="reviews.report.").order_by("id")
    assert [one.event.rsplit(".")[-1] for one in events] == ["saved", "submitted", "approved", "accepted"]


def test_a_reporter_does_not_approve_and_a_head_does_not_accept(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)

    with pytest.raises(NotPermitted):
        approve_report(member_of(report.department), report=report, version=report.version, at=AT)
    with pytest.raises(NotPermitted):
        approve_report(head_of(make_department("bousai", "防災課")), report=report, version=report.version, at=AT)
    approved = approve_report(head_of(report.department), report=report, version=report.version, at=AT)
    with pytest.raises(NotPermitted):
        accept_report(head_of(report.department), report=approved, version=approved.version, on=ON, at=AT)


def test_a_deputy_approves_under_the_own_name_for_the_head(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)
    deputy = member_of(report.department, "head", "係長 三郎", acting_for="課長 次郎")

    approve_report(deputy, report=report, version=report.version, at=AT)

    step = ReportStep.objects.get(verb="approve")
    assert (step.by_name, step.acting_for) == ("係長 三郎", "課長 次郎")


def test_a_returned_report_is_written_on_and_what_was_submitted_stays_known(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)
    head = head_of(report.department)

    with pytest.raises(RemarkMissing):
        return_report(head, report=report, version=report.version, at=AT, remark=" ")
    returned = return_report(head, report=report, version=report.version, at=LATER, remark="数を書いてください。")
    saved = save(returned, replace(WRITTEN, progress="3窓口に増やした。"))

    assert (returned.since, saved.status, saved.since) == (LATER, ReportStatus.RETURNED, LATER)
    submitted = ReportStep.objects.get(verb="submit")
    assert content_from_json(submitted.content) == WRITTEN
    assert ReportStep.objects.get(verb="return").remark == "数を書いてください。"


def test_a_submitted_report_is_read_only_until_it_is_taken_back(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)

    with pytest.raises(NotInThisState):
        save(report, replace(WRITTEN, progress="後から"))
    back = take_back_report(member_of(report.department), report=report, version=report.version, at=LATER)
    saved = save(back, replace(WRITTEN, progress="後から"))

    assert (back.status, saved.progress) == (ReportStatus.DRAFTING, "後から")


def test_an_old_page_cannot_hand_a_report_on(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)

    with pytest.raises(EditedMeanwhile):
        approve_report(head_of(report.department), report=report, version=report.version - 1, at=AT)


def test_nothing_moves_once_the_round_is_closed(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)
    close_round(COORDINATOR, round=report.round, at=AT, reason="締切")

    with pytest.raises(RoundIsNotOpen):
        approve_report(head_of(report.department), report=report, version=report.version, at=AT)


def test_acceptance_makes_an_actual_of_what_was_stated(item: Item) -> None:
    make_indicator(item)
    content = replace(WRITTEN, values=(stated(as_of_date=dt.date(2020, 3, 31), note="窓口集計"),))
    report = brought_to(ask(item), ReportStatus.APPROVED, content)
    assert Actual.objects.count() == 0

    accept_report(COORDINATOR, report=report, version=report.version, on=ON, at=AT)

    actual = Actual.objects.get()
    assert (actual.period_code, str(actual.quantity), actual.as_of_date) == ("FY2019", "45,000枚", dt.date(2020, 3, 31))
    assert (actual.note, actual.entered_by) == ("窓口集計", "情報 花子")
    assert ReportValue.objects.get().actual == actual


def test_a_value_that_is_asked_again_corrects_its_actual(item: Item) -> None:
    make_indicator(item)
    report = brought_to(ask(item), ReportStatus.ACCEPTED, replace(WRITTEN, values=(stated(),)))

    queried = query_report(
        COORDINATOR, report=report, version=report.version, at=LATER, remark="桁を確かめてください。"
    )
    assert queried.status == ReportStatus.QUERIED
    save(queried, replace(WRITTEN, values=(stated(value="54,000枚"),)))
    report = submitted_again(report)
    accept_report(COORDINATOR, report=report, version=report.version, on=ON, at=AT)

    old, new = Actual.objects.order_by("id")
    assert (new.supersedes, str(new.quantity)) == (old, "54,000枚")
    assert "照会「令和元年度末の照会」" in new.reason
    assert ReportValue.objects.get().actual == new


def submitted_again(report: Report) -> Report:
    row = fresh(report)
    row = submit_report(member_of(row.department), report=row, version=row.version, on=ON, at=AT)
    approve_report(head_of(report.department), report=row, version=row.version, at=AT)
    return fresh(report)


def test_accepting_the_same_value_again_adds_nothing(item: Item) -> None:
    make_indicator(item)
    report = brought_to(ask(item), ReportStatus.ACCEPTED, replace(WRITTEN, values=(stated(),)))
    query_report(COORDINATOR, report=report, version=report.version, at=LATER, remark="確認です。")

    report = submitted_again(report)
    accept_report(COORDINATOR, report=report, version=report.version, on=ON, at=AT)

    assert Actual.objects.count() == 1


def test_a_value_that_was_removed_and_typed_again_still_corrects(item: Item) -> None:
    make_indicator(item)
    report = brought_to(ask(item), ReportStatus.ACCEPTED, replace(WRITTEN, values=(stated(),)))
    query_report(COORDINATOR, report=report, version=report.version, at=LATER, remark="確認です。")
    save(report, WRITTEN)
    save(report, replace(WRITTEN, values=(stated(value="54,000枚"),)))

    report = submitted_again(report)
    accept_report(COORDINATOR, report=report, version=report.version, on=ON, at=AT)

    assert [str(one.quantity) for one in Actual.objects.filter(successor=None)] == ["54,000枚"]
    assert Actual.objects.count() == 2


def test_a_value_of_another_day_takes_the_place_of_the_one_that_was_accepted(item: Item) -> None:
    make_indicator(item)
    first, second = stated(as_of_date=dt.date(2019, 11, 1)), stated(as_of_date=dt.date(2020, 3, 31))
    report = brought_to(ask(item), ReportStatus.ACCEPTED, replace(WRITTEN, values=(first,)))
    query_report(COORDINATOR, report=report, version=report.version, at=LATER, remark="年度末の値をください。")
    save(report, replace(WRITTEN, values=(second,)))

    report = submitted_again(report)
    accept_report(COORDINATOR, report=report, version=report.version, on=ON, at=AT)

    assert [one.as_of_date for one in Actual.objects.filter(successor=None)] == [second.as_of_date]


def test_an_actual_that_was_entered_elsewhere_is_enough(item: Item) -> None:
    make_actual(make_indicator(item))

    report = brought_to(ask(item), ReportStatus.SUBMITTED)

    assert report.status == ReportStatus.SUBMITTED


def test_still_counting_is_an_answer_but_is_asked_again_next_time(item: Item) -> None:
    make_indicator(item)
    counting = replace(WRITTEN, values=(stated(value=Quantity(absence=Absence.COUNTING)),))
    brought_to(ask(item), ReportStatus.ACCEPTED, counting)

    again = save(ask(item, title="再度の照会"), WRITTEN)

    with pytest.raises(StillMissing):
        submit_report(member_of(again.department), report=again, version=again.version, on=ON, at=AT)


def test_a_missed_target_asks_for_a_reason(item: Item) -> None:
    make_target(make_indicator(item), "FY2019", "50,000枚")
    content = replace(WRITTEN, values=(stated(value="45,000枚"),))
    report = save(ask(item), content)
    by = member_of(report.department)

    with pytest.raises(StillMissing, match="目標に達していません"):
        submit_report(by, report=report, version=report.version, on=ON, at=AT)
    explained = save(report, replace(content, shortfalls=(StatedShortfall("5,000枚足りない", "cards"),)))
    submitted = submit_report(by, report=explained, version=explained.version, on=ON, at=AT)

    assert submitted.status == ReportStatus.SUBMITTED


def test_an_empty_answer_is_no_row(item: Item) -> None:
    report = ask(item, questions=(QuestionText("課題は"),))

    save(report, replace(WRITTEN, answers={Question.objects.get().pk: ""}))

    assert Answer.objects.count() == 0
