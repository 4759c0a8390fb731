"""Whatever people do, in whatever order: a report stands where the table leads, and nothing submitted is lost."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition
from hoshin.reviews.actions import reports, rounds
from hoshin.reviews.models import Report, ReportStep, Round
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.rules.content import ReportContent, content_from_json
from hoshin.reviews.rules.states import REPORT_MOVES, ROUND_MOVES, ReportStatus, ReportVerb, RoundStatus
from tests.reviews.asked import AT, COORDINATOR, ask, fresh, head_of, member_of
from tests.reviews.cycle import ON, make_item

texts = st.sampled_from(["", "進めた。", "別の人が書いた。", "直した。"])
lines = st.lists(st.tuples(st.sampled_from([*ReportVerb]), texts, st.sampled_from([0, 0, 0, 1])), max_size=12)
round_lines = st.lists(st.sampled_from(["open", "close", "reopen", "cancel"]), max_size=8)


def do(report: Report, verb: ReportVerb, text: str, version: int) -> Report:
    """Do it as whoever may, with the text as content or as remark."""
    by, head = member_of(report.department), head_of(report.department)
    if verb is ReportVerb.SAVE:
        content = ReportContent(progress=text)
        return reports.save_report(by, report=report, version=version, content=content, at=AT)
    if verb is ReportVerb.SUBMIT:
        return reports.submit_report(by, report=report, version=version, on=ON, at=AT)
    if verb is ReportVerb.TAKE_BACK:
        return reports.take_back_report(by, report=report, version=version, at=AT)
    if verb is ReportVerb.RETURN:
        return reports.return_report(head, report=report, version=version, at=AT, remark=text)
    if verb is ReportVerb.APPROVE:
        return reports.approve_report(head, report=report, version=version, at=AT)
    if verb is ReportVerb.QUERY:
        return reports.query_report(COORDINATOR, report=report, version=version, at=AT, remark=text)
    return reports.accept_report(COORDINATOR, report=report, version=version, on=ON, at=AT)


@pytest.fixture
def report(edition: Edition) -> Report:
    return ask(make_item(edition))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=lines)
def test_no_sequence_reaches_an_unknown_state_or_loses_a_submitted_text(
    report: Report, lines: list[tuple[ReportVerb, str, int]]
) -> None:
    with transaction.atomic():
        submitted: list[ReportContent] = []
        for verb, text, age in lines:
            before = fresh(report)
            try:
                after = do(before, verb, text, before.version - age)
            except (Refused, EditedMeanwhile):
                assert (fresh(report).version, content_of(fresh(report))) == (before.version, content_of(before))
                continue
            assert ReportStatus(after.status) is REPORT_MOVES[ReportStatus(before.status), verb]
            if verb is ReportVerb.SUBMIT:
                submitted.append(content_of(after))
        steps = list(ReportStep.objects.filter(report=report).order_by("id"))
        assert [content_from_json(one.content) for one in steps if one.verb == "submit"] == submitted
        assert all(old.new_status == new.old_status for old, new in pairwise(steps))
        assert not steps or steps[-1].new_status == fresh(report).status
        transaction.set_rollback(True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verbs=round_lines)
def test_no_sequence_takes_a_round_off_its_table(report: Report, verbs: list[str]) -> None:
    with transaction.atomic():
        for verb in verbs:
            before = Round.objects.get(pk=report.round_id)
            after = before
            with suppress(Refused):
                after = _turn(before, verb)
            known = {status for (old, _verb), status in ROUND_MOVES.items() if old == before.status}
            assert RoundStatus(after.status) in known | {RoundStatus(before.status)}
        assert Report.objects.count() == 1
        transaction.set_rollback(True)


def _turn(row: Round, verb: str) -> Round:
    if verb == "open":
        return rounds.open_round(COORDINATOR, round=row, at=AT)
    if verb == "close":
        return rounds.close_round(COORDINATOR, round=row, at=AT, reason="理由")
    if verb == "reopen":
        return rounds.reopen_round(COORDINATOR, round=row, at=AT, reason="理由")
    return rounds.cancel_round(COORDINATOR, round=row, at=AT, reason="理由")
