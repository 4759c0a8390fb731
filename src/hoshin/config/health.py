from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from hoshin.kernel.access import public
from hoshin.kernel.registry import registry

# A waiting job older than this means that no worker is at work.
OVERDUE = """
    SELECT count(*) FROM procrastinate_jobs j
    JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
    WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) < now() - interval '15 minutes'
"""


@public
def healthz(_request: HttpRequest) -> HttpResponseBase:
    """Tell machines whether this installation works. No figures and no names: anybody may ask."""
    findings = {"database": _database(), "queue": None}
    if findings["database"] is None:
        findings["queue"] = _queue()
        for module in registry.modules():
            for check in module.health_checks:
                findings[check.key] = check.run()
    healthy = not any(findings.values())
    body = {"status": "ok" if healthy else "failing", "checks": {key: text or "ok" for key, text in findings.items()}}
    return JsonResponse(body, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return None


def _queue() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(OVERDUE)
        overdue = cursor.fetchone()[0]
    return "jobs are waiting for a worker" if overdue else None
