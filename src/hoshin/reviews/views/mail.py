"""Which mails a person wants, and what became of the mails of a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.models import User
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.actions.reminders import choose_mails, send_again
from hoshin.reviews.forms.mail import MailForm
from hoshin.reviews.permissions import RUN_ROUND, VIEW_ROUNDS
from hoshin.reviews.queries.reminders import counts_of, get_reminder, mails_of_round, refusals_of
from hoshin.reviews.queries.rounds import get_round
from hoshin.reviews.rules.states import ReminderKind, ReminderStatus
from hoshin.reviews.views.frame import round_frame


@staff(VIEW_ROUNDS)
def mail_choice(request: CityRequest) -> HttpResponse:
    """What the signed-in person wants to be told by mail."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # staff pages are for signed-in people
    refused = refusals_of(user.pk)
    form = MailForm(
        request.POST if request.method == "POST" else None,
        initial={"wanted": [kind.value for kind in ReminderKind if kind not in refused]},
    )
    if request.method == "POST" and form.is_valid():
        choose_mails(request.actor, user=user, wanted=form.kinds())
        messages.success(request, _("受け取る知らせを保存しました。"))
        return redirect("reviews:mail")
    title = _("メールの知らせ")
    context = {
        "heading": Heading(title, lead=_("照会と報告について、メールで受け取る知らせを選びます。")),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "form": form,
        "address": user.email,
    }
    return render(request, "reviews/mail_choice.html", context)


@staff(RUN_ROUND)
def round_mails(request: CityRequest, round: int) -> HttpResponse:
    row = get_round(round)
    mails = mails_of_round(row)
    context = {
        **round_frame(row, _("送った知らせ")),
        "mails": [(mail, ReminderStatus(mail.status), ReminderKind(mail.kind)) for mail in mails],
        "counts": counts_of(mails),
    }
    return render(request, "reviews/round_mails.html", context)


@staff(RUN_ROUND)
@require_POST
def mail_again(request: CityRequest, reminder: int) -> HttpResponse:
    row = get_reminder(reminder)
    try:
        send_again(request.actor, reminder=row, on=business_day(request.municipality))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("もう一度送ります。"))
    return redirect(reverse("reviews:round_mails", args=[row.round_id]))
