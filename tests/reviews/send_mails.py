"""A process that sends what is in line, as the worker does: DATABASE PORT MUNICIPALITY."""

from __future__ import annotations

import sys

import django
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from hoshin.config.database import connect_as


def main(database: str, port: str, municipality_id: str) -> None:
    django.setup()
    send_reminders = import_string("hoshin.reviews.jobs.send_reminders")  # models can be imported only from here on
    connect_as(settings.HOME, "app")
    connections["default"].settings_dict["NAME"] = database
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", int(port), False
    send_reminders.func(municipality_id=int(municipality_id))


if __name__ == "__main__":
    main(*sys.argv[1:])
