"""The next edition is begun: from the rows, by a person, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hoshin.config.home import Home
from hoshin.indicators.models import Indicator
from hoshin.indicators.queries import breaks_of, facts_of, indicator_data
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import Department, DepartmentSuccession
from hoshin.plan.actions.renewal import confirm_texts
from hoshin.plan.models import Edition, Item, ItemDepartment
from hoshin.plan.queries.editing import waiting_of
from hoshin.publishing.actions import NotLater, YearTaken, roll_over
from hoshin.publishing.queries.document import edition_document
from tests.publishing.editions import BY, edition_of_2020, install
from tests.publishing.yearly import accepted, decided, item_of, moved, put_words
from tests.world import City, make_person

pytestmark = pytest.mark.django_db
NEW = "/staff/publishing/drafts/new/"


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> City:
    settings.HOME = Home(tmp_path / "home")
    city = install(tmp_path, status="published")
    with city.scope():
        put_words(edition_of_2020())
    return city


def next_edition() -> Edition:
    return roll_over(BY, source=edition_of_2020(), year=2021)


def test_reports_decisions_and_gates_are_in_the_next_edition(city):
    with city.scope():
        accepted(edition_of_2020())
        decided(edition_of_2020(), "card", "revise")
        moved(edition_of_2020(), "survey-item", to="rollout")

        new = next_edition()

        card, survey = item_of(new, "card"), item_of(new, "survey-item")
        assert (card.progress, card.plan) == ("窓口を3か所増やしました。", "全ての窓口に広げます。")
        assert card.needs_update == ["summary", "schedule"]
        assert survey.stage is not None
        assert survey.stage.key == "rollout"
        assert card.identity_id == item_of(edition_of_2020(), "card").identity_id


def test_the_words_of_assessment_and_decision_go_along_and_the_results_stay(city):
    with city.scope():
        accepted(edition_of_2020())
        old = edition_document(edition_of_2020().pk)

        new = edition_document(next_edition().pk)

    assert (new.scale, new.decision_kinds) == (old.scale, old.decision_kinds)
    assert (len(old.results), new.results) == (1, ())


def test_what_ended_is_not_in_the_next_edition_and_stays_in_the_old_one(city):
    with city.scope():
        decided(edition_of_2020(), "card", "end")

        new = next_edition()

        assert not Item.objects.filter(edition=new, identity__key="card").exists()
        assert Item.objects.filter(edition=edition_of_2020(), identity__key="card").exists()


def test_a_merged_item_is_an_origin_of_its_heir_and_its_indicators_go_on(city):
    with city.scope():
        decided(edition_of_2020(), "card", "merge", merge_into="survey-item")

        (heir,) = [one for one in edition_document(next_edition().pk).items if one.key == "survey-item"]

    assert [(one.item, one.kind) for one in heir.origins] == [("card", "merged")]
    assert "cards-issued" in [one.key for one in heir.indicators]


def test_a_department_that_has_been_renamed_by_then_goes_by_its_new_name(city):
    with city.scope():
        old = Department.objects.get(key="citizens")
        old.valid_to = "2021-03-31"
        old.save()
        new = Department.objects.create(key="citizen-desk", name="市民窓口課", valid_from="2021-04-01", order=9)
        DepartmentSuccession.objects.create(predecessor=old, successor=new, kind="renamed")

        found = ItemDepartment.objects.filter(item=item_of(next_edition(), "card")).order_by("order")

        assert [row.department.key for row in found] == ["citizen-desk", "it"]


def test_a_series_that_an_older_edition_began_anew_is_still_broken_there(city):
    """Its new baseline is the first actual under the definition that holds: the flag itself is the older edition's."""
    with city.scope():
        Indicator.objects.filter(edition=edition_of_2020()).update(breaks_series=True)

        new = next_edition()

        assert [row["broken_in"] for row in indicator_data(new.pk)] == [[2020]]
        (indicator,) = Indicator.objects.select_related("edition").filter(edition=new)
        assert not indicator.breaks_series
        assert breaks_of(indicator) == [2020]
        (facts, *_rest) = facts_of(indicator, [], [], broken_in=breaks_of(indicator))
        assert [str(one) for one in facts.breaks] == ["FY2020"]


def test_a_second_time_is_refused_and_so_is_an_earlier_year(city):
    with city.scope():
        next_edition()

        with pytest.raises(YearTaken):
            next_edition()
        with pytest.raises(NotLater):
            roll_over(BY, source=Edition.objects.get(year=2021), year=2019)


def test_marked_texts_wait_until_somebody_renews_or_confirms_them(city):
    with city.scope():
        new = next_edition()
        card = item_of(new, "card")
        assert "text_outdated" in {one.kind for one in waiting_of(new)}

        confirm_texts(BY, item=card, version=card.version)

        assert [one.item for one in waiting_of(new) if one.kind == "text_outdated" and one.item == card] == []


# ---- the page ----


def test_the_page_tells_each_items_fate_before_and_what_to_do_after(city):
    with city.scope():
        decided(edition_of_2020(), "card", "end")
    browser = Client(HTTP_HOST=city.host)
    browser.force_login(make_person(city))

    before = browser.get(NEW).content.decode()
    answer = browser.post(NEW, {"source": str(source_of(city)), "year": "2021"}, follow=True)

    assert "載せない" in before
    assert FiscalYear(2021).label_both in before
    after = answer.content.decode()
    assert "/staff/drafts/joho-2021/compare/" in after
    assert "要更新" in after


def test_looking_at_another_year_makes_nothing(city):
    browser = Client(HTTP_HOST=city.host)
    browser.force_login(make_person(city))

    page = browser.post(NEW, {"source": str(source_of(city)), "year": "2023", "preview": "1"}).content.decode()

    assert FiscalYear(2023).label_both in page
    with city.scope():
        assert not Edition.objects.filter(year=2023).exists()


def source_of(city: City) -> int:
    with city.scope():
        return edition_of_2020().pk
