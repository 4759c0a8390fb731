from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Fact, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day, moment, now
from hoshin.kernel.editing import add, add_refusal, tell_saved
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.forms import CityForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Permission
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.queries.editing import get_edition
from hoshin.reviews.actions import gates as doing
from hoshin.reviews.actions.attachments import add_attachment
from hoshin.reviews.actions.evidence import add_evidence, remove_evidence, sign_criterion, unsign_criterion
from hoshin.reviews.forms.deciding import GateDecisionForm
from hoshin.reviews.forms.gates import STOP, EvidenceForm, GateForm
from hoshin.reviews.models import Gate
from hoshin.reviews.permissions import ANSWER_REPORT, DECIDE, SIGN_CRITERION, VIEW_ROUNDS
from hoshin.reviews.queries.agenda import way_text
from hoshin.reviews.queries.gates import (
    cases,
    criteria_of,
    gates,
    get_criterion,
    get_evidence,
    get_gate,
    items_to_move,
    own_items,
    stages_of,
)
from hoshin.reviews.queries.rounds import editions_to_ask
from hoshin.reviews.rules.states import GATE_MOVES, GateStatus, GateVerb
from hoshin.reviews.views.pages import FORM, chosen, named, of_edition, page
from hoshin.reviews.views.telling import do, version_of

ORDER = (GateStatus.WAITING, GateStatus.PREPARING, GateStatus.PASSED, GateStatus.REFUSED, GateStatus.WITHDRAWN)
OF_OWNERS = frozenset({GateVerb.SUBMIT.value, GateVerb.WITHDRAW.value})
SAID = {
    GateVerb.SUBMIT: "決定を求めました。",
    GateVerb.WITHDRAW: "取り下げました。",
    GateVerb.RETURN: "準備に戻しました。",
    GateVerb.REFUSE: "移行しないことを記録しました。",
    GateVerb.PASS: "移行を記録しました。後の年度版の下書きがあれば、その段階も変えました。",
}


def gate_url(gate: Gate) -> str:
    return reverse("reviews:gate", args=[gate.pk])


@staff(VIEW_ROUNDS)
def gate_list(request: CityRequest) -> HttpResponse:
    rows = list(gates())
    lead = _("取組を次の段階に進める・前の段階に戻す・やめるときに、要件の根拠と確認を集めて決定を求めます。")
    context = {
        **page(_("段階の移行"), lead=lead),
        "groups": [
            (status.label, found) for status in ORDER if (found := [one for one in rows if one.status == status])
        ],
        "editions": [(one, of_edition("gate_new", one)) for one in editions_to_ask()[:3]],
        "may_open": request.actor.may(ANSWER_REPORT),
    }
    return render(request, "reviews/gates.html", context)


@staff(ANSWER_REPORT)
def gate_new(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    items = {one.pk: one for one in items_to_move(edition, request.actor, on=business_day(request.municipality))}
    stages = {one.pk: one for one in stages_of(edition)}
    asked = request.GET.get("item", "")
    form = GateForm(
        request.POST or None,
        items=list(items.values()),
        stages=list(stages.values()),
        initial={"item": int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None},
    )

    def save(valid: CityForm) -> Gate:
        values = valid.values()
        stage = None if values["to_stage"] == STOP else chosen(stages, values["to_stage"])
        return doing.open_gate(
            request.actor,
            item=chosen(items, values["item"]),
            to_stage=stage,
            reason=values["reason"],
            on=business_day(request.municipality),
        )

    return add(
        request,
        form,
        save=save,
        done_url=gate_url,
        undo_url_name=None,
        template=FORM,
        context={
            **page(_("段階の移行を始める"), _list_link(), edition=edition),
            "button": _("始める"),
            "back_url": reverse("reviews:gates"),
        },
    )


@staff(VIEW_ROUNDS)
def gate(request: CityRequest, pk: int) -> HttpResponse:
    row = get_gate(pk)
    return _show(request, row, GateDecisionForm(None, version=row.version, prefix="gate"))


@staff(ANSWER_REPORT)
def gate_move(request: CityRequest, pk: int) -> HttpResponse:
    """The buttons of those who prepare it."""
    row = get_gate(pk)
    verb, version = request.POST.get("verb", ""), version_of(request)
    if verb not in OF_OWNERS or version is None:
        return redirect(gate_url(row))
    act = doing.submit_gate if verb == GateVerb.SUBMIT else doing.withdraw_gate
    on = business_day(request.municipality)
    return do(
        request,
        lambda: act(request.actor, gate=row, version=version, on=on),
        url=gate_url(row),
        said=_(SAID[GateVerb(verb)]),
    )


@staff(DECIDE)
def gate_decide(request: CityRequest, pk: int) -> HttpResponse:
    row = get_gate(pk)
    if request.method != "POST":
        return redirect(gate_url(row))
    form = GateDecisionForm(request.POST, version=row.version, prefix="gate")
    if not form.is_valid():
        return _show(request, row, form)
    verb, values = form.cleaned_data["verb"], form.cleaned_data
    try:
        saved = _decide(request, row, GateVerb(verb), values)
    except EditedMeanwhile:
        add_refusal(form, Refused(_("ほかの人が先に変えました。画面を開き直して、今の内容を確かめてください。")))
    except Refused as refusal:
        add_refusal(form, refusal)
    else:
        tell_saved(request, saved, undo_url_name=None, message=_(SAID[GateVerb(verb)]))
        return redirect(gate_url(row))
    return _show(request, row, form)


def _decide(request: CityRequest, row: Gate, verb: GateVerb, values: dict[str, Any]) -> Gate:
    told = {"gate": row, "version": values["version"], "reason": values["reason"]}
    if verb is GateVerb.RETURN:
        return doing.return_gate(request.actor, **told)
    told |= {"decider": values["decider"], "decided_on": business_day(request.municipality)}
    if verb is GateVerb.REFUSE:
        return doing.refuse_gate(request.actor, **told)
    return doing.pass_gate(request.actor, is_exception=values["is_exception"], **told)


def _show(request: CityRequest, row: Gate, form: GateDecisionForm) -> HttpResponse:
    status = GateStatus(row.status)
    criteria = criteria_of(row)
    verbs = {verb for (old, verb) in GATE_MOVES if old is status}
    facts = [Fact(_("状態"), status.label), Fact(_("始めた人"), row.opened_by_name, note=wareki(row.opened_on))]
    if criteria:
        signed = sum(1 for one in criteria if one.signed_at)
        facts.append(Fact(_("確認した要件"), f"{signed}／{len(criteria)}"))
    if row.decided_on:
        facts.append(Fact(_("決定"), row.decider, note=wareki(row.decided_on)))
    may_answer, may_sign = _may(request, row, ANSWER_REPORT), _may(request, row, SIGN_CRITERION)
    context = {
        **page(named(row.item), _list_link(), edition=row.edition, lead=way_text(row), facts=tuple(facts)),
        "gate": row,
        "criteria": criteria,
        "form": form,
        "may_add": may_answer and status is GateStatus.PREPARING,
        "may_sign": may_sign and status in {GateStatus.PREPARING, GateStatus.WAITING},
        "may_submit": may_answer and GateVerb.SUBMIT in verbs,
        "may_withdraw": may_answer and GateVerb.WITHDRAW in verbs,
        "may_decide": request.actor.may(DECIDE) and GateVerb.PASS in verbs,
    }
    return render(request, "reviews/gate.html", context)


def _may(request: CityRequest, row: Gate, permission: Permission) -> bool:
    """Whether a button is worth showing; the action asks again."""
    own = own_items(request.actor, [row.item], permission=permission, on=business_day(request.municipality))
    return request.actor.may(permission) and bool(own)


def _list_link() -> Link:
    return Link(_("段階の移行"), reverse("reviews:gates"))


@staff(ANSWER_REPORT)
def evidence_new(request: CityRequest, pk: int) -> HttpResponse:
    criterion = get_criterion(pk)
    library = {one.pk: one for one in cases()}
    is_sent = request.method == "POST"
    form = EvidenceForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, cases=list(library.values())
    )

    def save(valid: CityForm) -> Any:
        values = valid.values()
        upload = values["file"]
        kept = add_attachment(request.actor, name=upload.name, file=upload) if upload else None
        return add_evidence(
            request.actor,
            criterion=criterion,
            on=business_day(request.municipality),
            at=moment(request.municipality),
            text=values["text"],
            url=values["url"],
            file=kept,
            case=chosen(library, values["case"]),
        )

    url = gate_url(criterion.gate)
    title = _("「%(label)s」の根拠を加える") % {"label": criterion.label}
    return add(
        request,
        form,
        save=save,
        done_url=lambda row: f"{url}#criterion-{criterion.pk}",
        undo_url_name=None,
        template=FORM,
        context={
            **page(
                title,
                _list_link(),
                Link(named(criterion.gate.item), url),
                edition=criterion.gate.edition,
                lead=criterion.hint,
            ),
            "button": _("加える"),
            "back_url": url,
        },
    )


@staff(ANSWER_REPORT)
def evidence_remove(request: CityRequest, pk: int) -> HttpResponse:
    row = get_evidence(pk)
    url = gate_url(row.criterion.gate)
    if request.method != "POST":
        return redirect(url)
    on = business_day(request.municipality)
    return do(
        request, lambda: remove_evidence(request.actor, evidence=row, on=on), url=url, said=_("根拠を消しました。")
    )


@staff(SIGN_CRITERION)
def criterion_sign(request: CityRequest, pk: int) -> HttpResponse:
    row = get_criterion(pk)
    url = gate_url(row.gate)
    seen = version_of(request)
    if seen is None:
        return redirect(url)
    on = business_day(request.municipality)
    if request.POST.get("sign") == "off":
        return do(
            request,
            lambda: unsign_criterion(request.actor, criterion=row, version=seen, on=on),
            url=f"{url}#criterion-{pk}",
            said=_("確認を取り消しました。"),
        )
    return do(
        request,
        lambda: sign_criterion(request.actor, criterion=row, version=seen, at=now(), on=on),
        url=f"{url}#criterion-{pk}",
        said=_("「%(label)s」を確認しました。") % {"label": row.label},
    )
