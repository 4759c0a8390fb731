"""The example city is in the middle of a round: something of everything lies on somebody's desk."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hoshin.config.example import example_folder
from hoshin.config.example_reviews import put_example_reviews
from hoshin.kernel.actor import Actor, actor_of, system_actor
from hoshin.kernel.models import User
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.models import Edition
from hoshin.publishing.actions import install_folder
from hoshin.publishing.rules.folder import read_folder
from hoshin.reviews.models import GateCriterion, Meeting, Report, ReportStep, Shortfall
from hoshin.reviews.queries.agenda import items_to_discuss
from hoshin.reviews.queries.board import waiting_for
from hoshin.reviews.queries.gates import waiting_gates
from hoshin.reviews.rules.states import ReportStatus
from hoshin.site.demo_people import put_example_people

pytestmark = pytest.mark.django_db
ON = dt.date(2020, 10, 1)
BY = system_actor("テスト")


@pytest.fixture
def edition(tmp_path: Path, settings: Any) -> Iterator[Edition]:
    """The published edition of the example, asked about; its scope is open. No service is needed for that."""
    settings.MEDIA_ROOT = tmp_path / "files"
    municipality = install_folder(BY, folder=read_folder(example_folder()))
    with municipality_scope(municipality.pk):
        put_example_people(BY)
        found = Edition.objects.get(year=2020)
        put_example_reviews(found, on=ON)
        yield found


def person(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), on=ON)


@pytest.mark.usefixtures("edition")
def test_reports_stand_in_every_state() -> None:
    counts = Counter(Report.objects.values_list("status", flat=True))

    assert set(counts) == {status.value for status in ReportStatus}
    assert counts.total() == 12


@pytest.mark.usefixtures("edition")
def test_something_waits_for_the_reporter_the_head_and_the_coordinator() -> None:
    answer = [one.item.identity.key for one in waiting_for(person("tantou")).to_answer]
    approve = [one.item.identity.key for one in waiting_for(person("kachou")).to_approve]
    accept = [one.item.identity.key for one in waiting_for(person("jouhou")).to_accept]

    assert answer == ["social-media"]
    assert approve == ["digital-signage"]
    assert accept == ["mynumber-card"]


@pytest.mark.usefixtures("edition")
def test_a_missed_target_is_told_with_fact_cause_and_response() -> None:
    told = Shortfall.objects.get()

    assert all((told.fact, told.cause, told.response, told.by_whom, told.until_date))


def test_one_gate_waits_with_a_case_and_one_signature_to_come(edition: Edition) -> None:
    gate = waiting_gates(edition)[0]

    assert (gate.asked, gate.signed) == (7, 6)
    assert GateCriterion.objects.filter(gate=gate, evidence=None).count() == 0
    assert GateCriterion.objects.filter(gate=gate, evidence__kind="case").exists()


@pytest.mark.usefixtures("edition")
def test_the_meeting_of_today_has_every_initiative_on_its_agenda() -> None:
    meeting = Meeting.objects.get()

    assert meeting.held_on == ON
    assert meeting.agenda.count() == 12
    assert any("適用検討 → 導入実行" in one.note for one in items_to_discuss(meeting))


@pytest.mark.usefixtures("edition")
def test_every_text_of_a_report_says_that_it_is_invented() -> None:
    texts = [text for text in Report.objects.values_list("progress", flat=True) if text]

    assert len(texts) == 8
    assert all(text.endswith("（架空の例）") for text in texts)
    assert ReportStep.objects.exclude(by_name="").count() == ReportStep.objects.count()
