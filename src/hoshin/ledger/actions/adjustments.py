"""What a person does to a figure: opening balance, an official figure's difference, a void. Nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.attachments import Attachment
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Metric
from hoshin.kernel.scope import current_municipality_id
from hoshin.ledger.actions.entries import LONGEST_NAME, FutureEntry, admitted, record_entry, require_declared
from hoshin.ledger.models import ATTACHED, EVIDENCE, Entry, EvidenceFile, Void
from hoshin.ledger.permissions import ADJUST_LEDGER
from hoshin.ledger.queries import openings_of, reconciliations_of, value_of
from hoshin.ledger.rules import plain

OFFICIAL = "公式の数"
BEFORE = "突き合わせる前の台帳の数"
FINEST = Decimal("0.0001")
LARGEST = Decimal(10) ** 15


class ReasonMissing(Refused):
    """A figure is touched without saying why."""


class NotAnAmount(Refused):
    """More decimals or digits than the ledger keeps."""


class AlreadyOpened(Refused):
    """The metric has an opening balance; void that one first."""


class ValueMoved(Refused):
    """The ledger has moved since the person was shown the difference."""


class AlreadyVoided(Refused):
    """Somebody voided the entry for another reason."""


@action(ADJUST_LEDGER, "ledger.balance.opened")
def open_balance(
    by: Actor,
    *,
    metric: Metric,
    on: dt.date,
    amount: Decimal,
    reason: str,
    evidence: Mapping[str, str],
    today: dt.date,
    attachment: Attachment | None = None,
) -> Entry:
    """Book what was there before the ledger began, as of the day `on`. Once a metric; the same again changes nothing.

    :raises AlreadyOpened: there is another opening balance that is not voided.
    :raises Refused: no reason, a day after `today`, an amount the ledger cannot keep, a My Number.
    """
    _require(metric, reason, amount, on=on, today=today)
    _one_at_a_time(metric)
    former = openings_of(metric)
    valid = next((entry for entry in former if not hasattr(entry, "void")), None)
    if valid is not None:
        if (valid.occurred_date, valid.amount) == (on, amount):
            return valid
        raise AlreadyOpened(_("期首の残高はすでに記帳されています。直すときは、先にその記帳を取り消してください。"))
    key = f"opening:{len(former) + 1}"
    entry = record_entry(
        by,
        metric=metric,
        subject=key,
        natural_key=key,
        title=_("期首の残高"),
        occurred_date=on,
        amount=amount,
        kind=Entry.Kind.OPENING,
        reason=reason,
        evidence={**evidence, **_named(attachment)},
    )
    _attach(entry, attachment)
    return entry


@action(ADJUST_LEDGER, "ledger.figure.reconciled")
def reconcile(
    by: Actor,
    *,
    metric: Metric,
    as_of: dt.date,
    official: Decimal,
    reason: str,
    evidence: Mapping[str, str],
    today: dt.date,
    shown: Decimal | None = None,
    attachment: Attachment | None = None,
) -> Entry:
    """Book the difference between an official figure and the ledger, on the official figure's day.

    Where the two agree an entry of 0 is booked: that somebody compared them is worth knowing. The same figure again,
    while the ledger still agrees with it, changes nothing.

    :param shown: the difference that the person was shown; another one by now is not booked.
    :raises ValueMoved: the difference is not the one that was shown.
    :raises Refused: no reason, a day after `today`, an amount the ledger cannot keep, a My Number.
    """
    _require(metric, reason, official, on=as_of, today=today, field="official")
    _one_at_a_time(metric)
    value = value_of(metric, as_of=as_of)
    difference = plain(official - (value or Decimal(0)))
    former = reconciliations_of(metric, as_of=as_of)
    newest = former[0] if former else None
    if newest is not None and difference == 0 and _is_of(newest, official):
        return newest
    if shown is not None and shown != difference:
        raise ValueMoved(_("差を表示したあとに、台帳の数か入力が変わりました。もう一度差を確かめてください。"))
    key = f"reconciled:{as_of:%Y-%m-%d}:{len(former) + 1}"
    figures = {OFFICIAL: f"{plain(official):f}", BEFORE: _("なし（未計測）") if value is None else f"{value:f}"}
    entry = record_entry(
        by,
        metric=metric,
        subject=key,
        natural_key=key,
        title=_("公式の数との差") if difference else _("公式の数との一致を確認"),
        occurred_date=as_of,
        amount=difference,
        kind=Entry.Kind.RECONCILED,
        reason=reason,
        evidence={**figures, **evidence, **_named(attachment)},
    )
    _attach(entry, attachment)
    return entry


@action(ADJUST_LEDGER, "ledger.entry.voided")
def void_entry(by: Actor, *, entry: Entry, reason: str) -> Void:
    """Say that an entry should never have been made; it stays, and from now on counts on no day.

    :raises AlreadyVoided: it is voided already, for another reason.
    :raises ReasonMissing: without a reason.
    """
    why = _reason(reason)
    void, is_new = Void.objects.get_or_create(
        entry=entry, defaults={"reason": why, "voided_by": by.name[:LONGEST_NAME]}
    )
    if not is_new and void.reason != why:
        raise AlreadyVoided(_("この記帳は%(by)sがすでに取り消しています。") % {"by": void.voided_by})
    return void


def _named(attachment: Attachment | None) -> dict[str, str]:
    """What everybody may know of the file: that there is one, and its name."""
    return {} if attachment is None else {ATTACHED: attachment.name}


def _attach(entry: Entry, attachment: Attachment | None) -> None:
    if attachment is None:
        return
    stored = EVIDENCE.store(attachment.content, attachment.suffix)
    EvidenceFile.objects.create(
        entry=entry,
        name=attachment.name,
        media_type=attachment.media_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_name=stored.storage_name,
    )


def _is_of(entry: Entry, official: Decimal) -> bool:
    return not hasattr(entry, "void") and entry.evidence.get(OFFICIAL) == f"{plain(official):f}"


def _require(
    metric: Metric, reason: str, amount: Decimal, *, on: dt.date, today: dt.date, field: str = "amount"
) -> None:
    require_declared(metric)
    _reason(reason)
    if on > today:
        raise FutureEntry(_("まだ来ていない日は使えません。"), field="on")
    if not amount.is_finite() or abs(amount) >= LARGEST or amount != amount.quantize(FINEST):
        raise NotAnAmount(_("整数15桁、小数4桁までの数にしてください。"), field=field)


def _reason(reason: str) -> str:
    why = admitted(reason, field="reason").strip()
    if not why:
        raise ReasonMissing(_("理由を書いてください。"), field="reason")
    return why


def _one_at_a_time(metric: Metric) -> None:
    """Two people who look at the same value at once would both book the difference."""
    with connection.cursor() as cursor:
        name = f"ledger:{current_municipality_id()}:{metric.key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
