"""One event, one line: fields first, then the message as JSON text, so that no message can forge a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        message = json.dumps(record.getMessage(), ensure_ascii=False)
        line = f"at={at} level={record.levelname.lower()} logger={record.name} message={message}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "hoshin.config.log_format.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django puts its own handlers on this logger (mail to ADMINS among them); ours replace them.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "hoshin": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
    },
}
