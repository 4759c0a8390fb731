from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Cell, Column, Row, Step, Table
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import PREVIEW, add
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.forms import CityForm
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition
from hoshin.plan.models.items import RENEWABLE
from hoshin.plan.queries.editing import Waiting, waiting_of
from hoshin.publishing.actions import roll_over
from hoshin.publishing.forms import StartDraftForm
from hoshin.publishing.permissions import DOWNLOAD_FOLDER, START_DRAFT
from hoshin.publishing.queries import editions_to_copy, folder_of
from hoshin.publishing.queries.comparison import draft_comparison_path
from hoshin.publishing.queries.publications import get_publishable
from hoshin.publishing.queries.rolling import decisions_by_key, rolled_from
from hoshin.publishing.rules.dump import dump_files
from hoshin.publishing.rules.rolling import RolledItem


@staff(START_DRAFT)
def draft_new(request: CityRequest) -> HttpResponse:
    title = _("次の年度版の下書きを作る")
    editions = {str(edition.pk): edition for edition in editions_to_copy()}
    latest = _next_source(list(editions.values()))
    initial = {"source": str(latest.pk), "year": latest.year + 1} if latest else {}
    choices = [(pk, f"{edition.policy.name} {edition.label}") for pk, edition in editions.items()]
    form = StartDraftForm(request.POST or None, initial=initial, editions=choices)

    def save(valid: CityForm) -> Edition:
        source = editions[valid.cleaned_data["source"]]
        return roll_over(request.actor, source=source, year=valid.cleaned_data["year"])

    return add(
        request,
        form,
        save=save,
        done_url=lambda edition: reverse("publishing:draft_made", args=[edition.policy.key, edition.year]),
        undo_url_name=None,
        template="publishing/draft_form.html",
        context={
            "heading": Heading(
                title,
                lead=_(
                    "選んだ年度版の内容に、決定と受理した報告を反映して、編集できる下書きにします。もとの年度版は変わりません。"
                ),
            ),
            "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
            "has_editions": bool(editions),
            "preview_name": PREVIEW,
            "outlook": _outlook(form, initial, editions),
        },
    )


def _next_source(editions: Sequence[Edition]) -> Edition | None:
    """Return the newest edition that is settled and has no successor yet, else the newest of all."""
    years = {(one.policy_id, one.year) for one in editions}
    settled = (one for one in editions if not one.is_editable and (one.policy_id, one.year + 1) not in years)
    return next(settled, next(iter(editions), None))


@staff(START_DRAFT)
def draft_made(request: CityRequest, policy: str, year: int) -> HttpResponse:
    """Say what there is to do with a fresh draft."""
    edition = get_publishable(policy_key=policy, year=year)
    title = _("%(label)s版の下書きができました") % {"label": edition.label}
    editor = reverse("plan:edition", args=[policy, year])
    outdated = [one for one in waiting_of(edition) if one.kind == "text_outdated"]
    context = {
        "heading": Heading(
            title, kicker=edition.policy.name, lead=_("もとの年度版から引き継ぎました。次のことから始めます。")
        ),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "steps": (
            Step(
                _("新旧対照表を見る"),
                draft_comparison_path(policy_key=policy, year=year),
                _("何が変わったかが、はじめから分かります。"),
            ),
            Step(
                _("要更新の文章を書き直す"),
                f"{editor}#todo",
                _("%(count)s件の取組にあります。") % {"count": len(outdated)},
            ),
            Step(_("下書きを編集する"), editor, _("番号、段階、所管課、目標も確かめます。")),
        ),
        "table": _outdated(outdated) if outdated else None,
    }
    return render(request, "publishing/draft_made.html", context)


def _outdated(waiting: Sequence[Waiting]) -> Table:
    rows = (
        Row(
            Cell(one.name, url=reverse("plan:item_edit", args=[one.item.pk]) if one.item else ""),
            (Cell(one.detail),),
        )
        for one in waiting
    )
    return Table(_("要更新の文章"), (Column(_("取組")), Column(_("前の年度版のままの文章"))), tuple(rows))


@dataclass(frozen=True)
class Outlook:
    """What a roll-over will do, before it is done."""

    label: str
    table: Table
    carried: int
    gone: int
    taken_url: str = ""  # of the edition that is there already


def _outlook(form: StartDraftForm, initial: Mapping[str, Any], editions: Mapping[str, Edition]) -> Outlook | None:
    if not editions or (form.is_bound and not form.is_valid()):
        return None
    chosen = form.cleaned_data if form.is_bound else initial
    source, year = editions[chosen["source"]], FiscalYear(chosen["year"])
    found = [one for one in rolled_from(source, year).items if one.old.repost_of is None]
    rows = tuple(map(_line_of(decisions_by_key(source)), found))
    columns = (
        Column(_("取組")),
        Column(_("決定"), is_narrow=True),
        Column(_("次の年度版での扱い")),
        Column(_("反映すること")),
        Column(_("要更新になる文章")),
    )
    is_taken = any(one.policy_id == source.policy_id and one.year == year.year for one in editions.values())
    return Outlook(
        label=year.label_both,
        table=Table(_("取組ごとの引き継ぎ"), columns, rows),
        carried=sum(one.new is not None for one in found),
        gone=sum(one.new is None for one in found),
        taken_url=reverse("plan:edition", args=[source.policy.key, year.year]) if is_taken else "",
    )


def _line_of(decisions: Mapping[str, str]) -> Callable[[RolledItem], Row]:
    """Return how the table tells an item's fate."""
    names = dict(RENEWABLE)

    def line(one: RolledItem) -> Row:
        decision = decisions.get(one.old.key, "")
        fate = f"「{one.heir.number} {one.heir.title}」に統合する" if one.heir else one.fate.label
        cells = (
            Cell(decision or _("なし"), is_absent=not decision),
            Cell(fate),
            Cell("。".join(one.effects) or "—", is_absent=not one.effects),
            Cell("、".join(names[name] for name in one.stale) or "—", is_absent=not one.stale),
        )
        return Row(Cell(f"{one.old.number} {one.old.title}".strip()), cells)

    return line


@staff(DOWNLOAD_FOLDER)
def folder_zip(request: CityRequest, policy: str, year: int) -> HttpResponse:
    """Hand out the folder of YAML that `hoshin load` reads, as one file."""
    name = f"{policy}-{year}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(dump_files(folder_of(policy, (year,))).items()):
            # A fixed time of writing: the same edition gives the same bytes.
            archive.writestr(zipfile.ZipInfo(f"{name}/{path}"), text.encode())
    return HttpResponse(
        buffer.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}.zip"'},
    )
