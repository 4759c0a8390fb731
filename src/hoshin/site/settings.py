"""団体の設定: what a city says of itself, and what only the operator's commands can change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, edit
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import change_municipality, get_municipality
from hoshin.kernel.permissions import EDIT_SETTINGS
from hoshin.kernel.requests import CityRequest
from hoshin.site.settings_forms import settings_form


@staff(EDIT_SETTINGS)
def settings_edit(request: CityRequest) -> HttpResponse:
    editing: Editing[Municipality] = Editing(
        load=get_municipality,
        form_of=settings_form,
        save=lambda row, form: change_municipality(
            request.actor, version=form.cleaned_data["version"], **form.values()
        ),
        done_url=lambda row: reverse("site:settings"),
        undo_url_name=None,
        template="site/settings_edit.html",
        context=_context,
    )
    return edit(request, editing, of=Municipality, pk=request.municipality.pk)


def _context(row: Municipality) -> dict[str, Any]:
    title = _("団体の設定")
    return {
        "heading": Heading(title, kicker=row.name, lead=_("団体の名称と、文書の体裁を決めます。")),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
    }
