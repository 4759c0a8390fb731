"""What a page answers to a button."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hoshin.kernel.editing import tell_saved
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile

MOST_DIGITS = 10


def do(request: CityRequest, act: Callable[[], models.Model], *, url: str, said: str) -> HttpResponse:
    """Do it, say what happened, go on. What is done in this room is taken back by its own buttons."""
    try:
        saved = act()
    except Refused as refusal:
        messages.error(request, refusal.message)
    except EditedMeanwhile:
        messages.error(request, _("ほかの人が先に変更していました。今の内容を確かめて、もう一度操作してください。"))
    else:
        tell_saved(request, saved, undo_url_name=None, message=said)
    return redirect(url)


def version_of(request: CityRequest) -> int | None:
    """Return the version that a button was pressed on; None where nothing was pressed."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS else None
