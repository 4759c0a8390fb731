from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import get_resolver
from django.utils.module_loading import import_string

from hoshin.config.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
product = get_wsgi_application()
# Named by text: what it imports can be imported only now that Django is set up.
application: Callable[..., Any] = import_string("hoshin.config.snapshots.published_first")(product)

# Views and template engines load at the first request otherwise, and a person waits for them.
_warm = (get_resolver().url_patterns, engines.all())


def application_of_worker() -> Callable[..., Any]:
    """The application for a server's worker process, which must not outlive the server."""
    die_with_parent(os.getppid(), signal.SIGKILL)
    return application
