import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

pytestmark = pytest.mark.django_db


def test_an_installation_without_any_city_answers_that_it_works(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": "ok", "queue": "ok", "ledger.proof": "ok"}}
    assert answer.headers["Cache-Control"] == "no-store"


def test_jobs_that_nobody_takes_are_reported(client: Client) -> None:
    app.configure_task("config.nobody").defer()
    hours_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [hours_ago])

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["queue"] == "jobs are waiting for a worker"


def test_a_job_planned_for_later_is_not_late(client: Client) -> None:
    app.configure_task("config.nobody", schedule_in={"hours": 5}).defer()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '2 hours'")

    assert client.get("/healthz").status_code == 200
