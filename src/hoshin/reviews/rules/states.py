"""The states of all that moves in a year's cycle, and the only ways between them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Self


class Labelled(enum.StrEnum):
    """A word of the code and how people say it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def choices(words: type[Labelled]) -> list[tuple[str, str]]:
    """Return the words as a column of a table lists them."""
    return [(word.value, word.label) for word in words]


class RoundStatus(Labelled):
    PREPARING = "preparing", "準備中"
    OPEN = "open", "照会中"
    CLOSED = "closed", "取りまとめ済み"
    CANCELLED = "cancelled", "取りやめ"


class RoundVerb(Labelled):
    OPEN = "open", "照会を始める"
    CLOSE = "close", "取りまとめを終える"
    REOPEN = "reopen", "照会を再開する"
    CANCEL = "cancel", "取りやめる"


class ReportStatus(Labelled):
    WAITING = "waiting", "未着手"
    DRAFTING = "drafting", "作成中"
    SUBMITTED = "submitted", "課長の確認待ち"
    RETURNED = "returned", "差戻し"
    APPROVED = "approved", "取りまとめの確認待ち"
    QUERIED = "queried", "再照会"
    ACCEPTED = "accepted", "受理"


class ReportVerb(Labelled):
    SAVE = "save", "保存する"
    SUBMIT = "submit", "提出する"
    TAKE_BACK = "take_back", "提出を取り下げる"
    RETURN = "return", "差し戻す"
    APPROVE = "approve", "承認する"
    QUERY = "query", "再照会する"
    ACCEPT = "accept", "受理する"


class GateStatus(Labelled):
    PREPARING = "preparing", "準備中"
    WAITING = "waiting", "決定待ち"
    PASSED = "passed", "移行を決定"
    REFUSED = "refused", "移行しないと決定"
    WITHDRAWN = "withdrawn", "取り下げ"


class GateVerb(Labelled):
    SUBMIT = "submit", "決定を求める"
    PASS = "pass", "移行を決定する"
    REFUSE = "refuse", "移行しないと決定する"
    RETURN = "return", "準備に戻す"
    WITHDRAW = "withdraw", "取り下げる"


class MeetingStatus(Labelled):
    PLANNED = "planned", "予定"
    HELD = "held", "開催済み"
    CLOSED = "closed", "議事録確定"


class MeetingVerb(Labelled):
    HOLD = "hold", "開催済みにする"
    CLOSE = "close", "議事録を確定する"
    REOPEN = "reopen", "議事録を開く"


class ReminderKind(Labelled):
    ASKED = "asked", "照会の開始"
    DIGEST = "digest", "未回答のまとめ"
    BEFORE_DUE = "before_due", "期限前の知らせ"
    AFTER_DUE = "after_due", "期限後の知らせ"
    TO_HEAD = "to_head", "課長への知らせ"
    HANDED = "handed", "回ってきた報告の知らせ"


class ReminderStatus(Labelled):
    WAITING = "waiting", "送信待ち"
    SENDING = "sending", "送信中"
    SENT = "sent", "送信済み"
    FAILED = "failed", "送信できず"
    DROPPED = "dropped", "不要になった"


ROUND_MOVES: Mapping[tuple[RoundStatus, RoundVerb], RoundStatus] = {
    (RoundStatus.PREPARING, RoundVerb.OPEN): RoundStatus.OPEN,
    (RoundStatus.PREPARING, RoundVerb.CANCEL): RoundStatus.CANCELLED,
    (RoundStatus.OPEN, RoundVerb.CLOSE): RoundStatus.CLOSED,
    (RoundStatus.OPEN, RoundVerb.CANCEL): RoundStatus.CANCELLED,
    (RoundStatus.CLOSED, RoundVerb.REOPEN): RoundStatus.OPEN,
}

REPORT_MOVES: Mapping[tuple[ReportStatus, ReportVerb], ReportStatus] = {
    (ReportStatus.WAITING, ReportVerb.SAVE): ReportStatus.DRAFTING,
    (ReportStatus.DRAFTING, ReportVerb.SAVE): ReportStatus.DRAFTING,
    (ReportStatus.RETURNED, ReportVerb.SAVE): ReportStatus.RETURNED,  # a remark stands until it is answered
    (ReportStatus.QUERIED, ReportVerb.SAVE): ReportStatus.QUERIED,
    (ReportStatus.WAITING, ReportVerb.SUBMIT): ReportStatus.SUBMITTED,  # where everything is measured
    (ReportStatus.DRAFTING, ReportVerb.SUBMIT): ReportStatus.SUBMITTED,
    (ReportStatus.RETURNED, ReportVerb.SUBMIT): ReportStatus.SUBMITTED,
    (ReportStatus.QUERIED, ReportVerb.SUBMIT): ReportStatus.SUBMITTED,
    (ReportStatus.SUBMITTED, ReportVerb.TAKE_BACK): ReportStatus.DRAFTING,
    (ReportStatus.SUBMITTED, ReportVerb.RETURN): ReportStatus.RETURNED,
    (ReportStatus.SUBMITTED, ReportVerb.APPROVE): ReportStatus.APPROVED,
    (ReportStatus.APPROVED, ReportVerb.QUERY): ReportStatus.QUERIED,
    (ReportStatus.APPROVED, ReportVerb.ACCEPT): ReportStatus.ACCEPTED,
    (ReportStatus.ACCEPTED, ReportVerb.QUERY): ReportStatus.QUERIED,
}

GATE_MOVES: Mapping[tuple[GateStatus, GateVerb], GateStatus] = {
    (GateStatus.PREPARING, GateVerb.SUBMIT): GateStatus.WAITING,
    (GateStatus.PREPARING, GateVerb.WITHDRAW): GateStatus.WITHDRAWN,
    (GateStatus.WAITING, GateVerb.PASS): GateStatus.PASSED,
    (GateStatus.WAITING, GateVerb.REFUSE): GateStatus.REFUSED,
    (GateStatus.WAITING, GateVerb.RETURN): GateStatus.PREPARING,
    (GateStatus.WAITING, GateVerb.WITHDRAW): GateStatus.WITHDRAWN,
}

MEETING_MOVES: Mapping[tuple[MeetingStatus, MeetingVerb], MeetingStatus] = {
    (MeetingStatus.PLANNED, MeetingVerb.HOLD): MeetingStatus.HELD,
    (MeetingStatus.HELD, MeetingVerb.CLOSE): MeetingStatus.CLOSED,
    (MeetingStatus.CLOSED, MeetingVerb.REOPEN): MeetingStatus.HELD,
}

ANSWERABLE = frozenset({ReportStatus.WAITING, ReportStatus.DRAFTING, ReportStatus.RETURNED, ReportStatus.QUERIED})
"""The reports that wait for the owning section's 担当."""

NEEDS_REMARK = frozenset({ReportVerb.RETURN, ReportVerb.QUERY})
