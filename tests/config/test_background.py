import asyncio
import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from hoshin.config import background
from hoshin.config.background import is_due, run_for_municipality, start_declared_jobs
from hoshin.kernel.registry import Job
from hoshin.kernel.scope import current_municipality_id
from tests.world import make_city, make_neighbour

JST = ZoneInfo("Asia/Tokyo")
AT_NIGHT = int(dt.datetime(2026, 11, 23, 3, 17, tzinfo=JST).timestamp())


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A module's nightly job that notes for which municipality it ran."""
    ran: list[int] = []
    job = Job("plan.note", "day", lambda: ran.append(current_municipality_id()))
    monkeypatch.setattr(background, "declared_jobs", lambda: {job.key: job})
    return ran


@pytest.mark.parametrize(
    ("every", "moment", "due"),
    [
        ("hour", dt.datetime(2026, 11, 23, 14, 7, tzinfo=JST), True),
        ("hour", dt.datetime(2026, 11, 23, 14, 8, tzinfo=JST), False),
        ("day", dt.datetime(2026, 11, 23, 3, 17, tzinfo=JST), True),
        ("day", dt.datetime(2026, 11, 23, 15, 17, tzinfo=JST), False),
        ("month", dt.datetime(2026, 12, 1, 4, 27, tzinfo=JST), True),
        ("month", dt.datetime(2026, 12, 2, 4, 27, tzinfo=JST), False),
    ],
)
def test_a_job_starts_once_in_its_time(every: str, moment: dt.datetime, due: bool) -> None:
    assert is_due(every, moment) is due


@pytest.mark.django_db
def test_a_declared_job_is_queued_once_for_each_municipality(seen: list[int]) -> None:
    cities = [make_city(), make_neighbour()]

    start_declared_jobs.func(timestamp=AT_NIGHT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT args, lock FROM procrastinate_jobs ORDER BY id")
        queued = cursor.fetchall()
    assert [(json.loads(arguments), lock) for arguments, lock in queued] == [
        ({"job_key": "plan.note", "municipality_id": city.municipality.pk}, f"plan.note:{city.municipality.pk}")
        for city in cities
    ]


@pytest.mark.django_db
def test_nothing_is_queued_out_of_its_time(seen: list[int]) -> None:
    make_city()

    start_declared_jobs.func(timestamp=AT_NIGHT + 60)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_a_job_runs_inside_its_municipality(seen: list[int]) -> None:
    city = make_city()

    run_for_municipality.func(job_key="plan.note", municipality_id=city.municipality.pk)

    assert seen == [city.municipality.pk]


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_run_again() -> None:
    run_for_municipality.configure().defer(job_key="plan.note", municipality_id=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])

    async def sweep() -> None:
        assert isinstance(app.connector, DjangoConnector)
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await background.revive_stalled_jobs.func(timestamp=0)

    asyncio.run(sweep())

    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo",)]
