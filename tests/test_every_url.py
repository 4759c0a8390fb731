"""What must hold for every page, so that no page can be forgotten."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from hoshin.kernel.actor import system_actor
from hoshin.kernel.models import AuditEntry, Department, Role, TenantModel, User
from hoshin.kernel.registry import registry
from hoshin.kernel.row_security import unlocked_tables
from hoshin.ledger.actions import record_entry
from hoshin.plan.models import Item
from hoshin.publishing.actions import load_folder
from hoshin.publishing.rules.document import PolicyFolder
from hoshin.publishing.rules.folder import read_folder
from hoshin.reviews.models import CaseStudy, Duty, Meeting, Report
from hoshin.services.opendata.models import Dataset, Remark, Upload
from tests.reviews.cycle import make_round
from tests.services.opendata.catalogue import DAY, make_dataset
from tests.world import City, make_city, make_neighbour, make_person

EXAMPLE = Path(__file__).parents[1] / "examples" / "nishitokyo-2020"
THIRD_PARTY = ("allauth.",)  # signing in is open to everybody by its nature; its pages have tests of their own
THEIR_POLICY = "neighbours-own"
THEIR_YEAR = 2031
THEIR_DATASET = 7


@dataclass(frozen=True)
class Page:
    route: str
    name: str  # with its namespace, as `reverse` takes it
    pattern: URLPattern

    @property
    def access(self) -> str:
        return str(getattr(self.pattern.callback, "access", ""))

    @property
    def room(self) -> str:
        return self.pattern.callback.__module__.split(".")[1]

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(self.pattern.pattern.regex.groupindex)


def every_page(patterns: Iterable[URLPattern | URLResolver], prefix: str = "", space: str = "") -> Iterator[Page]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every_page(pattern.url_patterns, route, inner)
        elif not pattern.callback.__module__.startswith(THIRD_PARTY):
            yield Page(route, f"{space}{pattern.name}", pattern)


PAGES = sorted(every_page(get_resolver().url_patterns), key=lambda page: page.route)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_every_view_says_who_may_open_it(page: Page) -> None:
    assert page.access, "mark the view with @public or @staff(PERMISSION)"


@pytest.mark.django_db
def test_every_tenant_table_has_the_second_lock() -> None:
    assert unlocked_tables() == []


@pytest.mark.django_db
def test_the_tests_run_as_a_role_that_the_locks_bind() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_without_a_tenant_set_the_application_role_reads_nothing(two_cities: tuple[City, City]) -> None:
    for model in tenant_models():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608  # a name of our own
            assert cursor.fetchone() == (0,), model._meta.label


@pytest.fixture
def two_cities(db: None) -> tuple[City, City]:
    """Our city with the example's policy; the neighbour with the same one, and with one that only it has."""
    ours, theirs = make_city(), make_neighbour()
    folder = read_folder(EXAMPLE)
    own = folder.model_copy(
        update={
            "policy": folder.policy.model_copy(update={"key": THEIR_POLICY}),
            "editions": (folder.editions[0].model_copy(update={"year": THEIR_YEAR, "items": ()}),),
        }
    )
    _load(ours, folder)
    make_person(ours, role="administrator")
    leave_a_gap_in_primary_keys()
    _load(theirs, folder)
    _load(theirs, own)
    with theirs.scope():
        dataset = make_dataset(number=THEIR_DATASET)
        _count_one(dataset)
        Upload.objects.create(dataset=dataset, file_name="a.csv", size=1, sha256="0" * 64, uploaded_by_name="隣の人")
        _begin_a_year()
        Remark.objects.create(dataset=dataset, kind=Remark.Kind.REQUEST, text="見たい表", received_date=DAY)
    return ours, theirs


def _begin_a_year() -> None:
    """Rows of a year's cycle, all with one key that nothing of ours has."""
    item = Item.objects.select_related("edition").order_by("id")[0]
    asked = make_round(item.edition, pk=FAR)
    department = Department.objects.order_by("id")[0]
    Report.objects.create(pk=FAR, round=asked, item=item, department=department)
    Duty.objects.create(pk=FAR, identity=item.identity, department=department, from_date=DAY, reason="隣の担当")
    Meeting.objects.create(pk=FAR, edition=item.edition, title="隣の会議", held_on=DAY)
    CaseStudy.objects.create(pk=FAR, organisation="隣の団体", title="隣の事例")


def _count_one(dataset: Dataset) -> None:
    record_entry(
        system_actor("テスト"),
        metric=registry.metrics()[0],
        subject=f"dataset:{dataset.pk}",
        natural_key="neighbours-own",
        title="隣の人のもの",
        occurred_date=DAY,
    )


def _load(city: City, folder: PolicyFolder) -> None:
    with city.scope():
        load_folder(system_actor("テスト"), folder=folder)


def administrator_of(city: City) -> Client:
    """Whom the fixture made before the gap: a later key could be one that only the neighbour has elsewhere."""
    client = Client(HTTP_HOST=city.host)
    client.force_login(User.objects.get(username=f"administrator-{city.municipality.code}"))
    return client


def tenant_models() -> list[type[TenantModel]]:
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


FAR = 900_000_001
GAP = 5_000  # more rows than the tests' cities have in any table


def leave_a_gap_in_primary_keys() -> None:
    """Keep our keys and the neighbour's apart: sequences run on from test to test, each at its own pace."""
    with connection.cursor() as cursor:
        for model in tenant_models():
            cursor.execute(
                "SELECT count(nextval(pg_get_serial_sequence(%s, 'id'))) FROM generate_series(1, %s)",
                [model._meta.db_table, GAP],
            )


def their_keys(ours: City, theirs: City) -> dict[str, list[str]]:
    """For each room primary keys of the neighbour's rows, a few of each of its tables, that no row of ours has."""
    with ours.scope():
        mine = {key for model in tenant_models() for key in model.objects.values_list("pk", flat=True)}
    found: dict[str, list[str]] = {}
    with theirs.scope():
        for model in tenant_models():
            keys = [key for key in model.objects.order_by("-pk").values_list("pk", flat=True) if key not in mine]
            found.setdefault(model._meta.app_label, []).extend(str(key) for key in keys[:1])
    return found


@pytest.fixture
def given(two_cities: tuple[City, City]) -> dict[str, list[str]]:
    """For every name of an argument in an address: values that only the neighbour has."""
    ours, theirs = two_cities
    with theirs.scope():
        tokens = [str(token) for token in AuditEntry.objects.order_by("-id").values_list("token", flat=True)[:3]]
    keys = their_keys(ours, theirs)
    some = [found[0] for found in keys.values() if found]  # for a room that shows the things of others
    return {
        "actual_pk": keys["indicators"],
        **dict.fromkeys(("attachment", "reminder", "report", "round"), keys["reviews"]),
        "dataset": [f"t011002d{THEIR_DATASET:010}", f"t132292d{THEIR_DATASET:010}"],
        "day": ["2020-10-01"],
        "edition": [str(THEIR_YEAR), f"{THEIR_POLICY}/{THEIR_YEAR}"],
        "identity": keys["plan"],
        "file_name": [f"132292_table_{THEIR_DATASET}.csv"],
        "item": keys["plan"],
        "kind": ["pdf", "plan.item", "plan.edition", "indicators.indicator", "kernel.department"],
        "meeting": keys["reviews"],
        "metric": ["neighbour.things"],  # what is counted is declared by modules, for all cities alike
        **{f"pk of {room}": found for room, found in keys.items()},
        "pk": some,
        "name": ["edition.pdf", "edition.json", "comparison.pdf", "papers.pdf"],
        "new": [str(THEIR_YEAR)],
        "old": [f"{THEIR_YEAR}r1"],
        "policy": [THEIR_POLICY],
        "release": ["1"],
        "revision": ["1"],
        "slug": ["1", "terms", "drivers"],
        "sort": ["marks", "decisions"],
        "token": tokens,
        "verb": ["open", "submit"],
        "year": [str(THEIR_YEAR)],
    }


def addresses(page: Page, given: dict[str, list[str]]) -> Iterator[str]:
    """The page's addresses with the given values in place of its arguments, in every combination that fits."""
    for values in itertools.product(*(given.get(f"{name} of {page.room}") or given[name] for name in page.arguments)):
        with suppress(NoReverseMatch):
            yield reverse(page.name, kwargs=dict(zip(page.arguments, values, strict=True)))


def test_the_neighbours_things_do_not_exist_on_our_site(
    two_cities: tuple[City, City], given: dict[str, list[str]]
) -> None:
    ours, _ = two_cities
    administrator = administrator_of(ours)
    asked = {page.route: list(addresses(page, given)) for page in PAGES if page.arguments}

    found = [
        (method, address, status)
        for address in itertools.chain(*asked.values())
        for method in ("get", "post")
        if (status := getattr(administrator, method)(address).status_code) not in {404, 405}
    ]

    assert [route for route, tried in asked.items() if not tried] == []
    assert found == []


def test_our_own_things_do_exist(two_cities: tuple[City, City]) -> None:
    """Else the test above would pass on a site that knows nothing at all."""
    ours, _ = two_cities
    administrator = administrator_of(ours)
    with ours.scope():
        item = Item.objects.order_by("id")[0]

    assert administrator.get("/policy/2020/initiatives/1/").status_code == 200
    assert administrator.get(f"/staff/items/{item.pk}/").status_code == 200
    assert administrator.get(f"/staff/history/plan.item/{item.pk}/").status_code == 200


def test_a_person_of_the_neighbour_may_do_nothing_here(two_cities: tuple[City, City]) -> None:
    ours, theirs = two_cities
    outsider = Client(HTTP_HOST=ours.host)
    outsider.force_login(make_person(theirs, role="administrator"))
    with ours.scope():
        values = {"pk": [str(Item.objects.order_by("id")[0].pk)]}
    asked = [
        address
        for page in PAGES
        if page.access != "public" and set(page.arguments) <= values.keys()
        for address in addresses(page, values)
    ]

    assert asked
    assert {outsider.get(address).status_code for address in asked} <= {403, 405}


def test_every_staff_page_refuses_who_lacks_only_its_permission(
    two_cities: tuple[City, City], given: dict[str, list[str]]
) -> None:
    ours, _ = two_cities
    clerk = Client(HTTP_HOST=ours.host)
    clerk.force_login(make_person(ours, role="reporter"))
    every = {permission.key for permission in registry.permissions()}
    staff_pages = [page for page in PAGES if page.access != "public"]
    answers = []
    for access in sorted({page.access for page in staff_pages}):
        with ours.scope():
            Role.objects.filter(key="reporter").update(permission_keys=sorted(every - {access}))
        for page in (one for one in staff_pages if one.access == access):
            address = next(addresses(page, given))
            answers += [(page.route, how, getattr(clerk, how)(address).status_code) for how in ("get", "post")]

    assert len(answers) == 2 * len(staff_pages)
    assert [answer for answer in answers if answer[2] not in {403, 405}] == []


def test_staff_pages_ask_a_visitor_to_sign_in(two_cities: tuple[City, City]) -> None:
    ours, _ = two_cities
    visitor = Client(HTTP_HOST=ours.host)
    for page in PAGES:
        if page.access != "public" and not page.arguments:
            answer = visitor.get(reverse(page.name))
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/account/login/"), page
