"""Background work that belongs to the platform itself, and the periodic runs of what modules declare."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from django.utils.timezone import get_current_timezone
from procrastinate.contrib.django import app

from hoshin.kernel.models import Municipality
from hoshin.kernel.registry import Job, registry
from hoshin.kernel.scope import municipality_scope

logger = logging.getLogger(__name__)

# A worker reports every ten seconds; three misses and it is taken for dead (the library's own limit is the same).
SECONDS_WITHOUT_HEARTBEAT = 30


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="config.revive_stalled_jobs")
async def revive_stalled_jobs(timestamp: int) -> None:
    """After a kill a job stays "doing" for ever: give it back to the queue. Jobs are safe to repeat."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SECONDS_WITHOUT_HEARTBEAT):
        logger.warning("job %s of a dead worker is run again", job.id)
        await app.job_manager.retry_job(job)


@app.task
def run_for_municipality(job_key: str, municipality_id: int) -> None:
    job = declared_jobs()[job_key]
    with municipality_scope(municipality_id):
        job.run()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="config.start_declared_jobs")
def start_declared_jobs(timestamp: int) -> None:
    """Put what modules declare into the queue, for each municipality by itself: one's failure is not another's."""
    minute = datetime.fromtimestamp(timestamp, UTC).astimezone(get_current_timezone())
    due = [key for key, job in declared_jobs().items() if is_due(job.every, minute)]
    for key in due:
        for municipality_id in Municipality.objects.order_by("pk").values_list("pk", flat=True):
            run_for_municipality.configure(lock=f"{key}:{municipality_id}").defer(
                job_key=key, municipality_id=municipality_id
            )


def declared_jobs() -> dict[str, Job]:
    return {job.key: job for module in registry.modules() for job in module.jobs}


def is_due(every: str, minute: datetime) -> bool:
    """Tell whether a job of that rhythm starts in that minute: at night, and off the full hour that all others take."""
    due = {
        "hour": minute.minute == 7,
        "day": (minute.hour, minute.minute) == (3, 17),
        "month": (minute.day, minute.hour, minute.minute) == (1, 4, 27),
    }
    return due[every]
